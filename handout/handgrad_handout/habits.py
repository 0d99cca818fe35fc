"""What people do by habit, nbconvert's own `--to pdf`, `--to webpdf` and JupyterLab's menu entry PDF, gives the handout too.

nbconvert's way by LaTeX needs a TeX system and Inkscape and loses Cyrillic letters, that by a browser downloads one.
An entry point named pdf would stand beside nbconvert's own, and which of two is found is left to chance; so its two
classes are told here. The module is imported with the exporters: by the nbconvert program, which makes them all to
name them in its help, and by JupyterLab's server when it lists its menu.
"""

FORMATS = ("pdf", "webpdf")


def taught(kind, handout):
    """A class of exporters that hands every notebook to another."""

    def handed_over(method):
        # without its configuration, which asks for Inkscape
        def exported(self, *arguments, **named):
            return getattr(handout(), method)(*arguments, **named)

        return exported

    for method in ("from_filename", "from_file", "from_notebook_node"):
        setattr(kind, method, handed_over(method))
    return kind
