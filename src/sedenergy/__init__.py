"""Energy trends of sound event detection systems, recomputed from the submissions.

The modules stand in the order in which the data go through them, and each
imports only from those before it:

``errors``         the one exception that a user sees
``files``          files written whole or not at all
``columns``        what each column of a submissions table holds
``importers``      a results file to the rows of a submissions table
``schema``         the rules that a submissions table obeys, and what is implausible
``submissions``    a submissions table, read and typed, with the facts about its year
``normalization``  normalised energies, energy-weighted scores, shares of the GPU
``selection``      which systems a table rests on, and which not and why
``tables``         the paper's tables
``figures``        the points of figures 1 and 2
``published``      the numbers that the paper printed
``variants``       decisions that the authors could have taken, tried one by one
``claims``         a verdict on each claim of the paper's prose
``check``          what the notebooks are held against
``notebooks``      the notebooks read, held against their rules, written for nbval
``ledger``         a verdict and a cause for all that the paper printed
``mutate``         proof that the checks can fail
``datapackage``    the data's description
``intake``         a year taken in, replaced or taken out
``theme``, ``svg``, ``plots``, ``report``, ``pages``  what the book shows
``codecheck``      the manifest of what a build reproduces
``trace``, ``measured``, ``build``  notebooks executed, and the pages built of them
``cli``            the ``sedenergy`` command
"""

__version__ = "1.0.0"
