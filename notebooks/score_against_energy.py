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
# # Score against energy
#
# **Does more energy buy a better score, and how much does a good one take?** With ten times the energy, the PSDS
# (from 0 to 1) changes by {glue:text}`bought_psds`. Of the systems whose interval overlaps that of the best, the
# one that uses least is {glue:text}`best_class`. At the best PSDS that two years reach, the least energy
# {glue:text}`at_best`. {glue:text}`energyless`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.analysis import frontier
from sedenergy.book import frontiers

shown = frontier.scored_years(paper.selections)
reference = frontier.reference_energy(shown)
rest = frontier.without_carriers(shown, reference)
areas, areas_of_rest = (frontier.areas(systems, reference) for systems in (shown, rest))
equal = frontier.equal_scores(shown)
page.say(**frontiers.describe_frontiers(shown, areas, areas_of_rest, equal))
page.say(energyless=frontiers.say_energyless(paper.selections))
page.say(best_class=frontiers.say_best_class(shown), far_below=frontiers.say_far_below(shown))

# %% [markdown]
# ## The frontier
#
# A system is on the frontier of its year when no other has at least its PSDS with at most its energy, and is
# better in one of the two. Systems that are equal in both stay together. Ensembles, single systems and
# baselines all count here. On the frontier are {glue:text}`on_frontier`.
#
# ```{glue:figure} frontiers
# :name: figure-frontiers
# :figclass: sed-figure-block
#
# PSDS over normalised training energy, with the frontier of each year as steps. On the frontier are
# {glue:text}`on_frontier`. The later year needs less energy at {glue:text}`less`. The energy axis is logarithmic.
# ```
#
# ```{data-table} tables/frontiers.csv
# :name: table-frontiers
#
# The systems on the frontier of each year, from the least energy to the best PSDS. The interval is the
# organisers' own.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.frontiers import draw_bought, draw_frontiers

page.figure(
    "frontiers",
    draw_frontiers,
    shown,
    alt="A panel a year: PSDS over normalised training energy on a logarithmic axis, ensembles as squares, "
    "single systems as circles, and the frontier as rising steps with the names of its systems.",
)
on_frontier = {year: frontier.frontier(systems) for year, systems in shown.items()}
page.frame("frontiers", frontiers.list_systems(on_frontier))

# %% [markdown]
# ## Does it move?
#
# Here two years are compared at an equal PSDS. The later year needs less energy at {glue:text}`less`. The whole
# interval of the ratio says so at {glue:text}`clear`.
#
# ```{data-table} tables/equal-scores.csv
# :name: table-equal-scores
#
# The least energy with which each year reaches a PSDS of either frontier, and the second energy over the first.
# With a ratio below one, the later year needs less. An end of 0 means that without some teams the first year
# does not reach this PSDS. “No end” means the same of the second year, which would need energy without end.
# ```
#
# The area under a frontier sums up all of it. It goes from a PSDS of 0 up to the frontier, over the logarithm to
# base ten of the energy. It ends at {glue:text}`reference`, the largest energy of all years shown. The change of
# the area from the year before is {glue:text}`area`.
#
# One system can carry much of the area. The one whose loss makes it smallest is {glue:text}`carriers`. Without
# these, the change is {glue:text}`rest`.
#
# ```{data-table} tables/areas.csv
# :name: table-areas
#
# The area under the frontier of each year, in units of PSDS for each tenfold energy, and the same without the
# system that carries most of it.
# ```
#
# Where do the intervals come from? The teams of each year are drawn {glue:text}`times` times, as many as there
# are and with repetition, each with all of its systems. Each year is drawn by itself. A drawn year holds no system
# that was not there, so its area is never larger than that of the whole year. The interval of an area therefore
# shows how much less it could have been, and not how much more.

# %% tags=["hide-cell"]
from sedenergy.analysis.resampling import TIMES
from sedenergy.book.sentences import say_value

page.say(reference=say_value(reference, "train_kwh_normalized"), times=TIMES)
page.frame("equal-scores", frontiers.list_equal_scores(equal))
page.frame("areas", frontiers.list_areas(shown, areas, areas_of_rest))

