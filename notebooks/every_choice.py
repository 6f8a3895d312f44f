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
# # Every choice
#
# **Which claims hang on a choice of method?** Of {glue:text}`claims` claims that can be judged,
# {glue:text}`always` hold under each of {glue:text}`universes` combinations of choices, {glue:text}`never` under
# none, and {glue:text}`hanging` hang on a choice.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book import universes
from sedenergy.claims.robustness import find_turning, judge_universes

verdicts = judge_universes(paper.in_paper, paper.printed)
# The front page shows the counts.
page.say(**universes.count_firmness(verdicts))
page.frame("claims-universes", universes.claims_by_universes(verdicts))

# %% [markdown]
# An analysis takes choices that its authors could have taken otherwise, and could have defended.
# {numref}`table-choices` lists them. Every combination of them is one *universe*. In each of them all claims
# are judged anew, by the same rules.
#
# ```{data-table} tables/choices.csv
# :name: table-choices
#
# The choices that can be defended beside those of the authors.
# ```
#
# ```{glue:figure} firmness
# :name: figure-firmness
# :figclass: sed-figure-block
#
# The claims that hold in some universes and not in all: in which share of the universes each holds, and between
# which shares this moves when one of the choices is fixed. A long line means that one choice decides.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.estimates import draw_firmness

shares = universes.hold_by_choice(verdicts)
page.figure(
    "firmness",
    draw_firmness,
    shares,
    universes.label_claims(shares, paper.printed),
    alt="A row a claim: a dot for the share of all combinations in which it holds, and a line for the range "
    "of this share when one choice is fixed.",
)
page.frame("choices", universes.list_all_choices())

# %% [markdown]
# ## The claims, from firm to frail
#
# *Holds in* says in which share of the universes the claim holds, of those whose data can tell: without
# baselines, for instance, nothing lies above a baseline. *Turned by* names the choices that change the verdict most often: of the pairs of universes that
# differ in this choice alone, the share in which the verdicts differ.
#
# ```{data-table} tables/firmness.csv
# :name: table-firmness
#
# All claims, those that hold in most universes first.
# ```
#
# ## Your own choices
#
# Choose, and see the tables of the paper and its claims as they then come out. In brackets stands what the paper
# printed, where it differs.
#
# ```{choices} tables/universes.json
# ```
#
# All universes, with the verdict on every claim and the tables of the paper as they come out in each, are in one
# file: {download}`universes.json <tables/universes.json>`.

# %% tags=["hide-cell"]
firmness = universes.list_firmness(verdicts, find_turning(verdicts), paper.printed)
page.frame("firmness", universes.show_shares(firmness), firmness)
page.file("universes.json", universes.compact_universes(paper.in_paper, verdicts, paper.printed))

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
