"""Claims on normalised energy and on the baseline's ten epochs (sections II-B and III-B)."""

import re
from dataclasses import replace
from itertools import product

import pandas as pd

from sedenergy.analysis.instrument import (
    baselines_by_model,
    repeat_baselines,
    spread_within_models,
)
from sedenergy.analysis.quantiles import quantile
from sedenergy.claims import wording
from sedenergy.claims.changes import falls, is_slight, rises, rises_much
from sedenergy.claims.evidence import BOTH, TEST, TRAIN, Evidence, expect_rows
from sedenergy.claims.judgement import Judgement, MissingDataError, Numbers
from sedenergy.claims.rules import Reported, Trend, YearCounts, by_tables, judge_each, of_change
from sedenergy.claims.thresholds import SLIGHTLY, THIRD_DECIMAL
from sedenergy.printed.forms import Form
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES, QUARTILES

EPOCHS = "baseline_train_kwh"


def claim_01(evidence: Evidence) -> Judgement:
    """Hold the printed energies against the organisers' own entries."""
    found = []
    for stated in evidence.stated(1, 2):
        value = evidence.reference(stated.year)
        is_cut = Form.of(stated.text).write(value, "cut") == stated.text
        is_right = stated.is_form_of(value)
        note = ", which it is when decimals are cut" if is_cut and not is_right else ""
        text = f"{value:g} kWh in {stated.year} (printed {stated.text}{note})"
        found.append((is_right, text))
    return judge_each(found, start="in the organisers' own entries ")


def _note_unusable(evidence: Evidence) -> str:
    """Say how many systems are taken out when energies are normalised, and why."""
    logs = pd.concat([s.log for s in evidence.every().values()])
    reasons = logs[logs["step"] == "normalized"].groupby(["year", "why"]).size()
    said = (f"{many} in {year} ({why})" for (year, why), many in reasons.items())
    return f"taken out: {wording.write_list(said)}"


claim_14 = YearCounts(14, 2, "systems left", lambda s: len(s.normalized), _note_unusable)
claim_15 = of_change(by_tables(Trend("table-3", TRAIN, (falls,))))


@of_change
def claim_16(evidence: Evidence) -> Judgement:
    """Take the difference of the means."""
    (stated,) = evidence.stated(16, 1)

    def judge_difference(numbers: Numbers) -> Judgement:
        before, after = (numbers[NumberKey("table-4", year, EPOCHS, "mean")] for year in BOTH)
        first, second, rise = map(Form.of(stated.text).write, (before, after, after - before))
        text = f"{second} − {first} = {rise} kWh (printed {stated.text})"
        said = f"difference of the means {wording.write_years(BOTH)}: {text}"
        return Judgement((stated.is_form_of(after - before),), said)

    return by_tables(judge_difference)(evidence)


claim_17 = of_change(by_tables(Trend("table-3", TEST, (rises,), ("median", "q25"))))


@of_change
def claim_18(evidence: Evidence) -> Judgement:
    """Round the ratio of the upper quartiles, earlier over later, as printed."""
    one, factor = evidence.stated(18, 2)

    def halves(before: float, after: float) -> bool:
        return after > 0 and factor.is_form_of(before / after * float(one.text))

    rule = Trend("table-3", TEST, (halves,), ("q75",))
    return by_tables(rule, criterion=f"Printed is ×{one.text}/{factor.text}.")(evidence)


claim_49 = Reported((EPOCHS,), "the energy of ten baseline epochs", none=(2022,), every=BOTH)


def claim_51(evidence: Evidence) -> Judgement:
    """Hold the organisers' own normalised energies against this ratio, to the third decimal."""

    def count_agreeing(year: int, phase: str, column: str) -> tuple[int, int]:
        frame = evidence.selection(year).submitted
        apart = (frame[f"organisers_{phase}_kwh_normalized"] - frame[column]).abs().dropna()
        return int((apart <= THIRD_DECIMAL).sum()), len(apart)

    found = []
    for year, phase in product(BOTH, ("train", "test")):
        agree, many = count_agreeing(year, phase, f"{phase}_kwh_normalized")
        text = f"{wording.write_part(agree, many)} for {phase} in {year}"
        found.append((0 < agree == many, text))
    by_test = wording.write_part(*count_agreeing(2024, "test", "test_kwh_normalized_by_test"))
    on_print, printed_table = _hold_printed_test_energies(evidence)
    means = (
        f"By the baseline's test instead of its training, {by_test} for test in 2024 do. The "
        "paper does not use the file's test energies of 2024: of those in its table III, "
        f"{on_print} come out by the ratio of training."
    )
    start = "of the normalised energies in the organisers' files, these come out by this ratio: "
    return replace(judge_each(found, start=start, criterion=means), printed_table=printed_table)


