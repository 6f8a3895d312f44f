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
# energy?** {glue:text}`answer_best` {glue:text}`answer_corner`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from itertools import pairwise

import pandas as pd

from sedenergy import check, plots, report
from sedenergy.figures import figure_1, figure_2, quadrants
from sedenergy.selection import ensembles, select_all, singles
from sedenergy.submissions import load
from sedenergy.svg import inline

data = load(data_dir, years)
selections = {n: s for n, s in select_all(data).items() if len(s.normalized)}
points1 = figure_1(selections)
points2 = figure_2(selections)
corners = quadrants(points2)
groups = {"ensemble": ensembles, "single": singles}


def kwh(value):
    return report.number(value, "train_kwh_normalized")


def psds(value):
    return report.number(value, "psds")


def best_of(number, panel):
    """Return the best point of a year's group in figure 1, None where it has none."""
    series = (points1["series"] == f"Entries {number}") & (points1["panel"] == panel)
    part = points1[series]
    return None if part.empty else part.iloc[0]


def compared(number):
    """Compare a year's best ensemble and best single system in one sentence."""
    first, second = best_of(number, "ensemble"), best_of(number, "single")
    if first is None or second is None:
        return f"in {number} there is only one of the two kinds"
    return (
        f"in {number} the best ensemble reaches a PSDS of {psds(first['x'])} with {kwh(first['y'])}, "
        f"the best single system {psds(second['x'])} with {kwh(second['y'])} "
        f"(ratio of the energies: {first['y'] / second['y']:.1f})"
    )


def counted(panel, quadrant, group):
    part = corners[(corners["panel"] == panel) & (corners["quadrant"] == quadrant)]
    return int((part["group"] == group).sum())


best = report.listed(compared(n) for n in selections)
title = {"psds-ew_psds": "PSDS", "segmpauc-ew_segmpauc": "segMPAUC"}
shown = [p for p in title if p in set(corners["panel"])]
report.say(
    answer_best=f"{best[:1].upper()}{best[1:]}." if best else "No year here can be normalised.",
    answer_corner="Better than the baseline both in score and once weighted by energy are "
    + report.listed(
        f"for {title[p]} {report.count(counted(p, 'top-right', 'ensemble'), 'ensemble')} and "
        f"{report.count(counted(p, 'top-right', 'single'), 'single system')}"
        for p in shown
    )
    + "."
    if shown
    else "",
)

# %% [markdown]
# ## Ensembles and single systems
#
# An ensemble combines the output of several systems, its subsystems; a system counts as one when a
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
# single systems of each year, without baselines and without points that coincide; the baselines of
# the years stand beside them. The energy axis is logarithmic. {glue:text}`figure_1_outcome`
# ```
#
# <p class="sed-download"><a href="what_comes_out.html#ledger-figure-1">Every point: verdict and cause</a></p>
#
# {glue:text}`overlap` {glue:text}`beaten`

# %% tags=["hide-cell"]
rows = []
for number, selection in selections.items():
    for name, group in groups.items():
        part = group(selection.normalized)
        energy, score = part["train_kwh_normalized"], part["psds"]
        rows.append(
            {
                "Year": str(number),
                "Group": {"ensemble": "Ensembles", "single": "Single systems"}[name],
                "Systems": str(len(part)),
                "Median energy train norm. (kWh)": f"{energy.median():.2f}" if len(part) else "–",
                "Median PSDS": f"{score.median():.3f}" if len(part) else "–",
                "Best PSDS": f"{score.max():.3f}" if len(part) else "–",
            }
        )
table = pd.DataFrame(rows)
report.save_frame("groups", table, tables_dir)

tops = points1[points1["series"].str.startswith("Entries")]


def overlapping(number):
    """Count single systems of figure 1 that use more than some ensemble of their year."""
    part = tops[tops["year"] == number]
    least = part[part["panel"] == "ensemble"]["y"].min()
    return int((part[part["panel"] == "single"]["y"] > least).sum())


def beaten(before, after):
    first, second = best_of(before, "ensemble"), best_of(after, "single")
    if first is None or second is None:
        return f"from {before} to {after} there is nothing to compare"
    verb = "scores above" if second["x"] > first["x"] else "does not score above"
    return (
        f"the best single system of {after} {verb} the best ensemble of {before} "
        f"({psds(second['x'])} against {psds(first['x'])}) with {kwh(second['y'])} against "
        f"{kwh(first['y'])}"
    )


pairs = list(pairwise(selections))
sentence = report.listed(beaten(a, b) for a, b in pairs)
report.say(
    figure_1_outcome=report.count(len(points1), "point").capitalize() + ".",
    overlap=f"The two groups {'overlap' if any(map(overlapping, selections)) else 'lie apart'}: of the "
    "single systems in the figure, "
    + report.listed(f"{overlapping(n)} of {n}" for n in selections)
    + " use more energy than the ensemble of their year that uses least."
    if selections
    else "",
    beaten=f"{sentence[:1].upper()}{sentence[1:]}." if pairs else "",
)
figure = inline(
    "figure-1",
    lambda width: plots.figure_1(points1, width),
    "Two panels, ensembles and single systems: normalised training energy on a logarithmic axis "
    "over PSDS, the ten best of each year coloured by year, the baselines as stars.",
)
report.glue("figure-1", figure, display=False)
table

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("figure-1", data, data_dir))

