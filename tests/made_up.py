"""Results files of years that never were, plainly made up, for trying out a new year."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

from sedenergy.submissions.columns import COLUMN_NAMES

FIELDS = {
    "system_name": "Made_UP_task4_1",
    "system_ensemble_method_subsystem_count": "5",
    "system_complexity_params": "1200000",
    "macs": "1036000000",
    "energy_consumption_submission_training": "1.50",
    "energy_consumption_submission_test": "0.10",
    "energy_consumption_baseline_10epochs": "0.03",
    "gpu_energy_submission_training": "0.90",
    "psds1_desed_eval_bootstrap": "0.412 (0.400 - 0.430)",
    "mean_sbpauc_maestro_eval_fullset": "0.637",
    "system_complexity_time": "3h (1 GTX 1080 Ti)",
}
CELLS = {
    "system": "Made_UP_task4_1",
    "team": "Made_UP",
    "parameters": "1.2M",
    "train_kwh": "1.50",
    "psds": "0.412",
}


def entry(**changes):
    """Write one system in the fields of 2024, values as they stand in YAML; None leaves one out."""
    lines = [f"{k}: {v}" for k, v in {**FIELDS, **changes}.items() if v is not None]
    return "- " + "\n  ".join(lines) + "\n"


def table(*rows, header=COLUMN_NAMES, delimiter=","):
    """Write systems as a CSV table; what a row does not give is as in `CELLS`."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    cells = [CELLS | row for row in rows or [{}]]
    writer.writerows([header, *([row.get(name, "") for name in header] for row in cells)])
    return text.getvalue()


HOSTILE = {
    3: "<script>alert(1)</script><b>x</b>_task4_1",
    5: "**a** [b](c) {glue:text}`d` $\\frac{$ `e`_task4_1",
    11: '=HYPERLINK("x")&amp;\\"_task4_1',
}
"""Names that would be markup in a page that takes them for it, by the system's place."""


def results_2024(path: Path, systems: int = 40, fields: int = 0) -> Path:
    """Write a file in the fields of 2024: a baseline, single systems, ensembles, quirks.

    With more fields, such as the organisers' scores by class, it has their files' size.
    """
    draw = random.Random(2025)
    lines = []
    for number in range(systems):
        is_baseline = number == 0
        team = f"Made-up{number // 4}_NOWHERE"
        name = "Baseline_MADEUP_task4_1" if is_baseline else f"{team}_task4_{number % 4 + 1}"
        name = HOSTILE.get(number, name)
        count = draw.choice([None, None, 3, 5, 12]) if not is_baseline else None
        factor = count or 1
        train = 0.95 if is_baseline else round(draw.uniform(0.4, 9) * factor, 3)
        test = 0.068 if is_baseline else round(draw.uniform(0.01, 0.2) * factor, 4)
        own = 0.0299 if is_baseline else round(draw.uniform(0.012, 0.09), 4)
        psds = 0.48 if is_baseline else draw.uniform(0.3, 0.66)
        auc = 0.64 if is_baseline else draw.uniform(0.4, 0.76)
        silent = number in (7, 8)  # no energies
        lines += [
            f"- system_name: {json.dumps(name)}",
            f"  system_complexity_params: {draw.randint(1, 90) * 10**6 * factor}",
            f"  macs: {draw.randint(1, 40) * 10**9 * factor}",
            f"  system_ensemble_method_subsystem_count: {'null' if count is None else count}",
            f"  energy_consumption_submission_training: {'null' if silent else train}",
            f"  energy_consumption_submission_test: {'null' if silent else test}",
            f"  energy_consumption_baseline_10epochs: {'null' if number == 9 else own}",
            f"  energy_consumption_baseline_test: {round(own * 2, 4)}",
            f"  gpu_energy_submission_training: {'null' if silent else round(train * 0.5, 4)}",
            f"  gpu_energy_submission_test: {'null' if silent else round(test * 0.3, 5)}",
            f"  psds1_desed_eval_bootstrap: {psds:.3f} ({psds - 0.02:.3f} - {psds + 0.02:.3f})",
            f"  mean_sbpauc_maestro_eval_fullset: {auc:.3f} ({auc - 0.01:.3f} - {auc + 0.01:.3f})",
            "  system_complexity_time: 5h (made up)",
        ]
        lines += [
            f"  class_{k // 10}_f1_sed_scores_eval_{k % 10}: {draw.random():.15f}"
            for k in range(fields)
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def results_2022(path: Path, systems: int = 12) -> Path:
    """Write a file with the fields of 2022 only: no MACs, no baseline energy, no GPU."""
    draw = random.Random(2026)
    lines = []
    for number in range(systems):
        name = "Baseline" if number == 0 else f"Made-up{number}_NOWHERE_task4_1"
        lines += [
            f"- code: {name}",
            f"  system_complexity: {draw.choice(['625K', '1.2M', 2200000, 11061000])}",
            f"  system_ensemble_method_subsystem_count: {draw.choice(['null', 5])}",
            f"  energy_training: {round(draw.uniform(1, 20), 3)}",
            f"  energy_test: {round(draw.uniform(0.01, 0.3), 4)}",
            f"  PSDS_1_all: {draw.uniform(0.1, 0.5)}",
            f"  PSDS_2_all: {draw.uniform(0.3, 0.8)}",
            "  system_complexity_time: null",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def results_one(path: Path) -> Path:
    """Write a file with a single system, which is no baseline."""
    return Path(results_2024(path, systems=2)) and _keep_last(path)


def _keep_last(path: Path) -> Path:
    text = path.read_text(encoding="utf-8")
    path.write_text("- system_name" + text.split("- system_name")[-1], encoding="utf-8")
    return path
