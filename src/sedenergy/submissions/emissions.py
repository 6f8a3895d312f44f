"""One run of training or test, as CodeCarbon wrote it down: ``emissions.csv`` or BoAmps JSON.

The columns are those of ``EmissionsData`` in each release: 12 in 1.0.0 (``output.py``), 29 in
2.0.0, 30 in 2.2.0, 31 in 2.2.3, 32 in 2.7.0, 34 in 3.0.8, 38 from 3.2.1 to 3.3.2
(``output_methods/emissions_data.py``). BoAmps: ``output_methods/boamps/mapper.py`` of 3.3.2.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sedenergy.errors import DataError
from sedenergy.printed.forms import write_digits
from sedenergy.submissions.columns import read_number
from sedenergy.submissions.text_files import ask_if_meant, csv_rows, read_text

_WHAT = "an emissions.csv of CodeCarbon or a BoAmps JSON file"
_TOTALS = ("duration", "energy_consumed")
_MEASURED = ("cpu_energy", "gpu_energy", "ram_energy", "cpu_power", "gpu_power", "ram_power")
_MACHINE = ("cpu_model", "gpu_model", "gpu_count")
_RUN = "run_id"
# What a release was the first to write; a file that has it is of that release or a later one.
_SINCE = {
    "ram_used_gb": "3.2.1",
    "water_consumed": "3.0.8",
    "pue": "2.2.3",
    "codecarbon_version": "2.2.0",
    _RUN: "2.0.0",
}
# Below a joule nothing was measured; above, a large power station takes over a month for as much.
_LEAST, _MOST = 1e-9, 1e9
_ENERGY_RULE = "expected an energy above 0: from 1e-9 to 1e9 kWh"
_DURATION_RULE = "expected a duration above 0, in seconds"
_MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Run:
    """One run as it was measured. What the release does not write is None, or an empty text.

    Attributes
    ----------
    file : str
        The name of the file.
    run_id : str
        In 1.x its ``experiment_id``.
    runs : int
        How many the file has.
    release : str
        Of CodeCarbon, as the file says it; else the first release that writes these columns.
    is_told : bool
        Whether the file says its release.
    timestamp : str
    duration_s, energy_kwh : float
    cpu_kwh, gpu_kwh, ram_kwh : float or None
        The parts of the energy.
    cpu_w, gpu_w, ram_w : float or None
        Powers: the last sample of the run, from 3.2.0 on the mean.
    cpu_model, gpu_model : str
        The second as CodeCarbon writes it, with the count: ``1 x NVIDIA A40``.
    gpu_count : int or None
    is_whole_machine : bool
        CodeCarbon counted the machine and not a process.
    pue : float
        By which CodeCarbon multiplied each energy.
    """

    file: str
    run_id: str
    runs: int
    release: str
    is_told: bool
    timestamp: str
    duration_s: float
    energy_kwh: float
    cpu_kwh: float | None = None
    gpu_kwh: float | None = None
    ram_kwh: float | None = None
    cpu_w: float | None = None
    gpu_w: float | None = None
    ram_w: float | None = None
    cpu_model: str = ""
    gpu_model: str = ""
    gpu_count: int | None = None
    is_whole_machine: bool = True
    pue: float = 1.0

    @property
    def major(self) -> int:
        """The first number of the release."""
        return int(self.release.split(".")[0])

    @property
    def hardware(self) -> str:
        """Duration and GPUs as teams report them, for `sedenergy.analysis.hardware`."""
        named = re.fullmatch(r"(?:\d+ x )?(.+)", self.gpu_model)
        name = named[1] if named and " x " not in named[1] else ""
        # NVIDIA's driver names one card with the form last: `NVIDIA A100 80GB PCIe`.
        name = re.sub(r"\s(\d+\s?GB)\s(PCIe|SXM\d?)$", r" \2 \1", name, flags=re.IGNORECASE)
        gpus = f" ({self.gpu_count or 1} {name})" if name else ""
        return f"{self.duration_s:.0f}s{gpus}"


def read_run(path: str | Path, run_id: str = "") -> Run:
    """Read one run of a file that CodeCarbon wrote.

    Parameters
    ----------
    path : path-like
        An ``emissions.csv`` of any release, or BoAmps JSON; what stands in it tells which it is.
    run_id : str, optional
        Which run; the last where it is empty. Of several rows of a run the last counts: each goes
        on where the one before ended.

    Returns
    -------
    Run

    Raises
    ------
    DataError
        The file is no such file, a cell does not hold what it should, no run has this id, or no
        run is named and the rows come from two machines.
    """
    path = Path(path)
    return parse_run(path, read_text(path, _WHAT), run_id)


def parse_run(path: Path, text: str, run_id: str = "") -> Run:
    """Read one run from the text of a file, as `read_run` does; the path is for errors."""
    if text.lstrip().startswith(("{", "[")):
        return _read_report(path, text, run_id)
    rows = _read_table(path, text)
    name = _RUN if _RUN in rows[0] else "experiment_id"
    ids = [row.get(name, "") for row in rows]
    if run_id and run_id not in ids:
        some = ", ".join(list(dict.fromkeys(ids))[:5])
        raise DataError(f"no run has this id; there are {some}", file=path, value=run_id)
    machines = {tuple(row.get(column, "") for column in _MACHINE) for row in rows}
    if len(machines) > 1 and not run_id:
        first, second = (" and ".join(filter(None, m[:2])) for m in sorted(machines)[:2])
        problem = f"rows of two machines ({first}; {second}): name the run that is meant by its"
        raise DataError(f"{problem} {name}", file=path)
    at = len(ids) - 1 - ids[::-1].index(run_id) if run_id else len(ids) - 1
    return _as_run(_Cells(path, at + 1, rows[at]), ids[at], len(set(ids)))


def _read_table(path: Path, text: str) -> list[dict[str, str]]:
    header, *rows = csv_rows(path, text)
    _check_columns(path, header)
    if not rows:
        raise DataError("no run; at least one was expected", file=path)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            hint = "; is a comma meant as a decimal point?" if len(row) > len(header) else ""
            problem = f"{len(row)} cells, {len(header)} were expected{hint}"
            raise DataError(problem, file=path, row=number)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _check_columns(path: Path, header: Sequence[str]) -> None:
    if not {*_TOTALS, "emissions", "project_name"} & {*header}:
        raise DataError(f"no emissions file; {_WHAT} was expected", file=path)
    for name in header:
        if header.count(name) > 1:
            raise DataError("a column stands twice", file=path, row="header", value=name)
    # A file of 1.x has neither parts nor a machine; a later one has them all.
    later = (_RUN, *_MEASURED, *_MACHINE)
    needed = _TOTALS + (later if {*later} & {*header} else ())
    if missing := [name for name in needed if name not in header]:
        others = [name for name in header if ask_if_meant(name, missing)]
        hint = f"; is {others[0]} meant to be it?" if len(missing) == len(others) == 1 else ""
        problem = f"the header lacks {', '.join(missing)}{hint}"
        raise DataError(problem, file=path, row="header")


@dataclass(frozen=True)
class _Cells:
    """The cells of one row, or what stands for them in a report; `row` is None there."""

    path: Path
    row: int | None
    cells: Mapping[str, Any]

    def error(self, problem: str, column: str) -> DataError:
        value = self.cells.get(column)
        shown = value if isinstance(value, str | None) else json.dumps(value)
        return DataError(problem, file=self.path, row=self.row, column=column, value=shown)

    def text(self, column: str) -> str:
        text = self.cells.get(column) or ""
        if not isinstance(text, str) or len(text) > _MOST_CHARACTERS or not text.isprintable():
            raise self.error(f"expected at most {_MOST_CHARACTERS} printable characters", column)
        return text.strip()

    def number(self, column: str) -> float | None:
        """Return a figure from 0 on, None where there is none."""
        value = self.cells.get(column)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise ValueError("expected a number, at least 0")
            number = read_number(str(value))
        except ValueError as error:
            raise self.error(str(error), column) from error
        if number > _MOST:
            raise self.error("expected at most 1e9", column)
        return number

    def above_0(self, column: str, rule: str) -> float:
        number = self.number(column)
        if number is None or number < _LEAST:
            raise self.error(rule, column)
        return number

    def count(self, column: str) -> int | None:
        number = self.number(column)
        return None if number is None else int(number)

    def release(self, column: str) -> str:
        text = self.text(column)
        if text and not re.match(r"\d{1,3}\.\d", text, re.ASCII):
            raise self.error("expected a release of CodeCarbon such as 2.3.4", column)
        return text


def _as_run(row: _Cells, run_id: str, runs: int) -> Run:
    energy = row.above_0("energy_consumed", _ENERGY_RULE)
    for name in _MEASURED[:3]:
        # Floats are added up in another order there; a hair more is no error.
        if (row.number(name) or 0) > energy * 1.000001:
            raise row.error(f"a part is more than the whole, {write_digits(energy)} kWh", name)
    told = row.release("codecarbon_version")
    since = next((release for name, release in _SINCE.items() if name in row.cells), "1.0.0")
    return Run(
        row.path.name,
        run_id,
        runs,
        told or since,
        bool(told),
        row.text("timestamp"),
        row.above_0("duration", _DURATION_RULE),
        energy,
        cpu_kwh=row.number("cpu_energy"),
        gpu_kwh=row.number("gpu_energy"),
        ram_kwh=row.number("ram_energy"),
        cpu_w=row.number("cpu_power"),
        gpu_w=row.number("gpu_power"),
        ram_w=row.number("ram_power"),
        cpu_model=row.text("cpu_model"),
        gpu_model=row.text("gpu_model"),
        gpu_count=row.count("gpu_count"),
        is_whole_machine=row.text("tracking_mode") != "process",
        pue=row.number("pue") or 1.0,
    )


def _read_report(path: Path, text: str, run_id: str) -> Run:
    """Read a BoAmps report, which CodeCarbon writes from 3.2.7 on."""
    try:
        report = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise DataError(f"not valid JSON{line}", file=path) from error
    measures = report.get("measures") if isinstance(report, dict) else None
    if not isinstance(measures, list) or not all(isinstance(m, dict) for m in measures):
        raise DataError(f"no emissions file; {_WHAT} was expected", file=path)
    if len(measures) != 1:
        problem = f"{len(measures)} measures; one was expected"
        raise DataError(problem, file=path, column="measures")
    measure, header = _Cells(path, None, measures[0]), _mapping(report.get("header"))
    found = _Cells(path, None, header).text("reportId")
    if run_id not in ("", found):
        raise DataError(f"no run has this id; there is {found}", file=path, value=run_id)
    parts = _mapping(report.get("infrastructure")).get("components")
    listed = [_mapping(part) for part in parts] if isinstance(parts, list) else []
    kinds = {str(part.get("componentType", "")).lower(): part for part in reversed(listed)}
    cpu, gpu = (_Cells(path, None, kinds.get(kind, {})) for kind in ("cpu", "gpu"))
    told = measure.release("version")
    return Run(
        path.name,
        found,
        1,
        told or "3.2.7",
        bool(told),
        measure.text("measurementDateTime"),
        measure.above_0("measurementDuration", _DURATION_RULE),
        measure.above_0("powerConsumption", _ENERGY_RULE),
        cpu_model=cpu.text("componentName"),
        gpu_model=gpu.text("componentName"),
        gpu_count=gpu.count("nbComponent"),
    )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
