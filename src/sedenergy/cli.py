"""The ``sedenergy`` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sedenergy import __version__
from sedenergy.errors import DataError

if TYPE_CHECKING:
    from sedenergy.submissions import Year


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 2 where something cannot be used."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        if (arguments.data_dir / ".pending").is_dir():
            _recover(arguments)
        return arguments.run(arguments) or 0
    except DataError as error:
        print(f"sedenergy: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{Path(error.filename).name}: " if error.filename else ""
        print(f"sedenergy: {where}{error.strerror or error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sedenergy",
        description="A living reproduction of 'Energy Consumption Trends in Sound Event Detection "
        "Systems'. Exit status: 0 done, 2 something cannot be used (said in one sentence).",
    )
    parser.add_argument("--version", action="version", version=f"sedenergy {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument(
            "--data-dir", type=Path, default=Path("data"), help="the data folder (default: data)"
        )
        command.set_defaults(run=run)
        return command

    command = add("import", _import, "read an organisers' results file into submissions/YEAR.csv")
    command.add_argument("year", type=_year, metavar="YEAR", help="the challenge's year")
    command.add_argument("file", type=Path, metavar="FILE", help="the organisers' YAML file")
    command = add("year", _take_in, "take a year's results in, or replace the year")
    command.add_argument("year", type=_year, metavar="YEAR", help="the challenge's year")
    command.add_argument("results", type=Path, metavar="RESULTS", help="organisers' YAML, or a CSV")
    command.add_argument(
        "--baseline", action="append", default=[], metavar="CODE",
        help="code of a baseline system, the one to draw first; none where there is none",
    )  # fmt: skip
    command.add_argument(
        "--reference-kwh", type=_kwh, metavar="KWH",
        help="energy of ten baseline epochs on the organisers' machine",
    )  # fmt: skip
    command = add("drop-year", _take_out, "take a year out again")
    command.add_argument("year", type=_year, metavar="YEAR")
    add("recover", _recover, "finish a change of the data that was interrupted")
    command = add("execute", _execute, "execute notebooks for the book, side by side")
    command.add_argument("notebooks", type=Path, nargs="+", help="notebooks/NAME.py")
    command.add_argument("--build-dir", type=Path, default=Path("_build"))
    command.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (default: cores)"
    )
    command = add("book", _book, "build the pages from the executed notebooks")
    command.add_argument("--build-dir", type=Path, default=Path("_build"))
    command = add(
        "lint",
        _lint,
        "check the notebooks as a check, and that no table lacks an entry",
    )
    command.add_argument("notebooks", type=Path, nargs="+", help="notebooks/*.py")
    command = add("expected", _expected, "write the notebooks with the printed numbers as output")
    command.add_argument("notebooks", type=Path, nargs="+", help="notebooks/*.py")
    command.add_argument("--out-dir", type=Path, default=Path("_build/expected"))
    command = add("deviations", _deviations, "trace the printed numbers that do not come out")
    command.add_argument("--write", action="store_true", help="write published/deviations.csv")
    command = add("verdicts", _verdicts, "judge the claims of the paper's prose")
    command.add_argument("--write", action="store_true", help="write published/verdicts.csv")
    command = add("ledger", _ledger, "write a verdict and a cause for all that the paper printed")
    command.add_argument("--build-dir", type=Path, default=Path("_build"))
    command = add("mutate", _mutate, "change one thing at a time and count whether a check notices")
    command.add_argument("--sample", type=int, default=1, help="every so many-th mutant of a kind")
    command.add_argument("--build-dir", type=Path, default=Path("_build"))
    command = add("datapackage", _datapackage, "describe the data files (Frictionless)")
    command.add_argument("--write", action="store_true", help="write datapackage.json")
    add("summary", _summary, "say how many printed numbers come out")
    return parser


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2000 <= int(text[:9]) <= 2099):
        raise argparse.ArgumentTypeError(f"{text!r}: expected a year from 2000 to 2099")
    return int(text)


def _import(arguments: argparse.Namespace) -> None:
    import pandas as pd

    from sedenergy.columns import NAMES
    from sedenergy.importers import read_results
    from sedenergy.intake import doubts
    from sedenergy.submissions import typed, write_csv

    rows = read_results(arguments.file)
    # Checked before anything is written.
    systems = typed(pd.DataFrame(rows, columns=list(NAMES)), arguments.file)
    target = arguments.data_dir / "submissions" / f"{arguments.year}.csv"
    write_csv(rows, target)
    print(f"{target}: {len(rows)} systems from {arguments.file.name}")
    for line in doubts(arguments.year, systems):
        print(line)


def _kwh(text: str) -> float:
    from sedenergy.submissions import read_number

    try:
        value = read_number(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error}") from error
    if not value > 0:
        raise argparse.ArgumentTypeError(f"{text!r}: expected an energy above 0 kWh")
    return value


def _take_in(arguments: argparse.Namespace) -> None:
    from sedenergy.intake import take_in

    intake = take_in(arguments.data_dir, arguments.year, arguments.results, arguments.baseline,
                     arguments.reference_kwh)  # fmt: skip
    print("\n".join(intake.messages))


def _take_out(arguments: argparse.Namespace) -> None:
    from sedenergy.intake import take_out

    print("\n".join(take_out(arguments.data_dir, arguments.year).messages))


def _recover(arguments: argparse.Namespace) -> None:
    from sedenergy.files import recover
    from sedenergy.intake import redescribe

    if recover(arguments.data_dir, redescribe):
        print("A change of the data that had been interrupted is done now.")


def _execute(arguments: argparse.Namespace) -> int:
    from sedenergy.build import execute_all

    def say(line: str, failure: DataError | None) -> None:
        # With its line end in one piece: several notebooks speak at once.
        print(f"{line}\n", end="", flush=True)
        if failure:
            print(f"sedenergy: {failure}\n", end="", file=sys.stderr, flush=True)

    done = execute_all(
        arguments.notebooks, arguments.data_dir, arguments.build_dir, arguments.jobs, say
    )
    return 2 if any(execution.error for execution in done) else 0


def _book(arguments: argparse.Namespace) -> None:
    from sedenergy import codecheck
    from sedenergy.build import book

    page = book(Path(), arguments.build_dir)
    codecheck.write(Path(), arguments.build_dir)
    print(f"The book: {page}")


def _lint(arguments: argparse.Namespace) -> int:
    from sedenergy.ledger import gaps
    from sedenergy.notebooks import problems_of

    problems = gaps(arguments.data_dir) + problems_of(arguments.notebooks)
    for problem in problems:
        print(f"sedenergy: {problem}", file=sys.stderr)
    return 2 if problems else 0


def _expected(arguments: argparse.Namespace) -> None:
    from sedenergy.notebooks import write_expected

    for path in arguments.notebooks:
        write_expected(path, arguments.out_dir, arguments.data_dir)


def _covered(data_dir: Path) -> dict[int, Year]:
    from sedenergy.submissions import covered, load

    return covered(load(data_dir))


def _deviations(arguments: argparse.Namespace) -> None:
    from sedenergy.check import deviations

    covered = _covered(arguments.data_dir)
    _published(arguments, "deviations", deviations(covered, arguments.data_dir))


def _verdicts(arguments: argparse.Namespace) -> None:
    from sedenergy.check import verdicts

    covered = _covered(arguments.data_dir)
    _published(arguments, "verdicts", verdicts(covered, arguments.data_dir))


def _published(arguments: argparse.Namespace, name: str, text: str) -> None:
    from sedenergy.files import write_whole

    if arguments.write:
        write_whole(arguments.data_dir / "published" / f"{name}.csv", text)
    else:
        print(text, end="")


def _ledger(arguments: argparse.Namespace) -> None:
    from sedenergy.ledger import build, sentence
    from sedenergy.report import save_frame

    ledger = build(_covered(arguments.data_dir), arguments.data_dir)
    save_frame("ledger", ledger, arguments.build_dir)
    print(f"{arguments.build_dir / 'ledger.csv'}: {len(ledger)} entries. {sentence(ledger)}")


def _mutate(arguments: argparse.Namespace) -> int:
    from sedenergy.mutate import report, run
    from sedenergy.report import save_frame

    outcomes = run(arguments.data_dir, max(1, arguments.sample))
    save_frame("mutations", outcomes, arguments.build_dir)
    print(report(outcomes))
    missed = outcomes[(outcomes["kind"] == "printed digit") & (outcomes["noticed_by"] == "")]
    return 2 if len(missed) else 0


def _datapackage(arguments: argparse.Namespace) -> None:
    from sedenergy.datapackage import describe
    from sedenergy.files import write_whole

    text = describe(arguments.data_dir)
    if arguments.write:
        write_whole(arguments.data_dir / "datapackage.json", text)
    else:
        print(text, end="")


def _summary(arguments: argparse.Namespace) -> None:
    from sedenergy.check import summary

    print(summary(_covered(arguments.data_dir), arguments.data_dir))


if __name__ == "__main__":
    sys.exit(main())
