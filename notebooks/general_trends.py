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
# {glue:text}`answer_size` {glue:text}`answer_energy` {glue:text}`answer_caveat`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy import check, plots, report
from sedenergy.schema import warnings_of
from sedenergy.selection import select_all
from sedenergy.submissions import load
from sedenergy.svg import inline
from sedenergy.tables import table_1, table_2

data = load(data_dir, years)
selections = select_all(data)
table1 = table_1(selections)
table2 = table_2(selections)

train = table2["train_kwh", "median"]
report.say(
    answer_size="The median system complexity "
    + report.changes(table1["parameters", "median"], "parameters")
    + ".",
    answer_energy="The median training energy " + report.changes(train, "train_kwh") + ".",
    answer_caveat="These are energies as reported, on whatever machine each team had: what is left "
    "of the trend once the machine is taken out is the next chapter's question.",
)

# %% [markdown]
# ## What was submitted, and what is left of it
#
# A system counts when it reports its parameters and its energy for training and for test, and of
# systems that agree in all three only the first in the organisers' file stays. {glue:text}`selection`
#
# ```{data-table} tables/selection.csv
# :name: table-selection
#
# Systems submitted each year and what the steps of the selection leave.
# ```
#
# ```{data-table} tables/selection-log.csv
# :name: table-selection-log
# :class: sed-long
#
# Every system that was left out, by which step and why. The step *normalized* concerns the
# comparison of normalised energies only.
# ```

# %% tags=["hide-cell"]
import pandas as pd

counts = pd.DataFrame(
    {
        "Year": [str(n) for n in selections],
        "Submitted": [len(s.submitted) for s in selections.values()],
        "No complete report": [int((s.log["step"] == "valid").sum()) for s in selections.values()],
        "Duplicates": [int((s.log["step"] == "duplicate").sum()) for s in selections.values()],
        "Valid": [len(s.valid) for s in selections.values()],
        "No usable baseline energy": [
            str(len(s.valid) - len(s.normalized))
            if s.year.facts.reference_train_kwh
            else "not asked for"
            for s in selections.values()
        ],
        "Normalised comparison": [
            str(len(s.normalized)) if s.year.facts.reference_train_kwh else "–"
            for s in selections.values()
        ],
    }
).astype(str)
log = pd.concat([s.log for s in selections.values()]).astype(str)
log.columns = ["Year", "System", "Step", "Why"]
report.save_frame("selection", counts, tables_dir)
report.save_frame("selection-log", log, tables_dir)
report.say(
    selection=report.listed(
        f"in {n}, {len(s.valid)} of {len(s.submitted)} systems are left"
        for n, s in selections.items()
    ).capitalize()
    + "."
)
counts

# %% [markdown]
# ## Size: parameters and operations
#
# ```{data-table} tables/table-1.page.csv
# :name: table-1
# :download: tables/table-1.csv tables/table-1.full.csv
#
# System complexity (parameters) and MACs, the multiply-accumulate operations for 10 s of audio:
# quartiles of the valid systems of each year. {glue:text}`table_1_outcome`
# ```
#
# {glue:text}`macs` {glue:text}`upper`

# %% tags=["hide-cell"]
upper = table1["parameters", "q75"]
both = table1[["parameters", "macs"]].xs("q75", axis=1, level="statistic").dropna()
steps = both.diff().iloc[1:]
apart = [n for n, step in steps.iterrows() if (step["parameters"] > 0) != (step["macs"] > 0)]
report.say(
    table_1_outcome=report.outcome("table-1", data, data_dir),
    macs="The median of the MACs " + report.changes(table1["macs", "median"], "macs") + ".",
    upper="The upper quartile of system complexity "
    + report.changes(upper, "parameters")
    + "; that of the MACs "
    + report.changes(table1["macs", "q75"], "macs")
    + "."
    + (
        f" In {report.listed(apart)} the two go apart: more parameters need not mean more operations."
        if apart
        else ""
    ),
)
report.save_table("table-1", table1, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-1", data, data_dir))

# %% [markdown]
# ## Energy as reported
#
# ```{data-table} tables/table-2.page.csv
# :name: table-2
# :download: tables/table-2.csv tables/table-2.full.csv
#
# Energy reported for training and for test, in kWh as CodeCarbon estimates it: quartiles of the
# valid systems of each year. {glue:text}`table_2_outcome`
# ```
#
# {glue:text}`low_end` {glue:text}`test_energy`

# %% tags=["hide-cell"]
report.say(
    table_2_outcome=report.outcome("table-2", data, data_dir),
    low_end="The quarter of the systems that uses least spends up to a limit that "
    + report.changes(table2["train_kwh", "q25"], "train_kwh")
    + ".",
    test_energy="The median of the test energy "
    + report.changes(table2["test_kwh", "median"], "test_kwh")
    + "; testing takes, at the median of the systems, "
    + report.listed(
        f"{100 * (s.valid['test_kwh'] / s.valid['train_kwh']).median():.1f} % of what training "
        f"takes in {n}"
        for n, s in selections.items()
    )
    + ".",
)
report.save_table("table-2", table2, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-2", data, data_dir))

# %% [markdown]
# ## The distributions behind the quartiles
#
# ```{glue:figure} distributions
# :name: figure-distributions
# :figclass: sed-figure-block
#
# Every valid system is a point; the box goes from the lower to the upper quartile, with the median
# inside it. All axes are logarithmic. {glue:text}`distributions_spread` Rest the pointer on a point
# to see which system it is.
# ```

# %% tags=["hide-cell"]
quantities = ["parameters", "macs", "train_kwh", "test_kwh"]
spread = {n: s.valid["train_kwh"].max() / s.valid["train_kwh"].min() for n, s in selections.items()}
report.say(
    distributions_spread="Between the least and the most training energy lies a factor of "
    + report.listed(f"{ratio:,.0f} in {n}" for n, ratio in spread.items())
    + "."
)
figure = inline(
    "distributions",
    lambda width: plots.distributions(selections, quantities, "valid", width),
    "Four panels of points on logarithmic axes, one row a year, with a box for the quartiles: "
    "parameters, MACs, training energy and test energy of every valid system.",
)
report.glue("distributions", figure, display=False)

# %% [markdown]
# ## Checked
#
# Besides the tables, the submissions themselves are held against their description in
# `datapackage.json`: a changed figure is noticed even where no quartile rests on it.

# %% tags=["hide-cell"]
implausible = pd.concat(
    [warnings_of(n, y.systems, y.facts.baselines) for n, y in data.items()]
).astype(str)
implausible.columns = [c.capitalize() for c in implausible.columns]
report.save_frame("warnings", implausible, tables_dir)
report.save_frame("outcome", check.outcomes(data, data_dir), tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
