"""A folder of runs to a submissions table, which ``make year`` takes in: for organisers.

A subfolder is a system. It holds ``emissions.csv`` (the training), ``baseline.csv`` (ten epochs of
the baseline on the same machine) and ``system.toml`` (``name``, ``psds``, ``parameters`` and any
other column of a submissions table that no run fills); it may hold ``test.csv`` and
``baseline_test.csv``. Each run may as well be BoAmps: ``emissions.json`` and so on.
"""

import re
import tomllib
from pathlib import Path

import pandas as pd

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMN_NAMES, REQUIRED, team_of
from sedenergy.submissions.emissions import Run, read_run
from sedenergy.submissions.text_files import ask_if_meant, raise_all, read_text
from sedenergy.submissions.years import type_systems

SYSTEM_FACTS = "system.toml"
"""The file of what is known of a system."""

_FILES = {"emissions": "train", "baseline": "baseline_train"}
_FILES |= {"test": "test", "baseline_test": "baseline_test"}
_NEEDED = ("emissions", "baseline")
_FILLED = {"system", "hardware"} | {f"{g}{n}_kwh" for n in _FILES.values() for g in ("", "gpu_")}
_ASKED = ("name", *(column for column in REQUIRED if column not in _FILLED))
_KEYS = ("name", *(c for c in COLUMN_NAMES if c not in _FILLED and not c.startswith("organisers")))


def gather(folder: str | Path) -> tuple[pd.DataFrame, dict[str, dict[str, Run]]]:
    """Read a folder of systems.

    Parameters
    ----------
    folder : path-like

    Returns
    -------
    table : DataFrame
        A submissions table of text, checked, a row a subfolder, by their names.
    runs : dict of str to dict of str to Run
        By system, the runs that it has: ``emissions``, ``baseline``, ``test``, ``baseline_test``.

    Raises
    ------
    DataError
        A line for each file that cannot be used; or the table breaks a rule.
    """
    folder, problems, rows = Path(folder), [], []
    runs: dict[str, dict[str, Run]] = {}
    if not folder.is_dir():
        raise DataError("this is no folder; one subfolder a system was expected", file=folder)
    for each in sorted(path for path in folder.iterdir() if path.is_dir()):
        if each.name.startswith("."):
            continue
        try:
            found = _read_runs(each)
            rows.append(_read_facts_of(each) | _row_of_runs(found))
            runs[rows[-1]["system"]] = found
        except DataError as error:
            problems.append(DataError(re.sub("^", f"{each.name}/", str(error), flags=re.MULTILINE)))
    raise_all(problems)
    if not rows:
        raise DataError("no subfolder; one a system was expected", file=folder)
    cells = [[row.get(name, "") for name in COLUMN_NAMES] for row in rows]
    table = pd.DataFrame(cells, columns=list(COLUMN_NAMES), dtype=str)
    type_systems(table, folder)
    return table, runs


def _read_runs(folder: Path) -> dict[str, Run]:
    found: dict[str, Run] = {}
    for name in _FILES:
        paths = [path for end in (".csv", ".json") if (path := folder / f"{name}{end}").is_file()]
        if len(paths) > 1:
            raise DataError("two files stand for it; one was expected", file=paths[1])
        if paths:
            found[name] = read_run(paths[0])
        elif name in _NEEDED:
            raise DataError("this file is missing", file=folder / f"{name}.csv")
    return found


def _row_of_runs(runs: dict[str, Run]) -> dict[str, str]:
    row = {"hardware": runs["emissions"].hardware}
    for name, run in runs.items():
        row[f"{_FILES[name]}_kwh"] = repr(run.energy_kwh)
        if run.gpu_kwh is not None:
            row[f"gpu_{_FILES[name]}_kwh"] = repr(run.gpu_kwh)
    return row


def _read_facts_of(folder: Path) -> dict[str, str]:
    path = folder / SYSTEM_FACTS
    try:
        raw = tomllib.loads(read_text(path, "facts of a system"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(f"not valid TOML: {error}", file=path) from error
    for key, value in raw.items():
        if key not in _KEYS:
            raise DataError(f"no such key{ask_if_meant(key, _KEYS)}", file=path, column=key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise DataError("expected a text or a number", file=path, column=key, value=value)
    if missing := [key for key in _ASKED if key not in raw]:
        raise DataError(f"the keys lack {', '.join(missing)}", file=path)
    row = {key: str(value).strip() for key, value in raw.items()}
    return {"system": row["name"], "team": team_of(row.pop("name")), **row}
