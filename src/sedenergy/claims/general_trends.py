"""Claims on who submits what, and on trends of complexity and energy (sections II and III-A)."""

from dataclasses import replace
from itertools import product

import pandas as pd

from sedenergy.analysis.quantiles import quantile
from sedenergy.analysis.selection import REQUIRED_FIGURES, Selection, ensembles
from sedenergy.claims import thresholds, wording
from sedenergy.claims.changes import falls, is_slight, rises, rises_much
from sedenergy.claims.evidence import BOTH, ENERGIES, LOADS, PAPER_YEARS, Evidence, expect_rows
from sedenergy.claims.judgement import Judgement, MissingDataError, Numbers
from sedenergy.claims.rules import Reported, Trend, YearCounts, by_tables, judge_each, of_change
from sedenergy.printed.forms import Form, exact
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES

claim_02 = YearCounts(2, 3, "systems in the organisers' files", lambda s: len(s.submitted))


@of_change
def claim_03(evidence: Evidence) -> Judgement:
    """Compare the counts of both years."""
    (stated,) = evidence.stated(3, 1)
    before, after = (len(evidence.selection(year).submitted) for year in BOTH)
    fall = 1 - after / before
    change = f"{before} → {after}, {wording.write_share(fall)} fewer (printed {stated.text})"
    text = f"systems {wording.write_years(BOTH)}: {change}"
    return Judgement((stated.is_form_of(100 * fall),), text)


_left = YearCounts(4, 3, "systems left", lambda s: len(s.valid))


def claim_04(evidence: Evidence) -> Judgement:
    """Hold the counts against the printed ones, and the reason against what was left out."""
    lacking, doubles, other = [], [], 0
    for selection in evidence.every().values():
        steps = selection.log.set_index("system")["step"].to_dict()
        columns = ["system", "psds", *REQUIRED_FIGURES]
        left, submitted = (
            frame[columns].itertuples(index=False, name=None)
            for frame in (selection.valid, selection.submitted)
        )
        scores = {tuple(key): psds for _, psds, *key in left}
        lacking.append(list(steps.values()).count("valid"))
        doubles.append(list(steps.values()).count("duplicate"))
        for system, psds, *key in submitted:
            is_double = steps.get(system) == "duplicate"
            other += is_double and abs(psds - scores.get(tuple(key), psds)) > 0
    text = (
        f"left out, by year, are {wording.write_list(lacking)} that lack parameters or an energy, "
        f"and {wording.write_list(doubles)} that are equal in them to an earlier system; of these "
        f"{sum(doubles)}, {other} have another PSDS than the one that is kept"
    )
    return _left(evidence) + Judgement((other == 0,), text)


def claim_05(evidence: Evidence) -> Judgement:
    """Take the share of single systems, of those left and of those submitted."""
    found = []
    for step, (year, selection) in product(("valid", "submitted"), evidence.every().items()):
        share = 1 - float(getattr(selection, step)["ensemble"].mean())
        text = f"{wording.write_share(share)} of the {step} ones in {year}"
        found.append(
            (exact(abs(share - 0.5)) <= exact(evidence.criteria[thresholds.HALF_WITHIN]), text)
        )
    return judge_each(found, thresholds.HALF_WITHIN, start="the share of single systems is ")


claim_06 = of_change(
    by_tables(
        Trend("table-1", "parameters", (rises,), years=PAPER_YEARS),
        Trend("table-1", "macs", (rises,)),
    )
)
claim_07 = of_change(
    by_tables(
        Trend("table-1", "parameters", (rises_much,), ("q75",), (2022, 2024)),
        Trend("table-1", "parameters", (rises_much,), ("q75",)),
    )
)
claim_08 = of_change(by_tables(Trend("table-1", "macs", (rises,), ("median",))))
claim_09 = of_change(by_tables(Trend("table-1", "macs", (falls, is_slight), ("q75",))))
claim_10 = of_change(by_tables(Trend("table-2", "train_kwh", (rises_much,), years=(2022, 2024))))


@of_change
def claim_11(evidence: Evidence) -> Judgement:
    """Round the ratio of the medians as printed."""
    (stated,) = evidence.stated(11, 1)

    def doubles(before: float, after: float) -> bool:
        return before > 0 and stated.is_form_of(after / before)

    rule = Trend("table-2", "train_kwh", (doubles,), ("median",))
    return by_tables(rule, criterion=f"Printed is ×{stated.text}.")(evidence)


