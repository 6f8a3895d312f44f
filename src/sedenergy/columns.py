"""What each column of a submissions table holds: one registry for files, labels and checks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of ``data/submissions/YEAR.csv``.

    Attributes
    ----------
    name : str
        The name in the file; a unit stands in it where there is one.
    kind : {'text', 'count', 'energy', 'score', 'weighted'}
        How it is read: text as it is; a positive count, with K, M or G; an energy in kWh, at
        least 0; a score from 0 to 1; an energy-weighted score, at least 0.
    unit : str
        The unit, empty where there is none.
    title : str
        What it is, in the words of the field.
    """

    name: str
    kind: str
    unit: str
    title: str


def _organisers(name: str, kind: str, unit: str, title: str) -> Column:
    return Column(f"organisers_{name}", kind, unit, f"{title}, as the organisers computed it")


COLUMNS: tuple[Column, ...] = (
    Column("system", "text", "", "The system's code, unique within the year"),
    Column("team", "text", "", "The team's code: the system's, up to `_task4`"),
    Column("subsystems", "text", "", "Subsystems in the ensemble, as reported; empty: none given"),
    Column("parameters", "text", "parameters", "Parameters (system complexity), as reported"),
    Column("macs", "count", "MACs", "Multiply-accumulate operations for 10 s of audio (THOP)"),
    Column("train_kwh", "energy", "kWh", "Energy for training the system"),
    Column("test_kwh", "energy", "kWh", "Energy for testing the system"),
    Column("baseline_train_kwh", "energy", "kWh", "Ten epochs of the baseline, team's machine"),
    Column("baseline_test_kwh", "energy", "kWh", "Test of the baseline, team's machine"),
    Column("gpu_train_kwh", "energy", "kWh", "The GPU's part of train_kwh"),
    Column("gpu_test_kwh", "energy", "kWh", "The GPU's part of test_kwh"),
    Column("gpu_baseline_train_kwh", "energy", "kWh", "The GPU's part of baseline_train_kwh"),
    Column("gpu_baseline_test_kwh", "energy", "kWh", "The GPU's part of baseline_test_kwh"),
    Column("psds", "score", "", "PSDS, scenario 1"),
    Column("psds_low", "score", "", "PSDS, scenario 1: low end of the interval"),
    Column("psds_high", "score", "", "PSDS, scenario 1: high end of the interval"),
    Column("psds2", "score", "", "PSDS, scenario 2"),
    Column("psds2_low", "score", "", "PSDS, scenario 2: low end of the interval"),
    Column("psds2_high", "score", "", "PSDS, scenario 2: high end of the interval"),
    Column("segmpauc", "score", "", "segMPAUC"),
    Column("segmpauc_low", "score", "", "segMPAUC: low end of the interval"),
    Column("segmpauc_high", "score", "", "segMPAUC: high end of the interval"),
    Column("hardware", "text", "", "Training time and hardware, as reported"),
    _organisers("train_kwh_normalized", "energy", "kWh", "Normalised training energy"),
    _organisers("test_kwh_normalized", "energy", "kWh", "Normalised test energy"),
    _organisers("gpu_train_kwh_normalized", "energy", "kWh", "Normalised GPU energy, training"),
    _organisers("gpu_test_kwh_normalized", "energy", "kWh", "Normalised GPU energy, test"),
    _organisers("ew_psds_train", "weighted", "", "PSDS (1), energy-weighted, training"),
    _organisers("ew_psds_test", "weighted", "", "PSDS (1), energy-weighted, test"),
    _organisers("ew_psds2_train", "weighted", "", "PSDS (2), energy-weighted, training"),
    _organisers("ew_psds2_test", "weighted", "", "PSDS (2), energy-weighted, test"),
    _organisers("ew_segmpauc_train", "weighted", "", "segMPAUC, energy-weighted, training"),
    _organisers("ew_segmpauc_test", "weighted", "", "segMPAUC, energy-weighted, test"),
)

NAMES: tuple[str, ...] = tuple(c.name for c in COLUMNS)
"""The header of every submissions table, in order."""

BY_NAME: dict[str, Column] = {c.name: c for c in COLUMNS}

SCORES: tuple[str, ...] = ("psds", "psds2", "segmpauc")
"""Scores; each has a ``_low`` and a ``_high`` column for its interval."""

LABELS: dict[str, str] = {
    "parameters": "System complexity (parameters)",
    "macs": "MACs (per 10 s of audio)",
    "train_kwh": "Training energy (kWh)",
    "test_kwh": "Test energy (kWh)",
    "train_kwh_normalized": "Normalised training energy (kWh)",
    "test_kwh_normalized": "Normalised test energy (kWh)",
    "baseline_train_kwh": "Energy of ten baseline epochs (kWh)",
    "train_gpu_share": "GPU's share of training energy (%)",
    "test_gpu_share": "GPU's share of test energy (%)",
    "psds": "PSDS",
    "segmpauc": "segMPAUC",
    "ew_psds": "Energy-weighted PSDS",
    "ew_segmpauc": "Energy-weighted segMPAUC",
}
"""Axis and header labels of every quantity, the unit in each."""

HEADS: dict[str, str] = {
    "parameters": "System complexity (parameters)",
    "macs": "MACs",
    "train_kwh": "Energy train (kWh)",
    "test_kwh": "Energy test (kWh)",
    "train_kwh_normalized": "Energy train norm. (kWh)",
    "test_kwh_normalized": "Energy test norm. (kWh)",
    "baseline_train_kwh": "Energy 10 epochs (kWh)",
    "train_gpu_share": "%GPU train",
    "test_gpu_share": "%GPU test",
    "psds": "PSDS",
}
"""Heads of a table's columns, short, by quantity."""

STATISTICS: dict[str, str] = {
    "q25": "25 %",
    "median": "Median",
    "q75": "75 %",
    "mean": "Mean",
    "std": "Std",
    "min": "Min",
    "max": "Max",
    "all.max": "All: max",
    "all.psds": "All: PSDS",
    "q25.max": "25 %: max",
    "q25.psds": "25 %: PSDS",
    "median.max": "Median: max",
    "median.psds": "Median: PSDS",
}
"""Heads of a table's columns by statistic; in table VI the cap and what stands for it."""

WORDS: dict[str, str] = {
    "q25": "25th percentile",
    "median": "median",
    "q75": "75th percentile",
    "mean": "mean",
    "std": "standard deviation",
    "min": "minimum",
    "max": "maximum",
}
"""The statistics in words."""
