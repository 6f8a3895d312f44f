"""A year's results, as the organisers publish them or as a table, read as rows of text.

The figures are taken over as they are written: YAML is only parsed, never turned into numbers or
objects, so `4.2MB` stays `4.2MB` and no tag in a file can run anything. Numbers and ranges are
looked at afterwards (`sedenergy.submissions.typed`), in the table that the rows make.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sedenergy.columns import NAMES, SCORES
from sedenergy.errors import DataError

MAX_BYTES = 64 * 2**20
"""A results file larger than this is refused: the largest so far has 1.4 MB."""

MAX_DEPTH = 20
"""A YAML file nested deeper is refused: results are a list of mappings, so 2 deep."""

MAX_FIELDS = 2000
"""A file with more different fields is refused: the most so far are some 300."""

MISSPELT = 0.75
"""How alike two fields' differing words are where one is the other misspelt (0 to 1)."""

# libyaml's parser is some seven times quicker; PyYAML comes without it on some platforms.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD = "tag:yaml.org,2002:"
_TAGS = {f"{_STANDARD}{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")}
_NULL = {"", "~", "null", "Null", "NULL"}
_NOT_SCALAR = "\0list or mapping"
_START = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_END = (yaml.SequenceEndEvent, yaml.MappingEndEvent)

_CELL = r"\s*([^\s()]+)\s*"
_SCORE = re.compile(rf"{_CELL}\({_CELL}\s-\s{_CELL}\)")
_TASK = re.compile(r"_task\d", re.ASCII)

REQUIRED = ("system", "parameters", "train_kwh", "psds")
"""Columns that results cannot do without; a single figure in them may be missing."""

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
        """Fields by which the format is told from the others; every entry has them."""
        return tuple(self.fields[c] for c in REQUIRED)


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


def read_results(path: Path) -> list[dict[str, str]]:
    """Read a year's results into the rows of a submissions table.

    Parameters
    ----------
    path : Path
        Either a YAML list, one mapping a submitted system, in the fields of 2022, 2023 or 2024;
        or a CSV with columns of a submissions table, at least `REQUIRED`, in any order. Which of
        them is told by the first line and the fields, not by the file's name or the year.

    Returns
    -------
    list of dict
        One row a system, in the file's order, none left out; keys as in
        `sedenergy.columns.NAMES`, every value the text that stands in the file, empty where the
        file has none (null, or no such field).

    Raises
    ------
    DataError
        The file cannot be read, is neither, or lacks what is needed; a line a problem.
    """
    text = read_text(path)
    if _is_table(text):
        return read_table(path, text, REQUIRED)
    problems: list[DataError] = []
    entries = _entries(path, text, problems)
    _raise(problems)
    form = _recognise(path, entries)
    rows = [
        _row(path, number, entry, form, problems) for number, entry in enumerate(entries, start=1)
    ]
    _raise(problems)
    return rows


def _raise(problems: Iterable[DataError]) -> None:
    if lines := list(map(str, problems)):
        raise DataError("\n".join(lines))


def _is_table(text: str) -> bool:
    """Tell whether the first line is a submissions table's header, whatever delimits it."""
    first = text.lstrip().split("\n", 1)[0]
    # What a list, a mapping, a comment or a directive of YAML begins with.
    return first[:1] not in "-[{#%" and any(
        cell.strip(' "') in NAMES for cell in re.split(r"[,;|\t\r]", first)
    )


