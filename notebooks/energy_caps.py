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
# # Energy caps
#
# **How well can one do within a budget?** Of {glue:text}`caps` caps on complexity, MACs and energy,
# {glue:text}`costly` lower the best PSDS. With a cap at the median of the normalised training energy, the best PSDS
# {glue:text}`under_median`.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.summaries import count_costly_caps, last_steps

page.say(**count_costly_caps(paper.analysis.numbers("table-6")))  # for the front page too

# %% [markdown]
# Only single systems are taken here, and of these only those strictly below a threshold: the lower
# quartile or the median of all that are compared. The best PSDS among them is what a team with that
# budget could have reached.
#
# ```{data-table} tables/table-6.csv
# :name: table-6
# :heads: 3
#
# Thresholds on system complexity, MACs and normalised training energy (kWh), and the best PSDS of the
# single systems strictly below; “All” has no cap, its maximum is the largest value.
# {glue:text}`table_6_outcome`
# ```
#
# {numref}`table-decisions` says what the decisions mean.

# %% tags=["hide-cell"]
page.table("table-6")

# %% tags=["nbval-check-output"]
print(paper.check("table-6"))

# %% [markdown]
# ## The curve behind the caps
#
# ```{glue:figure} cap-curves
# :name: figure-cap-curves
# :figclass: sed-figure-block
#
# The best PSDS of a single system against the cap on complexity, MACs and normalised training energy;
# each point is the system that lifts it. Dotted and dashed: the two thresholds of {numref}`table-6`.
# The caps are on logarithmic axes. More energy brings no better score beyond {glue:text}`last_steps`.
# ```
#
# ```{data-table} tables/cap-curves.csv
# :name: table-cap-curves
#
# The steps of {numref}`figure-cap-curves`: from which cap on a system is the best.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.scores import draw_cap_curves
from sedenergy.book.summaries import list_cap_steps

page.say(last_steps=last_steps(paper.comparable))
page.figure(
    "cap-curves",
    draw_cap_curves,
    paper.comparable,
    alt="Three panels of steps, a line a year: the best PSDS of a single system over the cap on "
    "parameters, MACs and normalised training energy.",
)
page.frame("cap-curves", *list_cap_steps(paper.comparable))

# %% [markdown]
# ## Where the data do not bear the paper out
#
# What the paper says on the numbers of this chapter, in other words, and what does not hold as it stands. Each
# name leads to its entry in the ledger.
#
# Some systems lie exactly on a cap, so the reading of “below” decides: {glue:text}`edges`.
#
# ```{data-table} tables/contradicted-energy-caps.csv
# :name: table-contradicted-energy-caps
#
# Claims of the paper that the data of this chapter do not bear out, or only in part.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_contradicted, say_edges

contradicted = list_contradicted(paper.findings, paper.printed, "energy_caps")
page.frame("contradicted-energy-caps", contradicted)
page.say(edges=say_edges(paper.comparable))

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
