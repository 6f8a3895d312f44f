"""Change the code that computes, one place at a time, and count what the unit tests notice.

mutmut makes the changes and runs the tests. What no test notices is held against
``survivors.csv``, which says of each such change why it changes nothing. Exit status 1: too few
are noticed, or one that is not listed was not.
"""

from __future__ import annotations

import ast
import csv
import difflib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "_build" / "mutation"
SURVIVORS = Path(__file__).with_name("survivors.csv")
LEAST = 90.0


def main() -> int:
    """Run mutmut in a copy and say what it found."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    for name in ("src", "tests", "data", "notebooks", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, BUILD / name)
    done = subprocess.run([Path(sys.executable).with_name("mutmut"), "run"], cwd=BUILD, check=False)
    if done.returncode:
        return done.returncode
    codes = {
        name: code
        for path in sorted(BUILD.glob("mutants/src/**/*.meta"))
        for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items()
    }
    # 0: every test passed; 33: no test reaches the place.
    survivors = [name for name, code in codes.items() if code in (0, 33)]
    noticed = len(codes) - len(survivors)
    share = 100 * noticed / max(1, len(codes))
    with SURVIVORS.open(encoding="utf-8", newline="") as file:
        known = {(row["function"], row["was"], row["is"]) for row in csv.DictReader(file)}
    unlisted = [change for name in survivors for change in [changed(name)] if change not in known]
    with (BUILD / "unlisted.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("function", "was", "is"), *unlisted])
    print(f"\n{noticed} of {len(codes)} changes were noticed ({share:.1f} %)")
    print(f"{len(survivors)} were not; {len(unlisted)} of them without a reason in survivors.csv")
    for function, was, now in unlisted:
        print(f"  {function}\n    - {was}\n    + {now}")
    return int(share < LEAST or bool(unlisted))


def changed(name: str) -> tuple[str, str, str]:
    """Return the function of a change, the line that was there, and the one in its place."""
    module, _, mutant = name.rpartition(".")
    path = BUILD / "mutants" / "src" / f"{module.replace('.', '/')}.py"
    original = f"{mutant.rpartition('__mutmut_')[0]}__mutmut_orig"
    source = path.read_text("utf-8")
    found = dict(functions(ast.parse(source), source))
    old, new = (found[key].split("\n")[1:] for key in (original, mutant))
    lines = [x for x in difflib.ndiff(old, new) if x[:2] in ("- ", "+ ")]
    removed, added = (" ".join(x[2:].strip() for x in lines if x[0] == s) for s in "-+")
    function = mutant.rpartition("__mutmut_")[0].removeprefix("x_").replace("xǁ", "")
    return f"{module}.{function.replace('ǁ', '.')}", removed, added


def functions(tree: ast.AST, source: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.get_source_segment(source, node) or ""


if __name__ == "__main__":
    sys.exit(main())
