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
# # How sure are the trends?
#
# **Which changes from year to year can be told from chance?** Of {glue:text}`changes` changes,
# {glue:text}`sure` can. Counted by systems, as if each were on its own, it would be
# {glue:text}`sure_by_systems`.
#
# Can be told from no change: {glue:text}`survivors`.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.analysis import uncertainty
from sedenergy.book import certainty

changes = uncertainty.estimate_changes(paper.selections)
# The front page shows these.
page.say(**certainty.say_survivors(changes), **certainty.say_headline(changes))

# %% [markdown]
# ```{glue:figure} trends
# :name: figure-trends
# :figclass: sed-figure-block
#
# How medians and means change from year to year, as a ratio on a logarithmic axis. The thick line is the 95 %
# interval from teams drawn anew, the thin one that from systems. On the dashed line nothing changes.
# {glue:text}`sure` of all {glue:text}`changes` changes in {numref}`table-trends` can be told from it.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.estimates import draw_estimates, draw_medians

page.figure(
    "trends",
    draw_estimates,
    [change for change in changes if change.what[1] in ("median", "mean")],
    alt="A row a change: a dot for the ratio of the later to the earlier year, with a thick interval by "
    "teams and a thin one by systems, on a logarithmic axis; a dashed line stands where nothing changes.",
)
page.frame("trends", certainty.list_estimates(changes))

# %% tags=["hide-cell"]
# The front page shows this one.
page.figure(
    "story",
    draw_medians,
    uncertainty.estimate_medians(paper.selections),
    alt="Two panels: the median training energy of each year as reported, and with the hardware taken out, "
    "with intervals by teams, on a logarithmic axis.",
)

# %% [markdown]
# ## How it is done
#
# The paper compares quartiles and means of all systems of a year. But systems come in teams:
# {glue:text}`teams`. Systems of one team share the machine, the code and often the figures. So a year says
# less than its number of systems suggests.
#
# For the interval, the teams of each year are drawn {glue:text}`times` times, as many as there are and with
# repetition, each with all of its systems. The change is computed in each draw. The interval holds the middle
# {glue:text}`covered` of them. Beside it stand the interval from systems drawn one by one, the change with one
# value a team (the median of its systems), and the lowest and highest change when each team is left out once.
# In {glue:text}`turned` of {glue:text}`changes` changes the direction turns when some team is left out.
#
# A change that cannot be told from chance can still be real. These data are too few to show it.
#
# ```{data-table} tables/trends.csv
# :name: table-trends
# :class: sed-long
#
# Changes of the statistics of tables I to IV of the paper, from each year to the next that has them, as ratios.
# ```

# %% tags=["hide-cell"]
from sedenergy.analysis.resampling import COVERED, TIMES
from sedenergy.book.sentences import each_year

frames = {year: s.valid for year, s in paper.selections.items()}
teams = {y: f"{len(f)} valid systems from {f['team'].nunique()} teams" for y, f in frames.items()}
page.say(teams=each_year(teams, "none"), times=TIMES, covered=f"{100 * COVERED:.0f} %")

# %% [markdown]
# ## The GPU's share, and the price of ensembles
#
# The GPU's mean share of the energy is lower at test than in training: {glue:text}`gap`. In brackets stands
# the interval by teams. The same systems have both shares, so a team that is drawn brings both.
#
# Ensembles take more normalised training energy than single systems, at the median:
# {glue:text}`energy_price`. Their median PSDS is {glue:text}`score_gain` of that of single systems.
#
# ```{data-table} tables/beside.csv
# :name: table-beside
#
# The GPU's share at test less that in training, in points; ensembles over single systems, as ratios.
# ```

# %% tags=["hide-cell"]
gap = uncertainty.estimate_gpu_gap(paper.selections)
price = uncertainty.estimate_price(paper.selections)
page.say(gap=certainty.say_gap(gap), **certainty.say_price(price))
page.frame("beside", certainty.list_estimates([*gap, *price]))

# %% [markdown]
# ## A world without the effect
#
# Would a claim also hold where nothing had happened between the years? In {glue:text}`shuffles` worlds each team
# is put into a year by chance, with all of its systems and their energies as they are. Each year keeps its number
# of teams. A claim that holds in nine of ten of these worlds says nothing about the years. Of
# {glue:text}`compared` claims that compare years, {glue:text}`empty` hold so often:
# {glue:text}`empty_names`. {glue:text}`likely` hold in more than one of twenty.
#
# ```{data-table} tables/placebo.csv
# :name: table-placebo
# :class: sed-long
#
# Claims that compare years: the verdict, and in which share of the worlds with shuffled teams the claim holds.
# ```

# %% tags=["hide-cell"]
from sedenergy.claims.robustness import SHUFFLES, judge_placebo, judge_without_each

placebo = judge_placebo(paper.in_paper, paper.printed)
page.say(shuffles=SHUFFLES, **certainty.say_placebo(placebo))
page.frame("placebo", certainty.list_placebo(placebo, paper.findings, paper.printed))

# %% [markdown]
# ## One system, one team
#
# Each system and each team was left out once. The verdicts on {glue:text}`turned_claims` of
# {glue:text}`judged_claims` claims turn when some single one is missing. Where a claim counts systems, any of
# them does.
#
# ```{data-table} tables/turned.csv
# :name: table-turned
# :class: sed-long
#
# Claims whose verdict turns when one system or one team is left out, and what it turns to.
# ```

# %% tags=["hide-cell"]
turned = judge_without_each(paper.in_paper, paper.printed)
page.say(turned_claims=sum(map(bool, turned.values())), judged_claims=len(turned))
page.frame("turned", certainty.list_turned(turned, paper.findings, paper.printed))
page.frame("claims-turned", certainty.claims_in_worlds(placebo, turned))

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
