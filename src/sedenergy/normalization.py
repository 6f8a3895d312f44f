"""What is derived from a submission's figures, and how far it agrees with the organisers."""

from __future__ import annotations

import pandas as pd

from sedenergy.submissions import Facts, Year

DERIVED: dict[str, str] = {
    "organisers_train_kwh_normalized": "train_kwh_normalized",
    "organisers_test_kwh_normalized": "test_kwh_normalized_by_test",
    "organisers_gpu_train_kwh_normalized": "gpu_train_kwh_normalized",
    "organisers_gpu_test_kwh_normalized": "gpu_test_kwh_normalized",
    "organisers_ew_psds_train": "ew_psds",
    "organisers_ew_psds_test": "ew_psds_test",
    "organisers_ew_psds2_train": "ew_psds2",
    "organisers_ew_psds2_test": "ew_psds2_test",
    "organisers_ew_segmpauc_train": "ew_segmpauc",
    "organisers_ew_segmpauc_test": "ew_segmpauc_test",
}
"""Columns of the organisers', and the column of `derive` that recomputes each."""


def derive(year: Year) -> pd.DataFrame:
    """Add what follows from a year's figures to its systems.

    Parameters
    ----------
    year : Year

    Returns
    -------
    DataFrame
        The year's systems with further columns, missing where a figure is:

        ``baseline`` : bool, one of the organisers' baselines (``data/years.toml``);
        ``ensemble`` : bool, a subsystem count is given, the text ``None`` counting as one as it
        did for the authors (METHOD, step 5);
        ``train_kwh_normalized``, ``test_kwh_normalized`` : kWh, energy × E_ref / E_team for ten
        epochs of the baseline's training, section II-B of the paper;
        ``test_kwh_normalized_by_test`` : kWh, by the year's ratio of the organisers' own file;
        ``train_gpu_share``, ``test_gpu_share`` : the GPU's part of the total, in %, table V;
        ``ew_psds``, ``ew_psds2``, ``ew_segmpauc`` : score × (baseline's training energy) /
        (the system's), normalised where the year has it, section II-B;
        the same with ``_test`` : by test energy.
    """
    frame = year.systems.copy()
    facts = year.facts
    frame["baseline"] = frame["system"].isin(facts.baselines)
    frame["ensemble"] = frame["subsystems"] != ""
    # A baseline energy of zero would give an infinite ratio: not usable, hence missing.
    reported = frame["baseline_train_kwh"].where(frame["baseline_train_kwh"] > 0)
    ratio = (facts.reference_train_kwh or float("nan")) / reported
    frame["train_kwh_normalized"] = frame["train_kwh"] * ratio
    frame["test_kwh_normalized"] = frame["test_kwh"] * ratio
    # The organisers' file normalises test energy by the baseline's test, where it has one.
    by_test = frame["test_kwh"] * _own_ratio(frame, facts, "baseline_test_kwh")
    frame["test_kwh_normalized_by_test"] = (
        frame["test_kwh_normalized"] if by_test.isna().all() else by_test
    )
    for phase in ("train", "test"):
        frame[f"gpu_{phase}_kwh_normalized"] = frame[f"gpu_{phase}_kwh"] * _own_ratio(
            frame, facts, f"gpu_baseline_{phase}_kwh"
        )
    for phase in ("train", "test"):
        whole = frame[f"{phase}_kwh"].where(frame[f"{phase}_kwh"] > 0)
        frame[f"{phase}_gpu_share"] = 100 * frame[f"gpu_{phase}_kwh"] / whole
    weighted_by = "train_kwh_normalized" if facts.reference_train_kwh else "train_kwh"
    tested_by = "test_kwh_normalized_by_test" if facts.reference_train_kwh else "test_kwh"
    for score in ("psds", "psds2", "segmpauc"):
        frame[f"ew_{score}"] = weighted(frame, score, weighted_by, facts.weighting_kwh)
        frame[f"ew_{score}_test"] = weighted(frame, score, tested_by, _tested_kwh(frame, facts))
    return frame


