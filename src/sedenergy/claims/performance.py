"""Claims on performance against energy (sections II, IV-A and V); see also `quadrants`."""

from collections.abc import Sequence
from itertools import product

import pandas as pd

from sedenergy.analysis.figures import TOP
from sedenergy.analysis.selection import GROUP_OF
from sedenergy.analysis.tables import compute_statistic
from sedenergy.claims import thresholds, wording
from sedenergy.claims.changes import falls, is_similar, is_slight, rises
from sedenergy.claims.evidence import BOTH, NOUNS, TRAIN, Evidence, expect_rows, write_system
from sedenergy.claims.judgement import Judgement, MissingDataError
from sedenergy.claims.rules import BestSystem, Trend, YearCounts, by_tables, judge_each, of_change
from sedenergy.printed.forms import Form
from sedenergy.vocabulary import QUANTITIES, STATISTICS

SCORED_YEARS = ((2023, "psds"), (2024, "psds"), (2024, "segmpauc"))
TOPS = f"The groups of the {TOP} best in figure 1 are compared."

_unread = Evidence.note_unread_counts
claim_21 = YearCounts(21, 2, "ensembles", lambda s: int(s.normalized["ensemble"].sum()), _unread)
claim_22 = YearCounts(
    22, 2, "single systems", lambda s: int((~s.normalized["ensemble"]).sum()), _unread
)


def _follow_top(evidence: Evidence, quantity: str, statistic: str) -> tuple[str, list[float]]:
    """Say how a statistic of the ensembles of figure 1 goes; with both values."""
    values = [evidence.of_top("ensemble", year, quantity, statistic) for year in BOTH]
    name = f"{wording.name_statistic(statistic)} {QUANTITIES[quantity].in_prose}"
    return f"{name} {wording.write_change(values, quantity)}", values


@of_change
def claim_23(evidence: Evidence) -> Judgement:
    """Ask for a rise of best and median PSDS, and for both ends of the energies to stay."""
    psds = [_follow_top(evidence, "psds", name) for name in ("max", "median")]
    energy = [_follow_top(evidence, TRAIN, name) for name in ("min", "max")]
    found = [(rises(*values), text) for text, values in psds]
    found += [(is_similar(*values, criteria=evidence.criteria), text) for text, values in energy]
    lowest, _ = _follow_top(evidence, "psds", "min")
    start, end = f"ensembles {wording.write_years(BOTH)}: ", f"; not judged is the {lowest}"
    return judge_each(found, thresholds.SIMILAR, start=start, end=end, criterion=TOPS)


@of_change
def claim_24(evidence: Evidence) -> Judgement:
    """Look for single systems of 2024 that beat the best of 2023 on both counts."""
    best, later = evidence.top("single", 2023).iloc[0], evidence.top("single", 2024)
    both = later[(later["psds"] > best["psds"]) & (later[TRAIN] < best[TRAIN])]
    said = wording.write_list(map(write_system, both.to_dict("records")))
    part = f"{wording.write_part(len(both), len(later))} score higher with less energy"
    return Judgement((len(both) > 0,), f"{part} than {write_system(best)}: {said}")


def claim_25(evidence: Evidence) -> Judgement:
    """Compare each ensemble with the single system that uses most."""
    ours, others = (
        pd.concat([evidence.top(group, year) for year in BOTH], ignore_index=True)
        for group in ("ensemble", "single")
    )
    least, most = ours.loc[ours[TRAIN].idxmin()], others.loc[others[TRAIN].idxmax()]
    below = int((ours[TRAIN] <= most[TRAIN]).sum())
    text = (
        f"{wording.write_part(below, len(ours))} ensembles use no more than the single system "
        f"that uses most, {write_system(most)}; the one that uses least is {write_system(least)}"
    )
    return Judgement((below == 0,), text)


claim_26 = BestSystem(26, "ensemble", 2024)
claim_27 = BestSystem(27, "single", 2024)
claim_28 = BestSystem(28, "ensemble", 2023)


@of_change
def claim_29(evidence: Evidence) -> Judgement:
    """Compare both systems."""
    single, ensemble = evidence.best("single", 2024), evidence.best("ensemble", 2023)
    text = f"{write_system(single)} against {write_system(ensemble)}"
    note = evidence.note_better_duplicates("ensemble", 2023)
    return Judgement((bool(single["psds"] > ensemble["psds"]),), wording.join([text, note]))


