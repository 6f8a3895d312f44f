"""What is a fact about one year and no column: ``submissions/YEAR/facts.toml``.

The facts of a year that is taken in come from its results, what is given, and what was known.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import tomlkit

from sedenergy.errors import DataError
from sedenergy.submissions.text_files import read_text

# A reference or weighting energy is below this: the largest so far is 1.7 kWh.
_MAX_FACT_KWH = 1e6
_KWH_RULE = f"expected an energy above 0 and below {_MAX_FACT_KWH:,.0f} kWh"

_EXPECTED = {
    "baselines": "expected a list of systems' codes",
    "figure_baseline": "expected one of the baselines",
    "reference_train_kwh": _KWH_RULE,
    "weighting_kwh": _KWH_RULE,
    "left_out": "expected a table of systems and reasons",
    "in_paper": "expected true or false",
}


@dataclass(frozen=True)
class Facts:
    """What is a fact about one year and not a column; energies are in kWh."""

    baselines: tuple[str, ...] = ()
    """The organisers' baseline systems."""
    figure_baseline: str = ""
    """The one drawn in figure 1."""
    reference_train_kwh: float | None = None
    """Ten baseline epochs on the organisers' machine; None where the year did not measure them."""
    weighting_kwh: float | None = None
    """Training energy of the baseline by which scores are weighted."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Systems left out of the normalised comparison, and why."""
    in_paper: bool = False
    """Whether the paper covers the year."""


def read_facts(path: Path) -> Facts:
    """Read ``facts.toml``; its keys are the attributes of `Facts`, and no others."""
    try:
        raw = tomllib.loads(read_text(path, "facts of a year"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"not valid TOML: {error}", file=path) from error
    for key, value in raw.items():
        if key not in _EXPECTED:
            raise DataError(f"no such key; there are {', '.join(_EXPECTED)}", file=path, column=key)
        if not _holds(key, value, raw):
            raise DataError(_EXPECTED[key], file=path, column=key, value=value)
    return Facts(**{**raw, "baselines": tuple(raw.get("baselines", ()))})


def _holds(key: str, value: Any, raw: Mapping[str, Any]) -> bool:
    match key:
        case "baselines":
            return isinstance(value, list) and all(isinstance(code, str) for code in value)
        case "figure_baseline":
            return value in raw.get("baselines", ())
        case "left_out":
            return isinstance(value, dict) and all(isinstance(why, str) for why in value.values())
        case "in_paper":
            return isinstance(value, bool)
    return type(value) in (int, float) and _is_fact_kwh(value)


def _is_fact_kwh(value: float) -> bool:
    return 0 < value < _MAX_FACT_KWH


def toml_of(facts: Facts, before: str = "") -> str:
    """Return the text of ``facts.toml``; what has not changed stays as it was `before`."""
    document = tomlkit.parse(before)
    for key, value in (asdict(facts) | {"baselines": list(facts.baselines)}).items():
        if value in (None, "", [], {}):
            document.pop(key, None)
        elif document.get(key) != value:
            document[key] = value
    return tomlkit.dumps(document)


@dataclass(frozen=True)
class Results:
    """A year's typed systems, their file, and what the user is told of them, a line each."""

    year: int
    path: Path
    systems: pd.DataFrame
    said: list[str] = field(default_factory=list)


def derive_facts(
    results: Results, known: Facts, given: Sequence[str], reference_kwh: float | None
) -> Facts:
    """Return the facts of a year from its results, and add what they say to `results.said`.

    `known` is what was known of the year; the baselines `given` and the reference are those of
    `sedenergy.submissions.intake.take_in`.
    """
    if reference_kwh is not None and not _is_fact_kwh(reference_kwh):
        raise DataError(f"REFERENCE_KWH is {reference_kwh:g}; {_KWH_RULE}")
    systems, said = results.systems, results.said
    baselines = _find_baselines(results, known, given)
    first = systems[systems["system"].isin(baselines[:1])]
    if systems["baseline_train_kwh"].notna().any():
        reference_kwh = reference_kwh or known.reference_train_kwh or _reference(results, first)
    elif reference_kwh is not None:
        said.append("  no system reports a baseline energy, so nothing can be normalised")
        reference_kwh = None
    weighting_kwh = known.weighting_kwh if known.in_paper else _weigh(results, first, reference_kwh)
    present = set(systems["system"])
    if gone := [code for code in known.left_out if code not in present]:
        said.append(f"  no longer left out, as the file does not have them: {', '.join(gone)}")
    keeps_drawn = known.figure_baseline in baselines and not given
    return Facts(
        baselines=tuple(baselines),
        figure_baseline=known.figure_baseline if keeps_drawn else "".join(baselines[:1]),
        reference_train_kwh=reference_kwh,
        weighting_kwh=weighting_kwh,
        left_out={code: why for code, why in known.left_out.items() if code in present},
        in_paper=known.in_paper,
    )


def _find_baselines(results: Results, known: Facts, given: Sequence[str]) -> list[str]:
    present = list(results.systems["system"])
    if list(given) == ["none"]:
        return []
    for code in given:
        if code not in present:
            problem = "no system has this code; BASELINE names one"
            raise DataError(problem, file=results.path, value=code)
    if given:
        return list(dict.fromkeys(given))
    if known.baselines and set(known.baselines) <= set(present):
        return list(known.baselines)
    if found := [code for code in present if re.search("baseline", code, re.IGNORECASE)]:
        results.said.append(f"  baseline: {', '.join(found)}, by its code in the file")
        return found
    some = ", ".join(present[:5]) + (", …" if len(present) > 5 else "")
    problem = f"the file does not tell which system is the baseline of {results.year}: name it"
    how = f"BASELINE=CODE, or BASELINE=none where there is none (systems: {some})"
    raise DataError(f"{problem}, {how}", file=results.path)


def _reference(results: Results, first: pd.DataFrame) -> float:
    """Return the baseline's own energy of ten epochs: it ran on the organisers' machine."""
    own = float(first["baseline_train_kwh"].sum())  # 0 where it is missing
    if own == 0:
        problem = f"the file does not tell what ten epochs of the baseline of {results.year} take"
        how = "on the organisers' machine: give it in kWh, REFERENCE_KWH=0.03"
        raise DataError(f"{problem} {how}", file=results.path)
    results.said.append(f"  reference: {own:g} kWh, from the entry of {first['system'].iloc[0]}")
    return own


def _weigh(results: Results, first: pd.DataFrame, reference_kwh: float | None) -> float | None:
    """Return the energy by which scores are weighted: the baseline's training, normalised."""
    energy = float(first["train_kwh"].sum())  # 0 where it is missing
    if energy == 0:
        if len(first):
            results.said.append("  the baseline has no training energy: no score can be weighted")
        return None
    own = float(first["baseline_train_kwh"].sum())
    if reference_kwh and own > 0:
        energy *= reference_kwh / own
    return energy
