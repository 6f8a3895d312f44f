"""Claims on who submits what, and on trends of complexity and energy (sections II and III-A)."""

from dataclasses import replace
from functools import partial
from itertools import product

import pandas as pd

from sedenergy.analysis.quantiles import quantile
from sedenergy.analysis.selection import Selection, ensembles
from sedenergy.claims import wording
from sedenergy.claims.changes import falls, is_slight, rises, rises_much
from sedenergy.claims.evidence import BOTH, PAPER_YEARS, Evidence, expect_rows
from sedenergy.claims.judgement import Judgement, Numbers
from sedenergy.claims.rules import Reported, Trend, YearCounts, by_tables, judge_each
from sedenergy.claims.thresholds import HALF_WITHIN, MOST, SIMILAR, SIMPLE, SLIGHT, STRONG
from sedenergy.printed.forms import Form, exact
from sedenergy.printed.keys import NumberKey
from sedenergy.vocabulary import QUANTITIES

LOADS = ("parameters", "macs")
ENERGIES = ("train_kwh", "test_kwh")

claim_02 = YearCounts(2, 3, "systems in the organisers' files", lambda s: len(s.submitted))


def claim_03(evidence: Evidence) -> Judgement:
    """Compare the counts of both years."""
    (stated,) = evidence.stated(3, 1)
    before, after = (len(evidence.selection(year).submitted) for year in BOTH)
    fall = 1 - after / before
    change = f"{before} → {after}, {wording.write_share(fall)} fewer (printed {stated.text})"
    text = f"systems {wording.write_years(BOTH)}: {change}"
    return Judgement((stated.is_form_of(100 * fall),), text)


def _note_filtered(evidence: Evidence) -> str:
    """Say how many systems are taken out, by step."""
    steps = {year: s.log["step"].value_counts() for year, s in evidence.every().items()}
    said = wording.write_list(
        f"{n.get('valid', 0)} and {n.get('duplicate', 0)} in {year}" for year, n in steps.items()
    )
    return f"taken out are, besides incomplete reports, systems equal to another: {said}"


claim_04 = YearCounts(4, 3, "systems left", lambda s: len(s.valid), _note_filtered)


def claim_05(evidence: Evidence) -> Judgement:
    """Take the share of single systems, of those left and of those submitted."""
    found = []
    for step, (year, selection) in product(("valid", "submitted"), evidence.every().items()):
        share = 1 - float(getattr(selection, step)["ensemble"].mean())
        text = f"{wording.write_share(share)} of the {step} ones in {year}"
        found.append((exact(abs(share - 0.5)) <= exact(HALF_WITHIN), text))
    ends = " to ".join(wording.write_share(0.5 + sign * HALF_WITHIN) for sign in (-1, 1))
    return judge_each(found, f"About half means here {ends}.", "the share of single systems is ")


_larger = Trend("table-1", "parameters", (rises,), years=PAPER_YEARS)
claim_06 = by_tables(_larger)
claim_07 = by_tables(
    Trend("table-1", "parameters", (rises_much,), ("q75",), (2022, 2024)),
    Trend("table-1", "parameters", (rises_much,), ("q75",)),
    criterion=STRONG,
)
claim_08 = by_tables(Trend("table-1", "macs", (rises,), ("median",)))
claim_09 = by_tables(Trend("table-1", "macs", (falls, is_slight), ("q75",)), criterion=SLIGHT)
claim_10 = by_tables(
    Trend("table-2", "train_kwh", (rises_much,), years=(2022, 2024)), criterion=STRONG
)


def claim_11(evidence: Evidence) -> Judgement:
    """Round the ratio of the medians as printed."""
    (stated,) = evidence.stated(11, 1)

    def doubles(before: float, after: float) -> bool:
        return before > 0 and stated.is_form_of(after / before)

    rule = Trend("table-2", "train_kwh", (doubles,), ("median",))
    return by_tables(rule, criterion=f"Printed is ×{stated.text}.")(evidence)


@partial(by_tables, criterion=SLIGHT)
def claim_12(numbers: Numbers) -> Judgement:
    """Ask for a slight fall, then a rise, and one larger than the fall."""
    judged = Trend("table-2", "train_kwh", (), ("q25",), PAPER_YEARS)(numbers)
    keys = (NumberKey("table-2", year, "train_kwh", "q25") for year in PAPER_YEARS)
    first, second, third = (numbers[key] for key in keys)
    dips = falls(first, second) and is_slight(first, second)
    return replace(judged, parts=(dips, rises(second, third), third - second > first - second))


claim_13 = by_tables(
    Trend("table-2", "test_kwh", (rises,), ("median", "q75"), PAPER_YEARS),
    Trend("table-2", "test_kwh", (rises_much,), ("median", "q75"), (2022, 2024)),
    criterion=STRONG,
)
claim_45 = by_tables(_larger, Trend("table-1", "macs", (rises,)))


def _write_ends(found: pd.Series) -> str:
    """Write the lowest and the highest of some numbers, each with its name."""
    ends = found.sort_values(kind="stable").iloc[[0, -1]]
    return " and ".join(f"{Form(2).write(value)} ({name})" for name, value in ends.items())


def claim_46(evidence: Evidence) -> Judgement:
    """Take the rank correlation of each load with each energy, a year."""
    found = {}
    for (year, selection), load, energy in product(evidence.every().items(), LOADS, ENERGIES):
        ranks = selection.valid[[*LOADS, *ENERGIES]].rank()
        pair = " and ".join(QUANTITIES[name].in_prose for name in (load, energy))
        found[f"{pair} in {year}"] = ranks[load].corr(ranks[energy])
    known = expect_rows(pd.Series(found).dropna(), "two loads in a year")
    text = f"{len(known)} rank correlations lie between {_write_ends(known)}"
    criterion = f"A simple relation means here one of at least {SIMPLE:g}."
    return Judgement(tuple(exact(abs(value)) < exact(SIMPLE) for value in known), text, criterion)


