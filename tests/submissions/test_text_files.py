"""The text of a file, a table in it, and names that are misspelt."""

import csv
import io
from pathlib import Path

import pytest
from made_up import table

from sedenergy.errors import DataError
from sedenergy.submissions import text_files
from sedenergy.submissions.columns import COLUMN_NAMES, REQUIRED
from sedenergy.submissions.text_files import (
    ask_if_meant,
    is_table,
    parse_csv,
    raise_all,
    read_text,
)

PATH = Path("x.csv")
REFUSED = {
    "semicolons": (table(delimiter=";"), "row header: cells are separated by ';'; commas were"),
    "columns are missing": (
        table(header=[n for n in COLUMN_NAMES if n not in ("psds", "train_kwh")]),
        "row header: the header lacks train_kwh, psds$",
    ),
    "a column more": (
        table(header=[*COLUMN_NAMES, "carbon"]),
        "row header: 'carbon': no such column$",
    ),
    "a column misspelt": (
        table(header=["tset_kwh" if n == "test_kwh" else n for n in COLUMN_NAMES]),
        r"row header: 'tset_kwh': no such column; is test_kwh meant\?$",
    ),
    "a column twice": (
        table(header=[*COLUMN_NAMES, "macs"]),
        "row header: 'macs': a column stands twice$",
    ),
    "no systems": (table().split("\n")[0] + "\n", "no systems; at least one was expected$"),
    "a cell less": (table().rstrip("\n")[:-1] + "\n", "row 1: 36 cells, 37 were expected$"),
    "a decimal comma": (table().replace("1.50", "1,50"), "row 1: 38 cells, 37 were expected$"),
    "an open quote": (
        table({"hardware": "x"}).replace(",x,", ',"x,'),
        "not a CSV table at line 2: unexpected end of data$",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_a_broken_table_is_refused(text, message):
    with pytest.raises(DataError, match=rf"^x\.csv[,:] {message}"):
        parse_csv(PATH, text)


@pytest.mark.parametrize(
    "text",
    [
        table(),
        table().replace("\n", "\r\n"),
        table().rstrip("\n"),
        table(header=COLUMN_NAMES[::-1]),
        table(header=["psds", "system", "parameters", "train_kwh"]),
        '"system","psds","train_kwh","parameters"\n"Made_UP_task4_1",0.412,1.50,1.2M\n',
    ],
    ids=["as it is", "CRLF", "no last line end", "reversed", "only what is needed", "quoted"],
)
def test_a_table_is_read_as_it_stands(text):
    assert is_table(text)
    (row,) = parse_csv(PATH, text, REQUIRED).to_dict("records")
    (expected,) = csv.DictReader(io.StringIO(table()))
    assert row == expected
    assert list(row) == list(COLUMN_NAMES)


@pytest.mark.parametrize("text", ["=1+1", "@A", "-1", "a\nb", "a\tb", "None", "NA", '"', ",", " "])
def test_a_text_comes_through_unchanged(text):
    assert parse_csv(PATH, table({"hardware": text}))["hardware"].iloc[0] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("system;team\n", True),
        ('"macs"|x\n', True),
        ("\n psds\n", True),
        ("- system,team\n", False),
        ("# system,team\n", False),
        ("{system,team\n", False),
        ("carbon,co2\nsystem,team\n", False),
    ],
)
def test_a_table_is_told_by_its_first_line(text, expected):
    assert is_table(text) is expected


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "this is a folder, a device or a pipe; a file was expected"),
        (lambda path: None, r"the file cannot be read \(No such file or directory\)"),
        (lambda path: path.write_bytes(b""), "the file is empty; a list of systems was expected"),
        (lambda path: path.write_bytes(b"\xef\xbb\xbf \n"), "the file is empty; a list of systems"),
        (lambda path: path.write_bytes(b"a\nb\n\xff"), "not UTF-8 text from line 3 on"),
    ],
)
def test_what_cannot_be_read_is_refused(make, message, tmp_path):
    path = tmp_path / "x.yaml"
    make(path)
    with pytest.raises(DataError, match=rf"^x\.yaml: {message}"):
        read_text(path)


def test_the_largest_file(tmp_path, monkeypatch):
    monkeypatch.setattr(text_files, "_MAX_BYTES", 3)
    (tmp_path / "x").write_text("abc")
    assert read_text(tmp_path / "x") == "abc"
    (tmp_path / "x").write_text("abcd")
    with pytest.raises(DataError, match="x: larger than 0 MB, which no results are"):
        read_text(tmp_path / "x")


def test_a_byte_order_mark_is_left_out(tmp_path):
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfa\r\n")
    assert read_text(tmp_path / "x") == "a\r\n"


def test_problems_are_raised_together():
    raise_all([])
    with pytest.raises(DataError, match=r"^a\nb$"):
        raise_all([DataError("a"), DataError("b")])


@pytest.mark.parametrize(
    ("name", "absent", "meant"),
    [
        ("tset_kwh", ["train_kwh", "test_kwh"], "; is test_kwh meant?"),
        ("MACs", ["macs"], "; is macs meant?"),
        ("energytraining", ["energy_training"], "; is energy_training meant?"),
        ("ew_gpu_test_psds", ["ew_total_test_psds"], ""),
        ("psds2_eval", ["psds1_eval"], ""),
        ("psds1_evl", ["psds2_eval", "psds1_eval"], "; is psds1_eval meant?"),
        ("carbon", ["macs"], ""),
        ("abcd", ["abxy"], ""),
        ("abcd", ["abcx"], "; is abcx meant?"),  # three of four letters: at the limit of 0.75
        ("macs", [], ""),
    ],
)
def test_a_misspelt_name_is_asked_about(name, absent, meant):
    assert ask_if_meant(name, absent) == meant
