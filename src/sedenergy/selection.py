"""Which systems a table rests on, and which were left out, by which step and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

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
    left_out : tuple of (str, Series, sequence of str)
        By step, the systems that it left out and why; `log` shows them.
    """

    year: Year
    method: Method
    submitted: pd.DataFrame
    valid: pd.DataFrame
    normalized: pd.DataFrame
    left_out: tuple[tuple[str, pd.Series, Sequence[str]], ...] = field(repr=False)

    @cached_property
    def log(self) -> pd.DataFrame:
        """Every system left out: ``year``, ``system``, ``step``, ``why``.

        The step is ``valid``, ``duplicate`` or ``normalized``. Made when it is asked for: the
        search among the variants selects a hundred times and looks at no reason.
        """
        rows = [
            (self.year.year, name, step, text)
            for step, names, why in self.left_out
            for name, text in zip(names, why, strict=True)
        ]
        return pd.DataFrame(rows, columns=LOG_COLUMNS)


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
    left_out: list[tuple[str, pd.Series, Sequence[str]]] = []

    def leave_out(frame: pd.DataFrame, step: str, why: _Why) -> pd.DataFrame:
        gone, texts = why
        if not gone.any():
            return frame
        left_out.append((step, frame["system"][gone], texts))
        return frame[~gone]

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
    return Selection(year, method, submitted, valid, normalized, tuple(left_out))


def select_all(years: Mapping[int, Year], method: Method | None = None) -> dict[int, Selection]:
    """Select the systems of several years, as `select` does."""
    return {number: select(year, method) for number, year in years.items()}


# Which systems a rule leaves out, a truth value for each row of the frame, and why, a text for each
# that it leaves out. In arrays: to go through a frame row by row takes a hundred times as long.

_Why = tuple["np.ndarray[Any, np.dtype[np.bool_]]", Sequence[str]]


def _missing(frame: pd.DataFrame) -> _Why:
    titles = ("no parameters", "no training energy", "no test energy")
    # One text for each choice of the three; which it is, the bits of a number say.
    texts = np.array([", ".join(t for bit, t in enumerate(titles) if choice >> bit & 1)
                      for choice in range(2 ** len(titles))], dtype=object)  # fmt: skip
    choices = frame[list(REQUIRED)].isna().to_numpy() @ (1 << np.arange(len(titles)))
    return choices > 0, texts[choices[choices > 0]]


def _duplicates(frame: pd.DataFrame, by: str) -> _Why:
    """Name, for every system but the first of each group of equals, that first one."""
    if by == "kept":
        return np.zeros(len(frame), dtype=bool), []
    energies = ["train_kwh", "test_kwh"]
    if by == "normalized":
        energies = [f"{e}_normalized" for e in energies]
    keys = _twelve_digits(frame[["parameters", *energies]])
    # Two systems without a normalised energy are not equal for it.
    known = keys.notna().all(axis=1).to_numpy()
    gone = known & keys.duplicated().to_numpy()
    # Among those that share their parameters with one of them is the first.
    near = keys[known & keys["parameters"].isin(keys["parameters"][gone]).to_numpy()]
    groups = frame["system"][near.index].groupby(list(near.to_numpy().T), sort=False)
    names = groups.transform("first")[frame.index[gone]]
    return gone, [f"same parameters, training and test energy as {name}" for name in names]


def _twelve_digits(values: pd.DataFrame) -> pd.DataFrame:
    """Round to forty binary digits: normalised energies of equal systems differ in the last bits.

    In binary, since rounding a million numbers to decimal digits takes seconds.
    """
    mantissa, exponent = np.frexp(values.to_numpy(dtype=float))
    rounded = np.ldexp(np.round(np.ldexp(mantissa, 40)), exponent - 40)
    return pd.DataFrame(rounded, index=values.index, columns=values.columns)


def _named(frame: pd.DataFrame, left_out: Mapping[str, str]) -> _Why:
    gone = frame["system"].isin(left_out).to_numpy()
    return gone, [left_out[name] for name in frame["system"][gone]]


def _without_baseline(frame: pd.DataFrame) -> _Why:
    gone = frame["train_kwh_normalized"].isna().to_numpy()
    return gone, ["no usable baseline energy"] * int(gone.sum())


def singles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the single systems of a frame (METHOD, step 5)."""
    return frame[~frame["ensemble"]]


def ensembles(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ensembles of a frame (METHOD, step 5)."""
    return frame[frame["ensemble"]]
