"""A new year tried as its page says it, with the whole book built: `make trial`.

Takes minutes, so it is no part of `make test`; the chapters' code is tried there without kernels.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import made_up

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted(p.stem for p in (ROOT / "notebooks").glob("*.py") if p.stem != "what_comes_out")
YEARS = {
    "forty systems in the fields of 2024": (made_up.results_2024, [], CHAPTERS),
    "the fields of 2022 only": (made_up.results_2022, [], ["general_trends"]),
    "one system": (made_up.results_one, ["BASELINE=none", "REFERENCE_KWH=0.03"], CHAPTERS),
}


def main() -> None:
    """Try every made-up year and the kills; stop at the first that fails."""
    with tempfile.TemporaryDirectory() as folder:
        project = copy(Path(folder) / "project")
        make(project, "book")
        for name, (write, arguments, chapters) in YEARS.items():
            results = write(Path(folder) / "results.yaml")
            make(project, "year", "YEAR=2025", f"RESULTS={results}", *arguments)
            for chapter in chapters:
                text = (project / "_build" / "html" / f"{chapter}.html").read_text(encoding="utf-8")
                assert "2025" in text, f"{name}: {chapter} does not show the year"
                assert "<script>alert" not in text, f"{name}: a system's name became markup"
                assert "<b>x</b>" not in text, f"{name}: a system's name became markup"
            make(project, "nbval")
            make(project, "drop-year", "YEAR=2025")
            assert not git(project, "status", "--porcelain"), f"{name}: the tree has changed"
            print(f"trial: {name}: in, shown, checked, out again", flush=True)
        killed(project)
        together(project)


def killed(project: Path, times: int = 20) -> None:
    """Kill a build at random moments; the next one must be right."""
    draw = random.Random(20)
    whole = state(project)
    for _ in range(times):
        for path in (project / "notebooks").glob("*.py"):
            if draw.random() < 0.3:
                path.touch()
        process = subprocess.Popen(
            command("book"), cwd=project, env=environment(project),
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        # Up to the time that executing and building take together.
        time.sleep(draw.uniform(0.1, 12))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    make(project, "book")
    assert state(project) == whole, "a build after twenty kills differs from one without"
    print(f"trial: a build killed {times} times comes out as one that was not", flush=True)


def together(project: Path) -> None:
    """Start two builds at once; both must end well, and the book be right."""
    whole = state(project)
    for path in (project / "notebooks").glob("*.py"):
        path.touch()
    call = {"cwd": project, "env": environment(project), "stdout": subprocess.DEVNULL}
    both = [subprocess.Popen(command("book"), **call) for _ in range(2)]
    assert [p.wait() for p in both] == [0, 0], "two builds at once do not both end well"
    assert state(project) == whole, "two builds at once differ from one"
    print("trial: two builds at once do not disturb each other", flush=True)


def state(project: Path) -> dict[str, bytes]:
    """Return what the build made that a reader sees: pages and tables."""
    build = project / "_build"
    return {
        str(p.relative_to(build)): p.read_bytes()
        for folder in ("html", "tables")
        for p in sorted((build / folder).rglob("*"))
        if p.is_file() and p.suffix in (".html", ".csv")
    }


def copy(target: Path) -> Path:
    """Copy what is, or would be, in git; times kept, so that the environment counts as ready."""
    names = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    git(target, "init", "--quiet")
    git(target, "add", "--all")
    git(target, "-c", "user.name=trial", "-c", "user.email=trial@localhost", "commit", "-qm", "x")
    return target


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    run = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return run.stdout


def command(*arguments: str, venv: Path = ROOT / ".venv") -> list[str]:
    """Return the call of make with an environment that is not set up for the copy."""
    return ["make", "--silent", f"VENV={venv}", f"--assume-old={venv / 'ready'}", *arguments]


def environment(project: Path | None = None) -> dict[str, str]:
    """Return what a make that is not part of this one needs, to use the copy's own package."""
    ours = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return ours | ({"PYTHONPATH": str(project / "src")} if project else {})


def make(project: Path, *arguments: str, venv: Path = ROOT / ".venv") -> None:
    """Run make; where it fails, show what it said."""
    run = subprocess.run(
        command(*arguments, venv=venv), cwd=project, env=environment(project),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        sys.exit(f"make {' '.join(arguments)} failed\n{run.stdout}\n{run.stderr}")


if __name__ == "__main__":
    main()
