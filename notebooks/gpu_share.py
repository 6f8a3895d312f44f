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
# # The GPU's share
#
# **How much of the energy does the GPU take?** {glue:text}`answer_mean` {glue:text}`answer_spread`

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy import check, plots, report
from sedenergy.selection import select_all
from sedenergy.submissions import load
from sedenergy.svg import Html, inline
from sedenergy.tables import table_5

data = load(data_dir, years)
table5 = table_5(select_all(data))
selections = {n: s for n, s in select_all(data).items() if n in table5.index}
absent = [n for n in data if n not in selections]


def percent(value):
    return report.number(value, "train_gpu_share")


means = [
    f"{percent(row['train_gpu_share', 'mean'])} in training and "
    f"{percent(row['test_gpu_share', 'mean'])} at test in {n}"
    for n, row in table5.iterrows()
]
spreads = [
    f"from {percent(row['test_gpu_share', 'min'])} to {percent(row['test_gpu_share', 'max'])} at "
    f"test and from {percent(row['train_gpu_share', 'min'])} to "
    f"{percent(row['train_gpu_share', 'max'])} in training in {n}"
    for n, row in table5.iterrows()
]
report.say(
    answer_mean=f"On average {report.listed(means)}."
    if means
    else "None of the years shown here has the GPU's energy.",
    answer_spread=f"It ranges {report.listed(spreads)}." if spreads else "",
    absent_years=f"In {report.listed(absent)} teams were not asked for it, so there is no share."
    if absent
    else "",
)

# %% [markdown]
# Since {glue:text}`since` teams report how much of the energy that CodeCarbon estimates is the GPU's; the rest is
# that of the processor and the memory. The share is taken of each system that reports both for both
# phases. {glue:text}`absent_years`
#
# ```{data-table} tables/table-5.page.csv
# :name: table-5
# :download: tables/table-5.csv tables/table-5.full.csv
#
# The GPU's share of the energy (%GPU) in training and at test: mean, standard deviation (n − 1) and
# range over the valid systems that report it. {glue:text}`table_5_outcome`
# ```

# %% tags=["hide-cell"]
report.say(
    table_5_outcome=report.outcome("table-5", data, data_dir),
    since=next(iter(selections), "the year in which they are asked"),
)
report.save_table("table-5", table5, data_dir, tables_dir)

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("table-5", data, data_dir))

# %% [markdown]
# ## Every system, training beside test
#
# ```{glue:figure} gpu-shares
# :name: figure-gpu-shares
# :figclass: sed-figure-block
#
# The GPU's share of the energy of each system, filled in training and open at test, joined by a
# line; ordered by the share in training. {glue:text}`lower_at_test`
# ```
#
# ```{data-table} tables/gpu-shares.csv
# :name: table-gpu-shares
# :class: sed-long
#
# The shares of {numref}`figure-gpu-shares`, in %.
# ```

# %% tags=["hide-cell"]
import pandas as pd

both = ["train_gpu_share", "test_gpu_share"]
parts = {n: s.valid.dropna(subset=both) for n, s in selections.items()}
lower = {n: int((f["test_gpu_share"] < f["train_gpu_share"]).sum()) for n, f in parts.items()}
report.say(
    lower_at_test="The share is lower at test than in training for "
    + report.listed(f"{lower[n]} of {len(f)} systems in {n}" for n, f in parts.items())
    + "."
    if parts
    else "There is nothing to draw.",
)
shares = pd.concat(
    [
        pd.DataFrame(
            {
                "Year": str(n),
                "System": f["system"],
                "Training (%)": [f"{v:.1f}" for v in f["train_gpu_share"]],
                "Test (%)": [f"{v:.1f}" for v in f["test_gpu_share"]],
            }
        )
        for n, f in parts.items()
    ]
    or [pd.DataFrame(columns=["Year", "System", "Training (%)", "Test (%)"])]
)
report.save_frame("gpu-shares", shares, tables_dir)
drawings = [
    inline(
        f"gpu-shares-{n}",
        lambda width, s=s: plots.gpu_shares(s, width),
        f"One row a system of {n}: the GPU's share of the energy in training and at test, in "
        "percent, joined by a line.",
    )
    for n, s in selections.items()
]
report.glue("gpu-shares", Html("".join(drawings) or "<p>No GPU energies.</p>"), display=False)
shares

# %% [markdown]
# ## Checked

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
