"""Claims on performance against energy, and on energy-weighted scores (sections II-B, IV and V)."""

import operator
from functools import partial
from itertools import product

import pandas as pd

from sedenergy.analysis.figures import PANELS
from sedenergy.analysis.selection import GROUP_OF, ensembles, singles
from sedenergy.analysis.tables import compute_statistic
from sedenergy.claims import thresholds, wording
from sedenergy.claims.changes import Test, falls, is_similar, is_slight, rises
from sedenergy.claims.evidence import BOTH, TRAIN, Evidence, expect_rows, write_system
from sedenergy.claims.judgement import Judgement
from sedenergy.claims.rules import BestSystem, Trend, YearCounts, by_tables, judge_each
from sedenergy.printed.forms import Form
from sedenergy.vocabulary import QUANTITIES, STATISTICS

SCORED_YEARS = ((2023, "psds"), (2024, "psds"), (2024, "segmpauc"))

_unread = Evidence.note_unread_counts
claim_21 = YearCounts(21, 2, "ensembles", lambda s: len(ensembles(s.normalized)), _unread)
claim_22 = YearCounts(22, 2, "single systems", lambda s: len(singles(s.normalized)), _unread)


def _follow_top(evidence: Evidence, quantity: str, statistic: str) -> tuple[str, list[float]]:
    """Say how a statistic of the ensembles of figure 1 goes; with both values."""
    values = [evidence.of_top("ensemble", year, quantity, statistic) for year in BOTH]
    name = f"{wording.name_statistic(statistic)} {QUANTITIES[quantity].in_prose}"
    return f"{name} {wording.write_change(values, quantity)}", values


def claim_23(evidence: Evidence) -> Judgement:
    """Ask for a rise of best and median PSDS, and for both ends of the energies to stay."""
    psds = [_follow_top(evidence, "psds", name) for name in ("max", "median")]
    energy = [_follow_top(evidence, TRAIN, name) for name in ("min", "max")]
    found = [(rises(*values), text) for text, values in psds]
    found += [(is_similar(*values), text) for text, values in energy]
    lowest, _ = _follow_top(evidence, "psds", "min")
    means = f"similar means that neither end moves by more than ×{thresholds.SIMILAR:g}."
    start = f"ensembles {wording.write_years(BOTH)}: "
    return judge_each(found, f"{thresholds.TOPS}; {means}", start, f"; beside it, {lowest}")


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


def claim_29(evidence: Evidence) -> Judgement:
    """Compare both systems."""
    single, ensemble = evidence.best("single", 2024), evidence.best("ensemble", 2023)
    text = f"{write_system(single)} against {write_system(ensemble)}"
    note = evidence.note_better_duplicates("ensemble", 2023)
    return Judgement((bool(single["psds"] > ensemble["psds"]),), wording.join([text, note]))


def claim_30(evidence: Evidence) -> Judgement:
    """Ask of each panel that few systems are in the best quadrant, and no ensemble."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        best = systems[systems["quadrant"] == "top-right"]
        many = int((best["group"] == "ensemble").sum())
        part = f"{wording.write_part(len(best), len(systems))} systems"
        text = f"{QUANTITIES[score].label}: {part}{wording.write_names(best['system'])}"
        found.append((len(best) <= thresholds.FEW * len(systems), text))
        found.append((many == 0, f"{many} of them ensembles"))
    return judge_each(found, thresholds.A_FEW)


def claim_31(evidence: Evidence) -> Judgement:
    """Ask of each panel how many ensembles lie in the lower half of all systems."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        ours = expect_rows(systems[systems["group"] == "ensemble"], "ensemble in figure 2")
        low = int((ours["y"] < systems["y"].median()).sum())
        under = int(ours["quadrant"].isin(["bottom-left", "bottom-right"]).sum())
        part = f"{wording.write_part(low, len(ours))} in the lower half of all systems"
        text = f"{QUANTITIES[f'ew_{score}'].in_prose}: {part}, {under} below the baseline"
        found.append((low >= thresholds.TOWARD * len(ours), text))
    least = wording.write_share(thresholds.TOWARD)
    means = f"Toward the low end means at least {least} in the lower half."
    return judge_each(found, means, "ensembles by ")


def _share_by_quadrant(evidence: Evidence, panel: str) -> tuple[pd.Series, str]:
    """Return the share of systems by quadrant, the fullest first; and the counts in words."""
    systems = evidence.panel(panel)
    counts = systems["quadrant"].value_counts()
    said = wording.write_list(f"{many} {name}" for name, many in counts.items())
    return counts / len(systems), f"{said}, of {len(systems)} systems"