@of_change
def claim_41(evidence: Evidence) -> Judgement:
    """Ask for a fall of each quartile of energy, and a rise of best and median PSDS."""
    energy = Trend("table-3", TRAIN, (falls,))
    best = Trend("table-6", TRAIN, (rises,), ("all.psds",))
    frames = [evidence.selection(year).normalized for year in BOTH]
    found = []
    for name in ("max", "median"):
        values = [compute_statistic(frame, "psds", STATISTICS[name]) for frame in frames]
        text = f"{wording.name_statistic(name)} {wording.write_change(values, 'psds')}"
        found.append((rises(*values), text))
    by_all = judge_each(found, start=f"PSDS of all systems {wording.write_years(BOTH)}: ")
    none = wording.write_list(y for y, s in evidence.every().items() if s.normalized.empty)
    means = f"Energies of {none} cannot be normalised."
    return by_tables(energy, best, criterion=means)(evidence) + by_all


def claim_42(evidence: Evidence) -> Judgement:
    """Count single systems with a better score and less energy than their year's baseline."""
    found = []
    for year, score in SCORED_YEARS:
        frame = evidence.compared("single", year)
        is_line = frame["system"] == evidence.selection(year).year.facts.figure_baseline
        own = expect_rows(frame[is_line], f"baseline of {year} with a normalised energy").iloc[0]
        is_better = (frame[score] > own[score]) & (frame[TRAIN] < own[TRAIN]) & ~frame["baseline"]
        better, many = frame["system"][is_better].tolist(), int((~frame["baseline"]).sum())
        part = f"{wording.write_part(len(better), many)} single systems"
        text = f"{QUANTITIES[score].label} in {year}: {part}{wording.write_names(better)}"
        found.append((len(better) <= evidence.criteria[thresholds.FEW] * many, text))
    return judge_each(
        found, thresholds.FEW.called("few"), start="better than the baseline with less energy: "
    )


def claim_52(evidence: Evidence) -> Judgement:
    """Hold the organisers' own weighted scores against score × baseline's energy / system's."""
    found = []
    for year, score in SCORED_YEARS:
        frame, label = evidence.selection(year).submitted, QUANTITIES[score].label
        apart = (frame[f"organisers_ew_{score}_train"] - frame[f"ew_{score}"]).abs().dropna()
        expect_rows(apart, f"weighted {label} of {year}")
        agree = int((apart <= evidence.criteria[thresholds.SAME_SCORE] + thresholds.NOISE).sum())
        part = f"{wording.write_part(agree, len(apart))} of {label} in {year}"
        text = f"{part}, {Form(4).write(float(apart.max()))} apart at most"
        found.append((agree == len(apart), text))
    start = "of the organisers' own weighted scores, these come out from normalised energy: "
    return judge_each(found, thresholds.SAME_SCORE.called("to come out"), start=start)


@of_change
def claim_68(evidence: Evidence) -> Judgement:
    """Compare the ratios of the medians."""
    score, scores = _follow_top(evidence, "psds", "median")
    energy, energies = _follow_top(evidence, TRAIN, "median")
    # The ratio of energies is below that of scores; multiplied out, for a zero in 2023.
    grows_less = energies[1] * scores[0] < scores[1] * energies[0]
    text = f"ensembles {wording.write_years(BOTH)}: {score}, {energy}"
    return Judgement((grows_less,), text, (), TOPS)


def claim_69(evidence: Evidence) -> Judgement:
    """Compare best and median of both groups in each year."""
    found = []
    for year, name in product(BOTH, ("max", "median")):
        values = [evidence.of_top(group, year, "psds", name) for group in GROUP_OF]
        said = " against ".join(wording.write_value(value, "psds") for value in values)
        found.append((falls(*values), f"{wording.name_statistic(name)} of {year} {said}"))
    start = "PSDS of ensembles against single systems: "
    return judge_each(found, start=start, criterion=TOPS)


def claim_70(evidence: Evidence) -> Judgement:
    """Compare with the best ensemble of each year."""
    single, found = evidence.best("single", 2024), []
    for ensemble in (evidence.best("ensemble", year) for year in BOTH):
        energies = single[TRAIN], ensemble[TRAIN]
        text = f"{write_system(ensemble)} takes {wording.write_ratio(*energies)} the energy"
        found.append((energies[0] * evidence.criteria[thresholds.FAR] <= energies[1], text))
    return judge_each(found, thresholds.FAR, start=f"against {write_system(single)}, ")


