"""Which systems a table rests on, and which were left out, by which step and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal

import numpy as np
import pandas as pd

from sedenergy.normalization import derive
from sedenergy.submissions import Year

REQUIRED = ("parameters", "train_kwh", "test_kwh")
"""What a valid system reports (METHOD, step 1)."""

NEEDED = ("system", "baseline", "ensemble", "ensemble_count", *REQUIRED, "train_kwh_normalized",
          "test_kwh_normalized", "organisers_train_kwh_normalized")  # fmt: skip
"""The columns that `select` looks at."""

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
    submitted = derive(year) if derived is None else derived.copy(deep=False)
    if not method.none_is_ensemble:
        submitted["ensemble"] = submitted["ensemble_count"].notna()
    if method.organisers_normalized:
        given = submitted["organisers_train_kwh_normalized"]
        submitted["train_kwh_normalized"] = given.fillna(submitted["train_kwh_normalized"])
    log: list[tuple[int, str, str, str]] = []

    def leave_out(frame: pd.DataFrame, step: str, why: Mapping[int, str]) -> pd.DataFrame:
        names = frame["system"][list(why)]
        log.extend((year.year, n, step, w) for n, w in zip(names, why.values(), strict=True))
        return frame.drop(index=list(why)) if why else frame

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


# Why systems are left out: a text by row. The rows are gone through in arrays, not in the frame,
# whose single cells take a hundred times as long.


def _missing(frame: pd.DataFrame) -> dict[int, str]:
    titles = ("no parameters", "no training energy", "no test energy")
    absent = frame[list(REQUIRED)].isna().to_numpy()
    rows = absent.any(axis=1)
    return {
        row: ", ".join(compress(titles, cells))
        for row, cells in zip(frame.index[rows], absent[rows], strict=True)
    }


def _duplicates(frame: pd.DataFrame, by: str) -> dict[int, str]:
    """Name, for every system but the first of each group of equals, that first one."""
    if by == "kept":
        return {}
    energies = ["train_kwh", "test_kwh"]
    if by == "normalized":
        energies = [f"{e}_normalized" for e in energies]
    keys = _twelve_digits(frame[["parameters", *energies]])
    # Two systems without a normalised energy are not equal for it.
    equal = keys[keys.notna().all(axis=1) & keys.duplicated(keep=False)]
    names = frame["system"][equal.index]
    first: dict[tuple[float, ...], str] = {}
    why = {}
    for row, figures, name in zip(equal.index, map(tuple, equal.to_numpy()), names, strict=True):
        if figures in first:
            why[row] = f"same parameters, training and test energy as {first[figures]}"
        first.setdefault(figures, name)
    return why


def _twelve_digits(values: pd.DataFrame) -> pd.DataFrame:
    """Round to forty binary digits: normalised energies of equal systems differ in the last bits.

    In binary, since rounding a million numbers to decimal digits takes seconds.
    """
    mantissa, exponent = np.frexp(values.to_numpy(dtype=float))
    rounded = np.ldexp(np.round(np.ldexp(mantissa, 40)), exponent - 40)
    return pd.DataFrame(rounded, index=values.index, columns=values.columns)


def _named(frame: pd.DataFrame, left_out: Mapping[str, str]) -> dict[int, str]:
    names = frame["system"][frame["system"].isin(left_out)]
    return {row: left_out[name] for row, name in names.items()}


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