def claim_32(evidence: Evidence) -> Judgement:
    """Ask whether most systems are bottom-right in the PSDS panel."""
    shares, said = _share_by_quadrant(evidence, "psds-ew_psds")
    share = shares.get("bottom-right", 0.0)
    text = f"systems by PSDS: {said}; {wording.write_share(share)} bottom-right"
    return Judgement((share > thresholds.MOST,), text, thresholds.MAJORITY)


def claim_33(evidence: Evidence) -> Judgement:
    """Ask whether most systems are at the bottom of the segMPAUC panel, on both sides."""
    shares, said = _share_by_quadrant(evidence, "segmpauc-ew_segmpauc")
    low = [shares.get(f"bottom-{side}", 0.0) for side in ("left", "right")]
    text = f"systems by segMPAUC: {said}; {' and '.join(map(wording.write_share, low))}"
    least, most = map(wording.write_share, (thresholds.SPREAD, thresholds.MOST))
    means = f"Spread means here at least {least} on each side, and more than {most} on both."
    parts = min(low) >= thresholds.SPREAD, sum(low) > thresholds.MOST
    return Judgement(parts, f"{text} at the bottom", means)


def _judge_efficiency(evidence: Evidence, scores: Test, criterion: str = "") -> Judgement:
    """Ask for a fall of each quartile of energy, and test best and median PSDS."""
    energy = Trend("table-3", TRAIN, (falls,))
    best = Trend("table-6", TRAIN, (scores,), ("all.psds",))
    frames = [evidence.selection(year).normalized for year in BOTH]
    found = []
    for name in ("max", "median"):
        values = [compute_statistic(frame, "psds", STATISTICS[name]) for frame in frames]
        text = f"{wording.name_statistic(name)} {wording.write_change(values, 'psds')}"
        found.append((scores(*values), text))
    by_all = judge_each(found, start=f"PSDS of all systems {wording.write_years(BOTH)}: ")
    return by_tables(energy, best, criterion=criterion)(evidence) + by_all


claim_41 = partial(_judge_efficiency, scores=rises)


def claim_42(evidence: Evidence) -> Judgement:
    """Count single systems with a better score and less energy than their year's baseline."""
    found = []
    for year, score in SCORED_YEARS:
        frame = evidence.compared("single", year)
        is_line = frame["system"] == evidence.selection(year).year.facts.figure_baseline
        own = expect_rows(frame[is_line], f"baseline of {year} with a normalised energy")
        frame, line = frame[~frame["baseline"]], own.iloc[0]
        better = frame[(frame[score] > line[score]) & (frame[TRAIN] < line[TRAIN])]
        part = f"{wording.write_part(len(better), len(frame))} single systems"
        names = wording.write_names(better["system"])
        text = f"{QUANTITIES[score].label} in {year}: {part}{names}"
        found.append((len(better) <= thresholds.FEW * len(frame), text))
    return judge_each(found, thresholds.A_FEW)


def claim_44(evidence: Evidence) -> Judgement:
    """Ask for a fall of each quartile of energy, and no fall of PSDS."""
    none = wording.write_list(y for y, s in evidence.every().items() if s.normalized.empty)
    criterion = f"Years whose energies cannot be normalised: {none}."
    return _judge_efficiency(evidence, operator.le, criterion)


def claim_52(evidence: Evidence) -> Judgement:
    """Hold the organisers' own weighted scores against score × baseline's energy / system's."""
    found = []
    for year, score in SCORED_YEARS:
        frame, label = evidence.selection(year).submitted, QUANTITIES[score].label
        apart = (frame[f"organisers_ew_{score}_train"] - frame[f"ew_{score}"]).abs().dropna()
        expect_rows(apart, f"weighted {label} of {year}")
        agree = int((apart <= thresholds.SAME_SCORE).sum())
        part = f"{wording.write_part(agree, len(apart))} of {label} in {year}"
        text = f"{part}, {Form(4).write(float(apart.max()))} apart at most"
        found.append((agree == len(apart), text))
    start = "of the organisers' own weighted scores, these come out from normalised energy: "
    means = f"The same means here within {thresholds.SAME_SCORE:g}."
    return judge_each(found, means, start)


def claim_68(evidence: Evidence) -> Judgement:
    """Compare the ratios of the medians."""
    score, scores = _follow_top(evidence, "psds", "median")
    energy, energies = _follow_top(evidence, TRAIN, "median")
    # The ratio of energies is below that of scores; multiplied out, for a zero in 2023.
    grows_less = energies[1] * scores[0] < scores[1] * energies[0]
    text = f"ensembles {wording.write_years(BOTH)}: {score}, {energy}"
    return Judgement((grows_less,), text, f"{thresholds.TOPS}.")


