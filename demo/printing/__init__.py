"""The official form on paper: texts of cells in, tables of cells with their spans out, and those as lines of HTML.

``model``: what a document is made of; ``sheet``: the form's three tables; ``document``: headings, prose and tables in
their order; ``web``: the markup of a table. Both the made-up dataset's pages and the layouts of the tests' renderer are
printed with it.
"""
