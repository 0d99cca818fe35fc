"""Prints notebooks as PDF handouts.

Reading order: errors (what goes wrong, in one line), page (paper and language), source (a notebook
file, checked), pieces (cells and outputs as what is printed), pictures (files that a notebook may
show), press (pandoc, then Typst), writing (files, whole or not at all), exporter (for nbconvert and
JupyterLab), editions (for students, with solutions, for nbgrader), student, sheet, book and course
(what is printed beside the handouts), variants (other versions of tasks), __main__ (all in one process).

>>> from handgrad_handout.press import handout
>>> from handgrad_handout.source import read
>>> handout(read("notebooks/en/01-computation-graph.ipynb")).pdf[:8]
b'%PDF-1.7'
"""
