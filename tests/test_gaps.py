"""A table that is added half is told what it lacks, in sentences."""

import pandas as pd
import pytest
from conftest import DATA

from sedenergy import ledger, tables
from sedenergy.cli import main
from sedenergy.published import read


def test_no_table_lacks_anything():
    assert ledger.gaps(DATA) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("table-7.2023.psds.median", "table-7 has no function in TABLES of tables.py"),
        ("table-1.2023.segmpauc.median", "segmpauc has no column head in HEADS of columns.py"),
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
    monkeypatch.setitem(tables.TABLES, "table-7", tables.table_1)
    assert ledger.gaps(DATA) == [
        "table-7 has no entry in RESTS_ON of tables.py",
        "table-7 has no printed numbers in data/published/tables.csv",
        "table-7 has no entry in PLACES of ledger.py",
    ]
