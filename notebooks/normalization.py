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
# # Normalised energy
#
# **What is left of the trend once the hardware is taken out?** The median normalised training energy
# {glue:text}`train`. The median normalised test energy {glue:text}`test`. The mean energy of ten epochs of the
# baseline on the teams' machines {glue:text}`machines`. So a reported energy depends on the machine as well as on
# the system.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.sentences import changes_of, each_year, listed

table_3, table_4 = paper.analysis.numbers("table-3"), paper.analysis.numbers("table-4")
# The front page shows the first.
page.say(train=changes_of(table_3, "train_kwh_normalized", "median"))
page.say(test=changes_of(table_3, "test_kwh_normalized", "median"))
page.say(machines=changes_of(table_4, "baseline_train_kwh", "mean"))

# %% [markdown]
# ## How it is done, and where the reference comes from
#
# Every team also trains the organisers' baseline for ten epochs on the machine that it uses for its
# system. The energy of a system is multiplied by *E*{sub}`ref` / *E*{sub}`team`, the energy of
# these ten epochs on the organisers' machine over that on the team's
# {cite:p}`douwes2024trends,ronchini2024balance`. The reference is {glue:text}`references`. Test energy is
# multiplied by the same ratio. Years in which nothing can be normalised: {glue:text}`absent`.

# %% tags=["hide-cell"]
references = {n: s.year.facts.reference_train_kwh for n, s in paper.comparable.items()}
page.say(references=each_year({n: f"{kwh:g} kWh" for n, kwh in references.items()}, "not known"))
page.say(absent=listed([n for n in paper.years if n not in paper.comparable], "none"))

# %% [markdown]
# ```{data-table} tables/table-3.csv
# :name: table-3
# :heads: 2
#
# Normalised energy for training and for test, in kWh: quartiles of the systems with a usable
# baseline energy. {glue:text}`table_3_outcome`
# ```
#
# For training, the lower quartile {glue:text}`train_lower`, and the upper quartile
# {glue:text}`train_upper`. For test, the lower quartile {glue:text}`test_lower`, and the upper quartile
# {glue:text}`test_upper`.

# %% tags=["hide-cell"]
page.say(
    train_lower=changes_of(table_3, "train_kwh_normalized", "q25"),
    train_upper=changes_of(table_3, "train_kwh_normalized", "q75"),
    test_lower=changes_of(table_3, "test_kwh_normalized", "q25"),
    test_upper=changes_of(table_3, "test_kwh_normalized", "q75"),
)
page.table("table-3")

# %% tags=["nbval-check-output"]
print(paper.check("table-3"))

# %% [markdown]
# ## Absolute against normalised
#
# ```{glue:figure} absolute-normalised
# :name: figure-absolute-normalised
# :figclass: sed-figure-block
#
# Each system's normalised energy over the energy that it reported, for training and for test, both
# axes logarithmic. On the dashed line normalisation changes nothing. Above it the team's machine
# uses less for the baseline than the organisers', below it more. In the panel for training, below the
# line lie {glue:text}`below`.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.distributions import (
    draw_absolute_against_normalized,
    draw_baseline_energies,
)

frames = {n: s.normalized for n, s in paper.comparable.items()}
below = {n: (f["train_kwh_normalized"] < f["train_kwh"]).sum() for n, f in frames.items()}
page.say(below=each_year({n: f"{m} of {len(frames[n])} systems" for n, m in below.items()}, "none"))
page.figure(
    "absolute-normalised",
    draw_absolute_against_normalized,
    paper.comparable,
    alt="Two panels, training and test: normalised energy over reported energy on logarithmic axes, a "
    "point a system, coloured by year, with a dashed line where both are equal.",
)

# %% [markdown]
# ## The machines
#
# ```{data-table} tables/table-4.csv
# :name: table-4
# :heads: 2
#
# Energy that teams reported for ten epochs of the baseline, in kWh: mean and standard deviation
# (n − 1) over the systems of {numref}`table-3`. {glue:text}`table_4_outcome`
# ```
#
# The mean {glue:text}`machines`. Every system counts, so a team with many systems weighs more.

# %% tags=["hide-cell"]
page.table("table-4")

# %% tags=["nbval-check-output"]
print(paper.check("table-4"))

# %% [markdown]
# ```{glue:figure} baseline-energies
# :name: figure-baseline-energies
# :figclass: sed-figure-block
#
# What ten epochs of the baseline took on the teams' machines, a point a system, the box from
# quartile to quartile; dashed: the organisers' machine. The axis is logarithmic. The same training
# takes {glue:text}`machine_range`.
# ```

# %% tags=["hide-cell"]
ends = {n: f["baseline_train_kwh"].agg(["min", "max"]) for n, f in frames.items()}
ranges = {n: f"from {a:g} to {b:g} kWh (a factor of {b / a:.0f})" for n, (a, b) in ends.items()}
page.say(machine_range=each_year(ranges, "an energy that is not known"))
page.figure(
    "baseline-energies",
    draw_baseline_energies,
    paper.comparable,
    alt="Points on a logarithmic axis, one row a year: energy of ten baseline epochs on each team's "
    "machine, with a box for the quartiles and a dashed mark for the organisers' machine.",
)

# %% [markdown]
# ## Held against the organisers' own figures
#
# The organisers' files carry normalised energies and energy-weighted scores of their own. All of
# them are recomputed here from what the teams reported. Of {glue:text}`checked` figures,
# {glue:text}`from_raw` come out of the raw figures, {glue:text}`from_rounded` only from the organisers' rounded
# energies, and {glue:text}`not_at_all` not at all.
#
# Of those that need the rounded energies, {glue:text}`rounded_test` are scores weighted by test energy, of
# which three decimals leave one or two digits. Systems with a score weighted by training energy among
# them: {glue:text}`rounded_train`.
#
# ```{data-table} tables/cross-check.csv
# :name: table-cross-check
#
# The organisers' derived figures, and how many come out of the raw figures at the precision to
# which they are given, or only when the organisers' own normalised energies, which have three
# decimals, are used for the weighting.
# ```
#
# ```{data-table} tables/cross-check-exceptions.csv
# :name: table-cross-check-exceptions
#
# The figures that do not come out of the raw figures.
# ```

# %% tags=["hide-cell"]
import pandas as pd

from sedenergy.analysis.crosscheck import cross_check
from sedenergy.book.summaries import count_agreeing, count_agreements, list_not_raw

checked = pd.concat(map(cross_check, paper.years.values()))
page.say(**count_agreeing(checked))
page.frame("cross-check-exceptions", list_not_raw(checked))
page.frame("cross-check", count_agreements(checked))

# %% [markdown]
# ## Where the data do not bear the paper out
#
# What the paper says on the numbers of this chapter, in other words, and what does not hold as it stands. Each
# name leads to its entry in the ledger.
#
# ```{data-table} tables/contradicted-normalization.csv
# :name: table-contradicted-normalization
#
# Claims of the paper that the data of this chapter do not bear out, or only in part.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_contradicted

contradicted = list_contradicted(paper.findings, paper.printed, "normalization")
page.frame("contradicted-normalization", contradicted)

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
