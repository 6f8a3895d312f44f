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
# **How much of the energy does the GPU take?** In training, the GPU's mean share of the
# energy is {glue:text}`train_mean`. At test it is {glue:text}`test_mean`.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.book.sentences import by_year, each_year, listed, values_of

table_5 = paper.analysis.numbers("table-5")
# The front page shows both.
page.say(train_mean=values_of(table_5, "train_gpu_share", "mean"))
page.say(test_mean=values_of(table_5, "test_gpu_share", "mean"))

# %% [markdown]
# In some years, teams report how much of the energy that CodeCarbon estimates is the GPU's:
# {glue:text}`asked`. The rest is the energy of the processor and the memory. The share is taken of each
# system that reports both for both phases. Years without these figures: {glue:text}`not_asked`.
#
# ```{data-table} tables/table-5.csv
# :name: table-5
# :heads: 2
#
# The GPU's share of the energy (%GPU) in training and at test: mean, standard deviation (n − 1) and
# range over the valid systems that report it. {glue:text}`table_5_outcome`
# ```
#
# In training, the least share is {glue:text}`train_least` and the largest {glue:text}`train_most`. At test, the
# least is {glue:text}`test_least` and the largest {glue:text}`test_most`.

# %% tags=["hide-cell"]
asked = {n: paper.selections[n] for n in by_year(table_5, "train_gpu_share", "mean")}
page.say(
    asked=listed(asked, "none"),
    not_asked=listed([n for n in paper.selections if n not in asked], "none"),
    train_least=values_of(table_5, "train_gpu_share", "min"),
    train_most=values_of(table_5, "train_gpu_share", "max"),
    test_least=values_of(table_5, "test_gpu_share", "min"),
    test_most=values_of(table_5, "test_gpu_share", "max"),
)
page.table("table-5")

# %% tags=["nbval-check-output"]
print(paper.check("table-5"))

# %% [markdown]
# ## Every system, training beside test
#
# ```{glue:figure} gpu-shares
# :name: figure-gpu-shares
# :figclass: sed-figure-block
#
# The GPU's share of the energy of each system, filled in training and open at test, joined by a
# line; ordered by the share in training. The share is lower at test than in training for
# {glue:text}`lower_at_test`.
# ```
#
# ```{data-table} tables/gpu-shares.csv
# :name: table-gpu-shares
#
# The shares of {numref}`figure-gpu-shares`, in %.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.drawings.distributions import draw_gpu_shares
from sedenergy.book.summaries import count_lower_at_test, list_gpu_shares

lower = {n: count_lower_at_test(s) for n, s in asked.items()}
page.say(lower_at_test=each_year(lower, "no system"))
page.figures(
    "gpu-shares",
    draw_gpu_shares,
    asked,
    alt="One row a system: the GPU's share of the energy in training and at test, in percent, joined "
    "by a line.",
)
page.frame("gpu-shares", list_gpu_shares(asked))

# %% [markdown]
# ## Where the data do not bear the paper out
#
# What the paper says on the numbers of this chapter, in other words, and what does not hold as it stands. Each
# name leads to its entry in the ledger.
#
# ```{data-table} tables/contradicted-gpu-share.csv
# :name: table-contradicted-gpu-share
#
# Claims of the paper that the data of this chapter do not bear out, or only in part.
# ```

# %% tags=["hide-cell"]
from sedenergy.book.contradictions import list_contradicted

contradicted = list_contradicted(paper.findings, paper.printed, "gpu_share")
page.frame("contradicted-gpu-share", contradicted)

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