def read_table(path: Path, text: str, required: Sequence[str] = NAMES) -> list[dict[str, str]]:
    """Read a CSV table as text, nothing interpreted (``None`` stays ``None``).

    Parameters
    ----------
    path : Path
        For messages.
    text : str
        The file's text; lines end with LF or CRLF.
    required : sequence of str, optional
        The columns that the header must have; another of `sedenergy.columns.NAMES` that it lacks
        is empty, and the team is taken from the system's code.

    Raises
    ------
    DataError
        The header lacks a required column, has another one or one twice, or a row has another
        number of cells.
    """
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), strict=True)
    try:
        header, *rows = list(reader)
    except csv.Error as error:
        place = f"at line {reader.line_num}"
        raise DataError(f"not a CSV table {place}: {error}", file=path) from error
    if len(header) == 1 and (found := re.search(r"[;\t|]", header[0])):
        raise DataError(f"cells are separated by {found[0]!r}; commas were expected", file=path,
                        row="header")  # fmt: skip
    absent = [name for name in NAMES if name not in header]
    for name in header:
        if name not in NAMES:
            raise DataError(f"no such column{_meant(name, absent)}", file=path, row="header",
                            value=name)  # fmt: skip
        if header.count(name) > 1:
            raise DataError("a column stands twice", file=path, row="header", value=name)
    if missing := [name for name in absent if name in required]:
        raise DataError(f"the header lacks {', '.join(missing)}", file=path, row="header")
    if not rows:
        raise DataError("no systems; at least one was expected", file=path)
    _raise(
        DataError(f"{len(row)} cells, {len(header)} were expected", file=path, row=number)
        for number, row in enumerate(rows, start=1)
        if len(row) != len(header)
    )
    table = [dict.fromkeys(NAMES, "") | dict(zip(header, row, strict=True)) for row in rows]
    if "team" in absent:
        for row in table:
            row["team"] = team(row["system"])
    return table


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, without a byte order mark.

    Raises
    ------
    DataError
        There is no such file, it is a folder or a device, it cannot be opened, it is larger than
        `MAX_BYTES`, empty, or not UTF-8.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DataError("this is a folder; a file was expected", file=path)
        if not stat.S_ISREG(status.st_mode):
            # Reading a pipe or a device might never end.
            raise DataError("this is a device or a pipe; a file was expected", file=path)
        if status.st_size > MAX_BYTES:
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


def _entries(path: Path, text: str, problems: list[DataError]) -> list[Entry]:
    """Read the list of mappings.

    The parser's events are taken one by one, and no document is composed of them: composing
    overflows the C stack on deep nesting, and takes four times as long.
    """
    events = _events(path, text)
    root = next(events, None)
    if not isinstance(root, yaml.SequenceStartEvent):
        kinds = {yaml.MappingStartEvent: "a mapping", yaml.ScalarEvent: "a single value"}
        kind = kinds.get(type(root), "nothing but comments")
        raise DataError(f"{kind}; a list of systems was expected", file=path)
    entries: list[Entry] = []
    for event in events:
        if isinstance(event, _END):
            break
        number = len(entries) + 1
        entries.append({})
        if isinstance(event, yaml.MappingStartEvent):
            entries[-1] = _entry(path, number, events, problems)
        else:
            _value(event, events)
            problems.append(DataError("not a mapping of fields to values", file=path, row=number))
    for _ in events:  # what stands behind the list has to be YAML, too
        pass
    if not entries:
        raise DataError("an empty list; at least one system was expected", file=path)
    return entries


def _events(path: Path, text: str) -> Iterator[yaml.Event]:
    """Yield the events within the document, each alias as the value that it refers to.

    A list or mapping that an alias refers to is not walked again, so none can explode.
    """
    anchors: dict[str, yaml.Event] = {}
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if documents > 1:
                raise DataError(f"a second YAML document at line {line}; one was expected",
                                file=path)  # fmt: skip
            depth += isinstance(event, _START) - isinstance(event, _END)
            if depth > MAX_DEPTH:
                raise DataError(f"nested more than {MAX_DEPTH} deep at line {line}; a list of "
                                "mappings was expected", file=path)  # fmt: skip
            if isinstance(event, yaml.AliasEvent):
                if event.anchor not in anchors:
                    raise DataError(f"not valid YAML at line {line}: the alias refers to nothing",
                                    file=path, value=event.anchor)  # fmt: skip
                yield anchors[event.anchor]
            elif isinstance(event, (yaml.ScalarEvent, *_START)):
                if event.tag is not None and event.tag not in _TAGS:
                    raise DataError(
                        f"a YAML tag that data do not need, at line {line}; a plain value was "
                        "expected", file=path, value=event.tag.removeprefix(_STANDARD),
                    )  # fmt: skip
                if event.anchor:
                    scalar = isinstance(event, yaml.ScalarEvent)
                    anchors[event.anchor] = event if scalar else _not_scalar()
                yield event
            elif isinstance(event, _END):
                yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f" at line {mark.line + 1}" if mark else ""
        raise DataError(f"not valid YAML{place}: {error.problem}", file=path) from error
    except yaml.YAMLError as error:
        raise DataError(f"not valid YAML: {str(error).splitlines()[0]}", file=path) from error


def _not_scalar() -> yaml.ScalarEvent:
    # Kept as a mark: an error where a submissions table would take it over, else ignored.
    return yaml.ScalarEvent(None, None, (False, True), _NOT_SCALAR)


