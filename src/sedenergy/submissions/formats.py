"""A year's results, in any known format, to a submissions table of text.

YAML is parsed here, but never turned into numbers or objects: `4.2MB` stays `4.2MB`, and no tag in
a file can run anything.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
import yaml

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMN_NAMES, COLUMNS, FORMATS, REQUIRED, SCORES, team_of
from sedenergy.submissions.text_files import ask_if_meant, is_table, parse_csv, raise_all, read_text

# A file with more different fields is refused: the most so far are some 300.
_MAX_FIELDS = 2000
# A file nested deeper is refused: results are a list of mappings, so 2 deep.
_MAX_DEPTH = 20
# libyaml's parser is some seven times quicker; PyYAML comes without it on some platforms.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD = "tag:yaml.org,2002:"
_TAGS = {f"{_STANDARD}{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")}
_FIGURE = r"\s*([^\s()]+)\s*"
_SCORE = re.compile(rf"^{_FIGURE}\({_FIGURE}\s-\s{_FIGURE}\)$")


def read_results(path: Path) -> pd.DataFrame:
    """Read a year's results into a submissions table of text.

    The file is either a YAML list, one mapping a submitted system, in the fields of one of
    `FORMATS`; or a CSV with at least the columns `REQUIRED`. What stands in it tells which it is.
    The table has one row a system, in the file's order, none left out, and the columns
    `COLUMN_NAMES`, each with the text that stands in the file, empty where the file has none.
    """
    text = read_text(path)
    if is_table(text):
        return parse_csv(path, text, REQUIRED)
    entries = _read_entries(path, text)
    fields = _recognise(path, {name for entry in entries for name in entry})
    raise_all(_problems_of(path, entries, fields))
    texts = {
        column: [entry.get(field, "") for entry in entries] for column, field in fields.items()
    }
    table = pd.DataFrame(texts, dtype=str).reindex(columns=list(COLUMN_NAMES), fill_value="")
    # Blanks around a figure mean nothing; in a code they would, and are looked at later.
    for column in table.columns.drop("system"):
        table[column] = table[column].str.strip()
    for score in SCORES:
        # `mean (low - high)` fills three columns; a single number stays what it is, and anything
        # else stays, too, to be refused as no number.
        ends = table[score].str.extract(_SCORE)
        table[score] = ends[0].fillna(table[score])
        table[f"{score}_low"], table[f"{score}_high"] = ends[1].fillna(""), ends[2].fillna("")
    return table.assign(team=table["system"].map(team_of))


def _read_entries(path: Path, text: str) -> list[dict[str, str | None]]:
    """Read a YAML list of mappings; a value is its text, empty for null, None for a collection."""
    try:
        root = _compose(path, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise DataError(f"not valid YAML{place}: {problem}", file=path) from error
    if not isinstance(root, yaml.SequenceNode):
        kinds = {yaml.MappingNode: "a mapping", yaml.ScalarNode: "a single value"}
        kind = kinds.get(type(root), "nothing but comments")
        raise DataError(f"{kind}; a list of systems was expected", file=path)
    if not root.value:
        raise DataError("an empty list; at least one system was expected", file=path)
    problems: list[DataError] = []
    entries = [_fields(path, row, node, problems) for row, node in enumerate(root.value, start=1)]
    raise_all(problems)
    return entries


def _compose(path: Path, text: str) -> yaml.Node | None:
    """Compose the document, after looking at what PyYAML is not safe with.

    It calls itself for each level, which overflows the stack on deep nesting. What an alias refers
    to is the same node again, not a copy, so none can explode.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            problem = f"nested more than {_MAX_DEPTH} deep at line {line}; a list of mappings"
            raise DataError(f"{problem} was expected", file=path)
        tag = getattr(event, "tag", None) or f"{_STANDARD}str"
        if tag not in _TAGS:
            problem = f"a YAML tag, which data do not need, at line {line}; a plain value"
            value = tag.removeprefix(_STANDARD)
            raise DataError(f"{problem} was expected", file=path, value=value)
    return yaml.compose(text, Loader=_LOADER)


def _fields(
    path: Path, row: int, entry: yaml.Node, problems: list[DataError]
) -> dict[str, str | None]:
    if not isinstance(entry, yaml.MappingNode):
        problems.append(DataError("not a mapping of fields to values", file=path, row=row))
        return {}
    fields: dict[str, str | None] = {}
    for name, value in ((_text_of(key), _text_of(value)) for key, value in entry.value):
        problem = "this field stands twice" if name in fields else ""
        if name is None:
            problem = "a field's name is not text"
        elif name == "<<":
            problem = "fields are not merged; each has to be written out"
        if problem:
            problems.append(DataError(problem, file=path, row=row, column=name))
        fields[str(name)] = value
    return fields


def _text_of(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        return None
    return "" if node.tag == f"{_STANDARD}null" else str(node.value)


def _recognise(path: Path, names: set[str]) -> dict[str, str]:
    """Return the fields of the format that a file is in, by the column that they fill."""
    if len(names) > _MAX_FIELDS:
        problem = f"more than {_MAX_FIELDS} different fields, which no results have"
        raise DataError(problem, file=path)
    known = {form: _fields_of(place) for place, form in enumerate(FORMATS)}
    lacking = {
        form: [fields[column] for column in REQUIRED if fields[column] not in names]
        for form, fields in known.items()
    }
    found = [form for form in FORMATS if not lacking[form]]
    if len(found) > 1:
        problem = f"has the fields of {' and '.join(found)}; one format was expected"
        raise DataError(problem, file=path)
    closest = min(FORMATS, key=lambda form: len(lacking[form]))
    fields = known[closest]
    absent = [field for field in fields.values() if field not in names]
    # A misspelt field would be taken for one that nobody reported.
    others = sorted(names.difference(fields.values()))
    meant = {name: ask_if_meant(name, absent) for name in others}
    raise_all(DataError(f"no such field{m}", file=path, column=n) for n, m in meant.items() if m)
    if not found:
        problem = f"the fields are those of none of the formats of {', '.join(FORMATS)}"
        where = f"(closest: {closest}, where {', '.join(lacking[closest])} would be needed)"
        raise DataError(f"{problem} {where}", file=path)
    return fields


def _fields_of(place: int) -> dict[str, str]:
    return {c.name: c.fields[place] for c in COLUMNS if c.fields and c.fields[place] != "-"}


def _problems_of(
    path: Path, entries: Sequence[Mapping[str, str | None]], fields: Mapping[str, str]
) -> Iterator[DataError]:
    for row, entry in enumerate(entries, start=1):
        for column, field in fields.items():
            problem = ""
            if field not in entry and column in REQUIRED:
                problem = "this field is missing"
            elif entry.get(field, "") is None:
                problem = "a list or mapping; a single value was expected"
            if problem:
                system = entry.get(fields["system"])
                yield DataError(problem, file=path, row=row, system=system, column=field)
