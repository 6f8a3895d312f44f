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
# # What comes out
#
# **Which of the paper's numbers, points and claims come out of the submissions, and what is the cause
# where one does not?** {glue:text}`total` {glue:text}`worst`
#
# ```{glue:figure} totals
# :name: figure-totals
# :figclass: sed-figure-block
#
# What comes out of all that the paper printed: its numbers in tables, its points in figures, and the
# claims of its prose. {glue:text}`total`
# ```

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/, published/ and years.toml
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
import pandas as pd

from sedenergy import check, ledger, plots, report
from sedenergy.submissions import load
from sedenergy.svg import inline
from sedenergy.variants import DECISIONS

data = load(data_dir, years)
results = ledger.computed(data, data_dir)
entries = ledger.build(data, data_dir, results)
totals = ledger.totals(entries)
decisions = pd.DataFrame(
    {"Decision": [d.name for d in DECISIONS], "Meaning": [d.meaning for d in DECISIONS]}
)
report.save_frame("decisions", decisions, tables_dir)
chance = ledger.by_chance(results)

open_ones = entries[entries["verdict"] == "differs"]
failing = entries[entries["verdict"] == "fails"]
report.say(
    total=ledger.sentence(entries),
    chance=f"A search among {chance['variants']} variants also finds causes by chance: of "
    f"{chance['tried']} numbers that were made wrong by one unit of their last digit, "
    f"{chance['explained']} would have been called explained, {chance['firmly']} of them by a variant "
    "that gives no fewer of the year's numbers than the method does. So a cause says the more, the "
    "more of its row comes out with it; where it stands alone or gives fewer, the entry says so."
    if chance["tried"]
    else "",
    worst="Unexplained: "
    + (report.listed(f"{e.printed} ({e.what})" for e in open_ones.itertuples()) or "nothing")
    + f". Claims that fail on the data: {len(failing)}.",
)
report.save_frame("ledger", entries, tables_dir)
figure = inline(
    "totals",
    lambda width: plots.verdicts(totals, width),
    "A bar each for numbers, points and claims, divided by verdict.",
)
report.glue("totals", figure, display=False)

# %% [markdown]
# ## Where text, tables and data disagree
#
# A claim can hold on the numbers that the paper printed and fail on the data, or the other way round.
# {glue:text}`disagree`
#
# ```{data-table} tables/disagreements.csv
# :name: table-disagreements
# :class: sed-long
#
# Claims that do not hold as they stand, with what the data say and what the printed numbers say.
# ```

# %% tags=["hide-cell"]
claims = entries[entries["kind"] == "claim"]
disagreeing = claims[claims["verdict"].isin(["fails", "holds in part", "cannot be checked"])]
on_print = claims[claims["on_print"] != ""]
split = [e.id for e in on_print.itertuples() if not e.on_print.startswith(e.verdict)]
shown = claims[claims["id"].isin([*disagreeing["id"], *split])]
table = pd.DataFrame(
    {
        "Claim": shown["id"],
        "Section": shown["section"],
        "It says": [f"{e.what} ({e.printed})" if e.printed else e.what for e in shown.itertuples()],
        "The data": [f"{e.verdict}: {e.cause}" for e in shown.itertuples()],
        "The printed numbers": shown["on_print"],
    }
)
report.save_frame("disagreements", table, tables_dir)
report.say(
    disagree=f"Of {len(claims)} claims, {len(disagreeing)} do not hold as they stand; "
    f"{len(on_print)} can also be judged on the printed numbers, and {len(split)} of them come out "
    "differently there."
    if len(claims)
    else "The claims need all years that the paper covers."
)

# %% [markdown]
# ## The order of the submissions
#
# Of systems with equal figures the first in the organisers' file stays. {glue:text}`reversed`
#
# ```{data-table} tables/order.csv
# :name: table-order
# :class: sed-long
#
# What depends on the order of the files.
# ```

# %% tags=["hide-cell"]
moved = ledger.moved_by_order(entries, data, data_dir)
counts = moved["kind"].value_counts()
report.say(
    reversed="When each year's file is read backwards, so that the last of equals stays, "
    + report.listed(
        f"{report.count(int(counts.get(kind, 0)), name)}"
        for kind, name in (("number", "number"), ("point", "point"), ("claim", "claim"))
    )
    + " come out otherwise. Equal systems have equal energies and parameters but not equal scores, "
    "and a normalised energy of its own where a team reported more than one baseline energy: the "
    "order decides only there."
)
moved.columns = ["Entry", "Kind", "As it is", "Read backwards"]
report.save_frame("order", moved, tables_dir)

# %% [markdown]
# ## Every entry
#
# The verdicts of numbers and points: *reproduced*, equal at the printed precision, rounded half up from
# full precision; *explained*, another decision gives exactly the printed text, computed in the same run;
# *differs*, none does. Of claims: *holds*, *holds in part*, *fails*, *cannot be checked*, by the data.
# Each entry's name links to the cell of the chapter that computes it. {glue:text}`chance`
#
# ```{data-table} tables/decisions.csv
# :name: table-decisions
#
# The decisions that are tried, alone and up to three together.
# ```
#
# <div id="sed-filter"></div>
#
#
# ### Table 1
#
# ```{ledger} tables/ledger.csv
# :subject: table-1
# ```
#
# ### Table 2
#
# ```{ledger} tables/ledger.csv
# :subject: table-2
# ```
#
# ### Table 3
#
# ```{ledger} tables/ledger.csv
# :subject: table-3
# ```
#
# ### Table 4
#
# ```{ledger} tables/ledger.csv
# :subject: table-4
# ```
#
# ### Table 5
#
# ```{ledger} tables/ledger.csv
# :subject: table-5
# ```
#
# ### Table 6
#
# ```{ledger} tables/ledger.csv
# :subject: table-6
# ```
#
# ### Figure 1
#
# ```{ledger} tables/ledger.csv
# :subject: figure-1
# ```
#
# ### Figure 2
#
# ```{ledger} tables/ledger.csv
# :subject: figure-2
# ```
#
# ### Claims
#
# ```{ledger} tables/ledger.csv
# :subject: claims
# ```

# %% [markdown]
# ## Checked

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("claims", data, data_dir))

# %% tags=["hide-cell", "nbval-check-output"] mystnb={"code_prompt_show": "Show the check against print", "code_prompt_hide": "Hide the check against print"}
print(check.held("data", data, data_dir))
