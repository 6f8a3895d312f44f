"""The rules that a notebook obeys, and what nbval is given to compare."""

import jupytext
import nbformat
import pytest
from conftest import DATA, ROOT

from sedenergy.book.notebooks import problems_of, read_notebook, write_expected
from sedenergy.errors import DataError

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
GPU = ROOT / "notebooks" / "gpu_share.py"


def changed(tmp_path, *changes):
    """Write the GPU chapter with texts replaced."""
    text = GPU.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "gpu_share.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_own_notebooks_are_right():
    assert problems_of(NOTEBOOKS) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: python3", "name: other", "expected a kernelspec with display_name, language"),
        ("# # The GPU", "# The GPU", "expected a title in the first cell"),
        ('tags=["parameters"]', 'tags=["hide-cell"]', "expected one parameters cell with years"),
        ("years = []", "year = []", "expected one parameters cell with years and data_dir"),
        ("nbval-check-output", "nbval-check-outputs", "has the tag 'nbval-check-outputs'"),
        ('["nbval-check-output"]', '["hide-cell"]', "calls paper.check without the tag"),
        ('print(paper.check("table-5"))', "print(5)", "and has 0 calls of paper.check, not 1"),
        ('check("table-5")', 'check("table-9")', "checks 'table-9'; there are data, claims"),
        ('print(paper.check("data"))', "print(5)", "no check cell for the data"),
        ("paper, page = open", "\n" * 12 + "paper, page = open", "has 15 lines of code"),
        (
            "paper, page = open",
            "def f():\n    pass\npaper, page = open",
            "defines f, which belongs",
        ),
        ("paper, page = open", "class F: pass\npaper, page = open", "defines F, which belongs"),
    ],
)
def test_what_breaks_a_rule_is_named(old, new, problem, tmp_path):
    if "15 lines" in problem:  # which are allowed; one more is not
        assert not [p for p in problems_of([changed(tmp_path, (old, new))]) if "lines of" in p]
        new, problem = f"\n{new}", "has 16 lines of code; expected at most 15"
    path = changed(tmp_path, (old, new))
    found = [p for p in problems_of([path]) if p.startswith("gpu_share.py: ")]
    assert any(problem in p for p in found), found
    with pytest.raises(DataError, match=r"gpu_share\.py: "):
        write_expected(path, tmp_path / "out", DATA)


def test_each_subject_is_checked_in_one_notebook(tmp_path):
    copy = tmp_path / "copy.py"
    copy.write_bytes(GPU.read_bytes())
    problems = problems_of([*NOTEBOOKS, copy])
    assert "table-5 is checked in gpu_share.py, copy.py; expected one" in problems
    assert all(problem.endswith("gpu_share.py, copy.py; expected one") for problem in problems)
    missing = problems_of([GPU])
    assert "table-1 is checked in no notebook; expected one" in missing
    assert not [problem for problem in missing if problem.startswith(("table-5", "data"))]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_what_is_no_notebook_is_one_sentence(content, tmp_path):
    path = tmp_path / "a.py"
    if content:
        path.write_bytes(content)
    with pytest.raises(DataError, match=r"^a\.py: expected a py:percent notebook$"):
        read_notebook(path)


def test_check_cells_are_folded_in_the_book():
    cells = read_notebook(GPU).cells
    checks = [c for c in cells if "nbval-check-output" in c.metadata.get("tags", [])]
    assert checks[0].source == 'print(paper.check("table-5"))'
    assert checks[-1].source == 'print(paper.check("data"))'
    for cell in checks:
        assert cell.metadata["tags"] == ["hide-cell", "nbval-check-output"]
        assert cell.metadata["mystnb"]["code_prompt_show"] == "Show the check against print"
    assert read_notebook(GPU).cells == cells
    assert [c for c in jupytext.read(GPU).cells if c.metadata.get("mystnb")] == []


def test_the_stored_output_is_what_the_paper_printed(tmp_path):
    path = write_expected(GPU, tmp_path, DATA)
    cells = nbformat.read(path, 4).cells
    # nbval takes output without a number of execution for a mistake.
    stored = {c.source: c.outputs[0]["text"] for c in cells if c.get("execution_count") == 1}
    assert {'print(paper.check("table-5"))', 'print(paper.check("data"))'} <= set(stored)
    # Table V, 2024: the mean of the GPU's share in training.
    assert "53%" in stored['print(paper.check("table-5"))']
    assert f'data_dir = "{DATA.resolve()}"' in "\n".join(c.source for c in cells)
