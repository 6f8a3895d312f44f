"""Claims on what a cap on complexity, MACs or energy costs (section IV-C, table VI)."""

import operator
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pandas as pd

from sedenergy.analysis.caps import CAPPED, cap_at
from sedenergy.analysis.quantiles import quantile
from sedenergy.claims import wording
from sedenergy.claims.changes import Test, falls, is_slight, rises
from sedenergy.claims.evidence import BOTH, NOUNS, TRAIN, Evidence, expect_rows
from sedenergy.claims.judgement import Judgement, Numbers
from sedenergy.claims.rules import Rule, Trend, by_tables, judge_each, of_change
from sedenergy.claims.thresholds import AS_STATED, GENERALLY, HIGH
from sedenergy.printed.forms import Form, exact
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import CAPS, QUANTITIES, Cap

REAL_CAPS = tuple(cap for cap in CAPS.values() if cap.quantile is not None)
EVERY_CAP = tuple(product(CAPPED, BOTH, REAL_CAPS))


def _best_key(quantity: str, year: int, cap: Cap) -> NumberKey:
    """Return the key of the best PSDS below a cap."""
    return NumberKey("table-6", year, quantity, f"{cap.name}.psds")


def _compute_loss(numbers: Numbers, quantity: str, year: int, cap: Cap) -> float:
    """Return what a cap costs in PSDS."""
    free, under = (numbers[_best_key(quantity, year, one)] for one in (CAPS["all"], cap))
    return float(exact(free - under))


def _name_cap(quantity: str, cap: Cap) -> str:
    """Name a cap by its quantile."""
    return f"{wording.name_statistic(cap.name)} of {QUANTITIES[quantity].in_prose}"


@by_tables
def claim_34(numbers: Numbers) -> Judgement:
    """Count the caps that cost PSDS."""
    kept = [one for one in EVERY_CAP if _compute_loss(numbers, *one) <= 0]
    lower, many = len(EVERY_CAP) - len(kept), len(EVERY_CAP)
    said = wording.write_list(f"{_name_cap(what, cap)} in {year}" for what, year, cap in kept)
    text = f"{wording.write_part(lower, many)} caps lower the best PSDS; those that do not: {said}"
    return Judgement((lower >= numbers.criteria[GENERALLY] * many,), text, (GENERALLY,))


def _note_edge(evidence: Evidence, quantity: str, cap: Cap) -> str:
    """Name systems that lie on a cap, so are not below it, and would be the best with it."""
    said, values = [], evidence.analysis.values
    for year in evidence.analysis.selections:
        threshold = values.get(NumberKey("table-6", year, quantity, f"{cap.name}.max"))
        best = values.get(_best_key(quantity, year, cap))
        if threshold is None or best is None:
            continue
        systems, limit = evidence.capped(year, quantity), wording.write_full(threshold, quantity)
        on_it = systems[(systems[quantity] == threshold) & (systems["psds"] > best)]
        said += [
            f"the cap of {year}, {limit}, is what {system} has itself: only systems strictly "
            f"below it count, with that one the best PSDS is {wording.write_value(psds, 'psds')}"
            for system, psds in zip(on_it["system"], on_it["psds"], strict=True)
        ]
    return wording.join(said)


def _with_edge(quantity: str, cap: str, *rules: Rule) -> Callable[[Evidence], Judgement]:
    """Make a claim of rules on a cap; a system on the edge of it is named."""
    by_rules = by_tables(*rules)

    def judge_cap(evidence: Evidence) -> Judgement:
        found = by_rules(evidence)
        if evidence.is_brief or evidence.criteria is not AS_STATED:
            return found
        text = wording.join([found.text, _note_edge(evidence, quantity, CAPS[cap])])
        return replace(found, text=text)

    return of_change(judge_cap)


def _follow(
    quantity: str, cap: str, threshold: Test, *best: Test
) -> Callable[[Evidence], Judgement]:
    """Make a claim of how a threshold of table VI and the best PSDS below it change."""
    limit = Trend("table-6", quantity, (threshold,), (f"{cap}.max",))
    return _with_edge(quantity, cap, limit, Trend("table-6", quantity, best, (f"{cap}.psds",)))


claim_35 = _follow(TRAIN, "median", falls, rises)
claim_36 = _follow(TRAIN, "q25", rises, falls)
claim_37 = _follow("macs", "q25", rises, rises, is_slight)
claim_38 = of_change(
    by_tables(Trend("table-6", "parameters", (falls,), ("all.max", "q25.max", "median.max")))
)


def _judge_kept(numbers: Numbers) -> Judgement:
    """Ask whether the median cap keeps the best PSDS of 2024, and costs that of 2023."""
    texts = []
    for year in (2024, 2023):
        free, under = (
            numbers.text(_best_key(TRAIN, year, CAPS[name])) for name in ("all", "median")
        )
        limit = numbers.text(NumberKey("table-6", year, TRAIN, "median.max"))
        texts.append(f"best PSDS of {year} {free} without a cap, {under} below {limit} kWh")
    now, before = (_compute_loss(numbers, TRAIN, year, CAPS["median"]) for year in (2024, 2023))
    return Judgement((now == 0, before > 0), wording.join(texts))


