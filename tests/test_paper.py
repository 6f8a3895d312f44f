"""What chapters, checks and pages are given: read once, computed once."""

import builtins
import io
from pathlib import Path

import pandas as pd
import pytest
from conftest import DATA

from sedenergy import claims
from sedenergy.analysis import analysis
from sedenergy.analysis.tables import TABLES, Table
from sedenergy.errors import DataError
from sedenergy.paper import Paper, read_years


@pytest.mark.parametrize(
    ("given", "years"),
    [
        (2023, [2023]),
        ("2023", [2023]),
        (" 2023 ", [2023]),
        ("[2023]", [2023]),
        ("[2023, 2024]", [2023, 2024]),
        ("2023,2024", [2023, 2024]),
        ([2023, "2024"], [2023, 2024]),
        ((2024,), [2024]),
        (range(2022, 2024), [2022, 2023]),
        ([], []),
        ("", []),
        ("[]", []),
    ],
)
def test_years_as_a_notebook_is_given_them(given, years):
    assert read_years(given) == years


@pytest.mark.parametrize(
    "given",
    [2023.0, [2023.0], True, [True], None, "20", "x", 20233, {"a": 1}, [[2023]], ["[2023]"]],
)
def test_anything_else_is_refused_in_one_sentence(given):
    with pytest.raises(DataError, match=r"expected a year or a list of years, such as 2023 or \["):
        read_years(given)


def test_a_year_that_is_not_there_is_one_sentence():
    with pytest.raises(DataError, match="2030"):
        Paper.load(DATA, 2030)


def test_each_file_is_read_once_and_each_part_made_once(monkeypatch):
    opened, made, derived, judged = [], [], [], []

    def count(function, calls, what):
        return lambda *args, **kwargs: calls.append(what(*args)) or function(*args, **kwargs)

    def table_of(table, selections):
        selection = next(iter(selections))
        return table.name, selection.year.year, selection.method

    def path_of(file, *_):
        return Path(file).resolve().relative_to(DATA).as_posix() if str(file) != "" else ""

    def note(file, *args, **kwargs):
        if isinstance(file, str | Path) and DATA in Path(file).resolve().parents:
            opened.append(path_of(file))
        return real_open(file, *args, **kwargs)

    real_open = builtins.open
    monkeypatch.setattr(builtins, "open", note)
    monkeypatch.setattr(io, "open", note)
    monkeypatch.setattr(analysis, "derive", count(analysis.derive, derived, lambda year: year.year))
    monkeypatch.setattr(Table, "results", count(Table.results, made, table_of))
    monkeypatch.setattr(claims.Claim, "find", count(claims.Claim.find, judged, lambda c, _: c.key))
    monkeypatch.setattr("sedenergy.paper.explain", lambda *_: {})
    paper = Paper.load(DATA)
    for _ in range(2):
        assert isinstance(paper.ledger, pd.DataFrame)
        for subject in ("table-1", "table-6", "figure-1", "claims"):
            assert paper.check(subject)
    assert opened
    assert sorted(opened) == sorted(set(opened))
    assert len(made) == len(set(made))
    assert {name for name, *_ in made} == set(TABLES)
    assert derived == list(paper.years)
    assert len(judged) == len(set(judged)) == len(paper.printed.claims)


@pytest.mark.parametrize("table", ["table-3", "table-5"])
def test_the_entries_of_a_table_are_those_of_the_ledger(table):
    alone, paper = Paper.load(DATA), Paper.load(DATA)
    entries = alone.entries_of(table)
    assert "ledger" not in vars(alone)
    whole = paper.ledger[paper.ledger["subject"] == table].reset_index(drop=True)
    columns = [name for name in whole.columns if name != "cause"]  # which counts other tables
    pd.testing.assert_frame_equal(entries[columns], whole[columns])
    assert paper.entries_of(table)["id"].tolist() == whole["id"].tolist()