def _entry(
    path: Path, number: int, events: Iterator[yaml.Event], problems: list[DataError]
) -> Entry:
    entry: dict[str, str] = {}
    for event in events:
        if isinstance(event, _END):
            break
        name, value = _value(event, events), _value(next(events), events)
        place: dict[str, Any] = {"file": path, "row": number, "column": name}
        if name == _NOT_SCALAR:
            problems.append(DataError("a field's name is not text", file=path, row=number))
        elif name == "<<":
            problems.append(DataError("fields are not merged; each has to be written out", **place))
        elif name in entry:
            problems.append(DataError("this field stands twice", **place))
        entry[name] = value
    return entry


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> str:
    """Return a scalar's text, empty for null; read on to the end of a list or mapping."""
    if isinstance(event, yaml.ScalarEvent):
        null = event.tag == f"{_STANDARD}null" or (event.implicit[0] and event.value in _NULL)
        return "" if null else event.value
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, _START) - isinstance(event, _END)
    return _NOT_SCALAR


def _recognise(path: Path, entries: list[Entry]) -> Format:
    names = {name for entry in entries for name in entry}
    if len(names) > MAX_FIELDS:
        raise DataError(f"more than {MAX_FIELDS} different fields, which no results have",
                        file=path)  # fmt: skip
    found = [form for form in FORMATS if names.issuperset(form.required)]
    if len(found) > 1:
        both = " and ".join(form.name for form in found)
        raise DataError(f"has the fields of {both}; one format was expected", file=path)
    closest = max(FORMATS, key=lambda form: len(names.intersection(form.required)))
    form = found[0] if found else closest
    absent = [name for name in form.fields.values() if name not in names]
    # A misspelt field would be taken for one that nobody reported.
    _raise(
        DataError(f"no such field{meant}", file=path, column=name)
        for name in sorted(names.difference(form.fields.values()))
        if (meant := _meant(name, absent))
    )
    if not found:
        missing = ", ".join(name for name in absent if name in form.required)
        known = ", ".join(each.name for each in FORMATS)
        raise DataError(
            f"the fields are those of none of the formats of {known} "
            f"(closest: {form.name}, where {missing} would be needed)",
            file=path,
        )
    return form


def _meant(name: str, absent: Sequence[str]) -> str:
    """Return what a misspelt field or column is meant to be, as the end of a sentence, or ``""``.

    Only the words in which the two differ are compared: long names that share most of their words
    are different names (``ew_gpu_…``, ``ew_total_…``), as are those with other digits.
    """

    def words(text: str) -> list[str]:
        return re.split(r"[\W_]+", text.casefold())

    for other in absent if len(name) <= 2 * max(map(len, absent), default=0) else ():
        left = "".join(word for word in words(name) if word not in words(other))
        right = "".join(word for word in words(other) if word not in words(name))
        alike = difflib.SequenceMatcher(None, left, right).ratio()
        if alike >= MISSPELT and re.findall(r"\d", name) == re.findall(r"\d", other):
            return f"; is {other} meant?"
    return ""


def _row(
    path: Path, number: int, entry: Entry, form: Format, problems: list[DataError]
) -> dict[str, str]:
    row = dict.fromkeys(NAMES, "")
    name = entry.get(form.fields["system"], "")
    place: dict[str, Any] = {
        "file": path,
        "row": number,
        "system": "" if name == _NOT_SCALAR else name,
    }
    for column, field in form.fields.items():
        value = entry.get(field, "")
        if value == _NOT_SCALAR:
            problems.append(DataError("a list or mapping; a single value was expected",
                                      **place, column=field))  # fmt: skip
        elif field in form.required and field not in entry:
            problems.append(DataError("this field is missing", **place, column=field))
        # Blanks around a figure mean nothing; in a code they would, and are looked at later.
        row[column] = value if column == "system" else value.strip()
    row["team"] = team(row["system"])
    for score in SCORES:
        # `mean (low - high)` fills three columns; a single number stays what it is, and anything
        # else stays, too, to be refused as no number.
        if match := _SCORE.fullmatch(row[score]):
            row[score], row[f"{score}_low"], row[f"{score}_high"] = match.groups()
    return row


def has_task(system: str) -> bool:
    """Tell whether a system's code names its task, as all but the baselines' do."""
    return _TASK.search(system) is not None


def team(system: str) -> str:
    """Return the team's code of a system's: what stands before ``_task`` and the task's number.

    Examples
    --------
    >>> team("Nam_KAIST_task4_SED_2"), team("Baseline (AudioSet)")
    ('Nam_KAIST', 'Baseline')
    """
    return _TASK.split(system)[0].split(" (")[0]
