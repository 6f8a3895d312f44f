"""Every chapter with a year that the paper does not cover, with years left out, with one system.

The code of the chapters is run as it stands, without a kernel; the trial of the whole command, with
the book built, is `make trial`.
"""

import made_up
import matplotlib as mpl
import myst_nb
import pytest
from conftest import ROOT

from sedenergy import notebooks, report
from sedenergy.cli import main

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
YEARS = {
    "2024 fields": (made_up.results_2024, []),
    "2022 fields": (made_up.results_2022, []),
    "one system": (made_up.results_one, ["--baseline", "none", "--reference-kwh", "0.03"]),
}
CHOSEN = {"all": [], "new alone": [2025], "new and one": [2023, 2025]}


@pytest.fixture
def said(monkeypatch):
    """What a chapter hands to the book."""
    found = {}
    monkeypatch.setattr(report, "glue", lambda name, value, display: found.update({name: value}))
    monkeypatch.setattr(myst_nb, "glue", report.glue)
    mpl.use("agg")
    return found


def execute(notebook, data_dir, years, tables_dir):
    """Run a chapter's code with parameters in place of its own."""
    values = {"__name__": "chapter"}
    for cell in notebooks.read_notebook(notebook).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, notebook.name, "exec"), values)
            if "parameters" in cell.metadata.get("tags", []):
                values.update(data_dir=str(data_dir), years=years, tables_dir=str(tables_dir))


@pytest.mark.parametrize("chosen", CHOSEN)
@pytest.mark.parametrize("kind", YEARS)
def test_every_chapter_takes_the_year(kind, chosen, data_dir, tmp_path, said, capsys):
    make, arguments = YEARS[kind]
    results = make(tmp_path / "results.yaml")
    assert main(["year", "2025", str(results), *arguments, "--data-dir", str(data_dir)]) == 0
    years = CHOSEN[chosen]
    tables = tmp_path / "tables"
    for notebook in NOTEBOOKS:
        said.clear()
        execute(notebook, data_dir, years, tables)
        text = " ".join(str(v) for v in said.values() if not str(v).startswith("<"))
        assert not [w for w in text.replace("(", " ").replace(",", " ").split() if w == "nan"], text
        if years and 2022 not in years and notebook.stem != "what_comes_out":
            assert "2022" not in text, f"{notebook.stem}: {text}"
    if kind == "2024 fields":
        for number in range(1, 7):
            assert "2025" in (tables / f"table-{number}.csv").read_text(encoding="utf-8")
    assert "2025" in (tables / "table-2.csv").read_text(encoding="utf-8")
