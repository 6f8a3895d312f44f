"""What make does again when something changed, by a dry run; what it hands to its commands."""

import os
import re
import shutil
import subprocess

import pytest
from conftest import ROOT
from copies import copy_project, environment, needs_make, run_make

pytestmark = needs_make
ALL = {path.stem for path in (ROOT / "notebooks").glob("*.py")}
HOSTILE = """a b"c'd$(touch x)`touch x`$(shell touch x)${HOME}$$\\ #e"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy, with a space in its name, that is built."""
    if not (ROOT / "_build" / "html" / ".made").is_file():
        pytest.skip("the book is not built: make book")
    return copy_project(tmp_path_factory.mktemp("copy") / "the project", with_build=True)


def planned(project):
    """Return the chapters that `make book` would execute, and all that it says."""
    said = run_make(project, "--no-silent", "--dry-run", "book")
    executed = re.findall(r"execute notebooks/(\w+)\.py", said)
    assert len(executed) == len(set(executed))
    return set(executed), said


def test_nothing_changed_starts_nothing(project):
    assert planned(project) == (set(), "make: Nothing to be done for 'book'.\n")


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("notebooks/gpu_share.py", {"gpu_share"}),
        ("book/index.md", set()),
        ("_toc.yml", set()),
        ("data/README.md", set()),
        ("src/sedenergy/analysis/tables.py", ALL),
        ("data/submissions/2023/facts.toml", ALL),
        ("data/published/claims.csv", ALL),
    ],
)
def test_a_change_does_again_what_depends_on_it(name, chapters, project):
    before = (project / name).stat()
    os.utime(project / name)
    try:
        found, said = planned(project)
    finally:
        os.utime(project / name, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found == chapters
    assert "sedenergy book" in said


def copy_makefile(folder):
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("src/sedenergy", "data", "book", "notebooks"):
        (folder / name).mkdir(parents=True)


def write_command(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("is_in_environment", [True, False])
@pytest.mark.parametrize("target", ["year", "drop-year"])
def test_a_value_arrives_as_it_was_typed(target, is_in_environment, tmp_path):
    copy_makefile(tmp_path)
    write_command(tmp_path / "show", r"""printf '<%s>' "$@" >> shown""", "test $1 = book || exit 1")
    values = dict.fromkeys(("YEAR", "RESULTS", "BASELINE", "REFERENCE_KWH"), HOSTILE)
    typed = [] if is_in_environment else [f"{name}={value}" for name, value in values.items()]
    run = subprocess.run(
        ["make", "VENV=.venv", "--assume-old=.venv/ready", "SEDENERGY=./show", target, *typed],
        cwd=tmp_path,
        env=environment(tmp_path, **(values if is_in_environment else {})),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    options = f"<--baseline={HOSTILE}><--reference-kwh={HOSTILE}>" if target == "year" else ""
    results = f"<{HOSTILE}>" if target == "year" else ""
    assert (tmp_path / "shown").read_text() == f"<{target}>{options}<--><{HOSTILE}>{results}"
    assert not (tmp_path / "x").exists()


@pytest.fixture
def set_up(tmp_path):
    """Run `make setup` with commands that only note what they are called with."""
    copy_makefile(tmp_path)
    lock = (
        "pandas==1 \\\n    --hash=sha256:a\nuv==2 \\\n    --hash=sha256:b\n    # via x\nyarl==3\n"
    )
    (tmp_path / "requirements.txt").write_text(lock)
    (tmp_path / "pyproject.toml").touch()
    settings = r"\nglobal.index-url='https://a.example/simple'\nglobal.find-links='x'\n"
    note = 'echo "${0##*/} $*, index $UV_DEFAULT_INDEX, cert $SSL_CERT_FILE" >> log'
    write_command(
        tmp_path / "python",
        note,
        'case "$*" in',
        "*venv*) mkdir -p .venv/bin; cp python uv .venv/bin ;;",
        f"""*"config list") printf ":env:.cert='/c.pem'{settings}" ;;""",
        "esac",
    )

    def run(status):
        write_command(tmp_path / "uv", note, f"exit {status}")
        call = ["make", "setup", "PYTHON=./python"]
        own = {k: v for k, v in environment(tmp_path).items() if k != "SSL_CERT_FILE"}
        done = subprocess.run(call, cwd=tmp_path, env=own, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr, (tmp_path / "log").read_text().splitlines()[1:]

    return run


def test_the_environment_is_set_up_with_uv_from_where_pip_was_told(set_up, tmp_path):
    said, log = set_up(status=0)
    assert said == ""
    assert (tmp_path / ".venv" / "uv.txt").read_text().startswith("uv==2 \\\n    --hash=sha256:b\n")
    assert "pandas" not in (tmp_path / ".venv" / "uv.txt").read_text()
    by_pip, by_uv = ([line for line in log if line.startswith(name)] for name in ("python", "uv"))
    assert [line for line in by_pip if "install" in line and "uv.txt" not in line] == []
    assert "--require-hashes -r requirements.txt" in by_uv[0]
    assert by_uv[0].endswith(", index https://a.example/simple, cert /c.pem")
    assert (tmp_path / ".venv" / "ready").exists()


def test_where_uv_cannot_pip_does(set_up):
    said, log = set_up(status=1)
    assert said == "make: uv cannot install the lock here; pip does, which takes longer\n"
    assert any("install --no-deps --require-hashes -r requirements.txt" in x for x in log[3:])


def plan(*arguments):
    """Return what a dry run of make says, and its exit status, where nothing is set up."""
    call = ["make", "--dry-run", "PYTHON=python3", *arguments]
    run = subprocess.run(call, cwd=ROOT, env=environment(ROOT), capture_output=True, text=True)
    return run.stdout, run.returncode


def test_the_pages_are_tried_in_a_browser_where_there_is_one():
    said, status = plan("test", "CHROMIUM=/a place/chrome")
    assert status == 0
    assert 'CHROMIUM="/a place/chrome" .venv-site/bin/python -m pytest' in said
    assert "-m quick" in said
    said, status = plan("test", "CHROMIUM=")
    assert status == 0
    assert "not tried in a browser" in said
    assert "site" not in said.replace("tests/site", "")


def test_to_try_every_page_needs_a_browser():
    run = subprocess.run(
        ["make", "test-site", "CHROMIUM="],
        cwd=ROOT,
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("make: no Chromium or Chrome was found; name one: make test-site")


def test_the_help_fits_on_a_screen(tmp_path):
    said = subprocess.run(
        ["make", "help"],
        cwd=ROOT,
        env=environment(ROOT),
        capture_output=True,
        text=True,
        check=True,
    )
    lines = said.stdout.splitlines()
    assert len(lines) <= 25
    assert max(map(len, lines)) <= 100
