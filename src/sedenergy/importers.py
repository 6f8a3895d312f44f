"""The organisers' results file of a year, read into the rows of a submissions table.

The figures are taken over as they are written: YAML is only parsed, never turned into numbers or
objects, so `4.2MB` stays `4.2MB` and no tag in a file can run anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sedenergy.columns import NAMES, SCORES
from sedenergy.errors import DataError

MAX_BYTES = 64 * 2**20
"""A results file larger than this is refused: the largest so far has 1.4 MB."""

MAX_TEXT = 1000
"""A field longer than this is refused where a submissions table would take it over."""

# libyaml's parser is some seven times quicker; PyYAML comes without it on some platforms.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAG = "tag:yaml.org,2002:"
_SCORE = re.compile(r"\s*(\S+)\s*\(\s*(\S+)\s+-\s+(\S+)\s*\)\s*")
_TASK = re.compile(r"_task\d")

Entry = Mapping[str, str]


@dataclass(frozen=True)
class Format:
    """One format of the organisers' file.

    Attributes
    ----------
    name : str
        The year in which the organisers used it first.
    fields : dict of str to str
        Column of the submissions table to field of the file.
    """

    name: str
    fields: Mapping[str, str]

    @property
    def required(self) -> tuple[str, ...]:
        """Fields by which the format is told from the others."""
        return tuple(self.fields[c] for c in ("system", "parameters", "train_kwh", "psds"))


FORMATS: tuple[Format, ...] = (
    Format(
        "2022",
        {
            "system": "code",
            "subsystems": "system_ensemble_method_subsystem_count",
            "parameters": "system_complexity",
            "train_kwh": "energy_training",
            "test_kwh": "energy_test",
            "psds": "PSDS_1_all",
            "psds2": "PSDS_2_all",
            "hardware": "system_complexity_time",
            "organisers_ew_psds_train": "EW_PSDS_1_all_train",
            "organisers_ew_psds_test": "EW_PSDS_1_all_test",
            "organisers_ew_psds2_train": "EW_PSDS_2_all_train",
            "organisers_ew_psds2_test": "EW_PSDS_2_all_test",
        },
    ),
    Format(
        "2023",
        {
            "system": "system_name",
            "subsystems": "system_ensemble_method_subsystem_count",
            "parameters": "system_complexity_params",
            "macs": "macs",
            "train_kwh": "energy_training",
            "test_kwh": "energy_test",
            "baseline_train_kwh": "energy_baseline",
            "psds": "psds1_eval_full",
            "psds2": "psds2_eval_full",
            "hardware": "system_complexity_time",
            "organisers_train_kwh_normalized": "energy_training_normalized",
            "organisers_test_kwh_normalized": "energy_test_normalized",
            "organisers_ew_psds_train": "ew_psds1_eval_full_train",
            "organisers_ew_psds_test": "ew_psds1_eval_full_test",
            "organisers_ew_psds2_train": "ew_psds2_eval_full_train",
            "organisers_ew_psds2_test": "ew_psds2_eval_full_test",
        },
    ),
    Format(
        "2024",
        {
            "system": "system_name",
            "subsystems": "system_ensemble_method_subsystem_count",
            "parameters": "system_complexity_params",
            "macs": "macs",
            "train_kwh": "energy_consumption_submission_training",
            "test_kwh": "energy_consumption_submission_test",
            "baseline_train_kwh": "energy_consumption_baseline_10epochs",
            "baseline_test_kwh": "energy_consumption_baseline_test",
            "gpu_train_kwh": "gpu_energy_submission_training",
            "gpu_test_kwh": "gpu_energy_submission_test",
            "gpu_baseline_train_kwh": "gpu_energy_baseline_10epochs",
            "gpu_baseline_test_kwh": "gpu_energy_baseline_test",
            "psds": "psds1_desed_eval_bootstrap",
            "segmpauc": "mean_sbpauc_maestro_eval_fullset",
            "hardware": "system_complexity_time",
            "organisers_train_kwh_normalized": "energy_consumption_norm_training",
            "organisers_test_kwh_normalized": "energy_consumption_norm_test",
            "organisers_gpu_train_kwh_normalized": "gpu_energy_norm_training",
            "organisers_gpu_test_kwh_normalized": "gpu_energy_norm_test",
            "organisers_ew_psds_train": "ew_total_training_psds1_desed_eval_bootstrap",
            "organisers_ew_psds_test": "ew_total_test_psds1_desed_eval_bootstrap",
            "organisers_ew_segmpauc_train": "ew_total_training_mean_sbpauc_maestro_eval_fullset",
            "organisers_ew_segmpauc_test": "ew_total_test_mean_sbpauc_maestro_eval_fullset",
        },
    ),
)


def read_organisers(path: Path) -> list[dict[str, str]]:
    """Read an organisers' results file into the rows of a submissions table.

    Parameters
    ----------
    path : Path
        A YAML list, one mapping a submitted system, in the fields of 2022, 2023 or 2024. The
        format is told by the fields, not by the year.

    Returns
    -------
    list of dict
        One row a system, in the file's order, none left out; keys as in
        `sedenergy.columns.NAMES`, every value the text that stands in the file, empty where the
        file has none (null, or no such field).

    Raises
    ------
    DataError
        The file cannot be read, is not such a list, or a field does not hold what it should.
    """
    entries = list(_entries(path, _root(path, read_text(path))))
    form = _recognise(path, entries)
    return [_row(path, number, entry, form) for number, entry in enumerate(entries, start=1)]


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, without a byte order mark.

    Raises
    ------
    DataError
        There is no such file, it is a folder, it cannot be opened, it is larger than
        `MAX_BYTES`, empty, or not UTF-8.
    """
    if path.is_dir():
        raise DataError("this is a folder; a file was expected", file=path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError(f"larger than {MAX_BYTES // 2**20} MB, which no results are", file=path)
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(f"the file cannot be read ({reason})", file=path) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DataError(f"not UTF-8 text from line {line} on", file=path) from error
    if not text.strip():
        raise DataError("the file is empty; a list of systems was expected", file=path)
    return text


def _root(path: Path, text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f" at line {mark.line + 1}" if mark else ""
        raise DataError(f"not valid YAML{place}: {error.problem}", file=path) from error
    except yaml.YAMLError as error:
        raise DataError(f"not valid YAML: {str(error).splitlines()[0]}", file=path) from error
    except RecursionError as error:
        raise DataError("not valid YAML: nested too deeply", file=path) from error
    if not isinstance(root, yaml.SequenceNode):
        kind = "a mapping" if isinstance(root, yaml.MappingNode) else "a single value"
        raise DataError(f"{kind}; a list of systems was expected", file=path)
    if not root.value:
        raise DataError("an empty list; at least one system was expected", file=path)
    return root


def _entries(path: Path, root: yaml.Node) -> Iterator[Entry]:
    for number, node in enumerate(root.value, start=1):
        if not isinstance(node, yaml.MappingNode):
            raise DataError("not a mapping of fields to values", file=path, row=number)
        entry: dict[str, str] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise DataError("a field's name is not text", file=path, row=number)
            name = key.value
            if name in entry:
                raise DataError("this field stands twice", file=path, row=number, column=name)
            entry[name] = _text(path, number, name, value)
        yield entry


def _text(path: Path, number: int, name: str, node: yaml.Node) -> str:
    if not node.tag.startswith(_STANDARD_TAG) or node.tag.startswith(f"{_STANDARD_TAG}python"):
        tag = node.tag.removeprefix(_STANDARD_TAG)
        raise DataError(
            "a YAML tag that data do not need", file=path, row=number, column=name, value=tag
        )
    if not isinstance(node, yaml.ScalarNode):
        # Kept as a mark: an error where a submissions table would take it over, else ignored.
        return _NOT_SCALAR
    return "" if node.tag == f"{_STANDARD_TAG}null" else node.value.strip()


_NOT_SCALAR = "\0list or mapping"


def _recognise(path: Path, entries: list[Entry]) -> Format:
    names = {name for entry in entries for name in entry}
    found = [form for form in FORMATS if names.issuperset(form.required)]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(form.name for form in found)
        raise DataError(f"has the fields of {both}; one format was expected", file=path)
    closest = max(FORMATS, key=lambda form: len(names.intersection(form.required)))
    missing = ", ".join(sorted(set(closest.required) - names))
    known = ", ".join(form.name for form in FORMATS)
    raise DataError(
        f"the fields are those of none of the formats of {known} "
        f"(closest: {closest.name}, where {missing} would be needed)",
        file=path,
    )


def _row(path: Path, number: int, entry: Entry, form: Format) -> dict[str, str]:
    row = dict.fromkeys(NAMES, "")
    for column, field in form.fields.items():
        value = entry.get(field, "")
        place = {"file": path, "row": number, "column": field}
        if value == _NOT_SCALAR:
            raise DataError("a list or mapping where a single value was expected", **place)
        if len(value) > MAX_TEXT:
            raise DataError(f"longer than {MAX_TEXT} characters", value=value, **place)
        row[column] = value
    if not row["system"]:
        raise DataError("no system's code", file=path, row=number, column=form.fields["system"])
    row["team"] = team(row["system"])
    for score in SCORES:
        _split_interval(row, score, lambda column: form.fields.get(column, column), path)
    return row


def team(system: str) -> str:
    """Return the team's code of a system's: what stands before ``_task`` and the task's number.

    Examples
    --------
    >>> team("Nam_KAIST_task4_SED_2"), team("Baseline (AudioSet)")
    ('Nam_KAIST', 'Baseline')
    """
    return _TASK.split(system)[0].split(" (")[0]


def _split_interval(
    row: dict[str, str], score: str, field: Callable[[str], str], path: Path
) -> None:
    """Split ``mean (low - high)`` into its three columns; a single number stays what it is."""
    value = row[score]
    if "(" not in value:
        return
    match = _SCORE.fullmatch(value)
    if not match:
        raise DataError(
            "expected a score, or `mean (low - high)`",
            file=path,
            row=row["system"],
            column=field(score),
            value=value,
        )
    row[score], row[f"{score}_low"], row[f"{score}_high"] = match.groups()