@of_change
@by_tables
def claim_12(numbers: Numbers) -> Judgement:
    """Ask for a slight fall, then a rise, and one larger than the fall."""
    judged = Trend("table-2", "train_kwh", (), ("q25",), PAPER_YEARS)(numbers)
    keys = (NumberKey("table-2", year, "train_kwh", "q25") for year in PAPER_YEARS)
    first, second, third = (numbers[key] for key in keys)
    dips = falls(first, second) and is_slight(first, second, criteria=numbers.criteria)
    parts = dips, rises(second, third), third - second > first - second
    return replace(judged, parts=parts, uses=(thresholds.SLIGHTLY,))


@of_change
def claim_13(evidence: Evidence) -> Judgement:
    """Read the paper's “second percentile” as the upper quartile; give the lower one beside it."""

    def judge_with(quartile: str) -> Judgement:
        names = ("median", quartile)
        each = Trend("table-2", "test_kwh", (rises,), names, PAPER_YEARS)
        both = Trend("table-2", "test_kwh", (rises_much,), names, (2022, 2024))
        return by_tables(each, both)(evidence)

    beside = (
        "Beside the median the paper names a percentile that may be the 75th or the 25th. It is "
        f"read as the 75th; by the 25th the verdict is “{judge_with('q25').verdict}”."
    )
    return replace(judge_with("q75"), criterion=beside)


def _write_ends(found: pd.Series) -> str:
    """Write the lowest and the highest of some numbers, each with its name."""
    ends = found.sort_values(kind="stable").iloc[[0, -1]]
    return " and ".join(f"{Form(2).write(value)} ({name})" for name, value in ends.items())


def claim_46(evidence: Evidence) -> Judgement:
    """Take the rank correlation of each load with each energy, a year."""
    found = {}
    for year, load, energy in product(evidence.every(), LOADS, ENERGIES):
        pair = " and ".join(QUANTITIES[name].in_prose for name in (load, energy))
        found[f"{pair} in {year}"] = evidence.correlations(year).loc[load, energy]
    known = expect_rows(pd.Series(found).dropna(), "two loads in a year")
    text = f"the {len(known)} rank correlations lie between {_write_ends(known)}"
    least = exact(evidence.criteria[thresholds.SIMPLE])
    return Judgement(
        tuple(exact(abs(value)) < least for value in known), text, (thresholds.SIMPLE,)
    )


claim_47 = Reported(("segmpauc",), "a segMPAUC", none=(2022, 2023), every=(2024,))
claim_48 = Reported(("train_kwh", "test_kwh"), "training and test energy", every=BOTH)


def claim_53(evidence: Evidence) -> Judgement:
    """Count the systems that have parameters, and those that have MACs."""
    sizes = Reported(("parameters",), "parameters", every=PAPER_YEARS)
    return sizes(evidence) + Reported(("macs",), "MACs", none=(2022,), every=BOTH)(evidence)


def _count_by_team(selection: Selection) -> pd.Series:
    """Count the systems of each team but the organisers."""
    teams = selection.submitted.loc[~selection.submitted["baseline"], "team"]
    return expect_rows(teams, f"team in {selection.year.year}").value_counts()


claim_54 = YearCounts(54, 2, "most systems of a team", lambda s: int(_count_by_team(s).max()))


@of_change
def claim_55(evidence: Evidence) -> Judgement:
    """Ask how much of the drop is left if no earlier team hands in more than one of 2024."""
    teams = {year: _count_by_team(evidence.selection(year)) for year in PAPER_YEARS}
    limit, now = int(teams[2024].max()), int(teams[2024].sum())
    found = []
    for year in (2023, 2022):
        before, within = int(teams[year].sum()), int(teams[year].clip(upper=limit).sum())
        lost, fewer = before - within, before - now
        text = (
            f"with at most {limit} a team, the systems of the {len(teams[year])} teams of {year} "
            f"would go {before} → {within}, which accounts for {wording.write_part(lost, fewer)} "
            "of the drop to 2024"
        )
        found.append((lost > evidence.criteria[thresholds.MOST] * fewer, text))
    start = f"the {len(teams[2024])} teams of 2024 hand in {now} systems, at most {limit} each; "
    uses = thresholds.MOST.called("to weigh heavily")
    return judge_each(found, uses, start=start, criterion="Baselines do not count.")


