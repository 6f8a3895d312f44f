"""The declared schema: each rule broken once, and what is only implausible."""

from pathlib import Path

import pytest
from conftest import DATA

from sedenergy import schema
from sedenergy.columns import COLUMNS, NAMES
from sedenergy.errors import DataError
from sedenergy.schema import WARNING_COLUMNS, check, violations, warnings_of
from sedenergy.submissions import load, read_csv, typed

PATH = Path("2024.csv")


@pytest.fixture
def frame(years):
    """The typed table of a year that has every column, to break."""
    return years[2024].systems.copy()


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_committed_data_hold(year, years):
    assert check(years[year].systems, PATH) == []


def test_the_schema_declares_every_column_with_type_and_unit():
    declared = schema.schema().columns
    assert tuple(declared) == (*NAMES, "ensemble_count")
    for column in COLUMNS:
        assert declared[column.name].metadata["unit"] == column.unit
        assert declared[column.name].title == column.title
        text = column.kind == "text" and column.name != "parameters"
        assert str(declared[column.name].dtype).startswith("str" if text else "float64")
        assert declared[column.name].required


ENERGY = "expected an energy in kWh from 0 to 1e+09"
COUNT = "expected a count from 1 to 1e+18"
SCORE = "expected a score from 0 to 1"
INTERVAL = "expected low ≤ mean ≤ high, all three or no interval"
RULES = [
    ("train_kwh", -0.1, ENERGY),
    ("train_kwh", 1.1e9, ENERGY),
    ("test_kwh", float("inf"), ENERGY),
    ("baseline_train_kwh", -1.0, ENERGY),
    ("organisers_train_kwh_normalized", -1.0, ENERGY),
    ("organisers_ew_psds_train", -1.0, "expected an energy-weighted score from 0 to 1e+09"),
    ("macs", 0.0, COUNT),
    ("parameters", 0.0, COUNT),
    ("parameters", 2e18, COUNT),
    ("psds", 1.01, SCORE),
    ("segmpauc", -0.01, SCORE),
    ("psds2", 50.0, SCORE),
    ("gpu_train_kwh", 1e8, "the GPU's part is more than the whole, "),
    ("gpu_baseline_test_kwh", 1e8, "the GPU's part is more than the whole, "),
    ("system", "", schema.NAME_RULE),
    ("system", "A\u202eB", schema.NAME_RULE),
    ("hardware", "a\0b", schema.TEXT_RULE),
    ("team", "", "expected the system's code up to `_task`"),
    ("team", "Other", "expected the system's code up to `_task`"),
]


@pytest.mark.parametrize(("column", "value", "rule"), RULES)
def test_a_broken_rule_is_named(column, value, rule, frame):
    frame.loc[3, column] = value
    found = [str(error) for error in check(frame, PATH)]
    assert all(text.startswith("2024.csv, row 4") for text in found)
    assert any(f", column {column}: " in text and rule in text for text in found)


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.6), (0.2, 0.3), (0.3, None), (None, 0.5)])
def test_an_interval_is_around_its_mean(low, high, frame):
    frame.loc[3, ["psds_low", "psds", "psds_high"]] = [low, 0.4, high]
    (error,) = check(frame, PATH)
    assert f"column psds: 0.4: {INTERVAL}; low is " in str(error)


def test_a_subsystem_count_is_positive(frame):
    frame.loc[3, "ensemble_count"] = 0.0
    (error,) = check(frame, PATH)
    assert "column subsystems: " in str(error)
    assert "expected a count from 1 to 1e+06" in str(error)


def test_systems_are_unique(frame):
    frame.loc[5, ["system", "team"]] = frame.loc[3, ["system", "team"]]
    (error,) = check(frame, PATH)
    assert str(error).startswith(f"2024.csv, row 6 ({frame['system'][3]}), column system: ")
    assert str(error).endswith("two systems have this code")


@pytest.mark.parametrize("column", [c.name for c in COLUMNS])
def test_every_column_is_required(column, frame):
    found = [str(error) for error in check(frame.drop(columns=column), PATH)]
    assert found == [f"2024.csv, column {column}: this column is missing"]


def test_there_is_no_other_column(frame):
    (error,) = check(frame.assign(carbon=1.0), PATH)
    assert str(error) == "2024.csv, column carbon: no such column"


@pytest.mark.parametrize(("column", "kind"), [("macs", "str"), ("hardware", "float64")])
def test_every_column_has_its_type(column, kind, frame):
    frame[column] = "1" if kind == "str" else 1.0
    (error,) = check(frame, PATH)
    assert str(error) == f"2024.csv, column {column}: the column does not have its type: {kind}"


def test_a_text_cannot_be_missing(frame):
    frame.loc[3, "hardware"] = None
    (error,) = check(frame, PATH)
    assert str(error).endswith("column hardware: nan: expected a text")


def test_all_violations_are_listed_row_by_row(frame):
    for row, (column, value, _) in enumerate(RULES):
        frame.loc[len(RULES) - row, column] = value
    found = violations(frame)
    assert {v.column for v in found} >= {column for column, _, _ in RULES}
    assert len(found) >= len(RULES)
    rows = [int(str(error).split("row ")[1].split(",")[0].split(" ")[0])
            for error in check(frame, PATH)]  # fmt: skip
    assert rows == sorted(rows)


