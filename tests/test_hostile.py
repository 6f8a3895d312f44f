"""Broken and hostile input: each case with the message that it gives, and nothing written."""

import csv
import io
import os
import re
import time

import pytest
from conftest import DATA

from sedenergy.cli import main
from sedenergy.columns import NAMES
from sedenergy.errors import DataError
from sedenergy.importers import MAX_BYTES, MAX_DEPTH, MAX_FIELDS, read_results
from sedenergy.schema import MAX_NAME, NAME_RULE, TEXT_RULE
from sedenergy.submissions import load, read_csv, typed, write_csv

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
TRAIN, PSDS = "energy_consumption_submission_training", "psds1_desed_eval_bootstrap"
PARAMETERS, COUNT = "system_complexity_params", "system_ensemble_method_subsystem_count"
GPU, BASELINE = "gpu_energy_submission_training", "energy_consumption_baseline_10epochs"
HARDWARE = "system_complexity_time"


def entry(**changes):
    """One system in the format of 2024, values as they stand in YAML; None leaves a field out."""
    lines = [f"{k}: {v}" for k, v in {**FIELDS, **changes}.items() if v is not None]
    return "- " + "\n  ".join(lines) + "\n"


def table(cells=None, header=NAMES, delimiter=","):
    """One system as a CSV table."""
    row = dict.fromkeys(NAMES, "") | {
        "system": "Made_UP_task4_1", "team": "Made_UP", "parameters": "1.2M", "train_kwh": "1.50",
        "psds": "0.412",
    } | (cells or {})  # fmt: skip
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header, [row.get(name, "") for name in header]])
    return text.getvalue()


def contents(folder):
    """Every file of a folder with what is in it."""
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(path, message, data_dir, capsys):
    """Import a file; it has to be refused soon, in these words, and to leave all as it was."""
    before, start = contents(data_dir), time.perf_counter()
    assert main(["import", "2025", str(path), "--data-dir", str(data_dir)]) == 2
    error = capsys.readouterr().err
    assert re.match(f"sedenergy: {message}", error), error
    assert all(len(line) < 400 and line.isprintable() for line in error.splitlines())
    assert contents(data_dir) == before
    assert time.perf_counter() - start < 30


def lines(n, name="a", of="lol"):
    """The classic: n aliases to a list of n aliases to …"""
    first = f"{name}0: &{name}0 [{of}]"
    return [first] + [
        f"{name}{i}: &{name}{i} [{', '.join([f'*{name}{i - 1}'] * 9)}]" for i in range(1, n)
    ]


LAUGHS = "\n".join(lines(10))

