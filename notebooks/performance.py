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
# # Performance
#
# **What do ensembles pay for their score, and which systems beat the baseline without using more
# energy?** The best ensemble reaches a PSDS of {glue:text}`best_ensembles`. The best single system reaches
# {glue:text}`best_singles`. The ratio of their energies is {glue:text}`ratios`. Better than the baseline both in
# score and once weighted by energy are {glue:text}`better`.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.summaries import compare_groups, describe_top_right, list_recomputed

points_1, points_2 = paper.analysis.points("figure-1"), paper.analysis.points("figure-2")
quadrants = paper.analysis.drawn_quadrants
# The front page shows all of these but the ratios.
page.say(**compare_groups(points_1))
page.say(**describe_top_right(quadrants))

# %% [markdown]
# ## Ensembles and single systems
#
# An ensemble combines the output of several systems, its subsystems. A system counts as one when a
# number of subsystems is given. Every team also has to enter a single system.
#
# ```{data-table} tables/groups.csv
# :name: table-groups
#
# Ensembles and single systems of the normalised comparison, the baselines among the single systems.
# ```
#
# ```{glue:figure} figure-1
# :name: figure-1
# :figclass: sed-figure-block
#
# Normalised training energy over PSDS: the ten best ensembles (left, or above) and the ten best
# single systems of each year, without baselines and without points that coincide. The baselines of
# the years stand beside them. The energy axis is logarithmic. Points: {glue:text}`points_1`.
# ```
#
# <p class="sed-download"><a href="what_comes_out.html#ledger-figure-1">Every point: verdict and cause</a></p>
#
# Do the two groups overlap? Single systems in the figure that use more energy than the ensemble of
# their year that uses least: {glue:text}`overlap`.
#
# From the best ensemble of a year to the best single system of the next, the PSDS
# {glue:text}`next_psds`. The energy {glue:text}`next_kwh`.

# %% tags=["hide-cell"]
from sedenergy.book.drawings.scores import draw_figure_1, draw_figure_2
from sedenergy.book.summaries import count_quadrants, describe_groups, list_quadrants

page.say(points_1=len(points_1))
page.figure(
    "figure-1",
    draw_figure_1,
    points_1,
    alt="Two panels, ensembles and single systems: normalised training energy on a logarithmic axis "
    "over PSDS, the ten best of each year coloured by year, the baselines as stars.",
)
page.frame("groups", describe_groups(paper.comparable))

# %% tags=["nbval-check-output"]
print(paper.check("figure-1"))

# %% [markdown]
# ## Scores weighted by energy
#
# The energy-weighted score is the score times the baseline's training energy over the system's
# {cite:p}`ronchini2024balance`. A system with the score of the baseline and half of its energy doubles
# it.
#
# ```{glue:figure} figure-2
# :name: figure-2
# :figclass: sed-figure-block
#
# Energy-weighted score over score, for PSDS and for segMPAUC. The dotted lines are the baseline's
# two values. To the right of the upright line a system scores higher; above the level one it does so
# for the energy that it uses. The weighted axis is logarithmic, and has no place for a weighted score
# of 0: a triangle at the lower edge stands for it. Points: {glue:text}`points_2`. Systems with a weighted
# score of 0: {glue:text}`at_zero`.
# ```
#
# <p class="sed-download"><a href="what_comes_out.html#ledger-figure-2">Every point: verdict and cause</a></p>
#
# In the top right corner, better in both, are {glue:text}`better_systems`.
#
# ```{data-table} tables/quadrants.csv
# :name: table-quadrants
#
# How many systems lie in each quadrant of {numref}`figure-2`, seen from the baseline.
# ```
#
# ```{data-table} tables/quadrants-systems.csv
# :name: table-quadrants-systems
#
# Who lies where in {numref}`figure-2`, by name.
# ```
#
# As in the paper, the points are the organisers' own weighted scores. Points that differ by more than
# rounding from what is recomputed from the raw figures: {glue:text}`differing`.

# %% tags=["hide-cell"]
from sedenergy.book.sentences import listed

at_zero = points_2["system"][points_2["y"] <= 0].unique()
page.say(points_2=len(points_2), at_zero=listed(at_zero, "none"))
page.say(differing=list_recomputed(points_2))
page.figure(
    "figure-2",
    draw_figure_2,
    points_2,
    alt="Two panels, PSDS and segMPAUC: energy-weighted score on a logarithmic axis over score, "
    "ensembles as squares, single systems as circles, the baseline as a star with dotted lines.",
)
page.frame("quadrants-systems", list_quadrants(quadrants))
page.frame("quadrants", count_quadrants(quadrants))

# %% tags=["nbval-check-output"]
print(paper.check("figure-2"))

# %% [markdown]
# ## Where the data do not bear the paper out
#
# What the paper says on the numbers of this chapter, in other words, and what does not hold as it stands. Each
# name leads to its entry in the ledger.
#
# ```{data-table} tables/contradicted-performance.csv
# :name: table-contradicted-performance
#
# Claims of the paper that the data of this chapter do not bear out, or only in part.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_contradicted

contradicted = list_contradicted(paper.findings, paper.printed, "performance")
page.frame("contradicted-performance", contradicted)

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
