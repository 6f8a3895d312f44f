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
# # The instrument
#
# **How good are the reported energies as measurements?** Of the reports that can be checked,
# some contradict the hardware that they name: {glue:text}`contradict`. Without them, the median training energy
# {glue:text}`reported_without`. The median normalised training energy {glue:text}`normalized_without`.

# %% tags=["parameters"]
years = []  # which years; every year of the data where it is empty
data_dir = "../data"  # the folder with submissions/ and published/
tables_dir = ""  # where to write the tables as CSV; nowhere where it is empty

# %% tags=["hide-input"]
from sedenergy.book.page import open_chapter

paper, page = open_chapter(globals())

# %% tags=["hide-cell"]
from sedenergy.analysis.instrument import compare_findings, hold_years
from sedenergy.analysis.watts import LEAST, MOST
from sedenergy.book import measurements

held = hold_years(paper.selections)
compared = compare_findings(paper.selections)
# The front page shows the first.
page.say(**measurements.say_held(held))
page.say(**measurements.say_findings(compared))
page.say(least=f"{LEAST:g}", most=f"{MOST:g}")

# %% [markdown]
# The paper does not ask this question. What stands on this page is computed from the same submissions.
#
# ## What was counted
#
# The teams measured with CodeCarbon. The organisers' recipe for the baseline pins one release in each year.
# The releases do not count the same things. So part of a change between years can come from the
# instrument. A team may have installed another release; the submissions do not tell.
#
# ```{data-table} tables/editions.csv
# :name: table-editions
#
# What the release of each year counts, and which GPUs of the machine. “Power sampled”: the power of the GPU,
# read every few seconds, times the time between. “Energy counter”: the energy that the GPU itself adds up.
# “All of the machine”: also GPUs on which other work runs. “3/8 W a GB”: an assumed power, for all memory
# of the machine.
# ```

# %% tags=["hide-cell"]
from sedenergy.submissions.instruments import read_editions

editions = read_editions(data_dir)
page.frame("editions", measurements.describe_editions(paper.years, editions))

# %% [markdown]
# ## The reports against their own hardware
#
# With each system, teams name their GPUs and the hours of training, as free text. [](data-card) says how it
# is read. The training energy over
# hours and GPUs is a power: the watts per GPU. The maker of a GPU publishes its thermal design power (TDP).
# A GPU does not draw much more than its TDP for hours. Processor and memory add to the watts per GPU.
# While it trains, a GPU draws much more than when it waits for work.
#
# So a report *contradicts its own hardware* where the watts per GPU are below {glue:text}`least` or above
# {glue:text}`most` times the TDP. Where several cards share a name, the lower limit is that of the weakest
# card, and the upper limit that of the strongest. The two limits are ours.
#
# The watts per GPU go {glue:text}`watts`. Reports that contradict their hardware, of those that can be
# checked: {glue:text}`contradict`. With limits twice as wide, there remain: {glue:text}`far`.
#
# Some teams also report the energy of the GPU alone. It needs no allowance for processor and memory.
# Reports in which it is above what the TDP allows: {glue:text}`own`.
#
# ```{data-table} tables/hardware-verdicts.csv
# :name: table-hardware-verdicts
#
# Reports by verdict, and how many of those that contradict their hardware are among the valid systems
# ({numref}`table-2`) and in the normalised comparison ({numref}`table-3`). It cannot be told where the
# energy, the hours or the GPU is missing.
# ```
#
# ```{glue:figure} watts-over-tdp
# :name: figure-watts-over-tdp
# :figclass: sed-figure-block
#
# Watts per GPU over the TDP, a point a report, a row a GPU; the axis is logarithmic. In the band, a report
# agrees with its hardware. Where several cards share the name, 1 stands for all between the weakest and the
# strongest. {numref}`table-hardware` lists the points outside of the band.
# ```
#
# ```{data-table} tables/hardware.csv
# :name: table-hardware
# :download: hardware hardware-reports
#
# The reports that contradict their own hardware: training energy in kWh, watts per GPU, TDP in watts, and
# the ratio of the two. The second file has every report.
# ```
#
# A contradiction does not tell which figure is wrong. The hours can be those of one run and the energy that of
# several, or the reverse. Other work can have run on other GPUs of the machine, where all of them were
# counted.

