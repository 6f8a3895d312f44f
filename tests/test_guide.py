"""What CONTRIBUTING.md says to type, typed: its blocks are put where it says, in a copy."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = {
    section: [re.sub(r"^   ", "", block, flags=re.MULTILINE) for block in re.findall(
        r"^   `{3,4}(?:python|text)\n(.+?)^   `{3,4}$", text, re.DOTALL | re.MULTILINE)]
    for section, text in re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
}  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """A copy of what the guide changes."""
    for folder in ("src", "notebooks", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def put(path, text, before):
    """Put text before the first place of another one."""
    old = path.read_text(encoding="utf-8")
    assert before in old
    path.write_text(old.replace(before, f"{text}\n{before}", 1), encoding="utf-8")


def add(path, text):
    """Put text at the end."""
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def run(project, *arguments, check=True):
    """Run Python with the copy's package."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True,
        check=check, env={**os.environ, "PYTHONPATH": str(project / "src")},
    )  # fmt: skip


@pytest.mark.no_cover
def test_a_table_a_figure_a_claim_and_a_chapter_are_added_as_the_guide_says(project):
    package, published = project / "src" / "sedenergy", project / "data" / "published"
    function, row, cells, entries = BLOCKS["Add a table"]
    place = re.search(r'\("gpu_share", "III-C"\)', GUIDE)[0]
    put(package / "tables.py", f"{function}\n", "TABLES: dict")
    put(package / "tables.py", '    "table-7": table_7,', "}\n\n\nRESTS_ON")
    put(package / "tables.py", '    "table-7": "valid",', '}\n"""The last step')
    put(package / "ledger.py", f'    "table-7": {place},', '    "figure-1": (')
    add(published / "tables.csv", row.splitlines()[1] + "\n")
    chapter = project / "notebooks" / "gpu_share.py"
    put(chapter, f"{cells}\n", "# %% [markdown]\n# ## Checked")
    put(project / "notebooks" / "what_comes_out.py", f"{entries}#", "# ### Figure 1")

    function, cells = BLOCKS["Add a figure"]
    add(package / "plots.py", f"\n\n{function}")
    put(chapter, f"{cells}\n", "# %% [markdown]\n# ## Checked")

    row, function = BLOCKS["Add a claim"]
    add(published / "claims.csv", row)
    add(package / "claims.py", f"\n\n{function}")

    (project / "notebooks" / "scores.py").write_text(BLOCKS["Add a chapter"][0], encoding="utf-8")

    notebooks = sorted(map(str, (project / "notebooks").glob("*.py")))
    written = [[name, "--write"] for name in ("deviations", "verdicts", "datapackage")]
    commands = [*written, ["lint", *notebooks]]
    call = f"from sedenergy.cli import main\nassert not any(map(main, {commands!r}))"
    assert not run(project, "-c", call).stderr
    assert "claim-81,holds\n" in (published / "verdicts.csv").read_text(encoding="utf-8")
    assert "table-7" not in (published / "deviations.csv").read_text(encoding="utf-8")

    # A chapter can be run on years of which it shows none.
    run(project, "-c", "from sedenergy import plots; plots.scores({}, 6.5)")
    # The number comes out as it stands in the guide; of another one nbval names the cell.
    text = (published / "tables.csv").read_text(encoding="utf-8")
    (published / "tables.csv").write_text(text.replace(",psds,median,0.49", ",psds,median,0.50"))
    run(project, "-m", "sedenergy.cli", "expected", str(chapter))
    shutil.copy(ROOT / "notebooks" / "nbval.ini", project)
    said = run(
        project, "-m", "pytest", "-c", "nbval.ini", "--rootdir", "_build/expected", "--nbval-lax",
        "-p", "no:cacheprovider", "_build/expected", check=False,
    ).stdout  # fmt: skip
    assert re.search(r"gpu_share\.ipynb::Cell \d+", said), said
    assert 'check.held("table-7"' in said
    assert re.search(r"\b1 failed, \d+ passed", said), said
