"""The ledger: a verdict and a cause for everything, and the proof that the checks can fail."""

import pandas as pd
import pytest
from conftest import DATA, ROOT

from sedenergy import ledger
from sedenergy.cli import main
from sedenergy.mutate import KINDS, Mutant, mutants, run, why_unnoticed
from sedenergy.published import bumped, printed_numbers, printed_points, read
from sedenergy.selection import REQUIRED
from sedenergy.variants import quantity_of


@pytest.fixture(scope="module")
def results(years):
    return ledger.computed(years, DATA)


@pytest.fixture(scope="module")
def entries(years, results):
    return ledger.build(years, DATA, results)


def test_everything_that_the_paper_printed_has_a_verdict(entries):
    ids = [*printed_numbers(DATA), *printed_points(DATA)["id"], *read(DATA, "claims")["id"]]
    assert list(entries["id"]) == ids
    assert len(ids) >= 242
    for kind, group in entries.groupby("kind"):
        assert set(group["verdict"]) <= set(ledger.VERDICTS[kind])


def test_whatever_does_not_come_out_has_a_cause(entries):
    good = entries["verdict"].isin(["reproduced", "holds"])
    assert (entries.loc[~good, "cause"] != "").all()
    assert (entries.loc[entries["verdict"] == "explained", "variant"] != "").all()
    assert (entries.loc[entries["kind"] == "claim", "cause"] != "").all()


def test_every_entry_says_where_it_is_computed(entries):
    assert all((ROOT / "notebooks" / f"{c}.py").is_file() for c in entries["chapter"].unique())
    assert (entries.loc[entries["kind"] != "claim", "systems"] != "").all()


def test_the_known_verdicts(entries):
    verdicts = entries.set_index("id")["verdict"]
    assert verdicts["table-6.2023.train_kwh_normalized.all.max"] == "differs"
    assert verdicts["table-2.2024.train_kwh.median"] == "explained"
    assert verdicts["claim-25"] == "fails"  # ensembles and single systems overlap in figures.csv
    # The paper's own table IV: 0.052 and 0.030.
    row = entries.set_index("id").loc["claim-16"]
    assert row["verdict"] == "fails"
    assert "0.022" in row["cause"]


def test_the_command_writes_the_ledger(tmp_path, capsys, entries):
    assert main(["ledger", "--data-dir", str(DATA), "--build-dir", str(tmp_path)]) == 0
    written = pd.read_csv(tmp_path / "ledger.csv", dtype=str, keep_default_na=False)
    assert list(written.columns) == ledger.COLUMNS
    assert written.equals(entries.reset_index(drop=True).astype(written.dtypes))
    assert f"{len(entries)} entries" in capsys.readouterr().out


def test_the_order_of_the_files_moves_nothing_that_duplicates_share(years, entries):
    """Of equal systems another one stays: of the same size and energies, and of other scores."""
    moved = ledger.moved_by_order(entries, years, DATA)
    numbers = moved.loc[moved["kind"] == "number", "id"]
    assert not {quantity_of(key) for key in numbers} & set(REQUIRED)
    assert len(numbers) > 0


@pytest.mark.parametrize(
    ("printed", "up", "down"),
    [("0.59", "0.60", "0.58"), ("4.80 M", "4.81 M", "4.79 M"), ("53%", "54%", "52%"),
     ("1G", "2G", "0G"), ("9.84", "9.85", "9.83"), ("0.05", "0.06", "0.04")],
)  # fmt: skip
def test_a_printed_number_is_changed_by_one_unit(printed, up, down):
    assert (bumped(printed), bumped(printed, up=False)) == (up, down)


def test_a_sample_of_mutants_is_noticed(years):
    """All printed digits, and some of every other kind; `make mutate` tries them all."""
    outcomes = run(DATA, sample=400, workers=1)
    assert set(outcomes["kind"]) == set(KINDS)
    digits = outcomes[outcomes["kind"] == "printed digit"]
    assert len(digits) == 2 * len(printed_numbers(DATA))
    assert (digits["noticed_by"] != "").all()
    rows = outcomes[outcomes["kind"].isin(["row dropped", "row copied"])]
    assert (rows["noticed_by"] != "").all()
    missed = outcomes[outcomes["noticed_by"] == ""]
    assert (missed["why"] != "").all()
    assert not missed["why"].eq("unclear").any()


@pytest.mark.parametrize(
    ("mutant", "why"),
    [
        (Mutant("printed digit", "table-1 +1"), "unclear"),
        (Mutant("rows reversed", "2022", 2022), "of equal systems the scores that count are equal"),
        (Mutant("row copied", "", 2023, 0), "the copy is a duplicate"),
        (Mutant("row dropped", "", 2023, 0), "its going moves no printed digit"),
        (Mutant("reported figure", "", 2023, 0, "psds"), "not the best under any cap"),
        (Mutant("reported figure", "", 2023, 0, "macs"), "the value lies on no quartile"),
    ],
)
def test_what_is_not_noticed_has_a_reason(mutant, why, years):
    assert why_unnoticed(years, mutant).startswith(why)


def test_the_reason_is_the_step_that_leaves_a_system_out(years, selections):
    for step, column, why in (
        ("valid", "psds", "left out of every table: no "),
        ("duplicate", "psds", "left out of every table as a duplicate"),
        ("normalized", "baseline_train_kwh", "left out of the normalised comparison: "),
    ):
        year = next(n for n, s in selections.items() if step in set(s.log["step"]))
        log, systems = selections[year].log, years[year].systems
        name = log.loc[log["step"] == step, "system"].iloc[0]
        row = int(systems.index[systems["system"] == name][0])
        found = why_unnoticed(years, Mutant("reported figure", "", year, row, column))
        assert found.startswith(why)
        if step == "valid":
            copied = why_unnoticed(years, Mutant("row copied", "", year, row))
            assert copied.startswith("left out with the copy: no ")


def test_every_figure_and_row_has_a_mutant(years):
    kinds = pd.Series([m.kind for m in mutants(years, DATA)]).value_counts()
    assert kinds["row dropped"] == kinds["row copied"] == 101 + 84 + 42
    assert kinds["rows reversed"] == 3
    assert kinds["reported figure"] > 1000


def test_what_a_search_finds_by_chance_is_counted(results):
    counts = ledger.by_chance(results)
    assert counts["tried"] == 2 * (len(results.printed) - len(results.differing))  # up and down
    assert 0 < counts["firmly"] <= counts["explained"] < counts["tried"]
    assert counts["variants"] > 100


def test_where_there_is_nothing_to_rest_on_it_says_nothing(results):
    # A year that is not there, and one in which no MACs were asked for.
    assert ledger.rests_on("table-1.2031.parameters.median", results.selections) == ""
    assert ledger.rests_on("table-1.2022.macs.median", results.selections) == ""
    known = {}
    said = ledger.rests_on("table-1.2024.macs.median", results.selections, known)
    assert said.startswith("35 systems; the median lies on ")
    assert list(known) == [("table-1", "2024", "macs")]
