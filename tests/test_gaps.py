"""A table that is added half is told what it lacks, in sentences."""

import pandas as pd
import pytest
from conftest import DATA

from sedenergy import ledger, tables
from sedenergy.cli import main
from sedenergy.columns import HEADS, LABELS
from sedenergy.published import read

HEADLESS = next(name for name in LABELS if name not in HEADS)
"""A quantity that no table has."""


def test_no_table_lacks_anything():
    assert ledger.gaps(DATA) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("table-0.2023.psds.median", "table-0 has no function in TABLES of tables.py"),
        (
            f"table-1.2023.{HEADLESS}.median",
            f"{HEADLESS} has no column head in HEADS of columns.py",
        ),
        ("table-1.2023.happiness.median", "happiness has no label in LABELS of columns.py"),
        ("table-1.2023.macs.mode", "mode has no column head in STATISTICS of columns.py"),
        ("table-1.2023.macs.mode", "mode has no words in WORDS of columns.py"),
    ],
)
def test_a_printed_number_without_its_entries(row, message, data_dir, capsys):
    path = data_dir / "published" / "tables.csv"
    table = read(data_dir, "tables")
    name, year, quantity, statistic = row.split(".")
    added = {"id": row, "table": name, "year": year, "systems": "all", "quantity": quantity,
             "statistic": statistic, "printed": "1", "value": "1", "unit": ""}  # fmt: skip
    pd.concat([table, pd.DataFrame([added])]).to_csv(path, index=False, lineterminator="\n")
    assert main(["lint", "notebooks/gpu_share.py", "--data-dir", str(data_dir)]) == 2
    assert f"sedenergy: {message}" in capsys.readouterr().err


def test_a_function_without_its_entries(monkeypatch):
    monkeypatch.setitem(tables.TABLES, "table-0", tables.table_1)
    assert ledger.gaps(DATA) == [
        "table-0 has no entry in RESTS_ON of tables.py",
        "table-0 has no printed numbers in data/published/tables.csv",
        "table-0 has no entry in PLACES of ledger.py",
    ]


@pytest.mark.parametrize(
    ("column", "old", "new", "message"),
    [
        ("systems", "all", "banana", "'banana': expected all or single"),
        ("unit", "kWh", "furlongs", "'furlongs': elsewhere it is 'kWh'"),
    ],
)
def test_what_no_computation_would_notice(column, old, new, message, data_dir, capsys):
    path = data_dir / "published" / "tables.csv"
    table = read(data_dir, "tables")
    last = table.index[table[column] == old][-1]
    table.loc[last, column] = new
    table.to_csv(path, index=False, lineterminator="\n")
    assert main(["lint", "notebooks/gpu_share.py", "--data-dir", str(data_dir)]) == 2
    said = capsys.readouterr().err
    assert f"sedenergy: tables.csv, {table['id'][last]}, column {column}: {message}" in said


@pytest.mark.parametrize(("column", "text"), [("kind", "nonsense"), ("section", "IX-Z")])
def test_a_claim_of_no_kind_or_section(column, text, data_dir, capsys):
    path = data_dir / "published" / "claims.csv"
    claims = read(data_dir, "claims")
    claims.loc[0, column] = text
    claims.to_csv(path, index=False, lineterminator="\n")
    assert main(["lint", "notebooks/gpu_share.py", "--data-dir", str(data_dir)]) == 2
    said = capsys.readouterr().err
    assert f"claims.csv, claim-01, column {column}: {text!r}: expected one of " in said
