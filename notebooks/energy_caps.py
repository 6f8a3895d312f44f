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
# **How well can one do within a budget?** {glue:text}`answer_caps` {glue:text}`answer_median`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
import pandas as pd

from sedenergy import check, plots, report
from sedenergy.columns import LABELS
from sedenergy.selection import select_all
from sedenergy.submissions import load
from sedenergy.svg import inline
from sedenergy.tables import CAPPED, cap_curve, capped, table_6

data = load(data_dir, years)
selections = {n: s for n, s in select_all(data).items() if len(s.normalized)}
table6 = table_6(selections)


def psds(value):
    return report.number(value, "psds")


losses = {
    (quantity, n, cap): table6.loc["all", (quantity, n, "psds")]
    - table6.loc[cap, (quantity, n, "psds")]
    for quantity in CAPPED
    for n in selections
    for cap in ("q25", "median")
}
losses = {key: loss for key, loss in losses.items() if pd.notna(loss)}
kept = sum(loss == 0 for loss in losses.values())
energy = "train_kwh_normalized"


def within_median(n):
    best, under = (table6.loc[c, (energy, n, "psds")] for c in ("all", "median"))
    threshold = report.number(table6.loc["median", (energy, n, "max")], energy)
    if pd.isna(best):
        return f"in {n} there is no single system to compare"
    if pd.isna(under):
        return f"in {n} nobody is below the median of {threshold}"
    if under == best:
        return f"in {n} the best single system stays within the median of {threshold} (PSDS {psds(best)})"
    return (
        f"in {n} the median of {threshold} leaves a PSDS of {psds(under)} instead of {psds(best)}"
    )


median = report.listed(within_median(n) for n in selections)
report.say(
    answer_caps=f"Of {len(losses)} caps on complexity, MACs and energy, {len(losses) - kept} cost "
    f"performance and {kept} cost none.",
    answer_median=f"For energy, {median}." if selections else "No year here can be normalised.",
)

# %% [markdown]
# The single systems are taken alone, and only those strictly below a threshold count: the lower
# quartile or the median of all that are compared. The best PSDS among them is what a team with that
# budget could have reached.
#
# ```{data-table} tables/table-6.page.csv
# :name: table-6
# :download: tables/table-6.csv tables/table-6.full.csv
#
# Thresholds on system complexity, MACs and normalised training energy (kWh), and the best PSDS of the
# single systems strictly below; “All” has no cap, its maximum is the largest value.
# {glue:text}`table_6_outcome`
# ```
#
# {glue:text}`explained`

# %% tags=["hide-cell"]
variant_note = ""
known = report.read(data_dir, "deviations").set_index("id")
listed = known[known.index.str.startswith("table-6.")]["variant"]
listed = listed[[int(k.split(".")[1]) in selections for k in listed.index]]
if len(listed):
    most, times = listed.value_counts().index[0], listed.value_counts().iloc[0]
    affected = sorted({k.split(".")[1] for k in listed.index[listed == most]})
    cause = known.loc[listed.index[listed == most][0], "cause"]
    variant_note = (
        f"{times} of the numbers that differ, all of {report.listed(affected)}, come out together "
        f"from one other selection. {cause}"
    )
report.say(table_6_outcome=report.outcome("table-6", data, data_dir), explained=variant_note)
report.save_table("table-6", table6, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-6", data, data_dir))

# %% [markdown]
# ## The curve behind the caps
#
# ```{glue:figure} cap-curves
# :name: figure-cap-curves
# :figclass: sed-figure-block
#
# The best PSDS of a single system against the cap on complexity, MACs and normalised training energy;
# each point is the system that lifts it. Dotted and dashed: the two thresholds of {numref}`table-6`.
# The caps are on logarithmic axes. {glue:text}`last_step`
# ```
#
# ```{data-table} tables/cap-curves.csv
# :name: table-cap-curves
# :class: sed-long
#
# The steps of {numref}`figure-cap-curves`: from which cap on a system is the best.
# ```

# %% tags=["hide-cell"]
rows = []
for quantity in CAPPED:
    for number, selection in selections.items():
        steps = cap_curve(capped(selection, quantity), quantity)
        rows += [
            {
                "Capped quantity": LABELS[quantity],
                "Year": str(number),
                "Cap above": report.number(s.cap, quantity),
                "Best PSDS": f"{s.psds:.3f}",
                "System": s.system,
            }
            for s in steps.itertuples()
        ]
table = pd.DataFrame(rows, columns=["Capped quantity", "Year", "Cap above", "Best PSDS", "System"])
report.save_frame("cap-curves", table, tables_dir)
curves = {n: cap_curve(capped(s, energy), energy) for n, s in selections.items()}
ends = {n: curve.iloc[-1] for n, curve in curves.items() if len(curve)}
report.say(
    last_step="More energy brings no better score beyond "
    + report.listed(f"{report.number(e['cap'], energy)} in {n}" for n, e in ends.items())
    + "."
    if ends
    else "",
)
figure = inline(
    "cap-curves",
    lambda width: plots.cap_curves(selections, width),
    "Three panels of steps, a line a year: the best PSDS of a single system over the cap on "
    "parameters, MACs and normalised training energy.",
)
report.glue("cap-curves", figure, display=False)
table

# %% [markdown]
# ## Checked

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
