# How nbgrader grades the course. A teacher copies this file into the folder of the course.
c = get_config()  # noqa: F821

# A cell that runs longer is taken for a loop: that submission stops there and is scored 0.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = False
# A Java kernel on a busy machine takes its time to start.
c.Execute.startup_timeout = 120
# A cell that fails earns nothing; the cells after it are run all the same.
c.Execute.allow_errors = True
c.ClearSolutions.code_stub = {"java": "// YOUR CODE HERE"}
# What nbgrader adds for a missing cell is no Java.
c.OverwriteCells.add_missing_cells = False
