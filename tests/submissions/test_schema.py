"""The rules of a typed table, and what is hardly right: each at its bound and just beyond."""

import math

import pytest
from small import small_year

from sedenergy.submissions.columns import COLUMNS, ENERGY, MACS, PARAMETERS, SCORE, WEIGHTED
from sedenergy.submissions.schema import violations, warnings_of

CODE_RULE = "expected a code of 1 to 100 printable characters, no blanks around it"
TEXT_RULE = "expected at most 1000 characters, none of them a control character"
BOUNDS = {
    ENERGY: (0, 1e9, "expected an energy in kWh from 0 to 1e+09"),
    WEIGHTED: (0, 1e9, "expected an energy-weighted score from 0 to 1e+09"),
    SCORE: (0, 1, "expected a score from 0 to 1"),
    MACS: (1, 1e18, "expected a count from 1 to 1e+18"),
    PARAMETERS: (1, 1e18, "expected a count from 1 to 1e+18"),
}
NAN = float("nan")


def broken(*rows):
    """Return the row, column and rule of each violation in systems of team `team`."""
    rows = [{"system": f"team_task4_{n}", **row} for n, row in enumerate(rows)]
    return [tuple(violation) for violation in violations(small_year(*rows).systems)]


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.kind in BOUNDS], ids=lambda c: c.name)
def test_a_figure_is_within_its_bounds(column):
    low, high, rule = BOUNDS[column.kind]
    for value in (low, high, NAN):
        assert (0, column.name, rule) not in broken({column.name: value})
    for value in (math.nextafter(low, -1), math.nextafter(high, math.inf), math.inf):
        assert (0, column.name, rule) in broken({column.name: value})


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_committed_data_hold(year, years):
    assert violations(years[year].systems) == []


CODES = [
    "A",
    "[A](javascript:alert(1)) **b** `c` | {{ d }} $x_1^2$ :::",
    "\"><img src=x onerror='alert(1)'>",
    "👩‍🔬🏳️‍🌈",
    "فريق",
    "x" * 100,
]
NO_CODES = ["", "x" * 101, " A", "A ", *(f"A{c}B" for c in "\n\t\0\u202e\u200b\xa0\u2028")]


@pytest.mark.parametrize(
    ("system", "holds"), [(c, True) for c in CODES] + [(c, False) for c in NO_CODES]
)
def test_a_code_is_printable(system, holds):
    assert ((0, "system", CODE_RULE) not in broken({"system": system})) == holds


def test_another_text_may_have_line_ends():
    assert broken({"hardware": "a\tb\n\xa0c" + "x" * 994}) == []
    for text in ("x" * 1001, "a\0b", "3 h\u202e(1 GPU)"):
        assert broken({}, {"hardware": text}) == [(1, "hardware", TEXT_RULE)]


@pytest.mark.parametrize(
    ("system", "team"), [("A_task4_1", "B"), ("A_task4_1", ""), ("_task4_1", "")]
)
def test_the_team_is_that_of_the_code(system, team):
    found = broken({"system": system, "team": team})
    assert found == [(0, "team", "expected the system's code up to `_task`")]


def test_a_code_stands_once():
    same = {"system": "team_task4_1"}
    rule = "two systems have this code"
    assert broken(same, {"system": "team_task4_2"}, same) == [(2, "system", rule)]


@pytest.mark.parametrize("whole", ["train", "test", "baseline_train", "baseline_test"])
def test_the_gpu_s_part_is_no_more_than_the_whole(whole):
    column, part = f"{whole}_kwh", f"gpu_{whole}_kwh"
    assert broken({column: 0.5, part: 0.5}, {column: NAN, part: 0.5}, {column: 0.5}) == []
    rule = "the GPU's part is more than the whole, 0.5 kWh"
    assert broken({column: 0.5, part: 0.501}) == [(0, part, rule)]


@pytest.mark.parametrize("score", ["psds", "psds2", "segmpauc"])
@pytest.mark.parametrize(
    ("low", "mean", "high", "holds"),
    [
        (0.3, 0.4, 0.5, True),
        (0.4, 0.4, 0.5, True),
        (0.3, 0.4, 0.4, True),
        (NAN, 0.4, NAN, True),
        (0.41, 0.4, 0.5, False),
        (0.3, 0.4, 0.39, False),
        (0.3, 0.4, NAN, False),
        (NAN, 0.4, 0.5, False),
        (0.3, NAN, 0.5, False),
    ],
)
def test_an_interval_is_around_its_mean(score, low, mean, high, holds):
    rule = f"expected low ≤ mean ≤ high, all three or no interval; low is {low:g}, high {high:g}"
    found = broken({f"{score}_low": low, score: mean, f"{score}_high": high})
    assert found == ([] if holds else [(0, score, rule)])


