"""How quick the build is, against its floor in the same run: `make bench`. Takes minutes.

Machines differ and are shared, so only the ratio of two measurements of one run says much.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from copies import copy_project, environment, run_make

CORES = os.cpu_count() or 1
PIP = "-m pip --quiet --disable-pip-version-check"
BARE_KERNELS = f"""
from concurrent.futures import ThreadPoolExecutor
from jupyter_client.manager import start_new_kernel

def start(_):
    manager, client = start_new_kernel(extra_arguments=["--log-level=CRITICAL"])
    client.execute_interactive("import pandas, seaborn, matplotlib.pyplot")
    client.stop_channels()
    manager.shutdown_kernel()

with ThreadPoolExecutor({CORES}) as pool:
    list(pool.map(start, range(int(__import__("sys").argv[1]))))
"""
PAPER = """
import time
from sedenergy.paper import Paper
paper = Paper.load("data")
for part in ("findings", "ledger"):
    start = time.perf_counter()
    getattr(paper, part)
    print(f"{time.perf_counter() - start:.1f}")
"""


def seconds(action: Callable[[], object], times: int = 1) -> float:
    """Return the shortest time that an action took."""

    def once() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return min(once() for _ in range(times))


def run(project: Path, *command: str, **more: str) -> str:
    """Run a command in a copy and return what it prints."""
    env = environment(project, **more)
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, check=True)
    return done.stdout


def report(what: str, took: float, against: str = "") -> None:
    """Print a result."""
    print(f"{what:<22} {took:8.2f} s   {against}".rstrip(), flush=True)


def bench_book(project: Path) -> None:
    """Build all, nothing, and one chapter; and the floor of it: bare kernels, and Sphinx alone."""

    def whole() -> None:
        shutil.rmtree(project / "_build", ignore_errors=True)
        run_make(project, "book")

    took = seconds(whole, 2)
    count = str(len(list((project / "notebooks").glob("*.py"))))
    kernels = seconds(lambda: run(project, sys.executable, "-c", BARE_KERNELS, count), 2)
    source, target = project / "_build" / "source", project / "_build" / "bare"
    run(project, str(Path(sys.executable).parent / "jupyter-book"), "config", "sphinx", str(source))
    call = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(target)]
    sphinx = seconds(lambda: run(project, *call))
    floor = kernels + sphinx
    parts = f"{count} bare kernels {kernels:.1f} s, Sphinx alone {sphinx:.1f} s"
    report("The whole book", took, f"×{took / floor:.2f} of its floor: {parts}")
    report("Nothing to do", seconds(lambda: run_make(project, "book"), 5), "at most 0.1 s")
    (project / "notebooks" / "gpu_share.py").touch()
    report("One chapter changed", seconds(lambda: run_make(project, "book")))


def bench_paper(project: Path) -> None:
    """Judge the claims, and make the ledger."""
    claims, ledger = map(float, run(project, sys.executable, "-c", PAPER).split())
    report("The claims", claims)
    report("The ledger", ledger, "with the search for causes")


def bench_setup(project: Path) -> None:
    """Set up an environment from the lock, without a cache: as `make setup` does, and with pip."""
    no_cache = {"PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    python = f"PYTHON={getattr(sys, '_base_executable', sys.executable)}"
    by_uv = seconds(lambda: run(project, "make", "setup", "VENV=.venv-uv", python, **no_cache))
    own = f"{sys.executable} -m venv .venv-pip && .venv-pip/bin/python {PIP} install"
    by_pip = f"{own} --no-deps --require-hashes -r requirements.txt"
    pip = seconds(lambda: run(project, "sh", "-c", by_pip, **no_cache))
    report("Set-up", by_uv, f"×{by_uv / pip:.2f} of pip's {pip:.1f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_project(Path(folder) / "project")
        bench_book(copy)
        bench_paper(copy)
        bench_setup(copy)