FILES = {
    "an open bracket": (b"- [1\n", r"x\.yaml: not valid YAML at line 2: did not find expected"),
    "brackets": (b"- {[}]\n", r"x\.yaml: not valid YAML at line 1"),
    "prose": (b"- These are: the: results\n", r"x\.yaml: not valid YAML at line 1: mapping values"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff\xd8", r"x\.yaml: not UTF-8 text from line 1 on$"),
    "UTF-16": (entry().encode("utf-16"), r"x\.yaml: not UTF-8 text from line 1 on$"),
    "Latin-1": ((entry() + "  name: Müller\n").encode("latin-1"),
                rf"x\.yaml: not UTF-8 text from line {len(FIELDS) + 1} on$"),
    "empty": (b"", r"x\.yaml: the file is empty; a list of systems was expected$"),
    "blank": (b" \n\n", r"x\.yaml: the file is empty; a list of systems was expected$"),
    "a BOM alone": (b"\xef\xbb\xbf", r"x\.yaml: the file is empty"),
    "a comment": (b"# results\n", r"x\.yaml: nothing but comments; a list of systems was expected"),
    "a mapping": (b"a: 1\n", r"x\.yaml: a mapping; a list of systems was expected$"),
    "a value": (b"results\n", r"x\.yaml: a single value; a list of systems was expected$"),
    "an empty list": (b"[]\n", r"x\.yaml: an empty list; at least one system was expected$"),
    "a list of values": (b"- 1\n- 2\n", r"x\.yaml, row 1: not a mapping of fields to values\n"
                         r"x\.yaml, row 2: not a mapping of fields to values$"),
    "a list of lists": (b"- [1, 2]\n", r"x\.yaml, row 1: not a mapping of fields to values$"),
    "cut in a bracket": ((entry() + entry(hardware="[")).encode(),
                         r"x\.yaml: not valid YAML at line \d+"),
    "cut in a field": ((entry() + entry())[:-9].rsplit(":", 1)[0].encode(),
                       r"x\.yaml: not valid YAML at line \d+: could not find expected ':'"),
    "cut between fields": (
        (entry() + entry(system_name="B_task4_1")).rsplit("  psds1", 1)[0].encode(),
        rf"x\.yaml, row 2 \(B_task4_1\), column {PSDS}: this field is missing$"),
    "a field twice": ((entry() + "  macs: 2\n").encode(),
                      r"x\.yaml, row 1, column macs: this field stands twice$"),
    "tabs": (entry().replace("\n  ", "\n\t").encode(), r"x\.yaml: not valid YAML at line 2"),
    "two documents": ((entry() + "---\n" + entry()).encode(),
                      r"x\.yaml: a second YAML document at line 12; one was expected$"),
    "a NUL": (entry(macs="1\0").encode(), r"x\.yaml: not valid YAML"),
    "an escape": (entry(macs="\x1b[31m1").encode(), r"x\.yaml: not valid YAML"),
    "a list as a field's name": (b"- ? [a]\n  : 1", r"x\.yaml, row 1: a field's name is not text"),
    "billion laughs": (LAUGHS.encode(), r"x\.yaml: a mapping; a list of systems was expected$"),
    "billion laughs in a field": (
        (entry(other="{" + ", ".join(lines(10)) + "}") + entry(macs="*a9")).encode(),
        r"x\.yaml, row 2 \(Made_UP_task4_1\), column macs: a list or mapping; a single value"),
    "an alias to itself": (b"- &a [*a]\n- *a\n", r"x\.yaml, row 1: not a mapping"),
    "an alias to nothing": (entry(macs="*other").encode(),
                            r"x\.yaml: 'other': not valid YAML at line 4: the alias refers to"),
    "merged fields": ((entry(other="&a {}") + entry() + "  <<: *a\n").encode(),
                      r"x\.yaml, row 2, column <<: fields are not merged; each has to be written"),
    "deep lists": (b"[" * 100_000, rf"x\.yaml: nested more than {MAX_DEPTH} deep at line 1; a"),
    "deep mappings": (b"- " + b"{a: " * 100_000, rf"x\.yaml: nested more than {MAX_DEPTH} deep"),
    "deep blocks": (b"- " * 100_000, rf"x\.yaml: nested more than {MAX_DEPTH} deep"),
    "deep keys": (b"- " + b"? " * 100_000, rf"x\.yaml: nested more than {MAX_DEPTH} deep"),
    "deep in an unknown field": (entry(other="[" * 50_000).encode(),
                                 rf"x\.yaml: nested more than {MAX_DEPTH} deep at line 12"),
    "other fields": (b"- a: 1\n", r"x\.yaml: the fields are those of none of the formats of 2022, "
                     r"2023, 2024 \(closest: 2022, where code, system_complexity"),
    "a needed field is missing": (entry(**{TRAIN: None}).encode(),
                                  rf"x\.yaml: .*\(closest: 2024, where {TRAIN} would be needed\)$"),
    "two formats": (entry(code="A", system_complexity="1", energy_training="1",
                          PSDS_1_all="1").encode(),
                    r"x\.yaml: has the fields of 2022 and 2024; one format was expected$"),
    "a needed field misspelt": (
        entry(**{PSDS: None, "psds1_desed_eval_bootstap": "0.4"}).encode(),
        rf"x\.yaml, column psds1_desed_eval_bootstap: no such field; is {PSDS} meant\?$"),
    "a field misspelt": (
        entry(**{BASELINE: None, "energy_consumption_basline_10epochs": "0.03"}).encode(),
        rf"x\.yaml, column energy_consumption_basline_10epochs: no such field; is {BASELINE} m"),
    "a field in capitals": (entry(macs=None, MACs="1").encode(),
                            r"x\.yaml, column MACs: no such field; is macs meant\?$"),
    "too many fields": (entry(**{f"f{i}": "1" for i in range(MAX_FIELDS)}).encode(),
                        rf"x\.yaml: more than {MAX_FIELDS} different fields"),
    "a list for a figure": (entry(**{TRAIN: "[1.5]"}).encode(),
                            rf"x\.yaml, row 1 \(Made_UP_task4_1\), column {TRAIN}: a list or mapp"),
    "a mapping for a figure": (entry(**{TRAIN: "{kwh: 1.5}"}).encode(),
                               rf"x\.yaml, row 1 \(Made_UP_task4_1\), column {TRAIN}: a list or"),
    "two systems with one name": (
        (entry() + entry()).encode(),
        r"x\.yaml, row 2 \(Made_UP_task4_1\), column system: 'Made_UP_task4_1': two systems have"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES)
def test_a_broken_file_is_refused(content, message, data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    refused(path, message, data_dir, capsys)


PLAIN = "expected a plain decimal number, at least 0, with a point and without a unit"
SIZE = "expected a number of parameters, such as 1112420, 625K or 1.2M"
SUBSYSTEMS = "expected a number of subsystems, such as 5, or nothing"
SCORE = "expected a score from 0 to 1"
COUNTED = r"expected a count from 1 to 1e\+18"
INTERVAL = "expected low ≤ mean ≤ high, all three or no interval"

VALUES = [
    (TRAIN, ".nan", "train_kwh", "'.nan'", PLAIN),
    (TRAIN, "NaN", "train_kwh", "'NaN'", PLAIN),
    (TRAIN, ".inf", "train_kwh", "'.inf'", PLAIN),
    (TRAIN, "-.inf", "train_kwh", "'-.inf'", PLAIN),
    (TRAIN, "Infinity", "train_kwh", "'Infinity'", PLAIN),
    (TRAIN, "1e999", "train_kwh", "'1e999'", PLAIN),
    (TRAIN, "1e-999", "train_kwh", "'1e-999'", PLAIN),
    (TRAIN, "1e10", "train_kwh", "'1e10'", r"expected an energy in kWh from 0 to 1e\+09"),
    (TRAIN, "-1.5", "train_kwh", "'-1.5'", PLAIN),
    (TRAIN, "-0", "train_kwh", "'-0'", PLAIN),
    (TRAIN, "+1.5", "train_kwh", r"'\+1.5'", PLAIN),
    (TRAIN, "3,4", "train_kwh", "'3,4'", PLAIN),
    (TRAIN, "1,200.5", "train_kwh", "'1,200.5'", PLAIN),
    (TRAIN, "1.2 kWh", "train_kwh", "'1.2 kWh'", PLAIN),
    (TRAIN, "800 Wh", "train_kwh", "'800 Wh'", PLAIN),
    (TRAIN, "5%", "train_kwh", "'5%'", PLAIN),
    (TRAIN, "1_000", "train_kwh", "'1_000'", PLAIN),
    (TRAIN, "0x1F", "train_kwh", "'0x1F'", PLAIN),
    (TRAIN, "0o17", "train_kwh", "'0o17'", PLAIN),
    (TRAIN, "010", "train_kwh", "'010'", PLAIN),
    (TRAIN, "1:30", "train_kwh", "'1:30'", PLAIN),
    (TRAIN, "1.2.3", "train_kwh", "'1.2.3'", PLAIN),
    (TRAIN, "1 2", "train_kwh", "'1 2'", PLAIN),
    (TRAIN, "1/2", "train_kwh", "'1/2'", PLAIN),
    (TRAIN, "1e", "train_kwh", "'1e'", PLAIN),
    (TRAIN, ".", "train_kwh", "'.'", PLAIN),
    (TRAIN, "２.５", "train_kwh", "'２.５'", PLAIN),
    (TRAIN, "٣", "train_kwh", "'٣'", PLAIN),
    (TRAIN, "1٣", "train_kwh", "'1٣'", PLAIN),
    (TRAIN, "½", "train_kwh", "'½'", PLAIN),
    (TRAIN, "many", "train_kwh", "'many'", PLAIN),
    (TRAIN, "true", "train_kwh", "'true'", PLAIN),
    (TRAIN, "2024-01-01", "train_kwh", "'2024-01-01'", PLAIN),
    (TRAIN, "9" * 1_000_000, "train_kwh", "'9{58}…", PLAIN),
    (TRAIN, "0." + "3" * 1_000_000, "train_kwh", "'0.3{56}…", PLAIN),
    (TRAIN, '"=1+1"', "train_kwh", r"'=1\+1'", PLAIN),
    (TRAIN, r'"1\n2"', "train_kwh", r"'1\\n2'", PLAIN),
    (GPU, "1.51", "gpu_train_kwh", "'1.51'", "the GPU's part is more than the whole, 1.5 kWh"),
    ("macs", "0", "macs", "'0'", COUNTED),
    ("macs", "1e19", "macs", "'1e19'", COUNTED),
    ("macs", "2.1G", "macs", "'2.1G'", PLAIN),
    ("macs", "9" * 1_000_000, "macs", "'9{58}…", PLAIN),
    (PARAMETERS, "0", "parameters", "'0'", COUNTED),
    (PARAMETERS, "5B", "parameters", "'5B'", SIZE),
    (PARAMETERS, "625k", "parameters", "'625k'", SIZE),
    (PARAMETERS, "4.2MiB", "parameters", "'4.2MiB'", SIZE),
    (PARAMETERS, "1,112,420", "parameters", "'1,112,420'", SIZE),
    (PARAMETERS, "-3M", "parameters", "'-3M'", SIZE),
    (PARAMETERS, "trainable 1 M non-trainable 1,5 M", "parameters", "'trainable .*'", SIZE),
    (PARAMETERS, "trainable 1" + " " * 100_000 + "x", "parameters", "'trainable .*…", SIZE),
    (COUNT, "0", "subsystems", "'0'", SUBSYSTEMS),
    (COUNT, "five", "subsystems", "'five'", SUBSYSTEMS),
    (COUNT, "3.5", "subsystems", "'3.5'", SUBSYSTEMS),
    (COUNT, "5e3", "subsystems", "'5e3'", SUBSYSTEMS),
    (COUNT, "5,000", "subsystems", "'5,000'", SUBSYSTEMS),
    (COUNT, "1٣", "subsystems", "'1٣'", SUBSYSTEMS),
    (PSDS, "1.2", "psds", "'1.2'", SCORE),
    (PSDS, "41.2", "psds", "'41.2'", SCORE),
    (PSDS, "0.4 (0.3 - 1.5)", "psds_high", "'1.5'", SCORE),
    (PSDS, "0.4 (0.5 - 0.6)", "psds", "'0.4'", INTERVAL),
    (PSDS, "0.4 (0.2 - 0.3)", "psds", "'0.4'", INTERVAL),
    (PSDS, "(0.2 - 0.3)", "psds", r"'\(0.2 - 0.3\)'", PLAIN),
    (PSDS, "0.4 (0.3 - 0.5", "psds", r"'0.4 \(0.3 - 0.5'", PLAIN),
    (PSDS, "0.4 (0.3-0.5)", "psds", r"'0.4 \(0.3-0.5\)'", PLAIN),
    (PSDS, "0.4 (nan - 0.5)", "psds_low", "'nan'", PLAIN),
    (PSDS, "0,4 (0,3 - 0,5)", "psds", "'0,4'", PLAIN),
    (PSDS, "(" * 100_000, "psds", r"'\(+…", PLAIN),
    (HARDWARE, "x" * 1001, "hardware", "'x+…", TEXT_RULE),
    (HARDWARE, r'"3 h\u202e(1 GPU)"', "hardware", r"'3 h\\u202e\(1 GPU\)'", TEXT_RULE),
    (HARDWARE, r'"3 h\r(1 GPU)"', "hardware", r"'3 h\\r\(1 GPU\)'", TEXT_RULE),
]


@pytest.mark.parametrize(
    ("field", "value", "column", "shown", "rule"),
    VALUES,
    ids=[f"{v[2]} {v[1]:.20}" for v in VALUES],
)
def test_a_figure_is_never_misread(
    field, value, column, shown, rule, data_dir, tmp_path, capsys
):  # fmt: skip
    path = tmp_path / "x.yaml"
    path.write_text(entry(**{field: value}), encoding="utf-8")
    message = rf"x\.yaml, row 1 \(Made_UP_task4_1\), column {column}: {shown}: {rule}"
    refused(path, message, data_dir, capsys)


REFUSED_NAMES = [
    ("null", r", row 1, column system: ''"),
    ("''", r", row 1, column system: ''"),
    ("x" * (MAX_NAME + 1), r", row 1 \(x{99}…\), column system: 'x+…"),
    ("x" * 10_000, r", row 1 \(x{99}…\), column system: 'x+…"),
    ('" A_task4_1"', r", row 1 \( A_task4_1\), column system: ' A_task4_1'"),
    ('"A_task4_1 "', r", row 1 \(A_task4_1 \), column system: 'A_task4_1 '"),
    (r'"A\nB_task4_1"', r", row 1 \(A\\nB_task4_1\), column system: 'A\\nB_task4_1'"),
    (r'"A\tB_task4_1"', r", row 1 \(A\\tB_task4_1\), column system: 'A\\tB_task4_1'"),
    (r'"A\0B_task4_1"', r", row 1 \(A\\x00B_task4_1\), column system: 'A\\x00B_task4_1'"),
    (r'"A\e[2J_task4_1"', r", row 1 \(A\\x1b\[2J_task4_1\), column system: "),
    (r'"A\u202eB_task4_1"', r", row 1 \(A\\u202eB_task4_1\), column system: 'A\\u202eB_task4_1'"),
    (r'"A\u200fB_task4_1"', r", row 1 \(A\\u200fB_task4_1\), column system: 'A\\u200fB_task4_1'"),
    (r'"A\u2066B_task4_1"', r", row 1 \(A\\u2066B_task4_1\), column system: 'A\\u2066B_task4_1'"),
    (r'"A\u200bB_task4_1"', r", row 1 \(A\\u200bB_task4_1\), column system: 'A\\u200bB_task4_1'"),
    (r'"A\_B_task4_1"', r", row 1 \(A\\xa0B_task4_1\), column system: 'A\\xa0B_task4_1'"),
    (r'"A\u2028B_task4_1"', r", row 1 \(A\\u2028B_task4_1\), column system: 'A\\u2028B_task4_1'"),
]


@pytest.mark.parametrize(
    ("name", "place"), REFUSED_NAMES, ids=[f"{n[0]:.20}" for n in REFUSED_NAMES]
)
def test_a_name_that_deceives_is_refused(name, place, data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(entry(system_name=name), encoding="utf-8")
    refused(path, rf"x\.yaml{place}.*: {NAME_RULE}", data_dir, capsys)


def test_a_name_without_a_team_is_refused(data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(entry(system_name="_task4_1"), encoding="utf-8")
    message = r"x\.yaml, row 1 \(_task4_1\), column team: '': expected the system's code up to"
    refused(path, message, data_dir, capsys)


ACCEPTED_NAMES = {
    "HTML": "<b>A</b>&amp;_task4_1",
    "a script": "<script>alert(1)</script>_task4_1",
    "an event": "\"><img src=x onerror='alert(1)'>_task4_1",
    "Markdown": "[A](javascript:alert(1)) **b** `c` _task4_1",
    "a table's cell": "A | B_task4_1",
    "MyST": "{{ A }} {ref}`b` $$c$$ ::: %_task4_1",
    "LaTeX": r"\input{/etc/passwd} $x_1^2$ \def\a{}_task4_1",
    "quotes": "A \"b\" 'c' `d`, e; f_task4_1",
    "path separators": r"../../etc/passwd\A:B_task4_1",
    "emoji": "👩‍🔬🏳️‍🌈_task4_1",
    "Arabic": "فريق_task4_1",
    "a formula": '=HYPERLINK("http://example.org","A")_task4_1',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0_task4_1",
    "a sign": "-1+1_task4_1",
    "the longest": "x" * (MAX_NAME - 8) + "_task4_1",
    "missing": "NaN",
    "a null": "null",
    "a number": "1e5",
    "a template": "%s {0} ${A}_task4_1",
}


@pytest.mark.parametrize("name", ACCEPTED_NAMES.values(), ids=ACCEPTED_NAMES)
def test_any_other_name_comes_through_unchanged(name, tmp_path):
    source, target = tmp_path / "x.yaml", tmp_path / "2025.csv"
    quoted = "'" + name.replace("'", "''") + "'"
    source.write_text(entry(system_name=quoted), encoding="utf-8")
    write_csv(read_results(source), target)
    read = typed(read_csv(target), target)
    assert read["system"].tolist() == [name]
    assert read["train_kwh"].tolist() == [1.5]


TABLES = {
    "semicolons": (table(delimiter=";"), r", row header: cells are separated by ';'; commas were"),
    "tabs": (table(delimiter="\t"), r", row header: cells are separated by '\\t'; commas were"),
    "bars": (table(delimiter="|"), r", row header: cells are separated by '\|'; commas were"),
    "a column is missing": (
        table(header=[n for n in NAMES if n not in ("psds", "train_kwh")]),
        r", row header: the header lacks train_kwh, psds"),
    "a column more": (table(header=[*NAMES, "carbon"]),
                      r", row header: 'carbon': no such column$"),
    "a column misspelt": (table(header=["tset_kwh" if n == "test_kwh" else n for n in NAMES]),
                          r", row header: 'tset_kwh': no such column; is test_kwh meant\?$"),
    "a column twice": (table(header=[*NAMES, "macs"]),
                       r", row header: 'macs': a column stands twice$"),
    "no systems": (table().split("\n")[0] + "\n", r": no systems; at least one was expected$"),
    "a cell less": (table().rstrip("\n")[:-1] + "\n", r", row 1: 32 cells, 33 were expected$"),
    "a cell more": (table().rstrip("\n") + ",\n", r", row 1: 34 cells, 33 were expected$"),
    "a decimal comma": (table().replace("1.50", "1,50"), r", row 1: 34 cells, 33 were expected$"),
    "a quoted decimal comma": (
        table({"train_kwh": "1,50"}),
        rf", row 1 \(Made_UP_task4_1\), column train_kwh: '1,50': {PLAIN}$"),
    "a blank line": (table() + "\n", r", row 2: 0 cells, 33 were expected$"),
    "an open quote": (table({"hardware": "x"}).replace(",x,", ',"x,'),
                      r": not a CSV table at line 2: unexpected end of data$"),
    "a quote within": (table({"hardware": "x"}).replace(",x,", ',"x"y,'),
                       r": not a CSV table at line 2: ',' expected after '\"'$"),
    "a huge cell": (table({"hardware": "x" * 200_000}), r": not a CSV table at line 2: field larg"),
    "another team": (
        table({"team": "Other"}),
        r", row 1 \(Made_UP_task4_1\), column team: 'Other': expected the system's code up to"),
    "a score with its interval": (
        table({"psds": "0.412 (0.400 - 0.430)"}),
        rf", row 1 \(Made_UP_task4_1\), column psds: '0.412 \(0.400 - 0.430\)': {PLAIN}$"),
    "half an interval": (
        table({"psds_low": "0.400"}),
        rf", row 1 \(Made_UP_task4_1\), column psds: '0.412': {INTERVAL}"),
    "a formula for a figure": (
        table({"macs": '=HYPERLINK("http://example.org")'}),
        r", row 1 \(Made_UP_task4_1\), column macs: '=HYPERLINK\(.*\)': " + PLAIN),
    "a blank for a figure": (table({"macs": " "}),
                             rf", row 1 \(Made_UP_task4_1\), column macs: ' ': {PLAIN}$"),
    "a name with a mark of direction": (
        table({"system": "A\u202eB_task4_1", "team": "A\u202eB"}),
        r", row 1 \(A\\u202eB_task4_1\), column system: 'A\\u202eB_task4_1': " + NAME_RULE),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), TABLES.values(), ids=TABLES)
def test_a_broken_table_is_neither_imported_nor_read(text, message, data_dir, tmp_path, capsys):
    # Named as if it were YAML: what is in it tells.
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    refused(path, rf"x\.yaml{message}", data_dir, capsys)
    (data_dir / "submissions" / "2024.csv").write_text(text, encoding="utf-8", newline="")
    with pytest.raises(DataError, match=rf"2024\.csv{message}"):
        load(data_dir, [2024])


@pytest.mark.parametrize(
    "raw",
    [
        table().encode(),
        b"\xef\xbb\xbf" + table().encode(),
        table().replace("\n", "\r\n").encode(),
        table().rstrip("\n").encode(),
        table(header=NAMES[::-1]).encode(),
        table(header=["psds", "system", "parameters", "train_kwh"]).encode(),
        b'"system","psds","train_kwh","parameters"\n"Made_UP_task4_1",0.412,1.50,1.2M\n',
    ],
    ids=["as it is", "BOM", "CRLF", "no last line end", "columns reversed", "only what is needed",
         "quoted"],
)  # fmt: skip
def test_a_table_can_be_imported(raw, tmp_path):
    path = tmp_path / "results"
    path.write_bytes(raw)
    (row,) = read_results(path)
    (expected,) = csv.DictReader(io.StringIO(table()))
    assert row == expected
    assert list(row) == list(NAMES)


@pytest.mark.parametrize("text", ["=1+1", "@A", "+1", "-1", "a\nb", "a\tb", "None", "NA", '"', ","])
def test_a_text_comes_through_unchanged(text, tmp_path):
    source, target = tmp_path / "x.csv", tmp_path / "2025.csv"
    source.write_text(table({"hardware": text}).replace("\n", "\r\n"), encoding="utf-8", newline="")
    write_csv(read_results(source), target)
    assert typed(read_csv(target), target)["hardware"].tolist() == [text]


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_committed_table_can_be_imported_again(year, tmp_path):
    source, target = DATA / "submissions" / f"{year}.csv", tmp_path / "again.csv"
    write_csv(read_results(source), target)
    assert target.read_bytes() == source.read_bytes()


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system ['touch {mark}']",
        "!!python/object/new:os.system ['touch {mark}']",
        "!!python/name:os.system ''",
        "!!python/module:os ''",
        "!!binary MS41",
        "!!set {{a}}",
        "!custom 1.5",
        "! 1.5",
    ],
)
@pytest.mark.parametrize("field", [TRAIN, "an_unknown_field"])
def test_a_tag_runs_nothing(tag, field, data_dir, tmp_path, capsys):
    mark, path = tmp_path / "mark", tmp_path / "x.yaml"
    path.write_text(entry(**{field: tag.format(mark=mark)}), encoding="utf-8")
    message = r"x\.yaml: '.*': a YAML tag that data do not need, at line \d+; a plain value was exp"
    refused(path, message, data_dir, capsys)
    assert not mark.exists()


def test_the_fields_of_2022_are_enough(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("- code: A_task4_1\n  system_complexity: 1.2M\n  energy_training: 1.5\n"
                    "  PSDS_1_all: !!float 0.5\n  other: &a [1, {b: *c}]\n  more: *a\n"
                    .replace("*c", "2"), encoding="utf-8")  # fmt: skip
    (row,) = read_results(path)
    assert {k: v for k, v in row.items() if v} == {
        "system": "A_task4_1", "team": "A", "parameters": "1.2M", "train_kwh": "1.5", "psds": "0.5",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "# about: team, system\n" + entry(),
        "%YAML 1.1\n---\n" + entry(),
        "\ufeff" + entry().replace("\n", "\r\n"),
        "[{" + ", ".join(f"{k}: {v}" for k, v in FIELDS.items()) + "}]",
        # Other digits make another field, not a misspelt one; nor do words in common.
        entry(mean_sbpauc_maestro_eval_fullset=None, psds2_desed_eval_bootstrap="0.5")
        + "  ew_gpu_test_psds1_desed_eval_bootstrap: 0.3\n  gpu_energy_baseline_11epochs: 7\n",
    ],
    ids=["comment", "directive", "BOM and CRLF", "on one line", "other fields"],
)
def test_unusual_is_not_wrong(text, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    (row,) = read_results(path)
    assert (row["system"], row["team"], row["train_kwh"]) == ("Made_UP_task4_1", "Made_UP", "1.50")
    assert (row["psds"], row["psds_low"], row["psds_high"]) == ("0.412", "0.400", "0.430")
    assert row["hardware"] == "3h (1 GTX 1080 Ti)"
    assert row["gpu_baseline_train_kwh"] == ""


def test_an_alias_of_a_figure_is_that_figure(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(entry(macs="&a 7") + entry(macs="*a"), encoding="utf-8")
    assert [row["macs"] for row in read_results(path)] == ["7", "7"]


def test_everything_wrong_is_said_at_once(data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(
        entry(**{TRAIN: "1,5", PSDS: "2"})
        + entry(**{"system_name": "B_task4_1", COUNT: "64", "macs": "0", GPU: "7"})
        + entry(**{"system_name": "B_task4_2", "energy_consumption_submission_test": "99"})
        + entry(**{"system_name": "B_task4_3", TRAIN: "1.50"}),
        encoding="utf-8",
    )
    assert main(["import", "2025", str(path), "--data-dir", str(data_dir)]) == 2
    found = [line.split("'")[0] for line in capsys.readouterr().err.splitlines()]
    assert found == [
        "sedenergy: x.yaml, row 1 (Made_UP_task4_1), column train_kwh: ",
        "x.yaml, row 1 (Made_UP_task4_1), column psds: ",
        "x.yaml, row 2 (B_task4_1), column macs: ",
        "x.yaml, row 2 (B_task4_1), column gpu_train_kwh: ",
        # What is only implausible comes last.
        "x.yaml, row 2 (B_task4_1), column train_kwh: ",
        "x.yaml, row 3 (B_task4_2), column test_kwh: ",
    ]


def _folder(path):
    path.mkdir()


def _dangling(path):
    path.symlink_to(path.parent / "gone")


def _circular(path):
    path.symlink_to(path)


def _large(path):
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


def _locked(path):
    path.write_text(entry(), encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read any file")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_folder, r"x\.yaml: this is a folder; a file was expected$"),
        (lambda path: None, r"x\.yaml: the file cannot be read \(No such file or directory\)$"),
        (_dangling, r"x\.yaml: the file cannot be read \(No such file or directory\)$"),
        (_circular, r"x\.yaml: the file cannot be read \(Too many levels of symbolic links\)$"),
        (os.mkfifo, r"x\.yaml: this is a device or a pipe; a file was expected$"),
        (_large, r"x\.yaml: larger than 64 MB, which no results are$"),
        (_locked, r"x\.yaml: the file cannot be read \(Permission denied\)$"),
    ],
    ids=["folder", "missing", "dangling", "circular", "pipe", "large", "locked"],
)
def test_a_path_that_is_no_file_is_refused(make, message, data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    make(path)
    refused(path, message, data_dir, capsys)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/dev/zero", r"zero: this is a device or a pipe; a file was expected$"),
        ("x" * 300, r"x+: the file cannot be read \(File name too long\)$"),
        (str(DATA / "README.md" / "x.yaml"), r"x\.yaml: the file cannot be read \(Not a directory"),
        (".", r"\.: this is a folder; a file was expected$"),
    ],
    ids=["device", "long name", "within a file", "here"],
)
def test_a_path_that_leads_nowhere_is_refused(path, message, data_dir, capsys):
    refused(path, message, data_dir, capsys)


@pytest.mark.parametrize(
    "year", ["1999", "2100", "20x5", "2024.0", "-2024", "²⁰²⁵", "9" * 5000, ""]
)
def test_a_year_out_of_range_is_refused(year, data_dir, tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_text(entry(), encoding="utf-8")
    before = contents(data_dir)
    with pytest.raises(SystemExit) as stop:
        main(["import", "--data-dir", str(data_dir), "--", year, str(path)])
    assert stop.value.code == 2
    assert "expected a year from 2000 to 2099" in capsys.readouterr().err
    assert contents(data_dir) == before
