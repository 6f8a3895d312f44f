# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What comes out
#
# **Which of the paper's numbers, points and claims come out of the submissions, and what is the cause
# where one does not?** {glue:text}`total` Unexplained: {glue:text}`unexplained`. Claims that fail on the data:
# {glue:text}`failing`.
#
# ```{glue:figure} totals
# :name: figure-totals
# :figclass: sed-figure-block
#
# What comes out of all that the paper printed: its numbers in tables, its points in figures, and the
# claims of its prose. {glue:text}`total`
# ```

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.drawings.scores import draw_verdicts
from sedenergy.book.sentences import count, listed
from sedenergy.check.outcomes import count_verdicts, totals_sentence

differing = paper.ledger[paper.ledger["verdict"] == "differs"]
failing = (paper.ledger["verdict"] == "fails").sum()
names = [f"{entry.printed} ({entry.what})" for entry in differing.itertuples()]
# The front page and the page on the check show these and the figure.
page.say(total=totals_sentence(paper.ledger), unexplained=listed(names, "nothing"), failing=failing)
page.figure(
    "totals",
    draw_verdicts,
    count_verdicts(paper.ledger),
    alt="A bar each for numbers, points and claims, divided by verdict.",
)

# %% [markdown]
# ## Where text, tables and data disagree
#
# A claim can hold on the numbers that the paper printed and fail on the data, or the other way round.
# Claims are judged where all years that the paper covers are shown. Of {glue:text}`claims` claims,
# {glue:text}`not_holding` do not hold as they stand. {glue:text}`on_print` can also be judged on the printed
# numbers, and {glue:text}`split` of these come out differently there.
#
# ```{data-table} tables/disagreements.csv
# :name: table-disagreements
# :class: sed-long
#
# Claims that do not hold as they stand, with what the data say and what the printed numbers say.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.summaries import list_deviations, list_disagreements

disagreements, counts = list_disagreements(paper.ledger)
page.say(**counts)
page.frame("disagreements", disagreements)

# %% [markdown]
# ## The order of the submissions
#
# Of systems with equal figures the first in the organisers' file stays. Each year's file was also read
# backwards, so that the last of equals stays. Then these come out otherwise: {glue:text}`moved`. Equal
# systems have equal energies and parameters, but not always equal scores. Some teams also reported more
# than one baseline energy, so that equal systems have different normalised energies. The order decides
# only there.
#
# ```{data-table} tables/order.csv
# :name: table-order
# :class: sed-long
#
# What depends on the order of the files.
# ```

# %% tags=["hide-cell"]
from sedenergy.check.outcomes import moved_by_order

moved = moved_by_order(paper.ledger, paper.in_paper, paper.printed)
kinds = [count((moved["kind"] == kind).sum(), kind) for kind in ("number", "point", "claim")]
page.say(moved=listed(kinds))
heads = {"id": "Entry", "kind": "Kind", "here": "As it is", "reversed": "Read backwards"}
page.frame("order", moved.rename(columns=heads))

# %% [markdown]
# ## Every entry
#
# The verdicts on numbers and points: *reproduced*, equal at the printed precision, rounded half up from
# full precision; *explained*, another decision gives exactly the printed text, computed in the same run;
# *differs*, none does. On claims: *holds*, *holds in part*, *fails*, *cannot be checked*, by the data.
# Each entry's name links to the cell of the chapter that computes it.
#
# A search among {glue:text}`variants` variants also finds causes by chance. To see how many,
# {glue:text}`tried` numbers were made wrong by one unit of their last digit. Of these,
# {glue:text}`explained` would have been called explained, {glue:text}`firmly` of them by a variant that gives no
# fewer of the year's numbers than the method does. So a cause says more when more of its row comes out
# with it. Where it stands alone or gives fewer, the entry says so.
#
# ```{data-table} tables/decisions.csv
# :name: table-decisions
#
# The decisions that are tried, alone and up to three together.
# ```
#
# <div id="sed-filter"></div>
#
# ```{ledger} tables/ledger.csv
# ```

# %% tags=["hide-cell"]
import pandas as pd

from sedenergy.check.causes import by_chance
from sedenergy.check.decisions import DECISIONS

# The page on the check shows the counts and the deviations, too.
page.say(**by_chance(paper.in_paper, paper.printed.numbers_in(paper.in_paper.years)))
page.frame("deviations", list_deviations(paper.ledger))
decisions = [(decision.name, decision.meaning) for decision in DECISIONS]
page.frame("decisions", pd.DataFrame(decisions, columns=["Decision", "Meaning"]))
page.frame("ledger", paper.ledger)

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("claims"))

# %% tags=["nbval-check-output"]
print(paper.check("data"))