claim_47 = Reported(("segmpauc",), "a segMPAUC", none=(2022, 2023), every=(2024,))
claim_48 = Reported(("train_kwh", "test_kwh"), "training and test energy", every=BOTH)


def claim_53(evidence: Evidence) -> Judgement:
    """Count the systems that have parameters, and those that have MACs."""
    sizes = Reported(("parameters",), "parameters", every=PAPER_YEARS)
    return sizes(evidence) + Reported(("macs",), "MACs", none=(2022,), every=BOTH)(evidence)


def _count_by_team(selection: Selection) -> pd.Series:
    """Count the systems of each team but the organisers."""
    frame = selection.submitted[~selection.submitted["baseline"]]
    return expect_rows(frame, f"team in {selection.year.year}").groupby("team")["system"].size()


claim_54 = YearCounts(54, 2, "most systems of a team", lambda s: int(_count_by_team(s).max()))


def claim_55(evidence: Evidence) -> Judgement:
    """Ask how much of the drop is left if no earlier team hands in more than one of 2024."""
    teams = {year: _count_by_team(evidence.selection(year)) for year in PAPER_YEARS}
    limit, now = int(teams[2024].max()), int(teams[2024].sum())
    found = []
    for year in (2023, 2022):
        before, within = int(teams[year].sum()), int(teams[year].clip(upper=limit).sum())
        lost, fewer = before - within, before - now
        text = (
            f"the {before} of {len(teams[year])} teams in {year} would be {within}, which makes "
            f"{wording.write_part(lost, fewer)} that there are fewer in 2024"
        )
        found.append((lost > MOST * fewer, text))
    start = f"with at most {limit} systems a team, as the {now} of {len(teams[2024])} in 2024, "
    more = f"more than {wording.write_share(MOST)}"
    means = f"To weigh heavily means here {more}; baselines do not count."
    return judge_each(found, means, start)


def claim_56(evidence: Evidence) -> Judgement:
    """Look for teams of 2024 without a single system."""
    texts = []
    for year in BOTH:
        frame = evidence.selection(year).submitted
        is_alone = frame[~frame["baseline"]].groupby("team")["ensemble"].all()
        part = wording.write_part(int(is_alone.sum()), len(is_alone))
        texts.append(f"{part} in {year}{wording.write_names(is_alone.index[is_alone])}")
    said = wording.write_list(texts)
    return Judgement((not is_alone.any(),), f"teams that hand in ensembles alone: {said}")


def claim_57(evidence: Evidence) -> Judgement:
    """Look at the subsystem counts of the ensembles."""
    found = []
    for year, selection in evidence.every().items():
        counts = ensembles(selection.submitted)["ensemble_count"]
        several, many = int((counts > 1).sum()), len(counts)
        found.append((several == many, f"{wording.write_part(several, many)} in {year}"))
    end = f"; {evidence.note_unread_counts()}"
    return judge_each(found, start="ensembles with several subsystems: ", end=end)


def claim_58(evidence: Evidence) -> Judgement:
    """Hold each standard deviation against its mean."""
    found = {}
    for (year, selection), name in product(evidence.every().items(), (*LOADS, *ENERGIES)):
        values = selection.valid[name]
        found[f"{QUANTITIES[name].in_prose} in {year}"] = values.std() / values.mean()
    known = expect_rows(pd.Series(found).dropna(), "two systems in a year")
    text = f"standard deviation over mean, of {len(known)}, lies between {_write_ends(known)}"
    criterion = "Too widely means that the standard deviation exceeds the mean."
    return Judgement(tuple(value > 1 for value in known), text, criterion)


def claim_59(evidence: Evidence) -> Judgement:
    """Take the spread of MACs per parameter, which would be one value if they grew in step."""
    found = []
    for year in BOTH:
        frame = evidence.selection(year).valid.dropna(subset=list(LOADS))
        ratios = expect_rows(frame["macs"] / frame["parameters"], f"MACs in {year}")
        low, high = (quantile(ratios, part) for part in (0.25, 0.75))
        ends = f"{Form(0).write(low)} to {Form(0).write(high)}"
        text = f"{ends} ({wording.write_ratio(low, high)}) in {year}"
        found.append((high > SIMILAR * low, text))
    criterion = f"In step means here that they lie within ×{SIMILAR:g}."
    return judge_each(found, criterion, "quartiles of the MACs per parameter: ")


def claim_60(evidence: Evidence) -> Judgement:
    """Compare the median energies of the larger half of the systems and of the rest."""
    found = []
    for (year, selection), energy in product(evidence.every().items(), ENERGIES):
        sizes, used = selection.valid["parameters"], selection.valid[energy]
        is_large = sizes > quantile(sizes, 0.5)
        values = [quantile(used[half], 0.5) for half in (~is_large, is_large)]
        text = f"{QUANTITIES[energy].in_prose} in {year} {wording.write_change(values, energy)}"
        found.append((rises(*values), text))
    start = "medians from systems up to the median complexity to those above it: "
    return judge_each(found, start=start)


claim_79 = by_tables(
    Trend("table-1", "parameters", (rises,), ("median",), PAPER_YEARS),
    Trend("table-2", "train_kwh", (rises,), ("median",), PAPER_YEARS),
    Trend("table-2", "test_kwh", (rises,), ("median",), PAPER_YEARS),
    criterion="On the whole means at the median.",
)
