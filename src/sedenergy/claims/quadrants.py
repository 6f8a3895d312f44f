"""Claims on energy-weighted scores and the quadrants of figure 2 (section IV-B)."""

import pandas as pd

from sedenergy.analysis.figures import PANELS
from sedenergy.claims import wording
from sedenergy.claims.changes import falls
from sedenergy.claims.evidence import TRAIN, Evidence
from sedenergy.claims.judgement import Judgement, MissingDataError
from sedenergy.claims.rules import judge_each
from sedenergy.claims.thresholds import FEW, MOST, SPREAD, TOWARD
from sedenergy.vocabulary import QUANTITIES


def claim_30(evidence: Evidence) -> Judgement:
    """Ask of each panel that few systems are in the best quadrant, and no ensemble."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        rows = zip(systems["system"], systems["group"], systems["quadrant"], strict=True)
        best = {system: group for system, group, place in rows if place == "top-right"}
        many = list(best.values()).count("ensemble")
        part = f"{wording.write_part(len(best), len(systems))} systems"
        text = f"by {QUANTITIES[score].label} {part}{wording.write_names(list(best))}"
        found.append((len(best) <= evidence.criteria[FEW] * len(systems), text))
        found.append((many == 0, f"{many} of them ensembles"))
    return judge_each(found, FEW, start="better than the baseline on both axes are ")


def claim_31(evidence: Evidence) -> Judgement:
    """Ask of each panel how many ensembles lie in the lower half of all systems."""
    found = []
    for panel, score in PANELS.items():
        systems = evidence.panel(panel)
        rows = zip(systems["group"], systems["y"], systems["quadrant"], strict=True)
        ours = [(y, quadrant) for group, y, quadrant in rows if group == "ensemble"]
        if not ours:
            raise MissingDataError("ensemble in figure 2")
        middle = systems["y"].median()
        low = sum(y < middle for y, _ in ours)
        under = sum(quadrant.startswith("bottom") for _, quadrant in ours)
        part = f"{wording.write_part(low, len(ours))} in the lower half of all systems"
        text = f"{QUANTITIES[f'ew_{score}'].in_prose}: {part}, {under} below the baseline"
        found.append((low >= evidence.criteria[TOWARD] * len(ours), text))
    return judge_each(found, TOWARD, start="ensembles by ")


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
    return Judgement((share > evidence.criteria[MOST],), text, (MOST,))


def claim_33(evidence: Evidence) -> Judgement:
    """Ask whether most systems are at the bottom of the segMPAUC panel, on both sides."""
    shares, said = _share_by_quadrant(evidence, "segmpauc-ew_segmpauc")
    low = [shares.get(f"bottom-{side}", 0.0) for side in ("left", "right")]
    left, right = map(wording.write_share, low)
    text = f"systems by segMPAUC: {said}; {left} bottom-left and {right} bottom-right"
    parts = min(low) >= evidence.criteria[SPREAD], sum(low) > evidence.criteria[MOST]
    return Judgement(parts, text, (SPREAD, MOST))


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
        "teams report one training energy a system, not what of it served which score; systems "
        f"concerned: {len(psds)}, with {share} of the normalised training energy of 2024"
    )
    return Judgement((), text)