# %% [markdown]
# ## Scores weighted by energy
#
# The energy-weighted score is the score times the baseline's training energy over the system's
# {cite:p}`ronchini2024balance`: a system with the score of the baseline and half of its energy doubles
# it.
#
# ```{glue:figure} figure-2
# :name: figure-2
# :figclass: sed-figure-block
#
# Energy-weighted score over score, for PSDS and for segMPAUC. The dotted lines are the baseline's
# two values: to the right of the upright line a system scores higher, above the level one it does so
# for the energy that it uses. The weighted axis is logarithmic. {glue:text}`figure_2_zero`
# ```
#
# <p class="sed-download"><a href="what_comes_out.html#ledger-figure-2">Every point: verdict and cause</a></p>
#
# {glue:text}`quadrants_text`
#
# ```{data-table} tables/quadrants.csv
# :name: table-quadrants
#
# How many systems lie in each quadrant of {numref}`figure-2`, seen from the baseline.
# ```
#
# ```{data-table} tables/quadrants-systems.csv
# :name: table-quadrants-systems
# :class: sed-long
#
# Who lies where in {numref}`figure-2`, by name.
# ```
#
# {glue:text}`recomputed`

# %% tags=["hide-cell"]
words = {
    "top-right": "Top right: higher score, for less energy per score",
    "bottom-right": "Bottom right: higher score, for more energy",
    "bottom-left": "Bottom left: lower score, for more energy",
    "top-left": "Top left: lower score, for less energy",
}
years_shown = sorted(corners["year"].unique())
rows, names = [], []
for panel in shown:
    for year in years_shown:
        here = corners[(corners["panel"] == panel) & (corners["year"] == year)]
        for quadrant, text in words.items():
            part = here[here["quadrant"] == quadrant]
            count = part["group"].value_counts()
            rows.append(
                {
                    "Year": str(year),
                    "Score": title[panel],
                    "Quadrant": text,
                    "Ensembles": str(count.get("ensemble", 0)),
                    "Single systems": str(count.get("single", 0)),
                }
            )
            names += [
                {
                    "Year": str(year),
                    "Score": title[panel],
                    "Quadrant": quadrant.replace("-", " ").capitalize(),
                    "System": p.system,
                    "Kind": p.series.replace("Non-Ensemble", "Single system"),
                    "Value": f"{p.x:.3f}",
                    "Energy-weighted": f"{p.y:.3f}",
                }
                for p in part.itertuples()
            ]
columns = ["Year", "Score", "Quadrant"]
overview = pd.DataFrame(rows, columns=[*columns, "Ensembles", "Single systems"])
report.save_frame("quadrants", overview, tables_dir)
report.save_frame(
    "quadrants-systems",
    pd.DataFrame(names, columns=[*columns, "System", "Kind", "Value", "Energy-weighted"]),
    tables_dir,
)
zero = points2[points2["y"] <= 0]
corner = corners[corners["quadrant"] == "top-right"]
differing = points2[(points2["y"] - points2["y_recomputed"]).abs() > 0.0005 + 1e-12]
report.say(
    figure_2_zero=f"{report.count(len(points2), 'point').capitalize()}; a logarithmic axis has no place for "
    f"{report.listed(dict.fromkeys(zero['system']))}, whose weighted score is 0: the triangle at "
    "the lower edge."
    if len(zero)
    else report.count(len(points2), "point").capitalize() + ".",
    quadrants_text="In the top right corner, better in both, are "
    + report.listed(
        f"for {title[p]} " + (report.listed(corner[corner["panel"] == p]["system"]) or "nobody")
        for p in shown
    )
    + "."
    if shown
    else "",
    recomputed="As in the paper, the points are the organisers' own weighted scores. Recomputed from "
    "the raw figures they differ in the third decimal by more than rounding for "
    + report.listed(
        f"{r.system} ({r.y_quantity.replace('ew_', '').replace('psds', 'PSDS').replace('segmpauc', 'segMPAUC')}: "
        f"{r.y:.3f} given, {r.y_recomputed:.3f} recomputed)"
        for r in differing.itertuples()
    )
    + "."
    if len(differing)
    else "",
)
figure = inline(
    "figure-2",
    lambda width: plots.figure_2(points2, width),
    "Two panels, PSDS and segMPAUC: energy-weighted score on a logarithmic axis over score, "
    "ensembles as squares, single systems as circles, the baseline as a star with dotted lines.",
)
report.glue("figure-2", figure, display=False)
overview

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("figure-2", data, data_dir))

# %% [markdown]
# ## Checked

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
