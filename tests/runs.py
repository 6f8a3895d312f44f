"""Files as CodeCarbon's releases write them, plainly made up, for trying out their reading."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from sedenergy.submissions.emissions import parse_run


def _names(text):
    return text.split()


_LATER = _names(
    "timestamp project_name run_id duration emissions emissions_rate cpu_power gpu_power ram_power "
    "cpu_energy gpu_energy ram_energy energy_consumed country_name country_iso_code region "
    "cloud_provider cloud_region os python_version cpu_count cpu_model gpu_count gpu_model "
    "longitude latitude ram_total_size tracking_mode on_cloud"
)


def _with(columns, name, before):
    at = columns.index(before)
    return [*columns[:at], *name.split(), *columns[at:]]


_FIRST = _names(
    "timestamp experiment_id project_name duration emissions energy_consumed country_name "
    "country_iso_code region on_cloud cloud_provider cloud_region"
)
_V220 = _with(_LATER, "codecarbon_version", "cpu_count")
_V223 = [*_V220, "pue"]
_V270 = _with(_V223, "experiment_id", "duration")
_V308 = [*_with(_V270, "water_consumed", "country_name"), "wue"]
_USED = "cpu_utilization_percent gpu_utilization_percent ram_utilization_percent ram_used_gb"
COLUMNS_OF = {
    "1.0.0": _FIRST,
    "2.0.0": _LATER,
    "2.2.0": _V220,
    "2.2.3": _V223,
    "2.7.0": _V270,
    "3.0.8": _V308,
    "3.2.1": _with(_V308, _USED, "on_cloud"),
}
"""The header by the first release that writes it: 12, 29, 30, 31, 32, 34 and 38 columns."""

VALUES = {
    "timestamp": "2024-06-01T09:00:00",
    "project_name": "made-up",
    "run_id": "run-a",
    "experiment_id": "run-a",
    "duration": "36000",
    "energy_consumed": "1.0",
    "cpu_energy": "0.3",
    "gpu_energy": "0.6",
    "ram_energy": "0.1",
    "cpu_power": "30",
    "gpu_power": "60",
    "ram_power": "10",
    "cpu_model": "Made-up CPU",
    "gpu_count": "1",
    "gpu_model": "1 x NVIDIA A10",
    "tracking_mode": "machine",
    "on_cloud": "N",
    "pue": "1",
}
"""Ten hours with 100 W: 30 for the processor, 60 for the GPU, 10 for RAM."""

BASELINE = {
    "run_id": "base",
    "experiment_id": "base",
    "duration": "3600",
    "energy_consumed": "0.04",
    "cpu_energy": "0.012",
    "gpu_energy": "0.02",
    "ram_energy": "0.008",
    "ram_power": "8",
    "cpu_power": "12",
    "gpu_power": "20",
}
"""An hour with 40 W; teams with an A10 report 0.048 kWh for it in 2024."""


def emissions(*rows, release="2.3.4", delimiter=","):
    """Write an emissions.csv; what a row does not give is as in `VALUES`."""
    layout = [v for v in COLUMNS_OF if _number(v) <= _number(release)][-1]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS_OF[layout])
    for row in rows or [{}]:
        cells = VALUES | {"codecarbon_version": release} | row
        writer.writerow([cells.get(name, "") for name in COLUMNS_OF[layout]])
    return text.getvalue()


def baseline(release="2.3.4", **changes):
    """Write the emissions.csv of a baseline run."""
    return emissions(BASELINE | changes, release=release)


def boamps(**changes):
    """Write a report as CodeCarbon's mapper does; changes are of its one measure."""
    measure = {
        "measurementMethod": "codecarbon",
        "version": "3.3.2",
        "powerConsumption": 1.0,
        "measurementDuration": 36000.0,
        "measurementDateTime": "2026-06-01 09:00:00",
    }
    parts = [
        {"componentName": "Made-up CPU", "componentType": "cpu", "nbComponent": 8},
        {"componentName": "1 x NVIDIA A10", "componentType": "gpu", "nbComponent": 1},
        {"componentType": "ram", "nbComponent": 1, "memorySize": 64.0},
    ]
    report = {
        "header": {"formatVersion": "0.1", "reportId": "run-a"},
        "measures": [measure | changes],
        "infrastructure": {"infraType": "onPremise", "components": parts},
    }
    return json.dumps(report)


def _number(release):
    return tuple(int(part) for part in release.split("."))


def system_run(**changes):
    """Return the run of `VALUES`."""
    return replace(parse_run(Path("emissions.csv"), emissions()), **changes)


def baseline_run(**changes):
    """Return the run of `BASELINE`."""
    return replace(parse_run(Path("baseline.csv"), baseline()), **changes)
