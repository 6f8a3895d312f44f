"""Every chapter with a year that the paper does not cover, with years left out, with one system.

The code of the chapters is run as it stands, without a kernel.
"""

import jupytext
import made_up
import matplotlib as mpl
import pytest
from conftest import DATA, ROOT, copy_of_papers_data

from sedenergy.analysis.normalization import derive
from sedenergy.book import page as pages
from sedenergy.book import svg
from sedenergy.printed.record import Printed
from sedenergy.submissions.intake import take_in
from sedenergy.submissions.years import load_years

PRINTED = Printed(DATA)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
YEARS = {
    "2024 fields": (made_up.results_2024, {}),
    "2022 fields": (made_up.results_2022, {}),
    "one system": (made_up.results_one, {"baselines": ["none"], "reference_kwh": 0.03}),
}
CHOSEN = {"all": [], "new alone": 2025, "new and one": "[2023, 2025]"}
TRIED = [("2024 fields", "all"), ("2022 fields", "new alone"), ("one system", "new alone")]
MORE = [("2024 fields", "new alone"), ("2024 fields", "new and one"), ("2022 fields", "all")]
TRIED += [pytest.param(*pair, marks=pytest.mark.slow) for pair in [*MORE, ("one system", "all")]]


@pytest.fixture(scope="module")
def with_year(tmp_path_factory):
    """A copy of the data with a made-up year taken in, one a kind."""
    made = {}

    def take_in_once(kind):
        if kind not in made:
            folder = tmp_path_factory.mktemp("year")
            made[kind] = copy_of_papers_data(folder / "data")
            make, facts = YEARS[kind]
            take_in(made[kind], 2025, make(folder / "results.yaml"), **facts)
        return made[kind]

    return take_in_once


@pytest.fixture
def said(monkeypatch):
    """What a chapter hands to its page, but for the figures: those are drawn and not written."""
    found = {}
    monkeypatch.setattr(pages, "glue", lambda name, value, display: found.update({name: value}))
    monkeypatch.setattr(svg, "draw_markup", lambda *_: "<svg ></svg>")
    mpl.use("agg")
    return found


def execute(notebook, **parameters):
    """Run a chapter's code with parameters in place of its own."""
    values = {"__name__": "chapter"}
    for cell in jupytext.read(notebook).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, notebook.name, "exec"), values)
            if "parameters" in cell.metadata.get("tags", []):
                values.update(parameters)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("kind", "chosen"), TRIED)
def test_every_chapter_takes_the_year(kind, chosen, notebook, with_year, tmp_path, said):
    if notebook.stem == "what_comes_out" and kind != "2024 fields":
        return  # it shows the years of the paper alone, whatever the other year is
    data_dir, years = with_year(kind), CHOSEN[chosen]
    execute(notebook, data_dir=str(data_dir), years=years, tables_dir=str(tmp_path))
    text = " ".join(str(value) for value in said.values() if not str(value).startswith("<"))
    assert "nan" not in text.replace("(", " ").replace(",", " ").split(), text
    if years and notebook.stem != "what_comes_out":
        assert "2022" not in text, text
    shown = derive(load_years(data_dir, [2025])[2025]).notna().any()
    for path in tmp_path.glob("table-?.csv"):
        keys = [key for key in PRINTED.numbers if key.table == path.stem]
        has_all = all(shown[key.measured] and shown[key.quantity] for key in keys)
        if has_all and (kind == "2024 fields" or path.stem == "table-2"):
            assert "2025" in path.read_text(encoding="utf-8"), path.stem
