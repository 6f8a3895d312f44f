"""Energy trends of sound event detection systems, recomputed from the submissions.

The rooms stand in the order in which the data go through them. Each imports only from those
before it:

``errors``, ``files``  the one exception that a user sees; a file written whole or not at all
``vocabulary``         quantities and statistics: name, label, unit, how they are written
``printed``            what the paper printed: numbers, points, claims; forms and rounding
``submissions``        from an organisers' file to typed systems, with the facts about each year
``analysis``           normalisation, selection, tables, caps, points of figures
``claims``             a verdict on each claim of the paper's prose
``check``              what nbval compares, causes, the ledger, mutations
``paper``              all of this in one object, each part computed once
``book``               drawings, tables and sentences for pages, execution, assembly
``cli``                the ``sedenergy`` command
"""

__version__ = "1.0.0"
