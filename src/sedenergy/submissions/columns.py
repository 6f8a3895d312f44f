"""The columns of a submissions table, and what the text of one cell says.

A column is one record, with its field in each results format. A reader of cells gives NaN where the
text is empty, and raises a ValueError that says what was expected where it cannot read the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Longer than any figure could need, and short enough that reading one costs nothing.
_MAX_DIGITS = 40
# No leading zeros: YAML takes 010 for an octal 8. Two digits of an exponent neither overflow nor
# vanish in a float.
_WHOLE = r"(?:0|[1-9]\d*)"
_NUMBER = re.compile(rf"(?:{_WHOLE}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,2}})?", re.ASCII)
# A B alone is no unit here: it might mean bytes as well as billions.
_COUNT = re.compile(rf"({_WHOLE}(?:\.\d+)?)\s*([KMG])B?", re.ASCII)
_PARTS = re.compile(
    r"trainable\s+([\d.]+\s*[KMG]?)\s+non-trainable\s+([\d.]+\s*[KMG]?)", re.I | re.A
)
_SUBSYSTEMS = re.compile(r"([1-9]\d{0,5})(?: \(.*\))?", re.ASCII)
_FACTOR = {"K": 1e3, "M": 1e6, "G": 1e9}
_TASK = re.compile(r"_task\d", re.ASCII)
# Energies in kWh, and weighted scores: a large power station takes over a month for as much.
_MAX_ENERGY = 1e9
# Parameters and MACs: a million times what the largest models have.
_MAX_COUNT = 1e18


def read_number(text: str) -> float:
    """Read a plain decimal number: no sign, no unit, no comma, no word such as ``nan``."""
    if text == "":
        return float("nan")
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        raise ValueError(
            "expected a plain decimal number, at least 0, with a point and without a unit"
        )
    return float(text)


def read_parameters(text: str) -> float:
    """Read a number of parameters, also with the factor ``K``, ``M`` or ``G``.

    A size such as ``4.2MB`` is read as 4.2 M, as the paper's authors did; the trainable and the
    other part are added.
    """
    parts = _PARTS.fullmatch(text) if len(text) <= 2 * _MAX_DIGITS else None
    total = 0.0
    for part in parts.groups() if parts else [text]:
        if part == "" or _NUMBER.fullmatch(part):
            total += read_number(part)
            continue
        match = _COUNT.fullmatch(part) if len(part) <= _MAX_DIGITS else None
        if not match:
            raise ValueError("expected a number of parameters, such as 1112420, 625K or 1.2M")
        # Rounded to whole parameters: 4.2 * 1e6 is not a whole number in binary.
        total += float(round(float(match[1]) * _FACTOR[match[2]]))
    return total


def read_subsystems(text: str) -> float:
    """Read a subsystem count: a number, also before a remark in brackets; ``None`` is none."""
    if text in ("", "None"):
        return float("nan")
    if match := _SUBSYSTEMS.fullmatch(text):
        return float(match[1])
    raise ValueError("expected a number of subsystems, such as 5, or nothing")


def names_task(system: str) -> bool:
    """Tell whether a system's code names its task, as all but the baselines' do."""
    return _TASK.search(system) is not None


def team_of(system: str) -> str:
    """Return the team's code of a system's: what stands before ``_task`` and the task's number."""
    return _TASK.split(system)[0].split(" (")[0]


@dataclass(frozen=True)
class Kind:
    """What the cells of a column may hold.

    `read` makes a number of a cell's text, in `unit` and from `low` to `high`; it is None where the
    text stays a text. `expected` is what a value is, in the words of an error.
    """

    unit: str = ""
    read: Callable[[str], float] | None = None
    expected: str = ""
    low: float = 0
    high: float = _MAX_ENERGY


TEXT = Kind()
PARAMETERS = Kind("parameters", read_parameters, "a count", 1, _MAX_COUNT)
MACS = Kind("MACs", read_number, "a count", 1, _MAX_COUNT)
ENERGY = Kind("kWh", read_number, "an energy in kWh")
SCORE = Kind("", read_number, "a score", 0, 1)
WEIGHTED = Kind("", read_number, "an energy-weighted score")
RANKING = Kind("", read_number, "a ranking score")


@dataclass(frozen=True)
class Column:
    """One column of ``submissions/YEAR/systems.csv``.

    `fields` are its field in each of `FORMATS`, in their order, ``-`` where a format has none; the
    columns without are filled from another one. `of` is the column whose part (an energy of the
    GPU) or end of the interval (a score) it is. Results cannot do without one that is `required`,
    though a single figure may be missing.
    """

    name: str
    kind: Kind
    title: str
    fields: tuple[str, ...] = ()
    of: str = ""
    required: bool = False


FORMATS = ("2022", "2023", "2024")
"""The formats of the organisers' files, by the year in which they used them first."""


def _by_organisers(name: str, kind: Kind, title: str, *fields: str) -> Column:
    return Column(f"organisers_{name}", kind, f"{title}, as the organisers computed it", fields)


