"""What CONTRIBUTING.md says to type, typed: its blocks are put where it says, in a copy."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

from sedenergy.claims import CLAIMS
from sedenergy.tables import TABLES

# With numbers that are free, also where the guide has been followed.
TABLE, CLAIM = f"table-{len(TABLES) + 1}", f"claim-{len(CLAIMS) + 1}"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
for example, free in (("table-7", TABLE), ("claim-81", CLAIM)):
    GUIDE = GUIDE.replace(example, free).replace(example.replace("-", "_"), free.replace("-", "_"))
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
    done = subprocess.run(
        [sys.executable, *arguments], cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(project / "src")},
    )  # fmt: skip
    assert not (check and done.returncode), done.stdout + done.stderr
    return done


@pytest.mark.no_cover
def test_a_table_a_figure_a_claim_and_a_chapter_are_added_as_the_guide_says(project):
    package, published = project / "src" / "sedenergy", project / "data" / "published"
    function, row, cells, entries = BLOCKS["Add a table"]
    place = re.search(r'\("gpu_share", "III-C"\)', GUIDE)[0]
    put(package / "tables.py", f"{function}\n", "TABLES: dict")
    name = TABLE.replace("-", "_")
    put(package / "tables.py", f'    "{TABLE}": {name},', "}\n\n\nRESTS_ON")
    put(package / "tables.py", f'    "{TABLE}": "valid",', '}\n"""The last step')
    put(package / "ledger.py", f'    "{TABLE}": {place},', '    "figure-1": (')
    row = row.splitlines()[1]
    add(published / "tables.csv", f"{row}\n")
    chapter = project / "notebooks" / "gpu_share.py"
    put(chapter, f"{cells}\n", "# %% [markdown]\n# ## Checked")
    put(project / "notebooks" / "what_comes_out.py", f"{entries}#", "# ### Figure 1")

    function, cells = BLOCKS["Add a figure"]
    add(package / "plots.py", f"\n\n{function}")
    put(chapter, f"{cells}\n", "# %% [markdown]\n# ## Checked")

    claim, function = BLOCKS["Add a claim"]
    add(published / "claims.csv", claim)
    add(package / "claims.py", f"\n\n{function}")

    (project / "notebooks" / "scores.py").write_text(BLOCKS["Add a chapter"][0], encoding="utf-8")

    notebooks = sorted(map(str, (project / "notebooks").glob("*.py")))
    written = [[name, "--write"] for name in ("deviations", "verdicts", "datapackage")]
    commands = [*written, ["lint", *notebooks]]
    call = f"from sedenergy.cli import main\nassert not any(map(main, {commands!r}))"
    assert not run(project, "-c", call).stderr
    assert f"{CLAIM},holds\n" in (published / "verdicts.csv").read_text(encoding="utf-8")
    assert TABLE not in (published / "deviations.csv").read_text(encoding="utf-8")

    # A chapter can be run on years of which it shows none.
    run(project, "-c", "from sedenergy import plots; plots.scores({}, 6.5)")
    # The number comes out as it stands in the guide; of another one nbval names the cell.
    text = (published / "tables.csv").read_text(encoding="utf-8")
    text = text.replace(row, row.replace(",0.49,", ",0.50,"))
    (published / "tables.csv").write_text(text, encoding="utf-8")
    run(project, "-m", "sedenergy.cli", "expected", str(chapter))
    shutil.copy(ROOT / "notebooks" / "nbval.ini", project)
    said = run(
        project, "-m", "pytest", "-c", "nbval.ini", "--rootdir", "_build/expected", "--nbval-lax",
        "-p", "no:cacheprovider", "_build/expected", check=False,
    ).stdout  # fmt: skip
    assert re.search(r"gpu_share\.ipynb::Cell \d+", said), said
    assert f'check.held("{TABLE}"' in said
    assert re.search(r"\b1 failed, \d+ passed", said), said
