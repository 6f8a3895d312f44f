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
# **What is left of the trend once the hardware is taken out?** {glue:text}`answer_train`
# {glue:text}`answer_test` {glue:text}`answer_machines`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
import pandas as pd

from sedenergy import check, plots, report
from sedenergy.normalization import cross_check
from sedenergy.selection import select_all
from sedenergy.submissions import load
from sedenergy.svg import inline
from sedenergy.tables import table_3, table_4

data = load(data_dir, years)
selections = {n: s for n, s in select_all(data).items() if len(s.normalized)}
absent = [n for n in data if n not in selections]
table3 = table_3(selections)
table4 = table_4(selections)

machines = table4["baseline_train_kwh", "mean"]
report.say(
    answer_train="The median of the normalised training energy "
    + report.changes(table3["train_kwh_normalized", "median"], "train_kwh_normalized")
    + ".",
    answer_test="At test it "
    + report.changes(table3["test_kwh_normalized", "median"], "test_kwh_normalized")
    + ".",
    answer_machines="Meanwhile the energy that the same ten epochs of a baseline took on the teams' "
    "machines, on average, "
    + report.changes(machines, "baseline_train_kwh")
    + ": what the machines use is part of what the systems seem to use.",
)

# %% [markdown]
# ## How it is done, and where the reference comes from
#
# Every team also trains the organisers' baseline for ten epochs on the machine that it uses for its
# system. The energy of a system is multiplied by *E*{sub}`ref` / *E*{sub}`team`, the energy of
# these ten epochs on the organisers' machine over that on the team's
# {cite:p}`douwes2024trends,ronchini2024balance`. {glue:text}`references` Test energy is multiplied by
# the same ratio. {glue:text}`absent_years`

# %% tags=["hide-input"]
report.say(
    references="The reference is "
    + report.listed(
        f"{s.year.facts.reference_train_kwh:g} kWh in {n}" for n, s in selections.items()
    )
    + ".",
    absent_years=f"For {report.listed(absent)} no such measurement was asked for, so there is "
    "nothing to normalise by."
    if absent
    else "",
)

# %% [markdown]
# ```{data-table} tables/table-3.page.csv
# :name: table-3
# :download: tables/table-3.csv tables/table-3.full.csv
#
# Normalised energy for training and for test, in kWh: quartiles of the systems with a usable
# baseline energy. {glue:text}`table_3_outcome`
# ```
#
# {glue:text}`quartiles`

