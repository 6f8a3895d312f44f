"""The organisers' own derived figures, held against the same, recomputed."""

import pandas as pd

from sedenergy.analysis.normalization import derive, weighted, weighting_test_kwh
from sedenergy.submissions.facts import Facts
from sedenergy.submissions.years import Year

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

AGREEMENTS = ("from the raw figures", "from rounded energies", "none")
"""How far one of the organisers' figures comes out."""

_HALF = 0.0005
"""Half a unit of the third decimal, to which the organisers round."""


def cross_check(year: Year) -> pd.DataFrame:
    """Hold the organisers' own derived figures against the same, recomputed.

    Parameters
    ----------
    year : Year

    Returns
    -------
    DataFrame
        One row a figure that both have: ``year``, ``system``, ``quantity`` (a key of
        `DERIVED`), ``organisers``, ``recomputed`` (from the raw figures), ``agreement``, one of
        `AGREEMENTS`. The second of these: only when the organisers' own normalised energy, which
        has three decimals, is used for the weighting.

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
            agreement = AGREEMENTS[2]
            if agrees(given, raw, float(span[i])):
                agreement = AGREEMENTS[0]
            elif agrees(given, float(rounded[i]), float(span[i])):
                agreement = AGREEMENTS[1]
            rows.append((year.year, frame["system"][i], column, given, raw, agreement))
    names = ["year", "system", "quantity", "organisers", "recomputed", "agreement"]
    return pd.DataFrame(rows, columns=names)


def agrees(given: float, computed: float, span: float) -> bool:
    """Tell whether `computed`, give or take the share `span`, is `given` at three decimals.

    Figures with more decimals than three are those of 2022 and 2023, given to the last bit; six
    significant digits are asked of them.
    """
    half = _HALF if round(given, 3) == given else 1e-6 * abs(given)
    # What is added is the noise of binary arithmetic.
    return abs(given - computed) <= half + span * abs(computed) + 1e-12


def _score_of(own: str) -> str:
    return own.removeprefix("ew_").removesuffix("_test")


def _from_rounded(frame: pd.DataFrame, own: str, facts: Facts) -> pd.Series:
    """Weight a score by the organisers' normalised energy, which they round to three decimals."""
    phase = "test" if own.endswith("_test") else "train"
    column = f"organisers_{phase}_kwh_normalized"
    reference = facts.weighting_kwh if phase == "train" else weighting_test_kwh(frame, facts)
    return weighted(frame, _score_of(own), column, reference)


def _half_unit(scores: pd.Series) -> pd.Series:
    """Return half a unit of the third decimal over the score; 0 where more decimals are given."""
    rounded = (scores.round(3) - scores).abs() < 1e-12
    return (_HALF / scores.where(scores > 0)).where(rounded, 0.0).fillna(0.0)
