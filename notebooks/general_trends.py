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
# # General trends
#
# **Do the systems grow from year to year, and do they use more energy?**
# The median system complexity {glue:text}`size`. The median training energy {glue:text}`energy`.
# These are energies as reported, on whatever machine each team had. The next chapter asks what is
# left of the trend once the machine is taken out.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.sentences import by_year, changes_of, each_year, listed

table_1, table_2 = paper.analysis.numbers("table-1"), paper.analysis.numbers("table-2")
# The front page shows both.
page.say(size=changes_of(table_1, "parameters", "median"))
page.say(energy=changes_of(table_2, "train_kwh", "median"))

# %% [markdown]
# ## What was submitted, and what is left of it
#
# A system counts when it reports its parameters, its training energy and its test energy. Of systems
# that agree in all three, only the first in the organisers' file stays. These are left:
# {glue:text}`left`.
#
# ```{data-table} tables/selection.csv
# :name: table-selection
#
# Systems submitted each year and what the steps of the selection leave.
# ```
#
# ```{data-table} tables/selection-log.csv
# :name: table-selection-log
#
# Every system that was left out, by which step and why. The step *normalized* concerns the
# comparison of normalised energies only.
# ```

# %% tags=["hide-cell"]
import pandas as pd

from sedenergy.book.summaries import count_selected, spread, years_apart

left = {n: f"{len(s.valid)} of {len(s.submitted)} systems" for n, s in paper.selections.items()}
page.say(left=each_year(left))
log = pd.concat([s.log for s in paper.selections.values()])
page.frame("selection-log", log.rename(columns=str.capitalize))
page.frame("selection", count_selected(paper.selections))

# %% [markdown]
# ## Size: parameters and operations
#
# ```{data-table} tables/table-1.csv
# :name: table-1
# :heads: 2
#
# System complexity (parameters) and MACs, the multiply-accumulate operations for 10 s of audio:
# quartiles of the valid systems of each year. {glue:text}`table_1_outcome`
# ```
#
# The median of the MACs {glue:text}`macs`. The upper quartile of system complexity
# {glue:text}`upper_size`. The upper quartile of the MACs {glue:text}`upper_macs`. Years in which only one
# of these two rises: {glue:text}`apart`. More parameters need not mean more operations.

# %% tags=["hide-cell"]
upper = [by_year(table_1, quantity, "q75") for quantity in ("parameters", "macs")]
page.say(
    macs=changes_of(table_1, "macs", "median"),
    upper_size=changes_of(table_1, "parameters", "q75"),
    upper_macs=changes_of(table_1, "macs", "q75"),
    apart=listed(years_apart(*upper), "none"),
)
page.table("table-1")

# %% tags=["nbval-check-output"]
print(paper.check("table-1"))

# %% [markdown]
# ## Energy as reported
#
# ```{data-table} tables/table-2.csv
# :name: table-2
# :heads: 2
#
# Energy reported for training and for test, in kWh as CodeCarbon estimates it: quartiles of the
# valid systems of each year. {glue:text}`table_2_outcome`
# ```
#
# The lower quartile of the training energy {glue:text}`low_end`. The median of the test energy
# {glue:text}`test_energy`. The median of the ratio of test energy to training energy is
# {glue:text}`test_part`.

# %% tags=["hide-cell"]
ratios = {n: (s.valid["test_kwh"] / s.valid["train_kwh"]) for n, s in paper.selections.items()}
page.say(
    low_end=changes_of(table_2, "train_kwh", "q25"),
    test_energy=changes_of(table_2, "test_kwh", "median"),
    test_part=each_year({n: f"{100 * ratio.median():.1f} %" for n, ratio in ratios.items()}),
)
page.table("table-2")

# %% tags=["nbval-check-output"]
print(paper.check("table-2"))

# %% [markdown]
# ## The distributions behind the quartiles
#
# ```{glue:figure} distributions
# :name: figure-distributions
# :figclass: sed-figure-block
#
# Every valid system is a point. The box goes from the lower to the upper quartile, with the median
# inside it. All axes are logarithmic. Between the least and the most training energy lies a factor of
# {glue:text}`spread`. Rest the pointer on a point to see which system it is.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.distributions import draw_distributions

factors = {n: spread(s.valid["train_kwh"]) for n, s in paper.selections.items()}
page.say(spread=each_year({n: f"{factor:,.0f}" for n, factor in factors.items()}))
page.figure(
    "distributions",
    draw_distributions,
    paper.selections,
    ["parameters", "macs", "train_kwh", "test_kwh"],
    alt="Four panels of points on logarithmic axes, one row a year, with a box for the quartiles: "
    "parameters, MACs, training energy and test energy of every valid system.",
)

# %% [markdown]
# ## Where the data do not bear the paper out
#
# What the paper says on the numbers of this chapter, in other words, and what does not hold as it stands. Each
# name leads to its entry in the ledger.
#
# ```{data-table} tables/contradicted-general-trends.csv
# :name: table-contradicted-general-trends
#
# Claims of the paper that the data of this chapter do not bear out, or only in part.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_contradicted

contradicted = list_contradicted(paper.findings, paper.printed, "general_trends")
page.frame("contradicted-general-trends", contradicted)

# %% [markdown]
# ## Checked
#
# The submissions themselves are held against their description in `datapackage.json`. A changed figure
# is noticed even where no quartile rests on it.

# %% tags=["hide-cell"]
from sedenergy.submissions.schema import warnings_of

found = [warnings_of(n, y.systems, y.facts.baselines) for n, y in paper.years.items()]
# For the page on the data.
page.frame("warnings", pd.concat(found).rename(columns=str.capitalize))

# %% tags=["nbval-check-output"]
print(paper.check("data"))