# %% [markdown]
# ## What ten times the energy goes with
#
# A straight line is fitted to the score over the logarithm of the energy, by least squares. Its slope says how
# much higher the score is for ten times the energy. It does not prove that energy buys a score: teams with more
# energy may differ in other ways. Some systems score far below the others, and move the line. Less than half of the
# median PSDS have {glue:text}`far_below`.
#
# For ensembles and single systems together, the PSDS changes by
# {glue:text}`bought_psds`. For single systems alone, it changes by {glue:text}`bought_psds_single`. The segMPAUC
# changes by {glue:text}`bought_segmpauc`.
#
# ```{glue:figure} bought
# :name: figure-bought
# :figclass: sed-figure-block
#
# How the score changes for ten times the normalised training energy, with the interval by teams. Intervals that
# contain “no change”: {glue:text}`flat`. “No change” is the dashed line.
# ```
#
# ```{data-table} tables/bought.csv
# :name: table-bought
#
# The slopes of {numref}`figure-bought`.
# ```

# %% tags=["hide-cell"]
import pandas as pd

slopes = {score: frontier.bought(paper.comparable, score) for score in ("psds", "segmpauc")}
both = frontiers.list_bought(pd.concat(slopes.values()))
page.say(bought_psds=frontiers.say_bought(slopes["psds"]))
page.say(bought_psds_single=frontiers.say_bought(slopes["psds"], "single"))
page.say(bought_segmpauc=frontiers.say_bought(slopes["segmpauc"]))
page.say(flat=f"{(both['Contains “no change”'] == 'yes').sum()} of {len(both)}")
page.frame("bought", both)

# %% tags=["hide-cell"]
page.figure(
    "bought",
    draw_bought,
    pd.concat(slopes.values()),
    alt="A row a score, year and group: a dot at the change of the score for ten times the energy, its "
    "interval as a line, and a dashed line at no change.",
)

# %% [markdown]
# ## The best, and who comes close
#
# The organisers give an interval with each score. The best class of a year holds the best system and those whose
# interval overlaps its own. Its member that uses least is {glue:text}`best_class`.
#
# ```{data-table} tables/best-class.csv
# :name: table-best-class
#
# The best class of each year: the best first, then from the least energy on.
# ```

# %% tags=["hide-cell"]
best_class = {year: frontier.best_class(systems) for year, systems in shown.items()}
page.frame("best-class", frontiers.list_systems(best_class))

# %% [markdown]
# ## Caps on segMPAUC, and on ensembles
#
# The paper sets its caps on single systems and shows the best PSDS. A footnote adds that segMPAUC gives similar
# results, without numbers. Here are the numbers for both. The systems and thresholds are those of
# [](energy_caps.ipynb).
#
# Of the caps on single systems, {glue:text}`single_psds` lower the best PSDS, and {glue:text}`single_segmpauc` the
# best segMPAUC. With a cap at the median of the normalised training energy, their best PSDS
# {glue:text}`single_median_psds`. Their best segMPAUC {glue:text}`single_median_segmpauc`.
#
# ```{data-table} tables/caps-single.csv
# :name: table-caps-single
#
# Table VI with both scores: thresholds on system complexity, MACs and normalised training energy (kWh), and the
# best scores of the single systems strictly below. Without a cap, the threshold is the largest value.
# ```
#
# Of the same caps on ensembles, {glue:text}`ensemble_psds` lower the best PSDS, and {glue:text}`ensemble_segmpauc`
# the best segMPAUC. With a cap at the median of their normalised training energy, their best PSDS
# {glue:text}`ensemble_median_psds`. Their best segMPAUC {glue:text}`ensemble_median_segmpauc`.
#
# ```{data-table} tables/caps-ensemble.csv
# :name: table-caps-ensemble
#
# The same for ensembles, with thresholds of their own.
# ```

# %% tags=["hide-cell"]
from sedenergy.analysis.caps import cap_scores

for group in ("single", "ensemble"):
    caps = cap_scores(paper.comparable, group)
    page.frame(f"caps-{group}", frontiers.list_caps(caps), caps)
    for score in ("psds", "segmpauc"):
        page.say(**{f"{group}_{score}": frontiers.say_lowered(caps, score)})
        page.say(**{f"{group}_median_{score}": frontiers.say_median_cap(caps, score)})

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
