"""Which systems a table rests on, and which were left out, by which step and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from sedenergy.normalization import derive
from sedenergy.submissions import Year

REQUIRED = ("parameters", "train_kwh", "test_kwh")
"""What a valid system reports (METHOD, step 1)."""

LOG_COLUMNS = ["year", "system", "step", "why"]


@dataclass(frozen=True)
class Method:
    """The decisions that the numbers rest on; the defaults are those of the authors.

    Attributes
    ----------
    duplicates : {'absolute', 'normalized', 'kept'}
        Systems are duplicates when equal in parameters and in both energies as reported, or in
        parameters and both normalised energies, or none is.
    baselines : bool
        The organisers' baselines count as systems.
    left_out : bool
        The systems that ``years.toml`` names are left out of the normalised comparison.
    none_is_ensemble : bool
        The text ``None`` for a subsystem count counts as one.
    organisers_normalized : bool
        The organisers' own normalised training energies, rounded to three decimals, are used.
    cap : {'below', 'at most'}
        Which systems an energy cap leaves: strictly below the threshold, or on it as well.
    rounding : {'half up', 'twice', 'cut', 'up'}
        How a value becomes a printed number.
    """

    duplicates: Literal["absolute", "normalized", "kept"] = "absolute"
    baselines: bool = True
    left_out: bool = True
    none_is_ensemble: bool = True
    organisers_normalized: bool = False
    cap: Literal["below", "at most"] = "below"
    rounding: Literal["half up", "twice", "cut", "up"] = "half up"


@dataclass(frozen=True)
class Selection:
    """The systems of one year at each step.

    Attributes
    ----------
    year : Year
    method : Method
    submitted, valid, normalized : DataFrame
        All systems; those of step 2; those of step 4. Columns as `sedenergy.normalization.derive`
        gives them. `normalized` is empty for a year without a reference energy.
    log : DataFrame
        Every system left out: ``year``, ``system``, ``step`` (``valid``, ``duplicate`` or
        ``normalized``), ``why``.
    """

    year: Year
    method: Method
    submitted: pd.DataFrame
    valid: pd.DataFrame
    normalized: pd.DataFrame
    log: pd.DataFrame = field(repr=False)


def select(
    year: Year, method: Method | None = None, derived: pd.DataFrame | None = None
) -> Selection:
    """Select the systems of a year (METHOD, steps 1, 2, 4 and 5).

    Parameters
    ----------
    year : Year
    method : Method, optional
        The decisions; the authors' where none are given.
    derived : DataFrame, optional
        What `sedenergy.normalization.derive` gives of the year, where it is there already.

    Returns
    -------
    Selection
    """
    method = method or Method()
    submitted = derive(year) if derived is None else derived.copy()
    if not method.none_is_ensemble:
        submitted["ensemble"] = submitted["ensemble_count"].notna()
    if method.organisers_normalized:
        given = submitted["organisers_train_kwh_normalized"]
        submitted["train_kwh_normalized"] = given.fillna(submitted["train_kwh_normalized"])
    log: list[dict[str, object]] = []

    def leave_out(frame: pd.DataFrame, step: str, why: Mapping[int, str]) -> pd.DataFrame:
        log.extend(
            {"year": year.year, "system": frame["system"][i], "step": step, "why": why[i]}
            for i in why
        )
        return frame.drop(index=list(why))

    valid = submitted
    if not method.baselines:
        valid = valid[~valid["baseline"]]
    valid = leave_out(valid, "valid", _missing(valid))
    valid = leave_out(valid, "duplicate", _duplicates(valid, method.duplicates))
    normalized = valid
    if method.left_out:
        normalized = leave_out(normalized, "normalized", _named(normalized, year.facts.left_out))
    if year.facts.reference_train_kwh is None:
        normalized = normalized.iloc[:0]  # nobody was asked: not a reason to name each system
    normalized = leave_out(normalized, "normalized", _without_baseline(normalized))
    return Selection(
        year, method, submitted, valid, normalized, pd.DataFrame(log, columns=LOG_COLUMNS)
    )


def select_all(years: Mapping[int, Year], method: Method | None = None) -> dict[int, Selection]:
    """Select the systems of several years, as `select` does."""
    return {number: select(year, method) for number, year in years.items()}


def _missing(frame: pd.DataFrame) -> dict[int, str]:
    titles = {"parameters": "parameters", "train_kwh": "training energy", "test_kwh": "test energy"}
    return {
        i: "no " + ", no ".join(titles[c] for c in REQUIRED if pd.isna(frame[c][i]))
        for i in frame.index[frame[list(REQUIRED)].isna().any(axis=1)]
    }


def _duplicates(frame: pd.DataFrame, by: str) -> dict[int, str]:
    """Name, for every system but the first of each group of equals, that first one."""
    if by == "kept":
        return {}
    energies = ["train_kwh", "test_kwh"]
    if by == "normalized":
        energies = [f"{e}_normalized" for e in energies]
    keys = frame[["parameters", *energies]]
    # Twelve digits: normalised energies of equal systems differ in the last bits at most.
    keys = keys.map(lambda value: float(f"{value:.12g}"))
    # Two systems without a normalised energy are not equal for it.
    twice = keys.duplicated() & keys.notna().all(axis=1)
    first = frame.groupby([keys[c] for c in keys], dropna=False)["system"].transform("first")
    return {
        i: f"same parameters, training and test energy as {first[i]}" for i in frame.index[twice]
    }


def _named(frame: pd.DataFrame, left_out: Mapping[str, str]) -> dict[int, str]:
    return {i: left_out[name] for i, name in frame["system"].items() if name in left_out}


def _without_baseline(frame: pd.DataFrame) -> dict[int, str]:
    return dict.fromkeys(
        frame.index[frame["train_kwh_normalized"].isna()], "no usable baseline energy"
    )


def singles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the single systems of a frame (METHOD, step 5)."""
    return frame[~frame["ensemble"]]


def ensembles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ensembles of a frame (METHOD, step 5)."""
    return frame[frame["ensemble"]]