def _hold_printed_test_energies(evidence: Evidence) -> tuple[str, str]:
    """Count the printed test energies of table III that come out by the epochs; with a verdict."""
    keys = [NumberKey("table-3", year, TEST, q) for q, year in product(QUARTILES, BOTH)]
    texts = {key: evidence.on_print.text(key) for key in keys}
    parts = tuple(Form.of(text).write(evidence.computed[k]) == text for k, text in texts.items())
    right = wording.write_part(sum(parts), len(parts))
    verdict = Judgement(parts, "").verdict
    return right, f"{verdict} on the printed table: {right} test energies come out"


claim_61 = of_change(
    by_tables(Trend("table-2", "train_kwh", (rises,)), Trend("table-3", TRAIN, (falls,)))
)


def _note_machines(evidence: Evidence) -> str:
    """Say what the data have of machines: the ratio by which one trend becomes the other."""
    if evidence.is_brief:
        return ""
    frames = [expect_rows(evidence.selection(year).normalized, "energies") for year in BOTH]
    medians = [
        (QUANTITIES[name].in_prose, [quantile(frame[name], 0.5) for frame in frames])
        for name in ("train_kwh", EPOCHS, TRAIN)
    ]
    changes = (f"{words} {wording.write_ratio(*values)}" for words, values in medians)
    return (
        "all that the data measure of a machine is the energy of ten baseline epochs; by it the "
        "one trend is made of the other, so that nothing is left to test the cause by; medians "
        f"{wording.write_years(BOTH)}: {wording.write_list(changes)}; {_note_models(evidence)}"
    )


def _note_models(evidence: Evidence) -> str:
    """Say how the baseline's energy differs within a GPU model, and for teams that kept theirs."""
    baselines = baselines_by_model({year: evidence.selection(year) for year in BOTH})
    spreads = {
        f"{row.model} in {year}": row.factor
        for year, part in baselines.groupby("year")
        for row in spread_within_models(part).itertuples()
    }
    said = wording.write_list(f"×{factor:.1f} for {name}" for name, factor in spreads.items())
    same = wording.write_list(
        f"{row.team} ({row.model}) {wording.write_change([row.before, row.after], EPOCHS)}"
        for row in repeat_baselines(baselines).itertuples()
    )
    return (
        "the model of a GPU does not settle that energy: factors between teams with the same one "
        f"are {said}; teams that name the same one in both years: {same}"
    )


def claim_62(evidence: Evidence) -> Judgement:
    """Say why the data do not tell."""
    return Judgement((), _note_machines(evidence))


def claim_63(evidence: Evidence) -> Judgement:
    """Ask for a slight change between the organisers' own entries."""
    values = [evidence.reference(year) for year in BOTH]
    change = wording.write_change(values, EPOCHS, [f"{value:g}" for value in values])
    text = f"the organisers' own entries {wording.write_years(BOTH)}: {change}"
    is_about_same = is_slight(*values, criteria=evidence.criteria)
    return Judgement((is_about_same,), text, (SLIGHTLY.called("about as much"),))


@of_change
def claim_64(evidence: Evidence) -> Judgement:
    """Ask for a strong rise of the mean; a team's mean counted once is given beside it."""
    mean_rises = Trend("table-4", EPOCHS, (rises_much,), ("mean",))
    found = by_tables(mean_rises)(evidence)
    frames = [evidence.selection(year).normalized for year in BOTH]
    means = [float(frame.groupby("team")[EPOCHS].mean().mean()) for frame in frames]
    beside = f"with each team counted once, {wording.write_change(means, EPOCHS)}"
    return found + Judgement((), beside)


claim_65 = of_change(
    by_tables(
        Trend("table-3", TEST, (rises,), ("median", "q25")),
        Trend("table-1", "parameters", (rises,), ("median", "q25")),
        Trend("table-2", "test_kwh", (rises,), ("median", "q25")),
    )
)


def claim_82(evidence: Evidence) -> Judgement:
    """Look in the hardware of the organisers' own entries for one A100, and for 40 GB."""
    found = []
    for year in BOTH:
        frame = evidence.selection(year).submitted
        texts = frame.loc[frame["baseline"] & (frame["hardware"] != ""), "hardware"].unique()
        if not len(texts):
            raise MissingDataError(f"hardware of a baseline of {year}")
        said = f"“{wording.write_list(texts)}” in {year}"
        found.append((all("A100" in text for text in texts), said))
        found.append((all(re.search(r"40 ?GB", text, re.I) for text in texts), ""))
        found.append((not any(re.search(r"\b[2-9] ", text) for text in texts), ""))
    means = "Asked for are an A100, 40 GB, and no number of machines above one."
    return judge_each(found, start="the baselines' entries have ", criterion=means)


def claim_84(evidence: Evidence) -> Judgement:
    """Say how far the size of the baseline differs; the data do not have its architecture."""
    said = []
    for year, selection in evidence.every().items():
        sizes = selection.submitted.loc[selection.submitted["baseline"], "parameters"]
        texts = [wording.write_value(size, "parameters") for size in sizes]
        said.append(f"{wording.write_list(texts)} in {year}")
    text = f"no column says how a baseline is built; its parameters are {wording.join(said)}"
    return Judgement((), text)
