"""The environment and the notebooks on their own."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
from conftest import ROOT

LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


def test_everything_is_pinned_with_hashes():
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    pinned = [e for e in entries if not e.startswith("#")]
    assert len(pinned) > 100
    assert all(re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", e) and "--hash=sha256:" in e for e in pinned)
    assert not re.search(r"https?://|file:|--index|--find-links", LOCK)


def test_jupyter_book_is_the_one_that_reads_config_yml():
    assert re.search(r"^jupyter-book==1\.", LOCK, re.MULTILINE)


def test_every_direct_dependency_is_in_the_lock():
    names = re.findall(r"^([\w-]+)", (ROOT / "requirements.in").read_text(), re.MULTILINE)
    locked = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==", LOCK, re.MULTILINE))
    assert set(names) <= locked


def test_a_notebook_runs_by_itself_on_chosen_years(tmp_path):
    """As README says it: jupytext makes the notebook, papermill runs it with parameters."""
    target = tmp_path / "normalization.ipynb"
    scripts = Path(sys.executable).parent
    source = subprocess.run(
        [f"{scripts}/jupytext", "--to", "ipynb", "-o", "-", "normalization.py"],
        cwd=ROOT / "notebooks", capture_output=True, check=True,
    )  # fmt: skip
    subprocess.run(
        [f"{scripts}/papermill", "-", str(target), "-p", "tables_dir", str(tmp_path),
         "-y", "years: [2023]", "--no-progress-bar"],
        input=source.stdout, cwd=ROOT / "notebooks", capture_output=True, check=True,
    )  # fmt: skip
    table = pd.read_csv(tmp_path / "table-3.csv", dtype=str)
    assert list(table["Year"]) == ["2023"]
    assert '"output_type": "error"' not in target.read_text(encoding="utf-8")
