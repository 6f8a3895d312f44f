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
# # Systems
#
# **Which systems were submitted, and what is known of each?** Here are all of them: {glue:text}`submitted`. The
# tables with energies as reported rest on {glue:text}`valid`, those with normalised energies on
# {glue:text}`normalized`. Each system has an address of its own, to which its name leads from every page of the book.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
import json

from sedenergy.book.system_details import describe_systems
from sedenergy.book.systems import count_systems, gather_systems, round_systems

systems = gather_systems(paper.selections)
page.say(**count_systems(paper.selections))
page.frame("systems", round_systems(systems))
page.file("systems.json", json.dumps(describe_systems(paper, systems), ensure_ascii=False))

# %% [markdown]
# ## Every system
#
# ```{systems} tables/systems.json
# ```
#
# ## What the columns mean
#
# *Kept*
# : A system is *kept* where all tables rest on it. It is *kept as reported* where only the tables with energies as
#   reported do. It is *left out* where none does. The last column says why.
#
# *PSDS* and *segMPAUC*
# : The score, with the organisers' own interval in brackets where they give one.
#
# *GPU* and *hours*
# : What was read from the text that the team gave on its hardware, with the hours of all stages together. *W per
#   GPU* is the training energy over these hours. [](instrument.ipynb) says how it is held against the hardware.
#
# *On the frontier*, *in the best class*
# : Whether no other system of the year has at least the PSDS with at most the normalised training energy, and
#   whether the interval of the PSDS overlaps that of the best. [](score_against_energy.ipynb) has both.

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
