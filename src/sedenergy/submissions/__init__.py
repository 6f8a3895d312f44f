"""From an organisers' results file to typed systems, year by year.

The modules stand in the order in which they import from each other:

``columns``      the columns of a submissions table, and what the text of a cell says
``text_files``   the text of a file, read; a table in CSV; misspelt names
``formats``      a year's results, in any known format, to a submissions table
``schema``       the rules that a typed table obeys, and what is hardly right
``facts``        what is a fact about a year and no column
``instruments``  the files on GPUs and on CodeCarbon
``years``        the years of the data, read, checked and typed
``datapackage``  the data's description
``intake``       a year taken in, replaced or taken out
"""
