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
#
# ```{data-table} tables/outcome.csv
# :name: table-outcome
#
# The numbers of each of the paper's tables and the points of its figures: how many come out as printed, how many
# differ for a cause that evidence bears, and how many differ without one.
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
# ## Claim by claim
#
# {numref}`table-standing` puts together what this book finds of each claim: the verdict on the data; in which share
# of all combinations of choices it holds ([](every_choice)); in which share of worlds without an effect it would
# hold by chance, where it compares years; and which system or team turns it when it is left out
# ([](how_sure)). *Stands*: it holds, under each choice, in no more than one of twenty such worlds, and no system or
# team turns it. Ids that are missing were merged with another claim.
#
# ```{data-table} tables/standing-counts.csv
# :name: table-standing-counts
#
# How the claims stand.
# ```
#
# ```{data-table} tables/standing.csv
# :name: table-standing
#
# Every claim, those that stand first.
# ```

# %% [markdown]
# ## The causes
#
# By the paper's method {glue:text}`by_method` of {glue:text}`numbers` printed numbers come out. With the
# decisions of {numref}`table-causes`, {glue:text}`with_causes` do. No smaller set of those that were tried
# gives as many.
#
# A decision *brings* a number that comes out by it and not by the method. It *breaks* a number that comes out by
# the method and not by it. Both are counted over all for which it would have been taken: a choice of systems for
# a year of a table, or for one quantity of it; a rounding for the whole table.
#
# The other explanation of a number that differs is a slip of the pen. Here one number in
# {glue:text}`slip_odds` is taken for a slip, and a slip moves the last digit by up to {glue:text}`slip_units`
# units, up or down. So each number brought adds ln({glue:text}`slip_ratio`) = {glue:text}`weight` to the *evidence*,
# and each number broken takes as much away. The search has a price: {glue:text}`tried` combinations are tried for
# a number, which takes ln {glue:text}`tried` = {glue:text}`price` away. Where a choice of systems and a rounding are
# taken together, only what they bring more than each of them alone counts.
#
# Evidence is a natural logarithm of odds. Three numbers brought and none broken give {glue:text}`three_brought`.
# Above 0 a number is called *explained*. Just above 0 means even odds: no better than a coin.
#
# ```{data-table} tables/causes.csv
# :name: table-causes
#
# The decisions that explain printed numbers: for what each is taken, how many numbers of the table it brings
# and breaks, and the evidence.
# ```
#
# Several recipes can lead to the same systems. The entries name those that give the same numbers.
#
# Would a wrong number be explained as well? Each number that comes out was made wrong, by some units of its
# last digit, up and down, and looked for.
#
# ```{data-table} tables/mistakes.csv
# :name: table-mistakes
#
# Wrong numbers: for how many some decision gives the wrong text, and for how many with evidence above 0.
# ```
#
# Of {glue:text}`points` points of the figures, {glue:text}`recomputed` are recomputed in earnest. The others
# are baselines, points that coincide with another, or scores of 0: they would come out whatever is computed.

# %% tags=["hide-cell"]
from math import exp, log

import pandas as pd

from sedenergy.check.causes import try_mistakes
from sedenergy.check.outcomes import count_recomputed, list_causes
from sedenergy.check.trials import SLIP_RATE, SLIPS, WEIGHT, Search

numbers = paper.ledger[paper.ledger["kind"] == "number"]["verdict"]
page.say(numbers=len(numbers), by_method=(numbers == "reproduced").sum())
page.say(with_causes=(numbers != "differs").sum(), **count_recomputed(paper.in_paper))
page.say(slip_odds=f"{1 / SLIP_RATE:.0f}", slip_units=SLIPS // 2, tried=Search.tried)
page.say(slip_ratio=f"{exp(WEIGHT):.0f}", weight=f"{WEIGHT:.2f}", price=f"{log(Search.tried):.2f}")
page.say(three_brought=f"{3 * WEIGHT - log(Search.tried):.1f}")

# %% tags=["hide-cell"]
page.frame("causes", list_causes(paper.explanations))
heads = ["Units too high or low", "Wrong numbers", "Given by a decision", "With evidence above 0"]
mistakes = try_mistakes(paper.in_paper, paper.printed.numbers_in(paper.in_paper.years))
page.frame("mistakes", pd.DataFrame([(size, *c) for size, c in mistakes.items()], columns=heads))

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
#
# Claims that do not hold as they stand, with what the data say and what the printed numbers say.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_failing
from sedenergy.book.summaries import list_deviations, list_disagreements
from sedenergy.check.outcomes import count_outcomes

disagreements, counts = list_disagreements(paper.ledger)
page.frame("outcome", count_outcomes(paper.ledger))
# The front page shows these.
page.frame("not-holding", list_failing(paper.ledger))
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
# full precision; *explained*, other decisions give the printed text and evidence bears them; *differs*, no
# evidence bears a cause, and the entry says what was tried. On claims: *holds*, *holds in part*, *fails*, *cannot be checked*, by the data.
# Each entry's name links to the cell of the chapter that computes it.
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
from sedenergy.analysis.decisions import DECISIONS

# The page on the check shows the deviations, too.
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