def weighted(frame: pd.DataFrame, score: str, energy: str, reference: float | None) -> pd.Series:
    """Return a score times the baseline's energy over the system's; missing where no energy is."""
    used = frame[energy].where(frame[energy] > 0)
    return frame[score] * (reference or float("nan")) / used


def _own_ratio(frame: pd.DataFrame, facts: Facts, column: str) -> pd.Series:
    """Return the organisers' own figure for the baseline over each team's."""
    reported = frame[column].where(frame[column] > 0)
    own = reported[frame["system"] == facts.figure_baseline]
    return (own.iloc[0] if len(own) else float("nan")) / reported


def _tested_kwh(frame: pd.DataFrame, facts: Facts) -> float:
    """Return the test energy by which scores are weighted: that of the first baseline, in kWh."""
    first = frame["system"].isin(facts.baselines[:1])
    energy = "test_kwh_normalized_by_test" if facts.reference_train_kwh else "test_kwh"
    return float(frame.loc[first, energy].iloc[0]) if first.any() else float("nan")


def cross_check(year: Year) -> pd.DataFrame:
    """Hold the organisers' own derived figures against the same, recomputed.

    Parameters
    ----------
    year : Year

    Returns
    -------
    DataFrame
        One row a figure that both have: ``year``, ``system``, ``quantity`` (a key of
        `DERIVED`), ``organisers``, ``recomputed`` (from the raw figures), ``agreement``:
        ``from the raw figures``, ``from rounded energies`` (only when the organisers' own
        normalised energy, which has three decimals, is used for the weighting), or ``none``.

        A figure agrees where both are equal at the precision to which the organisers give it;
        an energy-weighted score also where any score that rounds to the given one does so, as
        the organisers weighted the unrounded score.
    """
    frame = derive(year)
    rows = []
    for column, own in DERIVED.items():
        is_weighted = own.startswith("ew_")
        rounded = _from_rounded(frame, own, year.facts) if is_weighted else frame[own]
        span = _half_unit(frame[_score_of(own)]) if is_weighted else 0 * frame[own]
        for i in frame.index[frame[column].notna() & frame[own].notna()]:
            given, raw = float(frame[column][i]), float(frame[own][i])
            agreement = "none"
            if _agrees(given, raw, float(span[i])):
                agreement = "from the raw figures"
            elif _agrees(given, float(rounded[i]), float(span[i])):
                agreement = "from rounded energies"
            rows.append((year.year, frame["system"][i], column, given, raw, agreement))
    names = ["year", "system", "quantity", "organisers", "recomputed", "agreement"]
    return pd.DataFrame(rows, columns=names)


def _score_of(own: str) -> str:
    return own.removeprefix("ew_").removesuffix("_test")


def _from_rounded(frame: pd.DataFrame, own: str, facts: Facts) -> pd.Series:
    """Weight a score by the organisers' normalised energy, which they round to three decimals."""
    phase = "test" if own.endswith("_test") else "train"
    column = f"organisers_{phase}_kwh_normalized"
    reference = facts.weighting_kwh if phase == "train" else _tested_kwh(frame, facts)
    return weighted(frame, _score_of(own), column, reference)


def _half_unit(scores: pd.Series) -> pd.Series:
    """Return half a unit of the third decimal over the score; 0 where more decimals are given."""
    rounded = (scores.round(3) - scores).abs() < 1e-12
    return (0.0005 / scores.where(scores > 0)).where(rounded, 0.0).fillna(0.0)


def _agrees(given: float, computed: float, span: float) -> bool:
    """Tell whether `computed`, give or take the share `span`, is `given` at three decimals.

    Figures with more decimals than three are those of 2022 and 2023, given to the last bit; six
    significant digits are asked of them.
    """
    half = 0.0005 if round(given, 3) == given else 1e-6 * abs(given)
    return abs(given - computed) <= half + span * abs(computed) + 1e-12
