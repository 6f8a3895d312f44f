"""What is derived from a submission's figures: normalised energies, weighted scores, shares."""

import pandas as pd

from sedenergy.analysis.watts import contradictory
from sedenergy.submissions.facts import Facts
from sedenergy.submissions.years import Year


def derive(year: Year) -> pd.DataFrame:
    """Add what follows from a year's figures to its systems.

    Parameters
    ----------
    year : Year

    Returns
    -------
    DataFrame
        The year's systems with further columns, missing where a figure is:

        ``baseline`` : bool, one of the organisers' baselines (the year's facts);
        ``ensemble`` : bool, a subsystem count is given, the text ``None`` counting as one as it
        did for the authors (METHOD, step 5);
        ``contradicts_hardware`` : bool, the training energy contradicts the hardware that is
        reported with it (`sedenergy.analysis.watts`);
        ``train_kwh_normalized``, ``test_kwh_normalized`` : kWh, energy × E_ref / E_team for ten
        epochs of the baseline's training, section II-B of the paper;
        ``test_kwh_normalized_by_test`` : kWh, by the year's ratio of the organisers' own file;
        ``gpu_train_kwh_normalized``, ``gpu_test_kwh_normalized`` : kWh, by the GPU's own ratio;
        ``train_gpu_share``, ``test_gpu_share`` : the GPU's part of the total, in %, table V;
        ``ew_psds``, ``ew_psds2``, ``ew_segmpauc`` : score × (baseline's training energy) /
        (the system's), normalised where the year has it, section II-B;
        the same with ``_test`` : by test energy.
    """
    frame, facts = year.systems.copy(), year.facts
    frame["baseline"] = frame["system"].isin(facts.baselines)
    frame["ensemble"] = frame["subsystems"] != ""
    frame["contradicts_hardware"] = contradictory(frame, year.cards)
    ratio = (facts.reference_train_kwh or float("nan")) / _above_zero(frame["baseline_train_kwh"])
    frame["train_kwh_normalized"] = frame["train_kwh"] * ratio
    frame["test_kwh_normalized"] = frame["test_kwh"] * ratio
    # The organisers' file normalises test energy by the baseline's test, where it has one.
    by_test = frame["test_kwh"] * _own_ratio(frame, facts, "baseline_test_kwh")
    has_tests = by_test.notna().any()
    frame["test_kwh_normalized_by_test"] = by_test if has_tests else frame["test_kwh_normalized"]
    for phase in ("train", "test"):
        own_ratio = _own_ratio(frame, facts, f"gpu_baseline_{phase}_kwh")
        frame[f"gpu_{phase}_kwh_normalized"] = frame[f"gpu_{phase}_kwh"] * own_ratio
        share = frame[f"gpu_{phase}_kwh"] / _above_zero(frame[f"{phase}_kwh"])
        frame[f"{phase}_gpu_share"] = 100 * share
    by_train = "train_kwh_normalized" if facts.reference_train_kwh else "train_kwh"
    for score in ("psds", "psds2", "segmpauc"):
        frame[f"ew_{score}"] = weighted(frame, score, by_train, facts.weighting_kwh)
        tested_by = weighting_test_column(facts)
        frame[f"ew_{score}_test"] = weighted(
            frame, score, tested_by, weighting_test_kwh(frame, facts)
        )
    return frame.copy()  # in few blocks: each choice of rows copies every block


def weighted(frame: pd.DataFrame, score: str, energy: str, reference: float | None) -> pd.Series:
    """Return a score times the reference over the system's energy; missing where that is 0.

    Parameters
    ----------
    frame : DataFrame
    score, energy : str
        Columns.
    reference : float or None
        Energy of the baseline, in kWh; None: nothing can be weighted.
    """
    return frame[score] * (reference or float("nan")) / _above_zero(frame[energy])


def weighting_test_column(facts: Facts) -> str:
    """Return the column of the test energy by which the organisers weight scores."""
    return "test_kwh_normalized_by_test" if facts.reference_train_kwh else "test_kwh"


def weighting_test_kwh(frame: pd.DataFrame, facts: Facts) -> float:
    """Return the test energy of the first baseline, by which scores are weighted, in kWh."""
    own = frame.loc[frame["system"].isin(facts.baselines[:1]), weighting_test_column(facts)]
    return float(own.iloc[0]) if len(own) else float("nan")


def _above_zero(values: pd.Series) -> pd.Series:
    """Return energies to divide by: one of 0 would give an infinite ratio, so it is missing."""
    return values.where(values > 0)


def _own_ratio(frame: pd.DataFrame, facts: Facts, column: str) -> pd.Series:
    """Return the organisers' own figure for the baseline over each team's."""
    reported = _above_zero(frame[column])
    own = reported[frame["system"] == facts.figure_baseline]
    return (own.iloc[0] if len(own) else float("nan")) / reported
