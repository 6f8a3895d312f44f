"""Say what share of the package's branches the tests reached, and fail below the least.

pytest-cov fails on lines and branches taken together; here the branches alone count.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

LEAST = 95.0


def main() -> int:
    """Read what the last run of the tests measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        call = [
            sys.executable,
            "-m",
            "coverage",
            "json",
            "--quiet",
            "--fail-under=0",
            "-o",
            str(path),
        ]
        subprocess.run(call, check=True)
        totals = json.loads(path.read_text(encoding="utf-8"))["totals"]
    count, share = totals["num_branches"], 100 * totals["covered_branches"] / totals["num_branches"]
    print(f"{share:.2f} % of {count} branches are covered; at least {LEAST:g} % is asked for")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
