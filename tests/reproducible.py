"""Builds of one commit, in several folders, have to give the same bytes: `make reproducible`.

The first is made from nothing, the second where something else had been built before, and one more
with each other Python of 3.11 to 3.13 that the machine has. What is measured (the figures of the
status and speed pages) is the one exception.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from trial import ROOT, copy, environment, git, make

MEASURED = "measured"
"""The only exception: the figures of the status and speed pages."""

COMPARED = ("tables", "notebooks", "html")

PYTHONS = ("3.11", "3.12", "3.13")
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"

ELSE: tuple[dict[str, tuple[str, str]], ...] = (
    {
        "_toc.yml": ("speed\n      - file: references", "references\n      - file: other"),
        "book/other.md": ("", "# Other\n\n{download}`tables/table-1.csv`\n"),
        "book/status.md": (" and on [](speed.md)", ""),
        "book/_static/sedenergy.css": ("#1b1c1d", "#000000"),
        "book/add_a_year.md": ("# ", "# Or: "),
        "data/years.toml": ("reference_train_kwh = 0.032", "reference_train_kwh = 0.033"),
        "notebooks/gpu_share.py": ("# # ", "# # Or: "),
        "src/sedenergy/columns.py": ("(kWh)", "(in kWh)"),
    },
    {"notebooks/energy_caps.py": ("answer_caps=", 'answer_caps="Or: " + ')},
    {"book/check.md": ("A cause is computed, too.", "A cause is.")},
)
"""What other states have instead of what, or in a new file: first what every page shows, then what
one or two pages do."""


def main() -> int:
    """Build and compare; name the first file and line that differ."""
    others = interpreters()
    builds: dict[str, Callable[[Path], None]] = {
        "where something else had been built": after_something_else,
        **{f"with Python {v}": partial(with_python, v, path) for v, path in others.items()},
    }
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "one")
        make(project, "book")
        whole = files(project / "_build")
        for number, (how, build) in enumerate(builds.items()):
            project = copy(Path(folder) / "another" / str(number))
            build(project)
            if found := difference(whole, files(project / "_build")):
                print(f"reproducible: built {how}, {found}")
                return 1
            print(f"reproducible: {len(whole)} files are equal, byte for byte, {how}", flush=True)
    if missing := set(PYTHONS) - {OWN, *others}:
        print(f"reproducible: not tried, for it is not here: Python {', '.join(sorted(missing))}")
    return 0


def after_something_else(project: Path) -> None:
    """Build other states of the project, and the project itself after each."""
    for changes in ELSE:
        for name, (old, new) in changes.items():
            path = project / name
            text = path.read_text(encoding="utf-8") if old else ""
            assert old in text, f"{name} no longer has {old!r}"
            path.write_text(text.replace(old, new) if old else new, encoding="utf-8")
        make(project, "book")
        git(project, "checkout", "--quiet", ".")
        git(project, "clean", "--quiet", "--force")
        make(project, "book")


def with_python(version: str, python: str, project: Path) -> None:
    """Build with another Python, in an environment that stays for the next time."""
    venv = ROOT / f".venv-{version}"
    call = ["make", "--silent", "setup", f"VENV={venv.name}", f"PYTHON={python}"]
    run = subprocess.run(
        call, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(f"{' '.join(call)} failed\n{run.stdout}\n{run.stderr}")
    make(project, "book", venv=venv)


def interpreters() -> dict[str, str]:
    """Return the other supported Pythons of the machine: the path of each by its version.

    Those on the PATH that run, and what pyenv has, whose commands do not run for each.
    """
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = {}
    for version in PYTHONS:
        name = f"python{version}"
        for path in (name, *map(str, sorted(root.glob(f"versions/{version}.*/bin/{name}")))):
            if version != OWN and version not in found and runs(path):
                found[version] = path
    return found


def runs(python: str) -> bool:
    """Tell whether this starts a Python."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def difference(first: dict[str, bytes], second: dict[str, bytes]) -> str:
    """Name the first file in which two builds differ, and where; empty where none does."""
    for name in sorted(set(first) | set(second)):
        if first.get(name) != second.get(name):
            return f"{name} differs {place(first.get(name), second.get(name))}"
    return ""


def files(build: Path) -> dict[str, bytes]:
    """Return what is compared, by its path: all that a reader or another program uses."""
    found = [
        p
        for folder in COMPARED
        for p in (build / folder).rglob("*")
        if p.is_file() and p.parent != build / "html" / MEASURED
    ]
    singles = [build / "ledger.csv", build / "codecheck.yml"]
    return {p.relative_to(build).as_posix(): p.read_bytes() for p in [*found, *singles]}


def place(one: bytes | None, two: bytes | None) -> str:
    """Say where two files part."""
    if one is None or two is None:
        return "(it is in one build only)"
    lines = zip_longest(one.splitlines(), two.splitlines(), fillvalue=b"")
    parting = ((i, a, b) for i, (a, b) in enumerate(lines, start=1) if a != b)
    number, a, b = next(parting, (0, b"", b""))
    if not number:
        return "in its last line end"
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    cut = slice(max(0, start - 40), start + 40)
    return f"in line {number}: {a[cut]!r} and {b[cut]!r}"


if __name__ == "__main__":
    sys.exit(main())