# %% tags=["hide-cell"]
names = {"q25": "lower quartile", "median": "median", "q75": "upper quartile"}
report.say(
    table_3_outcome=report.outcome("table-3", data, data_dir),
    quartiles="For training, "
    + report.listed(
        f"the {name} {report.changes(table3['train_kwh_normalized', key], 'train_kwh_normalized')}"
        for key, name in names.items()
    )
    + "; for test, "
    + report.listed(
        f"the {name} {report.changes(table3['test_kwh_normalized', key], 'test_kwh_normalized')}"
        for key, name in names.items()
    )
    + ".",
)
report.save_table("table-3", table3, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-3", data, data_dir))

# %% [markdown]
# ## Absolute against normalised
#
# ```{glue:figure} absolute-normalised
# :name: figure-absolute-normalised
# :figclass: sed-figure-block
#
# Each system's normalised energy over the energy that it reported, for training and for test, both
# axes logarithmic. On the dashed line normalisation changes nothing; above it the team's machine
# uses less for the baseline than the organisers', below it more. {glue:text}`below`
# ```

# %% tags=["hide-cell"]
below = {
    n: int((s.normalized["train_kwh_normalized"] < s.normalized["train_kwh"]).sum())
    for n, s in selections.items()
}
report.say(
    below="Below it lie "
    + report.listed(
        f"{below[n]} of the {len(s.normalized)} systems of {n}" for n, s in selections.items()
    )
    + "."
)
figure = inline(
    "absolute-normalised",
    lambda width: plots.absolute_against_normalized(selections, width),
    "Two panels, training and test: normalised energy over reported energy on logarithmic axes, a "
    "point a system, coloured by year, with a dashed line where both are equal.",
)
report.glue("absolute-normalised", figure, display=False)

# %% [markdown]
# ## The machines
#
# ```{data-table} tables/table-4.page.csv
# :name: table-4
# :download: tables/table-4.csv tables/table-4.full.csv
#
# Energy that teams reported for ten epochs of the baseline, in kWh: mean and standard deviation
# (n − 1) over the systems of {numref}`table-3`. {glue:text}`table_4_outcome`
# ```
#
# {glue:text}`difference`

# %% tags=["hide-cell"]
report.say(
    table_4_outcome=report.outcome("table-4", data, data_dir),
    difference="The mean "
    + report.changes(machines, "baseline_train_kwh")
    + (
        f", a difference of {report.number(machines.iloc[-1] - machines.iloc[-2], 'baseline_train_kwh')}."
        if len(machines) > 1
        else "."
    )
    + " A system counts here as often as it was submitted, so a team with many systems weighs more.",
)
report.save_table("table-4", table4, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-4", data, data_dir))

# %% [markdown]
# ```{glue:figure} baseline-energies
# :name: figure-baseline-energies
# :figclass: sed-figure-block
#
# What ten epochs of the baseline took on the teams' machines, a point a system, the box from
# quartile to quartile; dashed: the organisers' machine. The axis is logarithmic.
# {glue:text}`machine_range`
# ```

# %% tags=["hide-cell"]
ranges = {n: s.normalized["baseline_train_kwh"] for n, s in selections.items()}
report.say(
    machine_range="The same training takes "
    + report.listed(
        f"from {v.min():g} to {v.max():g} kWh in {n} (a factor of {v.max() / v.min():.0f})"
        for n, v in ranges.items()
    )
    + "."
)
figure = inline(
    "baseline-energies",
    lambda width: plots.baseline_energies(selections, width),
    "Points on a logarithmic axis, one row a year: energy of ten baseline epochs on each team's "
    "machine, with a box for the quartiles and a dashed mark for the organisers' machine.",
)
report.glue("baseline-energies", figure, display=False)

# %% [markdown]
# ## Held against the organisers' own figures
#
# The organisers' files carry normalised energies and energy-weighted scores of their own. All of
# them are recomputed here from what the teams reported. {glue:text}`cross_total`
# {glue:text}`cross_rounded`
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
# :class: sed-long
#
# The figures that do not come out of the raw figures.
# ```

# %% tags=["hide-cell"]
checked = pd.concat([cross_check(y) for y in data.values()], ignore_index=True)
counted = checked.groupby(["year", "quantity"])["agreement"].value_counts().unstack(fill_value=0)
kinds = ["from the raw figures", "from rounded energies", "none"]
counted = counted.reindex(columns=kinds, fill_value=0)
overview = counted.reset_index().astype(str)
overview.columns = ["Year", "Column", "From the raw figures", "From rounded energies", "Not"]
exceptions = checked[checked["agreement"] != kinds[0]]
exceptions = pd.DataFrame(
    {
        "Year": exceptions["year"].astype(str),
        "System": exceptions["system"],
        "Column": exceptions["quantity"],
        "Organisers": [f"{v:.6g}" for v in exceptions["organisers"]],
        "Recomputed": [f"{v:.6g}" for v in exceptions["recomputed"]],
        "Agrees": exceptions["agreement"],
    }
)
report.save_frame("cross-check", overview, tables_dir)
report.save_frame("cross-check-exceptions", exceptions, tables_dir)
by_training = exceptions[~exceptions["Column"].str.endswith("_test")]
report.say(
    cross_total=f"Of {len(checked)} figures, {int(counted[kinds[0]].sum())} come out of the raw "
    f"figures, {int(counted[kinds[1]].sum())} only from the organisers' rounded energies, and "
    f"{int(counted['none'].sum())} not at all.",
    cross_rounded="Most of those that need the rounded energies are weighted by test energy, which "
    "three decimals leave with one or two digits. Of the scores weighted by training energy only "
    + (report.listed(dict.fromkeys(by_training["System"])) or "none")
    + " are affected."
    if len(exceptions)
    else "",
)
overview

# %% [markdown]
# ## Checked

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
