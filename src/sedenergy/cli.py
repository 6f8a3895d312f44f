"""The ``sedenergy`` command."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sedenergy import __version__
from sedenergy.errors import DataError
from sedenergy.files import write_whole

if TYPE_CHECKING:
    from sedenergy.paper import Paper

# What a command needs is imported where it runs: most need pandas, some need much more.


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 0, or 2 where something cannot be used."""
    try:
        return commands.main(argv, prog_name="sedenergy", standalone_mode=False) or 0
    except click.ClickException as error:
        return _fail(error.format_message())
    except (DataError, click.Abort) as error:
        return _fail(error if isinstance(error, DataError) else "interrupted")
    except OSError as error:
        where = f"{Path(error.filename).name}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}")


def _fail(sentence: object) -> int:
    print(f"sedenergy: {sentence}", file=sys.stderr, flush=True)
    return 2


@click.group(no_args_is_help=False)
@click.version_option(__version__, message="%(prog)s %(version)s")
def commands() -> None:
    """Reproduce 'Energy Consumption Trends in Sound Event Detection Systems'.

    Exit status: 0 done, 2 something cannot be used (said in one sentence).
    """


def _command(*arguments: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
    """Add a command; its arguments stand in order, and each has the data folder as an option."""

    def add(run: Callable[..., Any]) -> click.Command:
        for argument in (_folder("--data-dir", "data", "the data folder"), *reversed(arguments)):
            run = argument(run)
        return commands.command(name)(run)

    return add


def _folder(name: str, default: str, text: str) -> Callable[..., Any]:
    return click.option(name, type=_PATH, default=default, show_default=True, help=text)


_PATH = click.Path(path_type=Path)
_YEAR = click.argument("year", type=click.IntRange(2000, 2099))
_NOTEBOOKS = click.argument("notebooks", type=_PATH, nargs=-1, required=True)
_BUILD = _folder("--build-dir", "_build", "the folder of what is built")
_WRITE = click.option("--write", is_flag=True, help="write the file instead of showing it")
_BASELINE = click.option(
    "--baseline",
    "baselines",
    multiple=True,
    metavar="CODE",
    help="code of a baseline system, the one to draw first; none where there is none",
)
_REFERENCE = click.option(
    "--reference-kwh", type=float, help="energy of ten baseline epochs on the organisers' machine"
)


@_command(click.argument("results", type=_PATH), name="import")
def import_results(results: Path, data_dir: Path) -> None:
    """Show an organisers' results file as the systems.csv that a year would get; change nothing."""
    from sedenergy.submissions.intake import convert_results

    print(convert_results(results), end="")


@_command(_YEAR, click.argument("results", type=_PATH), _BASELINE, _REFERENCE, name="year")
def take_in_year(data_dir: Path, year: int, results: Path, **facts: Any) -> None:
    """Take a year's results (organisers' YAML, or a CSV) in, or replace the year."""
    from sedenergy.submissions.intake import take_in

    print("\n".join(take_in(data_dir, year, results, **facts)))


@_command(_YEAR)
def drop_year(year: int, data_dir: Path) -> None:
    """Take a year out again."""
    from sedenergy.submissions.intake import take_out

    print("\n".join(take_out(data_dir, year)))


@_command(_NOTEBOOKS, _BUILD)
def execute(notebooks: Sequence[Path], build_dir: Path, data_dir: Path) -> int:
    """Execute notebooks for the book; one that fails stops no other."""
    from sedenergy.book.execution import execute_chapter

    status = 0
    for source in notebooks:
        print(f"{source.stem}: executing\n", end="", flush=True)
        try:
            seconds = execute_chapter(source, data_dir, build_dir)
            print(f"{source.stem}: done in {seconds:.1f} s\n", end="", flush=True)
        except DataError as error:
            status = _fail(error)
    return status


@_command(_BUILD)
def book(build_dir: Path, data_dir: Path) -> None:
    """Build the pages from the executed notebooks."""
    from sedenergy.book.assembly import assemble_book

    print(f"The book: {assemble_book(Path(), data_dir, build_dir)}")


@_command(_NOTEBOOKS)
def lint(notebooks: Sequence[Path], data_dir: Path) -> int:
    """Check the notebooks: their form, and that they can fail as a check."""
    from sedenergy.book.notebooks import problems_of

    return max(map(_fail, problems_of(notebooks)), default=0)


@_command(_NOTEBOOKS, _folder("--out-dir", "_build/expected", "where to write them"))
def expected(notebooks: Sequence[Path], out_dir: Path, data_dir: Path) -> None:
    """Write the notebooks with the printed numbers as output."""
    from sedenergy.book.notebooks import write_expected

    for path in notebooks:
        write_expected(path, out_dir, data_dir)


@_command(_WRITE)
def deviations(write: bool, data_dir: Path) -> None:
    """Trace the printed numbers that do not come out."""
    from sedenergy.check.lists import deviations_csv

    _keep(deviations_csv(_load(data_dir).ledger), data_dir / "published/deviations.csv", write)


@_command(_WRITE)
def verdicts(write: bool, data_dir: Path) -> None:
    """Judge the claims of the paper's prose."""
    from sedenergy.check.lists import verdicts_csv

    _keep(verdicts_csv(_load(data_dir).ledger), data_dir / "published/verdicts.csv", write)


@_command(_WRITE)
def datapackage(write: bool, data_dir: Path) -> None:
    """Describe the data files (Frictionless)."""
    from sedenergy.submissions.datapackage import describe

    _keep(describe(data_dir), data_dir / "datapackage.json", write)


@_command(_BUILD)
def ledger(build_dir: Path, data_dir: Path) -> None:
    """Write a verdict and a cause for all that the paper printed."""
    from sedenergy.check.outcomes import totals_sentence

    entries, path = _load(data_dir).ledger, build_dir / "ledger.csv"
    write_whole(path, entries.to_csv(index=False, lineterminator="\n"))
    print(f"{path}: {len(entries)} entries. {totals_sentence(entries)}")


@_command(click.option("--sample", type=int, default=1, help="every so many-th of a kind"), _BUILD)
def mutate(sample: int, build_dir: Path, data_dir: Path) -> int:
    """Change one thing at a time and count whether a check notices."""
    from sedenergy.check.mutations import report_mutants, run_mutants
    from sedenergy.check.reasons import UNCLEAR

    paper = _load(data_dir)
    outcomes = run_mutants(paper.in_paper.years, paper.printed, max(1, sample))
    write_whole(build_dir / "mutations.csv", outcomes.to_csv(index=False, lineterminator="\n"))
    print(report_mutants(outcomes))
    return 2 if (outcomes["why"] == UNCLEAR).any() else 0


@_command(_folder("--build-dir", "_build", "the folder with the built book"), name="pdf")
def print_pdf(data_dir: Path, build_dir: Path) -> None:
    """Print the paper's chapters and what is said of them as BUILD_DIR/book.pdf."""
    from sedenergy.book.printing import print_book

    print(f"The PDF: {print_book(build_dir / 'html', build_dir / 'book.pdf')}")


@_command()
def summary(data_dir: Path) -> None:
    """Say how many printed numbers come out."""
    from sedenergy.check.outcomes import summary_sentence

    print(summary_sentence(_load(data_dir).ledger))


def _load(data_dir: Path) -> "Paper":
    from sedenergy.paper import Paper

    return Paper.load(data_dir)


def _keep(text: str, path: Path, write: bool) -> None:
    if write:
        write_whole(path, text)
    else:
        print(text, end="")


if __name__ == "__main__":
    sys.exit(main())
