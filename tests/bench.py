"""How quick the build is, against its floor in the same run: `make bench`.

Writes `_build/bench.json`, which the speed page of the book shows. Takes minutes. Parts can be
named, `bench.py book change tests tables growth`; the other results then stay as they were.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import made_up
from trial import ROOT, copy, environment, git, make

from sedenergy.measured import bench_row, machine

CORES = os.cpu_count() or 1
RESULTS = ROOT / "_build" / "bench.json"

WHOLE, NO_OP, ONE, TESTS = 1.3, 0.5, 1.5, 90.0
TABLES, EXPONENT, SECONDS, MEMORY = 20.0, 1.1, 5.0, 2.0
"""Targets: ratios, seconds, an exponent, and gigabytes."""

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
SYSTEMS = (101, 84, 42)
"""Systems of the three files that the tables are timed on: as many as the organisers had."""


def main() -> None:
    """Measure the parts that are named, or all; write and print what was found."""
    chosen = sys.argv[1:] or list(PARTS)
    found = {}
    if sys.argv[1:] and RESULTS.is_file():
        found = {r["part"]: [] for r in json.loads(RESULTS.read_text("utf-8"))["results"]}
        for result in json.loads(RESULTS.read_text("utf-8"))["results"]:
            found[result["part"]].append(result)
    for part in chosen:
        found[part] = [{**result, "part": part} for result in PARTS[part]()]
        for one in found[part]:
            line = one.get("size") or [*bench_row(one), one["remark"]]
            print(" | ".join(text for text in line if text), flush=True)
    content = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": git(ROOT, "rev-parse", "--short", "HEAD").strip(),
        "machine": machine(),
        "results": [result for part in PARTS for result in found.get(part, [])],
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{RESULTS.relative_to(ROOT)}: {len(content['results'])} results")


def result(
    what: str, measured: str, against: str, target: str, met: bool | None, remark: str = ""
) -> dict[str, str]:
    """Return one result as it is kept and shown."""
    verdict = "" if met is None else "met" if met else "missed"
    return {"what": what, "measured": measured, "against": against, "target": target,
            "verdict": verdict, "remark": remark}  # fmt: skip


def seconds(action: Callable[[], object], times: int = 1) -> float:
    """Return the shortest time that an action took."""

    def once() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return min(once() for _ in range(times))


# (a) The whole book against what cannot be saved.


def book() -> Iterator[dict]:
    """Build the book with nothing built, and its floor, twice each; the shorter time counts."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "project")

        def whole() -> None:
            shutil.rmtree(project / "_build", ignore_errors=True)
            make(project, "book")

        took = seconds(whole, 2)
        count = len(list((project / "notebooks").glob("*.py")))
        kernels = seconds(lambda: bare_kernels(count), 2)
        sphinx = seconds(lambda: bare_sphinx(project, fresh=True), 2)
        chapters = chapters_seconds(project)
    floor = kernels + sphinx
    yield result(
        "The whole book", f"{took:.1f} s", f"{floor:.1f} s: ×{took / floor:.2f}",
        f"at most ×{WHOLE}", took <= WHOLE * floor,
        f"The floor: {count} bare kernels {kernels:.1f} s, Sphinx alone {sphinx:.1f} s. The "
        f"chapters took {sum(chapters.values()):.1f} s in all, {CORES} at a time. What one "
        "needs beyond a bare kernel: papermill, pandera, reading and checking the data, each "
        "figure drawn for two widths, and in what_comes_out the search among the variants.",
    )  # fmt: skip


def chapters_seconds(project: Path) -> dict[str, float]:
    """Return what each chapter took when it was last executed."""
    times = (project / "_build" / "times").glob("*.json")
    read = [json.loads(path.read_text("utf-8")) for path in times]
    return {entry["chapter"]: entry["seconds"] for entry in read}


