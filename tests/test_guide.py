"""What CONTRIBUTING.md says to type, typed: its blocks are put where it says, in a copy."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

from sedenergy.analysis.tables import TABLES
from sedenergy.claims import CLAIMS

# With numbers that are free, also where the guide has been followed.
TABLE, CLAIM = f"table-{len(TABLES) + 1}", f"claim-{max(CLAIMS).number + 1}"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
for example, free in (("table-7", TABLE), ("claim-85", CLAIM)):
    GUIDE = GUIDE.replace(example, free).replace(example.replace("-", "_"), free.replace("-", "_"))

CHECKED = "# %% [markdown]\n# ## Checked"
GPU = "notebooks/gpu_share.py"
PLACES = {
    "Add a table": {
        "src/sedenergy/analysis/tables.py": '    )\n}\n"""Every table by its name."""',
        "data/published/tables.csv": "",
        GPU: CHECKED,
    },
    "Add a figure": {"src/sedenergy/book/drawings/distributions.py": "", GPU: CHECKED},
    "Add a claim": {"data/published/claims.csv": "", "src/sedenergy/claims/gpu_share.py": ""},
    "Add a decision": {
        "src/sedenergy/analysis/method.py": "    rounding: Literal[",
        "src/sedenergy/analysis/selection.py": '    valid = leave_out(valid, "valid"',
        "src/sedenergy/analysis/decisions.py": ')\n"""Every decision',
    },
}
"""Where each block of a section goes, in their order: before this text, or at the end."""


def blocks_of(section):
    text = re.search(rf"^## {section}\n(.+?)(?=^## )", GUIDE, re.DOTALL | re.MULTILINE)[1]
    found = re.findall(
        r"^   `{3,4}(?:python|text)\n(.+?)^   `{3,4}$", text, re.DOTALL | re.MULTILINE
    )
    return [re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in found]


def put(path, block, before):
    old = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        block += "\n" if block.startswith("# %%") else ""
        block = block if before else f"\n\n{block}"
    start = old.index(before) if before else len(old)
    path.write_text(old[:start] + block + old[start:], encoding="utf-8", newline="")


def run(project, *arguments, check=True):
    """Run Python with the copy's package."""
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, env=environment
    )
    assert not (check and done.returncode), done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_guide_holds(tmp_path):
    for folder in ("src", "notebooks", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for section, places in PLACES.items():
        for (name, before), block in zip(places.items(), blocks_of(section), strict=True):
            put(tmp_path / name, block, before)
    title, own = blocks_of("Add a chapter")
    chapter = (ROOT / "notebooks" / "energy_caps.py").read_text(encoding="utf-8")
    header, opening = chapter[: chapter.index("# %%")], chapter[chapter.index("# %% tags") :]
    opening = opening[: opening.index('# %% tags=["hide-cell"]')]
    parts = [header, title, "\n", opening, own, "\n", chapter[chapter.index(CHECKED) :]]
    scores = tmp_path / "notebooks" / "scores.py"
    scores.write_text("".join(parts), encoding="utf-8")

    notebooks = sorted(map(str, (tmp_path / "notebooks").glob("*.py")))
    written = [[name, "--write"] for name in ("deviations", "verdicts", "datapackage")]
    call = "from sedenergy.cli import main\nassert not any(map(main, {!r}))"
    run(tmp_path, "-c", call.format([*written, ["lint", *notebooks]]))
    published = tmp_path / "data" / "published"
    assert f"{CLAIM},holds\n" in (published / "verdicts.csv").read_text(encoding="utf-8")
    assert TABLE not in (published / "deviations.csv").read_text(encoding="utf-8")

    # The number comes out as it stands in the guide; of another one nbval names the cell.
    text = (published / "tables.csv").read_text(encoding="utf-8")
    (published / "tables.csv").write_text(
        text.replace(",0.49,0.49,", ",0.50,0.5,"), encoding="utf-8"
    )
    run(tmp_path, "-c", call.format([["expected", str(tmp_path / GPU), str(scores)]]))
    shutil.copy(ROOT / "notebooks" / "nbval.ini", tmp_path)
    nbval = ["-m", "pytest", "-c", "nbval.ini", "--rootdir", "_build/expected", "--nbval-lax"]
    said = run(tmp_path, *nbval, "_build/expected", check=False)
    assert re.search(r"gpu_share\.ipynb::Cell \d+", said), said
    assert f'paper.check("{TABLE}")' in said
    assert re.search(r"\b1 failed, \d+ passed", said), said


@pytest.mark.parametrize(
    ("section", "files"),
    [("Add a table", 3), ("Add a figure", 2), ("Add a claim", 2), ("Add a decision", 3)],
)
def test_each_way_touches_few_files(section, files):
    assert len(PLACES[section]) == len(blocks_of(section)) == files


def test_the_page_of_the_package_names_every_module():
    text = (ROOT / "book" / "api.rst").read_text(encoding="utf-8")
    source = ROOT / "src"
    modules = {".".join(p.relative_to(source).with_suffix("").parts) for p in source.rglob("*.py")}
    modules = {name for name in modules if not name.endswith("__init__")}
    assert modules <= set(re.findall(r"^\.\. automodule:: (\S+)$", text, re.MULTILINE))
