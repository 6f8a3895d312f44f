"""What differs from build to build, in files of its own: the status and the speed of a build.

Each is a script that hands its content to ``book/_static/measured.js``: a page opened from a disk
may not read other files, but it may run them.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sedenergy.errors import DataError
from sedenergy.files import write_whole

FOLDER = "measured"
"""Below ``_build/html``; the only folder there that two builds of one commit need not share."""

PACKAGES = ("jupyter-book", "sphinx", "jupytext", "papermill", "nbval", "pandas", "numpy",
            "matplotlib", "seaborn", "pandera")  # fmt: skip
"""Whose versions the status page names."""


def write(root: Path, build: Path) -> None:
    """Write ``html/measured/status.js`` and ``speed.js`` of a build.

    Parameters
    ----------
    root : Path
        The project.
    build : Path
        With ``times/`` and, where ``make bench`` has run, ``bench.json``.
    """
    for name, content in (("status", status(root, build)), ("speed", speed(build))):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_whole(build / "html" / FOLDER / f"{name}.js", f'sedMeasured("{name}", {text});\n')


def status(root: Path, build: Path) -> dict[str, object]:
    """Return what the status page shows.

    Returns
    -------
    dict
        ``tables``: chapters and their seconds, what the book was built from, versions.
    """
    times = [json.loads(p.read_text("utf-8")) for p in sorted((build / "times").glob("*.json"))]
    chapters = [[t["chapter"], f"{t['seconds']:.1f}"] for t in times]
    commit = _git(root, "log", "-1", "--format=%h of %cs")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    if commit and changed:
        commit += ", with changes that are not committed"
    data = _git(root, "log", "-1", "--format=%cs", "--", "data/submissions", "data/years.toml")
    unknown = "not known: no git history here"
    built = [
        ["Commit", commit or unknown],
        ["Data last changed", data or unknown],
        ["Built", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"],
        ["Machine", machine()],
    ]
    versions = [["Python", platform.python_version()], *([p, _version(p)] for p in PACKAGES)]
    return {
        "tables": [
            {"caption": "This copy", "head": ["What", "Which"], "rows": built},
            {
                "caption": "Execution of the chapters, side by side, each with the start and stop "
                "of its kernel",
                "head": ["Chapter", "Seconds"],
                "classes": ["", "sed-number"],
                "rows": chapters,
            },
            {"caption": "Versions", "head": ["Package", "Version"], "rows": versions},
        ]
    }


def speed(build: Path) -> dict[str, object]:
    """Return what the speed page shows of ``bench.json``.

    Raises
    ------
    DataError
        The file is there and is not what ``make bench`` writes.
    """
    path = build / "bench.json"
    if not path.is_file():
        return {"text": ["Not measured yet on this machine: make bench."]}
    try:
        bench = json.loads(path.read_text("utf-8"))
        results = [result for result in bench["results"] if "size" not in result]
        rows = [bench_row(result) for result in results]
        verdicts = [f"verdict-{result['verdict'] or 'none'}" for result in results]
        remarks = [[result["what"], result["remark"]] for result in results if result["remark"]]
        sizes = [r["size"] for r in bench["results"] if "size" in r]
        text = f"Measured on {bench['date']} at commit {bench['commit']}, on {bench['machine']}."
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("expected what `make bench` writes; run it again", file=path) from error
    number = "sed-number"
    return {
        "text": [text],
        "tables": [
            {
                "caption": "What was measured, against its target",
                "head": ["What", "Measured", "Verdict", "Target", "Against"],
                "classes": ["", number, "sed-verdict", "", ""],
                "row_classes": verdicts,
                "rows": rows,
            },
            {
                "caption": "Growth: time, and the most memory that was used, the data with it",
                "head": ["Systems", "Tables (s)", "Tables (GB)", "Ledger (s)", "Ledger (GB)"],
                "classes": [number] * 5,
                "rows": sizes,
            },
        ],
        "notes": {"caption": "What the figures hold", "rows": remarks},
    }


def bench_row(result: Mapping[str, str]) -> list[str]:
    """Return a line of the table of measurements, as the page and ``make bench`` show it."""
    return [result[k] for k in ("what", "measured", "verdict", "target", "against")]


def machine() -> str:
    """Say what the machine is: processor, cores, memory, system and Python."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), name)
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        name += f", {memory:.0f} GB"
    except (OSError, ValueError, AttributeError):
        pass  # Windows and macOS tell it otherwise; the processor's name is enough
    cores = os.cpu_count() or 1
    return f"{name}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout.strip()