COLUMNS: tuple[Column, ...] = (
    Column("system", TEXT, "The system's code, unique within the year",
           ("code", "system_name", "system_name"), required=True),
    Column("team", TEXT, "The team's code: the system's, up to `_task4`"),
    Column("subsystems", TEXT, "Subsystems in the ensemble, as reported; empty: none given",
           ("system_ensemble_method_subsystem_count",) * 3),
    Column("parameters", PARAMETERS, "Parameters (system complexity), as reported",
           ("system_complexity", "system_complexity_params", "system_complexity_params"),
           required=True),
    Column("macs", MACS, "Multiply-accumulate operations for 10 s of audio (THOP)",
           ("-", "macs", "macs")),
    Column("train_kwh", ENERGY, "Energy for training the system",
           ("energy_training", "energy_training", "energy_consumption_submission_training"),
           required=True),
    Column("test_kwh", ENERGY, "Energy for testing the system",
           ("energy_test", "energy_test", "energy_consumption_submission_test")),
    Column("baseline_train_kwh", ENERGY, "Ten epochs of the baseline, team's machine",
           ("-", "energy_baseline", "energy_consumption_baseline_10epochs")),
    Column("baseline_test_kwh", ENERGY, "Test of the baseline, team's machine",
           ("-", "-", "energy_consumption_baseline_test")),
    Column("gpu_train_kwh", ENERGY, "The GPU's part of train_kwh",
           ("-", "-", "gpu_energy_submission_training"), of="train_kwh"),
    Column("gpu_test_kwh", ENERGY, "The GPU's part of test_kwh",
           ("-", "-", "gpu_energy_submission_test"), of="test_kwh"),
    Column("gpu_baseline_train_kwh", ENERGY, "The GPU's part of baseline_train_kwh",
           ("-", "-", "gpu_energy_baseline_10epochs"), of="baseline_train_kwh"),
    Column("gpu_baseline_test_kwh", ENERGY, "The GPU's part of baseline_test_kwh",
           ("-", "-", "gpu_energy_baseline_test"), of="baseline_test_kwh"),
    Column("psds", SCORE, "PSDS, scenario 1",
           ("PSDS_1_all", "psds1_eval_full", "psds1_desed_eval_bootstrap"), required=True),
    Column("psds_low", SCORE, "PSDS, scenario 1: low end of the interval", of="psds"),
    Column("psds_high", SCORE, "PSDS, scenario 1: high end of the interval", of="psds"),
    Column("psds_other", SCORE, "PSDS, scenario 1, of the kind that psds is not: over bootstraps "
           "in 2023, over the full evaluation set in 2024",
           ("-", "psds1_eval_bootstrapped", "psds1_desed_eval_fullset")),
    Column("psds_other_low", SCORE, "psds_other: low end of the interval", of="psds_other"),
    Column("psds_other_high", SCORE, "psds_other: high end of the interval", of="psds_other"),
    Column("psds2", SCORE, "PSDS, scenario 2", ("PSDS_2_all", "psds2_eval_full", "-")),
    Column("psds2_low", SCORE, "PSDS, scenario 2: low end of the interval", of="psds2"),
    Column("psds2_high", SCORE, "PSDS, scenario 2: high end of the interval", of="psds2"),
    Column("segmpauc", SCORE, "segMPAUC", ("-", "-", "mean_sbpauc_maestro_eval_fullset")),
    Column("segmpauc_low", SCORE, "segMPAUC: low end of the interval", of="segmpauc"),
    Column("segmpauc_high", SCORE, "segMPAUC: high end of the interval", of="segmpauc"),
    Column("hardware", TEXT, "Training time and hardware, as reported",
           ("system_complexity_time",) * 3),
    _by_organisers("train_kwh_normalized", ENERGY, "Normalised training energy",
                   "-", "energy_training_normalized", "energy_consumption_norm_training"),
    _by_organisers("test_kwh_normalized", ENERGY, "Normalised test energy",
                   "-", "energy_test_normalized", "energy_consumption_norm_test"),
    _by_organisers("gpu_train_kwh_normalized", ENERGY, "Normalised GPU energy, training",
                   "-", "-", "gpu_energy_norm_training"),
    _by_organisers("gpu_test_kwh_normalized", ENERGY, "Normalised GPU energy, test",
                   "-", "-", "gpu_energy_norm_test"),
    _by_organisers("ew_psds_train", WEIGHTED, "PSDS (1), energy-weighted, training",
                   "EW_PSDS_1_all_train", "ew_psds1_eval_full_train",
                   "ew_total_training_psds1_desed_eval_bootstrap"),
    _by_organisers("ew_psds_test", WEIGHTED, "PSDS (1), energy-weighted, test",
                   "EW_PSDS_1_all_test", "ew_psds1_eval_full_test",
                   "ew_total_test_psds1_desed_eval_bootstrap"),
    _by_organisers("ew_psds2_train", WEIGHTED, "PSDS (2), energy-weighted, training",
                   "EW_PSDS_2_all_train", "ew_psds2_eval_full_train", "-"),
    _by_organisers("ew_psds2_test", WEIGHTED, "PSDS (2), energy-weighted, test",
                   "EW_PSDS_2_all_test", "ew_psds2_eval_full_test", "-"),
    _by_organisers("ew_segmpauc_train", WEIGHTED, "segMPAUC, energy-weighted, training",
                   "-", "-", "ew_total_training_mean_sbpauc_maestro_eval_fullset"),
    _by_organisers("ew_segmpauc_test", WEIGHTED, "segMPAUC, energy-weighted, test",
                   "-", "-", "ew_total_test_mean_sbpauc_maestro_eval_fullset"),
    _by_organisers("ranking_score", RANKING, "Score that systems are ranked by",
                   "ranking_score_all", "-", "ranking_score"),
)  # fmt: skip

COLUMN_NAMES: tuple[str, ...] = tuple(c.name for c in COLUMNS)
"""The header of every submissions table, in order."""

REQUIRED: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.required)
"""Columns that results cannot do without."""

SCORES: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.kind is SCORE and not c.of)
"""Scores; each has a ``_low`` and a ``_high`` column for its interval."""