def claim_56(evidence: Evidence) -> Judgement:
    """Look for teams of 2024 without a single system."""
    texts = []
    for year in BOTH:
        frame = evidence.selection(year).submitted[["team", "ensemble", "baseline"]]
        is_alone = frame[~frame["baseline"]].groupby("team")["ensemble"].all()
        part = wording.write_part(int(is_alone.sum()), len(is_alone))
        texts.append(f"{part} in {year}{wording.write_names(is_alone.index[is_alone])}")
    said = wording.write_list(texts)
    return Judgement((not is_alone.any(),), f"teams that hand in ensembles alone: {said}")


def claim_57(evidence: Evidence) -> Judgement:
    """Look at the subsystem counts of the ensembles."""
    found = []
    for year, selection in evidence.every().items():
        counts = ensembles(selection.submitted[["ensemble", "ensemble_count"]])["ensemble_count"]
        several, many = int((counts > 1).sum()), len(counts)
        found.append((several == many, f"{wording.write_part(several, many)} in {year}"))
    end = f"; {evidence.note_unread_counts()}"
    return judge_each(found, start="ensembles that report several subsystems: ", end=end)


def claim_58(evidence: Evidence) -> Judgement:
    """Hold each standard deviation against its mean."""
    found = {}
    for (year, selection), name in product(evidence.every().items(), (*LOADS, *ENERGIES)):
        values = selection.valid[name]
        found[f"{QUANTITIES[name].in_prose} in {year}"] = values.std() / values.mean()
    known = expect_rows(pd.Series(found).dropna(), "two systems in a year")
    text = f"{len(known)} ratios of standard deviation to mean lie between {_write_ends(known)}"
    least = evidence.criteria[thresholds.WIDE]
    return Judgement(tuple(value > least for value in known), text, (thresholds.WIDE,))


def claim_59(evidence: Evidence) -> Judgement:
    """Take the spread of MACs per parameter, which would be one value if they grew in step."""
    found = []
    for year in BOTH:
        frame = evidence.selection(year).valid
        ratios = expect_rows((frame["macs"] / frame["parameters"]).dropna(), f"MACs in {year}")
        low, high = (quantile(ratios, part) for part in (0.25, 0.75))
        ends = f"{Form(0).write(low)} to {Form(0).write(high)}"
        text = f"{ends} ({wording.write_ratio(low, high)}) in {year}"
        found.append((high > evidence.criteria[thresholds.SIMILAR] * low, text))
    start = "MACs per parameter, from the lower to the upper quartile of the systems: "
    return judge_each(found, thresholds.SIMILAR.called("in step"), start=start)


def claim_60(evidence: Evidence) -> Judgement:
    """Compare the larger half of the systems with the rest, and take the rank correlation."""
    found = []
    for (year, selection), energy in product(evidence.every().items(), ENERGIES):
        sizes, used = selection.valid["parameters"], selection.valid[energy]
        is_large = sizes > quantile(sizes, 0.5)
        values = [quantile(used[half], 0.5) for half in (~is_large, is_large)]
        ranks = evidence.correlations(year).loc["parameters", energy]
        if pd.isna(ranks):
            raise MissingDataError(f"two systems of {year} of other complexity and energy")
        ratio = f"{wording.write_ratio(*values)}, {Form(2).write(ranks)}"
        found.append((rises(*values), f"{QUANTITIES[energy].in_prose} in {year} {ratio}"))
        found.append((exact(ranks) >= exact(evidence.criteria[thresholds.LINKED]), ""))
    start = (
        "by what factor the median energy of the systems above the median complexity exceeds that "
        "of the others, and the rank correlation of complexity and energy: "
    )
    by_halves = Judgement(tuple(is_more for is_more, _ in found[::2]), "").verdict
    means = f"Both are asked for; by the halves alone the verdict is “{by_halves}”."
    return judge_each(found, thresholds.LINKED, start=start, criterion=means)


claim_79 = of_change(
    by_tables(
        Trend("table-1", "parameters", (rises,), ("median",), PAPER_YEARS),
        Trend("table-2", "train_kwh", (rises,), ("median",), PAPER_YEARS),
        Trend("table-2", "test_kwh", (rises,), ("median",), PAPER_YEARS),
        criterion="On the whole means at the median.",
    )
)