def claim_69(evidence: Evidence) -> Judgement:
    """Compare best and median of both groups in each year."""
    found = []
    for year, name in product(BOTH, ("max", "median")):
        values = [evidence.of_top(group, year, "psds", name) for group in GROUP_OF]
        said = " against ".join(wording.write_value(value, "psds") for value in values)
        found.append((falls(*values), f"{wording.name_statistic(name)} of {year} {said}"))
    start = "PSDS of ensembles against single systems: "
    return judge_each(found, f"{thresholds.TOPS}.", start)


def claim_70(evidence: Evidence) -> Judgement:
    """Compare with the best ensemble of each year."""
    single, found = evidence.best("single", 2024), []
    for ensemble in (evidence.best("ensemble", year) for year in BOTH):
        energies = single[TRAIN], ensemble[TRAIN]
        text = f"{wording.write_ratio(*energies)} for {write_system(ensemble)}"
        found.append((energies[0] * thresholds.FAR <= energies[1], text))
    start = f"energy over that of {write_system(single)}: "
    return judge_each(found, f"Far less means here by at least ×{thresholds.FAR:g}.", start)


def claim_71(evidence: Evidence) -> Judgement:
    """Compare the shares of the fullest quadrant."""
    fullest, texts = [], []
    for panel, score in PANELS.items():
        shares, said = _share_by_quadrant(evidence, panel)
        fullest.append(shares.max())
        share = f"{wording.write_share(shares.max())} in the fullest quadrant"
        texts.append(f"{QUANTITIES[score].label}: {said}, {share}")
    return Judgement((falls(*fullest),), wording.join(texts))


def _list_one_sided(evidence: Evidence) -> tuple[list[str], list[str]]:
    """Name the systems of 2024 that beat the baseline in PSDS only, and in segMPAUC only."""
    better = []
    for systems in map(evidence.panel, PANELS):
        is_right = systems["quadrant"].isin(["top-right", "bottom-right"])
        better.append(set(systems.loc[is_right, "system"]))
    psds, segmpauc = better
    return sorted(psds - segmpauc), sorted(segmpauc - psds)


def claim_72(evidence: Evidence) -> Judgement:
    """Look for systems that beat the baseline in PSDS and not in segMPAUC."""
    psds, segmpauc = _list_one_sided(evidence)
    beside = f"{len(segmpauc)} the other way round{wording.write_names(segmpauc)}"
    many = f"{len(psds)} systems of 2024 beat the baseline in PSDS and not in segMPAUC"
    return Judgement((len(psds) > 0,), f"{many}{wording.write_names(psds)}, {beside}")


def claim_73(evidence: Evidence) -> Judgement:
    """Say what is missing: no energy is given by what it was spent on."""
    psds, _ = _list_one_sided(evidence)
    frame = evidence.selection(2024).normalized
    concerned = frame.loc[frame["system"].isin(psds), TRAIN]
    share = wording.write_share(float(concerned.sum() / frame[TRAIN].sum()))
    text = (
        "teams report one training energy a system, not what of it served which score; the "
        f"{len(psds)} systems concerned use {share} of the normalised energy of 2024"
    )
    return Judgement((), text)


def claim_74(evidence: Evidence) -> Judgement:
    """Compare the best ensemble with the best single system of each year."""
    found = []
    for year in BOTH:
        single, ensemble = evidence.best("single", year), evidence.best("ensemble", year)
        energies, scores = ((single[name], ensemble[name]) for name in (TRAIN, "psds"))
        ratios = f"{wording.write_ratio(*energies)} for {wording.write_ratio(*scores)}"
        text = f"{ratios} by {write_system(ensemble)} against {write_system(single)}"
        found.append((energies[1] >= thresholds.FAR * energies[0] and is_slight(*scores), text))
    small = f"small, at most {wording.write_share(thresholds.SLIGHTLY)}"
    means = f"Much more means here at least ×{thresholds.FAR:g}; {small}."
    return judge_each(found, means, "energy and PSDS: ")


def claim_80(evidence: Evidence) -> Judgement:
    """Compare the medians of both groups of figure 1 in each year."""
    found = []
    for year in BOTH:
        energies, scores = (
            [evidence.of_top(group, year, name, "median") for group in ("single", "ensemble")]
            for name in (TRAIN, "psds")
        )
        ratios = f"{wording.write_ratio(*energies)} for {wording.write_ratio(*scores)}"
        is_much = energies[1] > thresholds.SIMILAR * energies[0]
        found.append((is_much and is_slight(*scores), f"{ratios} in {year}"))
    gain = f"a gain of at most {wording.write_share(thresholds.SLIGHTLY)}"
    means = f"much means here more than ×{thresholds.SIMILAR:g} for {gain}."
    start = "energy and PSDS of ensembles over those of single systems: "
    return judge_each(found, f"{thresholds.TOPS}, at their medians; {means}", start)