@pytest.mark.parametrize("order", [slice(None, None, -1), [4, 4], [7, 2, 9]])
def test_rows_are_counted_as_they_stand(order, frame):
    changed = frame.iloc[order].copy()
    changed["macs"] = 0.0
    rows = [v.row for v in violations(changed) if v.column == "macs"]
    assert rows == list(range(len(changed)))


def test_a_table_that_is_read_is_checked(data_dir):
    path = data_dir / "submissions" / "2024.csv"
    text = path.read_text(encoding="utf-8")
    assert "\nCornell_CMU_task4_1,Cornell_CMU," in text
    path.write_text(text.replace(",Cornell_CMU,", ",Cornell,"), encoding="utf-8")
    with pytest.raises(DataError, match="column team: 'Cornell': expected the system's code up to"):
        load(data_dir)


def test_a_score_that_cannot_be_read_is_said_once():
    table = read_csv(DATA / "submissions" / "2024.csv")
    table.loc[3, "psds_low"] = "0,4"
    with pytest.raises(DataError) as error:
        typed(table, PATH)
    lines = [line for line in str(error.value).splitlines() if ": warning: " not in line]
    assert len(lines) == 1
    assert "column psds_low: '0,4': expected a plain decimal number" in lines[0]


def found_in(year, column, years):
    """The systems of a year of which something in this column is implausible."""
    table = warnings_of(year, years[year].systems, years[year].facts.baselines)
    assert tuple(table.columns) == WARNING_COLUMNS
    assert set(table["year"]) == {year}
    assert [years[year].systems["system"][row - 1] for row in table["row"]] == list(table["system"])
    return table[table["column"] == column].set_index("system")["why"].to_dict()


def test_equal_energies_of_unequal_ensembles_are_implausible(years):
    assert found_in(2024, "train_kwh", years) == {
        "Kim_GIST-HanwhaVision_task4_4": "the same energies for 128 subsystems as for 1",
        "Kim_GIST-HanwhaVision_task4_2": "the same energies for 64 subsystems as for 1",
        "Kim_GIST-HanwhaVision_task4_3": "the same energies for 64 subsystems as for 1",
    }
    assert "Nam_KAIST_task4_SED_4" in found_in(2022, "train_kwh", years)


def test_baseline_energies_far_above_the_median_are_implausible(years):
    found = found_in(2023, "baseline_train_kwh", years)
    assert set(found) == {"Chen_CHT_task4a_3", "Chen_CHT_task4a_4"}
    assert found["Chen_CHT_task4a_4"] == "94 times the year's median, 0.025"


def test_macs_that_shrink_are_implausible(years):
    assert found_in(2024, "macs", years) == {
        "Huang_SJTU_task4_3": "fewer MACs with 20 subsystems than 1.688e+10 with 10 "
        "('Huang_SJTU_task4_2')"
    }


def test_a_test_that_costs_more_than_training_is_implausible(frame):
    frame.loc[3, ["train_kwh", "test_kwh"]] = [1.0, 1.5]
    found = warnings_of("2024", frame)
    (why,) = found[found["column"] == "test_kwh"]["why"]
    assert why == "more than the training energy, 1"


def test_a_code_without_a_task_is_implausible_unless_a_baseline_s(years):
    systems = years[2022].systems
    found = warnings_of(2022, systems)
    assert set(found[found["column"] == "system"]["system"]) == {"Baseline", "Baseline (AudioSet)"}
    assert not (
        warnings_of(2022, systems, ["Baseline", "Baseline (AudioSet)"])["column"] == "system"
    ).any()


@pytest.mark.parametrize(
    ("subsystems", "count", "implausible"),
    [("2", 2.0, False), ("3", 3.0, False), ("4", 4.0, True), ("None", float("nan"), False)],
)
def test_implausible_is_twice_the_subsystems(subsystems, count, implausible, frame):
    pair = frame.iloc[[0, 0]].reset_index(drop=True)
    pair["system"] = ["A_task4_1", "A_task4_2"]
    pair[["train_kwh", "test_kwh"]] = [1.0, 0.1]
    pair["subsystems"], pair["ensemble_count"] = ["2", subsystems], [2.0, count]
    assert bool((warnings_of(2024, pair)["column"] == "train_kwh").any()) is implausible


@pytest.mark.parametrize(("energy", "implausible"), [(0.29, False), (0.3, True)])
def test_implausible_is_ten_times_the_median(energy, implausible, frame):
    frame["baseline_test_kwh"] = 0.03
    frame.loc[0, "baseline_test_kwh"] = energy
    assert bool((warnings_of(2024, frame)["column"] == "baseline_test_kwh").any()) is implausible


def test_nothing_is_implausible_in_nothing(frame):
    empty = warnings_of(2024, frame.iloc[:0])
    assert empty.empty
    assert tuple(empty.columns) == WARNING_COLUMNS