# %% tags=["hide-cell"]
from sedenergy.book.drawings.instrument import draw_watts_over_tdp

page.figure(
    "watts-over-tdp",
    draw_watts_over_tdp,
    held,
    alt="One row a GPU model, one point a report: reported energy per GPU hour over the card's thermal design "
    "power on a logarithmic axis, coloured by year, with a band for what is possible.",
)
page.frame("hardware-reports", held)
page.frame("hardware", measurements.list_reports(measurements.contradicting(held)))
page.frame("hardware-verdicts", measurements.count_contradictions(held))

# %% [markdown]
# ## The findings without them
#
# ```{data-table} tables/without-contradictions.csv
# :name: table-without-contradictions
#
# Numbers of {numref}`table-2`, {numref}`table-3` and {numref}`table-4`, in kWh: from all reports, and without
# those that contradict their hardware. The direction is that of the change from the year before: it stays
# the same without them, or turns.
# ```
#
# Without the reports that contradict their hardware, the direction of the change stays for {glue:text}`kept`
# numbers. It turns for: {glue:text}`turned`.

# %% tags=["hide-cell"]
page.frame("without-contradictions", measurements.list_findings(compared))

# %% [markdown]
# ## The same GPU, another energy
#
# In one year, ten epochs of the baseline are the same work for every team. On the same GPU, they should
# take much the same energy, though a name can stand for several cards. The widest difference between teams
# with the same GPU, by year: {glue:text}`widest`. Such a difference does not come from the model of the GPU.
# It can come from the rest of the machine, which is counted too, or from how it was measured. Between years,
# the baseline itself differs.
#
# ```{data-table} tables/baselines-by-gpu.csv
# :name: table-baselines-by-gpu
#
# Energy of ten epochs of the baseline, in kWh, by GPU, where two teams or more name the same GPU; the factor
# is that of the largest to the least. A team counts once in each year, where all its systems name one GPU.
# ```
#
# ```{glue:figure} baselines-by-gpu
# :name: figure-baselines-by-gpu
# :figclass: sed-figure-block
#
# Energy of ten epochs of the baseline, a point a team, a row a GPU; the axis is logarithmic. A line joins
# the points of a GPU. The stars are the organisers' own.
# ```
#
# Teams that have the same GPU in two years: {glue:text}`repeats`.

# %% tags=["hide-cell"]
from sedenergy.analysis.instrument import baselines_by_model, repeat_baselines
from sedenergy.book.drawings.instrument import draw_baselines_by_model

baselines = baselines_by_model(paper.selections)
page.say(widest=measurements.say_widest(baselines))
page.say(repeats=measurements.say_repeats(repeat_baselines(baselines)))
page.frame("baselines-by-gpu", measurements.list_spreads(baselines))
alt = "One row a GPU model, one point a team: the energy of ten baseline epochs on a logarithmic axis, by year."
page.figure("baselines-by-gpu", draw_baselines_by_model, baselines, alt=alt)

# %% [markdown]
# ## One energy for several systems
#
# Some training energies stand in several reports of one team: {glue:text}`repeated` of the reports with an
# energy. This can be right: systems may share one model and differ in what follows it. It can also be one
# measurement that stands for several. A baseline energy needs one run for all systems of a team. Teams for
# which it differs: {glue:text}`differing`.
#
# ```{data-table} tables/repeated-energies.csv
# :name: table-repeated-energies
#
# Energies, in kWh, that a team reports for several of its systems, and for how many.
# ```

# %% tags=["hide-cell"]
page.say(**measurements.say_repeated(paper.selections))
page.frame("repeated-energies", measurements.list_repeated(paper.selections))

# %% [markdown]
# ## Checked

# %% tags=["nbval-check-output"]
print(paper.check("data"))