def _write_price(energies: Sequence[float], scores: Sequence[float]) -> str:
    """Write by which factors energy and PSDS grow."""
    more, better = (wording.write_ratio(*pair) for pair in (energies, scores))
    return f"{more} the energy for {better} the PSDS"


def claim_74(evidence: Evidence) -> Judgement:
    """Compare the best ensemble with the best single system of each year."""
    found = []
    for year in BOTH:
        single, ensemble = evidence.best("single", year), evidence.best("ensemble", year)
        energies, scores = ((single[name], ensemble[name]) for name in (TRAIN, "psds"))
        systems = f"{write_system(ensemble)} against {write_system(single)}"
        is_much = energies[1] >= evidence.criteria[thresholds.FAR] * energies[0]
        is_small = is_slight(*scores, criteria=evidence.criteria)
        found.append((is_much and is_small, f"{_write_price(energies, scores)}, {systems}"))
    return judge_each(
        found, thresholds.FAR.called("much more"), thresholds.SLIGHTLY.called("small")
    )


def claim_80(evidence: Evidence) -> Judgement:
    """Compare the medians of both groups of figure 1 in each year."""
    found = []
    for year in BOTH:
        energies, scores = (
            [evidence.of_top(group, year, name, "median") for group in ("single", "ensemble")]
            for name in (TRAIN, "psds")
        )
        is_much = energies[1] > evidence.criteria[thresholds.SIMILAR] * energies[0]
        is_small = is_slight(*scores, criteria=evidence.criteria)
        found.append((is_much and is_small, f"{_write_price(energies, scores)} in {year}"))
    uses = thresholds.SIMILAR, thresholds.SLIGHTLY.called("a small gain")
    means = f"Much energy is more than similar. {TOPS}"
    start = "the median ensemble over the median single system: "
    return judge_each(found, *uses, start=start, criterion=means)


@of_change
def claim_83(evidence: Evidence) -> Judgement:
    """Ask whether best and median PSDS rise by either kind of PSDS alone, as by the mixed ones."""
    kinds = {
        "over the full evaluation set": ("psds", "psds_other"),
        "over bootstraps": ("psds_other", "psds"),
    }
    columns = ["psds", "psds_other", "ensemble"]
    frames = [evidence.selection(year).normalized[columns] for year in BOTH]
    groups = [{name: group(frame) for name, group in GROUP_OF.items()} for frame in frames]
    parts, said = [], []
    for kind, names in kinds.items():
        changes = []
        for group, statistic in product(GROUP_OF, ("max", "median")):
            values = [
                compute_statistic(frame[group], name, STATISTICS[statistic])
                for frame, name in zip(groups, names, strict=True)
            ]
            if pd.isna(values).any():
                raise MissingDataError(f"PSDS {kind} of {NOUNS[group]}s in both years")
            parts.append(rises(*values))
            subject = f"{wording.name_statistic(statistic)} of {NOUNS[group]}s"
            changes.append(f"{subject} {wording.write_change(values, 'psds')}")
        said.append(f"{kind}, {wording.write_list(changes)}")
    apart = (
        f"{Form(3).write(float((frame['psds'] - frame['psds_other']).abs().max()))} in {year}"
        for year, frame in zip(BOTH, frames, strict=True)
    )
    text = (
        "the scores compared are those over the full evaluation set in 2023 and means over "
        f"bootstraps in 2024; a system's two differ by at most {wording.write_list(apart)}; with "
        f"one kind for both years: {wording.join(said)}"
    )
    return Judgement(tuple(parts), text, (), "Asked for is that all of these rise.")


def claim_81(evidence: Evidence) -> Judgement:
    """Hold the organisers' ranking score of 2024 against the sum of both scores."""
    frame = evidence.selection(2024).submitted
    apart = (frame["organisers_ranking_score"] - frame["psds"] - frame["segmpauc"]).abs().dropna()
    expect_rows(apart, "ranking score of 2024")
    agree, most = (
        int((apart <= 2 * thresholds.THIRD_DECIMAL).sum()),
        Form(4).write(float(apart.max())),
    )
    part = wording.write_part(agree, len(apart))
    text = f"the organisers' ranking score is this sum for {part} systems, {most} apart at most"
    means = "Both scores have three decimals, so their sum may be 0.001 off."
    return Judgement((agree == len(apart),), text, (), means)