def test_rows_are_counted_as_they_stand():
    frame = small_year({"macs": 0}, {}, {"macs": 0}).systems.iloc[[2, 1, 0]]
    assert [v.row for v in violations(frame) if v.column == "macs"] == [0, 2]
    assert violations(frame.iloc[:0]) == []


def found(*rows, baselines=()):
    """Return the row, column, value and reason of each finding among systems with a task."""
    rows = [{"system": f"team_task4_{n}", **row} for n, row in enumerate(rows, start=1)]
    table = warnings_of(2030, small_year(*rows).systems, baselines)
    return list(table[["row", "column", "value", "why"]].itertuples(index=False, name=None))


def same(*subsystems, **figures):
    return [{"subsystems": n, "test_kwh": 0.5, **figures} for n in subsystems]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (same("2", "3"), []),
        (same("2", "4"), [(2, "4 subsystems as for 2")]),
        (same("", "2"), [(2, "2 subsystems as for 1")]),
        (same("8", "", "4"), [(1, "8 subsystems as for 1"), (3, "4 subsystems as for 1")]),
        (same("", "None"), []),
        (same("", "2", train_kwh=0), []),
        (same("", "2", test_kwh=0), []),
        (same("", "2", train_kwh=NAN), []),
        ([*same("", test_kwh=0.4), *same("2")], []),
        ([*same("", team="other"), *same("2")], []),
    ],
)
def test_equal_energies_of_unequal_ensembles(rows, expected):
    reasons = [(row, "train_kwh", "1", f"the same energies for {why}") for row, why in expected]
    assert [finding for finding in found(*rows) if finding[1] == "train_kwh"] == reasons


@pytest.mark.parametrize("column", ["baseline_train_kwh", "baseline_test_kwh"])
def test_a_baseline_energy_of_ten_times_the_median(column):
    def energies(*values):
        return found(*({column: value, "test_kwh": 0.5} for value in values))

    # The median of 1, 1 and x is 1; a missing energy does not count.
    assert energies(1, 1, 9.99) == []
    assert energies(1, 1, 10, NAN) == [(3, column, "10", "10 times the year's median, 1")]
    assert energies(0, 0, 5) == []
    assert energies(NAN, NAN) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("", 7), ("2", 7)], []),
        ([("", 7), ("2", 6)], [(2, "6", "fewer MACs with 2 subsystems than 7 with 1")]),
        ([("2", 7), ("2", 6)], []),
        ([("", NAN), ("2", 6)], []),
        ([("", 7), ("2", NAN)], []),
        ([("", 7), ("None", 6)], []),
        ([("", 8), ("2", 9), ("3", 6)], [(3, "6", "fewer MACs with 3 subsystems than 9 with 2")]),
    ],
)
def test_macs_that_shrink(rows, expected):
    rows = [{"subsystems": n, "macs": macs, "test_kwh": 0.5} for n, macs in rows]
    rows = [{**row, "train_kwh": 1 + place} for place, row in enumerate(rows)]
    codes = {"1": "team_task4_1", "2": "team_task4_2"}
    expected = [(r, "macs", v, f"{why} ('{codes[why[-1]]}')") for r, v, why in expected]
    assert found(*rows) == expected
    others = [{**row, "team": str(place)} for place, row in enumerate(rows)]
    assert found(*others) == []


def test_a_test_that_costs_more_than_the_training():
    assert found({"train_kwh": 1, "test_kwh": 1}, {"train_kwh": NAN, "test_kwh": 1}) == []
    why = "more than the training energy, 1"
    assert found({"train_kwh": 1, "test_kwh": 1.5}) == [(1, "test_kwh", "1.5", why)]


def test_a_code_without_a_task_unless_a_baseline_s():
    why = "no `_task` and its number; the team is taken to be 'Base'"
    assert found({"system": "Base (big)"}) == [(1, "system", "Base (big)", why)]
    assert found({"system": "Base (big)"}, baselines=["Base (big)"]) == []


def test_findings_stand_in_the_order_of_the_systems():
    table = warnings_of(2030, small_year({"test_kwh": 2}, {"system": "B", "test_kwh": 2}).systems)
    assert list(table["row"]) == [1, 1, 2, 2]
    assert list(table["column"]) == ["system", "test_kwh"] * 2
    assert set(table["year"]) == {2030}
    assert list(table["system"]) == ["A", "A", "B", "B"]


def test_what_is_implausible_in_the_committed_years(years):
    macs = warnings_of(2024, years[2024].systems, years[2024].facts.baselines)
    assert ("Huang_SJTU_task4_3", "macs") in set(macs[["system", "column"]].itertuples(False, None))
    far = warnings_of(2023, years[2023].systems, years[2023].facts.baselines)
    far = far[far["column"] == "baseline_train_kwh"].set_index("system")["why"]
    assert set(far.index) == {"Chen_CHT_task4a_3", "Chen_CHT_task4a_4"}
    assert far["Chen_CHT_task4a_4"] == "94 times the year's median, 0.025"  # 2.34 / 0.025
