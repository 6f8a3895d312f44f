"""Claims on normalised energy and on the baseline's ten epochs (sections II-B and III-B)."""

from dataclasses import replace
from itertools import product

import pandas as pd

from sedenergy.analysis.tables import compute_statistic
from sedenergy.claims import wording
from sedenergy.claims.changes import falls, is_slight, rises, rises_much
from sedenergy.claims.evidence import BOTH, TEST, TRAIN, Evidence, expect_rows
from sedenergy.claims.judgement import Judgement, Numbers
from sedenergy.claims.rules import Reported, Trend, YearCounts, by_tables, judge_each
from sedenergy.claims.thresholds import SLIGHTLY, STRONG, THIRD_DECIMAL
from sedenergy.printed.forms import Form
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES, QUARTILES, STATISTICS

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
claim_15 = by_tables(Trend("table-3", TRAIN, (falls,)))


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


claim_17 = by_tables(Trend("table-3", TEST, (rises,), ("median", "q25")))


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
    means = f"By the baseline's test instead of its training, {by_test} for test in 2024 do."
    start = "of the organisers' own normalised energies, these come out: "
    on_print = _hold_printed_test_energies(evidence)
    return replace(judge_each(found, means, start), printed_table=on_print)


def _hold_printed_test_energies(evidence: Evidence) -> str:
    """Say how many of the printed test energies of table III come out by the ratio of epochs."""
    keys = [NumberKey("table-3", year, TEST, q) for q, year in product(QUARTILES, BOTH)]
    texts = {key: evidence.on_print.text(key) for key in keys}
    parts = tuple(Form.of(text).write(evidence.computed[k]) == text for k, text in texts.items())
    right = wording.write_part(sum(parts), len(parts))
    return f"{Judgement(parts, '').verdict} on the printed table: {right} test energies come out"


claim_61 = by_tables(Trend("table-2", "train_kwh", (rises,)), Trend("table-3", TRAIN, (falls,)))


def claim_62(evidence: Evidence) -> Judgement:
    """Compare both on the same systems, so that nothing but the ratio of machines differs."""
    frames = {year: expect_rows(evidence.selection(year).normalized, "energies") for year in BOTH}
    found = []
    for (quantity, test), name in product((("train_kwh", rises), (TRAIN, falls)), QUARTILES):
        statistic = STATISTICS[name]
        values = [compute_statistic(frame, quantity, statistic) for frame in frames.values()]
        subject = f"{statistic.words} of {QUANTITIES[quantity].in_prose}"
        found.append((test(*values), f"{subject} {wording.write_change(values, quantity)}"))
    many = " and ".join(f"{len(frame)} of {year}" for year, frame in frames.items())
    return judge_each(found, start=f"on the same systems, {many}: ")


def claim_63(evidence: Evidence) -> Judgement:
    """Ask for a slight change between the organisers' own entries."""
    values = [evidence.reference(year) for year in BOTH]
    change = wording.write_change(values, EPOCHS, [f"{value:g}" for value in values])
    text = f"the organisers' own entries {wording.write_years(BOTH)}: {change}"
    means = f"About as much means {wording.write_share(SLIGHTLY)} at most."
    return Judgement((is_slight(*values),), text, means)


def claim_64(evidence: Evidence) -> Judgement:
    """Ask for a strong rise of the mean; a team's mean counted once is given beside it."""
    mean_rises = Trend("table-4", EPOCHS, (rises_much,), ("mean",))
    found = by_tables(mean_rises, criterion=STRONG)(evidence)
    frames = [evidence.selection(year).normalized for year in BOTH]
    means = [float(frame.groupby("team")[EPOCHS].mean().mean()) for frame in frames]
    beside = f"with each team counted once, {wording.write_change(means, EPOCHS)}"
    return found + Judgement((), beside)


claim_65 = by_tables(
    Trend("table-3", TEST, (rises,), ("median", "q25")),
    Trend("table-1", "parameters", (rises,), ("median", "q25")),
    Trend("table-2", "test_kwh", (rises,), ("median", "q25")),
)
claim_66 = by_tables(
    Trend("table-3", TEST, (falls,), ("q75",)), Trend("table-1", "macs", (falls,), ("q75",))
)