def bare_kernels(count: int) -> None:
    """Start kernels that import the three libraries and nothing else, as many at once as cores."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from jupyter_client.manager import start_new_kernel\n"
        "def bare(_):\n"
        "    manager, client = start_new_kernel(extra_arguments=['--log-level=CRITICAL'])\n"
        "    client.execute_interactive('import pandas, seaborn, matplotlib.pyplot')\n"
        "    client.stop_channels()\n"
        "    manager.shutdown_kernel()\n"
        f"with ThreadPoolExecutor({CORES}) as pool:\n"
        f"    list(pool.map(bare, range({count})))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def bare_sphinx(project: Path, fresh: bool) -> None:
    """Run Sphinx alone over the pages that Jupyter Book was given."""
    source, target = project / "_build" / "source", project / "_build" / "bare"
    if fresh:
        shutil.rmtree(target, ignore_errors=True)
    config = source / "conf.py"
    if not config.is_file():
        jupyter_book = [str(Path(sys.executable).parent / "jupyter-book")]
        call = [*jupyter_book, "config", "sphinx", str(source)]
        subprocess.run(call, check=True, capture_output=True)
    call = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(source), str(target)]
    subprocess.run(call, check=True, capture_output=True, env=environment(project))


# (b) One thing changed.


def change() -> Iterator[dict]:
    """Build again with nothing changed, one chapter, one page, one file of data, one module."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "project")
        make(project, "book")
        bare_sphinx(project, fresh=True)
        page = project / "_build" / "source" / "add_a_year.md"

        def sphinx_again() -> None:
            page.write_text(page.read_text("utf-8") + "\n", encoding="utf-8")
            bare_sphinx(project, fresh=False)

        again = seconds(sphinx_again, 3)
        (project / "_build" / "source" / "conf.py").unlink()
        make(project, "book")  # it puts the page back

        def touched(name: str) -> float:
            path = project / name
            path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
            return seconds(lambda: make(project, "book"))

        nothing = seconds(lambda: make(project, "book"), 5)
        yield result(
            "Nothing changed", f"{nothing:.3f} s", "", f"at most {NO_OP} s", nothing <= NO_OP
        )
        name = "gpu_share"
        one = touched(f"notebooks/{name}.py")
        alone = chapters_seconds(project)[name]
        limit = alone + ONE * again
        yield result(
            "One chapter changed", f"{one:.1f} s", f"{alone:.1f} s + {ONE} × {again:.1f} s",
            f"at most {limit:.1f} s", one <= limit,
            "The chapter's own time, and that of Sphinx alone after one page has changed.",
        )  # fmt: skip
        words = touched("book/add_a_year.md")
        yield result("One page changed", f"{words:.1f} s", f"{again:.1f} s", "", None,
                     "Against Sphinx alone.")  # fmt: skip
        data = touched("data/published/figures.csv")
        yield result("One file of data changed", f"{data:.1f} s", "", "", None,
                     "figures.csv, which three chapters read.")  # fmt: skip


# (c) The tests.


def tests() -> Iterator[dict]:
    """Run `make test` where the environment is set up and nothing is built."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "project")
        shared = ROOT.parent / "shared"
        if shared.is_dir():
            (Path(folder) / "shared").symlink_to(shared)  # some tests read the organisers' files
        parts = {}
        for part in ("book", "lint", "nbval"):
            parts[part] = seconds(lambda part=part: make(project, part))
        shutil.rmtree(project / "_build")
        whole = seconds(lambda: make(project, "test"))
    named = ", ".join(f"{part} {took:.0f} s" for part, took in parts.items())
    yield result("make test", f"{whole:.0f} s", "", f"at most {TESTS:.0f} s", whole <= TESTS,
                 f"Of it, one after another: {named}; the rest is pytest.")  # fmt: skip


# (d) The tables from CSV, and the way in which the authors load their files.


def tables() -> Iterator[dict]:
    """Time the tables of generated years against loading the YAML files that they come from."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for year, systems in zip((2022, 2023, 2024), SYSTEMS, strict=True):
            path = made_up.results_2024(folder / f"{year}.yaml", systems, fields=300)
            call = [sys.executable, "-m", "sedenergy.cli", "import", str(year), str(path),
                    "--data-dir", str(folder / "data")]  # fmt: skip
            subprocess.run(call, check=True, capture_output=True)
            files.append(path)
        shutil.copyfile(ROOT / "data" / "years.toml", folder / "data" / "years.toml")
        known = (folder / "data" / "years.toml").read_text("utf-8").split("[2023.left_out]")[0]
        facts = "\n".join(
            line for line in known.splitlines() if "baseline" not in line or "#" in line
        )
        (folder / "data" / "years.toml").write_text(
            facts + "\n[2024]\nreference_train_kwh = 0.03\n"
        )
        ours = (
            "from sedenergy.selection import select_all\n"
            "from sedenergy.submissions import load\n"
            "from sedenergy.tables import TABLES\n"
            f"selections = select_all(load({str(folder / 'data')!r}))\n"
            "tables = [table(selections) for table in TABLES.values()]\n"
        )
        theirs = (
            "import pandas, yaml\n"
            f"for path in {list(map(str, files))!r}:\n"
            "    with open(path) as file:\n"
            "        pandas.json_normalize(yaml.safe_load(file))\n"
        )
        quick, slow = timed(ours), timed(theirs)
        size = sum(path.stat().st_size for path in files) / 2**20
    ratio = slow / quick
    yield result(
        "All tables from CSV", f"{quick:.2f} s", f"{slow:.1f} s: {ratio:.0f} times quicker",
        f"at least {TABLES:.0f} times quicker", ratio >= TABLES,
        f"Against yaml.safe_load and json_normalize of {sum(SYSTEMS)} generated systems, "
        f"{size:.1f} MB; each in a process of its own, the shortest of three, so without imports.",
    )  # fmt: skip


def timed(code: str) -> float:
    """Return the shortest of three times that some code takes in a process of its own."""
    script = f"import timeit\nprint(min(timeit.repeat({code!r}, number=1, repeat=3)))"
    call = [sys.executable, "-c", script]
    run = subprocess.run(call, check=True, capture_output=True, text=True)
    return float(run.stdout.splitlines()[-1])


