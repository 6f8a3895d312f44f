"""Two builds of one commit, in two folders, have to give the same bytes: `make reproducible`.

What is measured (the status and the speed page's figures) is the one exception.
"""

from __future__ import annotations

import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from trial import copy, make

MEASURED = "measured"
"""The only exception: the figures of the status and speed pages."""

COMPARED = ("tables", "notebooks", "html")


def main() -> int:
    """Build twice and compare; name the first file and line that differ."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        builds = []
        for folder in (one, two):
            project = copy(Path(folder) / "project")
            make(project, "book")
            builds.append(files(project / "_build"))
    if found := difference(*builds):
        print(f"reproducible: {found}")
        return 1
    print(f"reproducible: {len(builds[0])} files are equal, byte for byte")
    return 0


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
