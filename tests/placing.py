"""The cases of ``place_cases.json``: files and words as they are given, and what is then shown.

They know nothing of Python, so that a page that computes the same can be held against them. After
a change that is meant, `.venv/bin/python tests/placing.py` writes anew what is shown: look at the
difference, line by line, before it is kept.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path

from sedenergy.book import placements
from sedenergy.cli import main

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "place_cases.json"
PATHS = ("emissions", "baseline", "test")


def read_cases():
    return json.loads(CASES.read_text(encoding="utf-8"))


def answer(case, folder, *more):
    """Type a case: its status, and what is said to either side, without the command's name."""
    for name, text in case["files"].items():
        (folder / name).write_bytes(text.encode())
    words = []
    for word, text in case["words"].items():
        value = folder / text if word in PATHS else text
        words.append(f"--{word.replace('_', '-')}={value}")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["place", *words, *more, "--data-dir", str(ROOT / "data")])
    return status, out.getvalue(), err.getvalue().removeprefix("sedenergy: ").rstrip("\n")


def as_shown(pairs):
    """Return the lines of the command for pairs of a label and a text."""
    return "".join(f"{label + ':':<44} {text}\n" for label, text in pairs)


def write_cases(cases):
    """Write the cases, a line each of what is shown."""

    def dump(value):
        return json.dumps(value, ensure_ascii=False)

    texts = []
    for case in cases:
        lines = [f'  "{key}": {dump(case[key])}' for key in ("name", "files", "words")]
        if "error" in case:
            lines.append(f'  "error": {dump(case["error"])}')
        else:
            shown = ",\n".join(f"    {dump(pair)}" for pair in case["shown"])
            lines.append(f'  "shown": [\n{shown}\n  ]')
        texts.append("{\n" + ",\n".join(lines) + "\n}")
    CASES.write_text("[\n" + ",\n".join(texts) + "\n]\n", encoding="utf-8")


def renew(cases):
    for case in cases:
        case.pop("shown", None), case.pop("error", None)
        with tempfile.TemporaryDirectory() as folder:
            status, out, error = answer(case, Path(folder))
        pairs = [line.split(": ", 1) for line in out.splitlines()]
        shown = [[label, text.strip()] for label, text in pairs]
        case |= {"error": error} if status else {"shown": shown}
    return cases


if __name__ == "__main__":
    years = placements.load_years(ROOT / "data")
    analysis = placements.Analysis(years)
    placements.load_years, placements.Analysis = (lambda _: years), (lambda _: analysis)
    write_cases(renew(read_cases()))