claim_39 = _with_edge(TRAIN, "median", _judge_kept)


@of_change
def claim_40(evidence: Evidence) -> Judgement:
    """Ask of each group whether the best used most in 2023 and does no longer in 2024."""
    parts, texts = [], []
    for group, noun in NOUNS.items():
        leads = []
        for year in BOTH:
            frame, best = evidence.compared(group, year), evidence.best(group, year)
            place = int((frame[TRAIN] > best[TRAIN]).sum()) + 1
            leads.append(place == 1)
            texts.append(f"the best {noun} of {year} is number {place} of {len(frame)}")
        parts.append(leads[0] and not leads[1])
    text = f"in the order of normalised training energy, the most first, {wording.join(texts)}"
    means = "The contrast asks for number 1 in 2023 and another number in 2024."
    return Judgement(tuple(parts), text, (), means)


def claim_43(evidence: Evidence) -> Judgement:
    """Ask of each cap of 2024 whether it costs segMPAUC where it costs PSDS."""
    found = []
    for quantity, cap in product(CAPPED, REAL_CAPS):
        frame = evidence.capped(2024, quantity)
        frame, caps = frame[frame["segmpauc"].notna()], (CAPS["all"], cap)
        psds = [evidence.computed[_best_key(quantity, 2024, one)] for one in caps]
        segmpauc = [cap_at(frame, quantity, c.quantile, score="segmpauc")[1] for c in caps]
        is_same = rises(psds[1], psds[0]) == rises(segmpauc[1], segmpauc[0])
        changes = wording.write_list(
            f"{QUANTITIES[score].label} {wording.write_change(values, score)}"
            for score, values in (("psds", psds), ("segmpauc", segmpauc))
        )
        found.append((is_same, "" if is_same else f"not the {_name_cap(quantity, cap)}: {changes}"))
    alike = wording.write_part(sum(is_same for is_same, _ in found), len(found))
    years = evidence.every().items()
    none = wording.write_list(year for year, s in years if s.submitted["segmpauc"].isna().all())
    start = f"{alike} caps of 2024 lower both scores or keep both; "
    return judge_each(found, start=start, criterion=f"There is no segMPAUC in {none}.")


@of_change
@by_tables
def claim_75(numbers: Numbers) -> Judgement:
    """Ask whether the losses differ between levels, and between years, for each quantity."""
    losses = {one: _compute_loss(numbers, *one) for one in EVERY_CAP}
    by_level = [{losses[*one, cap] for cap in REAL_CAPS} for one in product(CAPPED, BOTH)]
    by_year = [{losses[q, y, cap] for y in BOTH} for q, cap in product(CAPPED, REAL_CAPS)]
    found = []
    for name, cases in (("levels", by_level), ("years", by_year)):
        differ = sum(len(case) > 1 for case in cases)
        text = f"between {name} in {wording.write_part(differ, len(cases))} cases"
        found.append((differ >= numbers.criteria[GENERALLY] * len(cases), text))
    low, high = (wording.write_value(end(losses.values()), "psds") for end in (min, max))
    start = f"caps cost from {low} to {high} in PSDS, and what they cost differs "
    return judge_each(found, GENERALLY.called("to differ in general"), start=start)


@of_change
def claim_76(evidence: Evidence) -> Judgement:
    """Count single systems below their year's lower quartile of energy that score well."""
    frames = {year: expect_rows(evidence.capped(year, TRAIN), "single system") for year in BOTH}
    scores = pd.concat([frame["psds"] for frame in frames.values()])
    line = quantile(scores, evidence.criteria[HIGH])
    many, texts = [], []
    for year, frame in frames.items():
        threshold = quantile(frame[TRAIN], 0.25)
        low = frame.loc[frame[TRAIN] < threshold, "psds"]
        many.append(int((low > line).sum()))
        part = f"{wording.write_part(many[-1], len(low))} below"
        best = f"in {year}, the best with {wording.write_value(low.max(), 'psds')}"
        texts.append(f"{part} {wording.write_full(threshold, TRAIN)} {best}")
    above = f"single systems with a PSDS above {wording.write_value(line, 'psds')}"
    low_is = f"Low in energy means below the year's {wording.name_statistic('q25')}."
    return Judgement((falls(*many),), f"{above}: {wording.join(texts)}", (HIGH,), low_is)


claim_77 = _follow("macs", "median", falls, rises)


def _at_two_decimals(test: Test) -> Test:
    """Make a test of scores as the paper prints them."""

    def test_in_print(before: float, after: float) -> bool:
        return test(*(float(Form(2).write(score)) for score in (before, after)))

    return test_in_print


_no_better: Test = _at_two_decimals(operator.ge)
claim_78 = of_change(
    by_tables(
        Trend("table-6", "parameters", (_at_two_decimals(rises),), ("all.psds",)),
        Trend("table-6", "parameters", (_no_better,), ("q25.psds", "median.psds")),
        criterion="The same means here at the decimals that the paper prints.",
    )
)
