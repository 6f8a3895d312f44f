"""Every chapter with a year that the paper does not cover, with years left out, with one system.

The code of the chapters is run as it stands, without a kernel; the trial of the whole command, with
the book built, is `make trial`.
"""

import made_up
import matplotlib as mpl
import myst_nb
import pytest
from conftest import DATA, ROOT, copy_of_papers_data

from sedenergy import notebooks, report, svg
from sedenergy.cli import main
from sedenergy.normalization import derive
from sedenergy.published import printed_numbers
from sedenergy.submissions import load
from sedenergy.variants import quantity_of

PRINTED = printed_numbers(DATA)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
YEARS = {
    "2024 fields": (made_up.results_2024, []),
    "2022 fields": (made_up.results_2022, []),
    "one system": (made_up.results_one, ["--baseline", "none", "--reference-kwh", "0.03"]),
}
CHOSEN = {"all": [], "new alone": [2025], "new and one": [2023, 2025]}
TRIED = [
    ("2024 fields", "all"),
    ("2022 fields", "new alone"),
    ("one system", "new alone"),
    *(
        pytest.param(kind, chosen, marks=pytest.mark.no_cover)
        for kind, chosen in (
            ("2024 fields", "new alone"), ("2024 fields", "new and one"),
            ("2022 fields", "all"), ("one system", "all"),
        )
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def with_year(tmp_path_factory):
    """A copy of the data with a made-up year taken in, one a kind."""
    made = {}

    def take_in(kind):
        if kind not in made:
            folder = tmp_path_factory.mktemp("year")
            copy_of_papers_data(folder / "data")
            make, arguments = YEARS[kind]
            results = str(make(folder / "results.yaml"))
            command = ["year", "2025", results, *arguments, "--data-dir", str(folder / "data")]
            assert main(command) == 0
            made[kind] = folder / "data"
        return made[kind]

    return take_in


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


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("kind", "chosen"), TRIED)
def test_every_chapter_takes_the_year(
    kind, chosen, notebook, with_year, tmp_path, said, monkeypatch, capsys
):
    if notebook.stem == "what_comes_out" and kind != "2024 fields":
        return  # it shows the years of the paper alone, whatever the other year is
    if chosen != "new alone" and notebook.stem != "gpu_share":
        # Drawn, and not written: what can go wrong in that is few systems, and names on an axis.
        monkeypatch.setattr(svg, "markup", lambda *_: "<svg ></svg>")
    years, tables = CHOSEN[chosen], tmp_path / "tables"
    execute(notebook, with_year(kind), years, tables)
    text = " ".join(str(v) for v in said.values() if not str(v).startswith("<"))
    assert not [w for w in text.replace("(", " ").replace(",", " ").split() if w == "nan"], text
    if years and 2022 not in years and notebook.stem != "what_comes_out":
        assert "2022" not in text, f"{notebook.stem}: {text}"
    written = {path.stem: path.read_text(encoding="utf-8") for path in tables.glob("table-?.csv")}
    checked = notebooks.subjects_of(notebooks.read_notebook(notebook))
    assert set(written) == {subject for subject in checked if subject.startswith("table")}
    figures = derive(load(with_year(kind), [2025])[2025]).notna().any()
    for name, table in written.items():
        made_of = {quantity_of(key) for key in PRINTED if key.startswith(f"{name}.")}
        if figures[sorted(made_of)].all() and (kind == "2024 fields" or name == "table-2"):
            assert "2025" in table, f"{name} does not show the year, which has its figures"
