"""Change the code that computes, one place at a time, and count what the unit tests notice.

mutmut makes the changes and runs the tests. What no test notices is looked up in
``survivors.csv``, which says of such a change why it changes nothing; the others are shown, for
someone to write a test or a reason. Exit status 1: too few are noticed.
"""

from __future__ import annotations

import ast
import csv
import difflib
import json
import shutil
import subprocess
import sys
from functools import cache
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
    return int(share < LEAST)


def changed(name: str) -> tuple[str, str, str]:
    """Return the function of a change, the line that was there, and the one in its place."""
    module, _, mutant = name.rpartition(".")
    path = BUILD / "mutants" / "src" / f"{module.replace('.', '/')}.py"
    original = f"{mutant.rpartition('__mutmut_')[0]}__mutmut_orig"
    found = functions(path)
    old, new = (found[key].replace(key, "").split("\n") for key in (original, mutant))
    lines = list(difflib.unified_diff(old, new, n=0))[2:]
    removed, added = (" ".join(x[1:].strip() for x in lines if x[0] == s) for s in "-+")
    function = mutant.rpartition("__mutmut_")[0].removeprefix("x_").replace("xǁ", "")
    return f"{module}.{function.replace('ǁ', '.')}", removed, added


@cache
def functions(path: Path) -> dict[str, str]:
    """Return the text of each function of a file by its name."""
    text = path.read_text("utf-8")
    lines = text.split("\n")
    return {
        node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    }


if __name__ == "__main__":
    sys.exit(main())
