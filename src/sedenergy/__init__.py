"""Energy trends of sound event detection systems, recomputed from the submissions.

The modules stand in the order in which the data go through them, and each
imports only from those before it:

``errors``         the one exception that a user sees
``columns``        what each column of a submissions table holds
``importers``      the organisers' YAML to a submissions table
``submissions``    a submissions table, read and typed
``normalization``  normalised energies, energy-weighted scores, shares of the GPU
``selection``      which systems a table rests on, and which not and why
``tables``         tables I to VI
``figures``        the points of figures 1 and 2
``published``      the numbers that the paper printed
``variants``       decisions that the authors could have taken, tried one by one
``check``          what the notebooks are held against
``svg``, ``theme``, ``plots``, ``html``  what the book shows
``cli``            the ``sedenergy`` command
"""

__version__ = "1.0.0"
