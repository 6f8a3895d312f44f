"""Which systems a table rests on, and which were left out, by which step and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from sedenergy.analysis.method import Method
from sedenergy.analysis.normalization import derive
from sedenergy.printed.forms import exact
from sedenergy.submissions.years import Year

REQUIRED_FIGURES = {
    "parameters": "no parameters",
    "train_kwh": "no training energy",
    "test_kwh": "no test energy",
}
"""What a valid system reports (METHOD, step 1), and what is said of one that does not."""

SHARES = ("train_gpu_share", "test_gpu_share")
"""The GPU's share of the energy in training and at test."""

LOG_COLUMNS = ["year", "system", "step", "why"]


@dataclass(frozen=True)
class Selection:
    """The systems of one year at each step.

    Attributes
    ----------
    year : Year
    method : Method
    submitted, valid, normalized : DataFrame
        All systems; those of step 2; those of step 4. Columns as `derive` gives them.
        `normalized` is empty for a year without a reference energy.
    log : DataFrame
        Every system left out: ``year``, ``system``, ``step`` (``valid``, ``duplicate``,
        ``choice``, which the authors' method has not, or ``normalized``), ``why``.
    """

    year: Year
    method: Method
    submitted: pd.DataFrame
    valid: pd.DataFrame
    normalized: pd.DataFrame
    log: pd.DataFrame


def select(
    year: Year, method: Method | None = None, derived: pd.DataFrame | None = None
) -> Selection:
    """Select the systems of a year (METHOD, steps 1, 2, 4 and 5).

    Parameters
    ----------
    year : Year
    method : Method, optional
        The authors' choices where it is not given.
    derived : DataFrame, optional
        What `derive` gives of the year, where it is there already.

    Returns
    -------
    Selection
    """
    method = method or Method()
    submitted = _as_decided(derive(year) if derived is None else derived, method)
    log: list[tuple[int, str, str, str]] = []

    def leave_out(frame: pd.DataFrame, step: str, reasons: Mapping[int, str]) -> pd.DataFrame:
        names = frame["system"]
        log.extend((year.year, names[row], step, why) for row, why in reasons.items())
        return frame.drop(index=list(reasons))

    valid = submitted if method.baselines else submitted[~submitted["baseline"]]
    if not method.contradictory:
        odd = valid.index[valid["contradicts_hardware"]]
        reasons = dict.fromkeys(odd, "its energy contradicts its own hardware")
        valid = leave_out(valid, "choice", reasons)
    valid = leave_out(valid, "valid", _incomplete(valid))
    valid = leave_out(valid, "duplicate", _duplicates(valid, method.duplicates))
    valid = leave_out(valid, "choice", _unlike_the_authors(valid, method))
    normalized = valid
    if method.left_out:
        facts, names = year.facts.left_out, valid["system"]
        reasons = {row: facts[name] for row, name in names.items() if name in facts}
        normalized = leave_out(normalized, "normalized", reasons)
    if year.facts.reference_train_kwh is None:
        normalized = normalized.iloc[:0]  # nobody was asked: not a reason to name each system
    unusable = normalized.index[normalized["train_kwh_normalized"].isna()]
    reasons = dict.fromkeys(unusable, "no usable baseline energy")
    normalized = leave_out(normalized, "normalized", reasons)
    table = pd.DataFrame(log, columns=LOG_COLUMNS)
    return Selection(year, method, submitted, valid, normalized, table)


def _as_decided(derived: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Return the systems by those choices that change a column."""
    changed = {}
    if not method.none_is_ensemble:
        changed["ensemble"] = derived["ensemble_count"].notna()
    if method.organisers_normalized:
        given = derived["organisers_train_kwh_normalized"]
        changed["train_kwh_normalized"] = given.fillna(derived["train_kwh_normalized"])
    return derived.assign(**changed)


def _incomplete(frame: pd.DataFrame) -> dict[int, str]:
    """Say of each system that lacks a required figure which it lacks."""
    missing = frame[list(REQUIRED_FIGURES)].isna()
    missing = missing[missing.any(axis=1)]
    return {
        row: ", ".join(REQUIRED_FIGURES[name] for name in missing.columns[lacks])
        for row, lacks in zip(missing.index, missing.to_numpy(), strict=True)
    }


_EQUAL_IN = {
    "absolute": ("parameters", "train_kwh", "test_kwh"),
    "normalized": ("parameters", "train_kwh_normalized", "test_kwh_normalized"),
    "train normalized": ("train_kwh_normalized",),
    "kept": (),
}
"""In what systems are equal that count as duplicates."""

_SAID_OF = {"absolute": "same parameters, training and test energy as"}


def _duplicates(frame: pd.DataFrame, by: str) -> dict[int, str]:
    """Name, for every system but the first of each group of equals, that first one."""
    if by == "kept":
        return {}
    values = frame[list(_EQUAL_IN[by])]
    if by != "absolute":
        # Normalised energies of equal systems differ in the last bits.
        values = values.map(lambda value: float(exact(value)))
    first: dict[tuple[float, ...], str] = {}
    names, reasons = frame["system"].to_dict(), {}
    said = _SAID_OF.get(by, "same normalised energy as")
    # Two systems without a figure are not equal for it.
    for row, *key in values.dropna().itertuples(name=None):
        name = first.setdefault(tuple(key), names[row])
        if name != names[row]:
            reasons[row] = f"{said} {name}"
    return reasons


def _unlike_the_authors(frame: pd.DataFrame, method: Method) -> dict[int, str]:
    """Name the systems that choices other than the authors' leave out, and say why."""
    reasons: dict[int, str] = {}
    shares = frame[list(SHARES)]
    if method.gpu_reports and shares.notna().any(axis=None):
        lacks = frame.index[shares.isna().any(axis=1)]
        reasons |= dict.fromkeys(lacks, "no energy of the GPU")
    if method.one_a_team:
        left = frame.drop(index=list(reasons)).sort_values("psds", ascending=False, kind="stable")
        is_other = left.duplicated(["team", "ensemble"])
        reasons |= dict.fromkeys(left.index[is_other], "not the team's best of its kind")
    return reasons


def singles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the single systems of a frame (METHOD, step 5)."""
    return frame[~frame["ensemble"]]


def ensembles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ensembles of a frame (METHOD, step 5)."""
    return frame[frame["ensemble"]]


GROUP_OF: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "ensemble": ensembles,
    "single": singles,
}
"""The two groups of systems and the function that takes each out of a frame."""