# (e) Growth.


def growth() -> Iterator[dict]:
    """Time tables and ledger of made-up systems, each size in a process of its own.

    Yields a line of the table of growth for each size, then the results that have a target.
    """
    import numpy as np

    found = {}
    for size in SIZES:
        run = subprocess.run([sys.executable, __file__, "--size", str(size)], check=True,
                             capture_output=True, text=True)  # fmt: skip
        found[size] = json.loads(run.stdout.splitlines()[-1])
    for size, one in found.items():
        numbers = (one["tables"], one["tables_memory"], one["ledger"], one["ledger_memory"])
        yield {"size": [f"{size:,}", *(f"{number:.2f}" for number in numbers)]}
    last = found[SIZES[-1]]
    remarks = {
        "tables": "All tables, with the selection of the systems.",
        "ledger": f"Of it {last['search']:.1f} s for the search among the variants, which selects "
        f"a year's systems {last['selections']} times and makes their tables: no printed number "
        f"comes out of made-up systems, so a cause is looked for for all {last['printed']}. "
        f"{last['claims']:.1f} s for the claims; the rest for the method's own selection, the "
        "systems that numbers rest on, and the points.",
    }
    for what, name in (("tables", "The tables"), ("ledger", "The ledger")):
        took, memory = last[what], last[f"{what}_memory"]
        yield result(
            f"{name} of {SIZES[-1]:,} systems", f"{took:.1f} s, {memory:.1f} GB", "",
            f"at most {SECONDS:.0f} s and {MEMORY:.0f} GB",
            took <= SECONDS and memory <= MEMORY, remarks[what],
        )  # fmt: skip
        sizes = SIZES[-3:]
        times = [found[size][what] for size in sizes]
        slope = float(np.polyfit(np.log(sizes), np.log(times), 1)[0])
        yield result(f"{name}: exponent of growth", f"{slope:.2f}", "", f"at most {EXPONENT}",
                     slope <= EXPONENT, f"From {sizes[0]:,} to {sizes[-1]:,} systems.")  # fmt: skip


def one_size(size: int) -> None:
    """Time tables and ledger of so many made-up systems and print the times, in this process."""
    import resource  # Windows has no such module

    from sedenergy import ledger, variants
    from sedenergy.selection import select_all
    from sedenergy.submissions import load
    from sedenergy.tables import TABLES as ALL

    years = multiplied(load(ROOT / "data"), size)

    def tables_of() -> None:
        selections = select_all(years)
        for table in ALL.values():
            table(selections)

    def memory() -> float:
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**30

    found: dict[str, float] = {"tables": seconds(tables_of), "tables_memory": memory()}
    counts = {"search": 0.0, "selections": 0, "claims": 0.0}
    compute, chosen, judge = variants.Results.compute, variants.select, ledger.judge

    def counting(*arguments: object, **options: object) -> object:
        counts["selections"] += 1
        return chosen(*arguments, **options)

    def timing(self: variants.Results, methods: object) -> None:
        counts["search"] += seconds(lambda: compute(self, methods))

    def judging(*arguments: object) -> object:
        found: list[object] = []
        counts["claims"] += seconds(lambda: found.extend(judge(*arguments)))
        return found

    variants.select, variants.Results.compute, ledger.judge = counting, timing, judging
    results = ledger.computed(years, ROOT / "data")
    found["ledger"] = seconds(lambda: ledger.build(years, ROOT / "data", results))
    found |= {"ledger_memory": memory(), **counts, "printed": len(results.printed)}
    print(json.dumps(found))


def multiplied(years: dict, size: int) -> dict:
    """Return the paper's years with as many systems as asked for: their own, then made-up ones.

    A made-up system has the figures of a drawn one, each times a number from 0.5 to 1 of its own.
    """
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(2024)
    made = {}
    for number, year in years.items():
        count, own = max(1, size // len(years)), len(year.systems)
        rows = draw.integers(0, own, count)
        rows[: min(own, count)] = range(min(own, count))
        frame = year.systems.iloc[rows].reset_index(drop=True)
        is_new = np.arange(count) >= own
        for column in frame.select_dtypes(float).columns:
            if column != "ensemble_count" and not column.startswith("organisers"):
                frame[column] *= np.where(is_new, draw.uniform(0.5, 1, count), 1)
        names = pd.Series(np.arange(count)).astype(str)
        frame["system"] = frame["system"].where(~is_new, "Made-up" + names + "_NOWHERE_task4_1")
        made[number] = replace(year, systems=frame.copy())
    return made


PARTS: dict[str, Callable[[], Iterator[dict]]] = {
    "book": book,
    "change": change,
    "tests": tests,
    "tables": tables,
    "growth": growth,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--size"]:
        one_size(int(sys.argv[2]))
    else:
        main()
