"""What a check cell prints and what is expected of it: it has to fail when something is wrong."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import DATA
from small_print import SmallAnalysis, key_of, small_print

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.figures import POINT_COLUMNS
from sedenergy.analysis.tables import TABLES
from sedenergy.check.cells import SUBJECTS, compute_subject, expected_output
from sedenergy.errors import DataError
from sedenergy.paper import Paper
from sedenergy.printed.keys import PointKey
from sedenergy.printed.record import UNEXPLAINED, Deviation, Printed

PRINTED = Printed(DATA)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_computed_is_what_is_expected(subject, paper):
    assert paper.check(subject) == expected_output(subject, PRINTED)


A, B = "table-6.2030.macs.all.max", "table-6.2030.macs.all.psds"
C = "table-6.2030.parameters.all.max"
TEXTS = {A: "460G", B: "0.59", C: "181M"}
VALUES = {A: 4.6e11, B: 0.585, C: 181.6e6}
CUT = {C: ("181M", "182M", "cut", "why")}
LAID_OUT = """\
table-6                     all.max     all.psds
2030 macs                   460G        0.59
2030 parameters             182M*
* table-6.2030.parameters.all.max: printed 181M; 181M by: cut"""


def computed(texts, values, deviations):
    return compute_subject("table-6", SmallAnalysis(values), small_print(texts, {}, deviations))


def test_a_table_is_laid_out_and_a_deviation_marked():
    assert computed(TEXTS, VALUES, CUT) == LAID_OUT
    assert expected_output("table-6", small_print(TEXTS, {}, CUT)) == LAID_OUT


def test_a_deviation_without_a_cause_says_so():
    unexplained = {C: ("181M", "182M", UNEXPLAINED, "why")}
    last = "* table-6.2030.parameters.all.max: printed 181M; unexplained"
    assert computed(TEXTS, VALUES, unexplained).splitlines()[-1] == last
    assert expected_output("table-6", small_print(TEXTS, {}, unexplained)).endswith(last)


@pytest.mark.parametrize(
    ("texts", "values", "deviations", "line"),
    [
        # Not known to differ, but it does: our value stands, and is not what is expected.
        (TEXTS, VALUES, {}, "2030 parameters             182M"),
        # Known to differ, but it does not.
        (TEXTS, VALUES | {C: 181e6}, CUT, "2030 parameters             181M"),
        # Differs otherwise than is known, and the variant does not give the printed number.
        (TEXTS, VALUES | {C: 183e6}, CUT, "2030 parameters             183M*"),
        (TEXTS, VALUES | {C: 183e6}, CUT, f"* {C}: printed 181M; 183M by: cut"),
        # The list names another printed number than the table has.
        (TEXTS | {C: "180M"}, VALUES, CUT, f"* {C}: printed 181M; 181M by: cut"),
        ({A: "460G", C: "181M"}, {A: 4.6e11}, CUT, "2030 parameters             missing*"),
    ],
)
def test_whatever_is_wrong_shows_and_is_not_what_is_expected(texts, values, deviations, line):
    found = computed(texts, values, deviations)
    assert line in found.splitlines()
    assert found != expected_output("table-6", small_print(texts, {}, deviations))


def test_a_changed_digit_is_expected_in_its_place():
    text = expected_output("table-6", small_print(TEXTS, {}, CUT), {key_of(A): "461G"})
    assert text == LAID_OUT.replace("460G", "461G")


FIRST, SECOND, THIRD = (
    PointKey("figure-2", "psds-ew_psds", "Ensemble", 2030, name) for name in ("A", "B", "C")
)


def drawn(*points):
    """Points of figure 2: key, x, y as drawn, y as recomputed."""
    rows = [
        (k.figure, k.panel, k.series, k.year, k.system, "psds", x, "ew_psds", y, own, "ensemble")
        for k, x, y, own in points
    ]
    return SmallAnalysis({}, points={"figure-2": pd.DataFrame(rows, columns=POINT_COLUMNS)})


def test_points_are_listed_and_a_deviation_marked():
    printed = small_print(
        points={FIRST: (0.5, 2.0), SECOND: (0.25, 0.125)},
        deviations={FIRST: ("(0.5, 2)", "(0.5, 2.003)", UNEXPLAINED, "why")},
    )
    found = compute_subject(
        "figure-2", drawn((SECOND, 0.25, 0.1251, 0.1249), (FIRST, 0.5, 2.0, 2.0034)), printed
    )
    assert [line.split() for line in found.splitlines()[:2]] == [
        ["psds-ew_psds.Ensemble.A", "(0.5,", "2.003)*"],
        ["psds-ew_psds.Ensemble.B", "(0.25,", "0.125)"],
    ]
    note = f"* {FIRST}: printed (0.5, 2); {UNEXPLAINED}"
    assert found.splitlines()[2:] == [note]
    assert found == expected_output("figure-2", printed)


@pytest.mark.parametrize(
    ("points", "line"),
    [
        ([(FIRST, 0.5, 2.0, 2.0), (THIRD, 0.1, 1.0, 1.0)], "psds-ew_psds.Ensemble.C (0.1, 1)"),
        ([], "psds-ew_psds.Ensemble.A missing"),
        ([(replace(FIRST, year=2031), 0.5, 2.0, 2.0)], "psds-ew_psds.Ensemble.A missing"),
    ],
)
def test_a_point_too_many_too_few_or_of_another_year_is_noticed(points, line):
    printed = small_print(points={FIRST: (0.5, 2.0)})
    found = compute_subject("figure-2", drawn(*points), printed)
    assert line in [" ".join(each.split()) for each in found.splitlines()]
    assert found != expected_output("figure-2", printed)


def test_next_years_codes_are_those_of_this_year(years):
    """A year that repeats every system of 2024, its baselines as well, changes no check."""
    facts = replace(years[2024].facts, in_paper=False)
    again = replace(years[2024], year=2025, facts=facts)
    paper = Paper(DATA, years | {2025: again})
    for subject in SUBJECTS:
        assert paper.check(subject) == expected_output(subject, PRINTED)
    # Nor where the paper covers it: its points are further ones.
    both = Analysis({2024: years[2024], 2025: again})
    lines = compute_subject("figure-2", both, PRINTED).splitlines()
    assert len(lines) == 2 * len(PRINTED.points_of("figure-2", [2024])) + 2  # two notes


def test_each_year_is_checked_alone(years):
    table = compute_subject("table-2", Analysis({2023: years[2023]}), PRINTED)
    assert [line.split()[0] for line in table.splitlines()] == ["table-2", "2023", "2023", "*"]


@pytest.mark.parametrize("key", list(PRINTED.deviations), ids=str)
def test_a_missing_deviation_is_noticed(key, paper):
    subject = getattr(key, "table", None) or key.figure
    printed = Printed(DATA)
    vars(printed)["deviations"] = {k: d for k, d in PRINTED.deviations.items() if k != key}
    assert compute_subject(subject, paper.in_paper, printed) != expected_output(subject, printed)


def test_a_deviation_that_is_none_is_noticed(paper):
    key = key_of("table-2.2022.train_kwh.median")
    false = Deviation("3.70", "3.70", "cut", "why")
    printed = Printed(DATA)
    vars(printed)["deviations"] = PRINTED.deviations | {key: false}
    assert compute_subject("table-2", paper.in_paper, printed) != expected_output(
        "table-2", printed
    )


def test_claims_are_their_verdicts(paper):
    changed = [replace(paper.findings[0], verdict="fails"), *paper.findings[1:]]
    other = SimpleNamespace(printed=PRINTED, in_paper=paper.in_paper, findings=changed)
    found = Paper.check(other, "claims").splitlines()
    assert found[0] == "claim-01  fails"
    assert found[1:] == expected_output("claims", PRINTED).splitlines()[1:]


def test_a_changed_file_is_noticed(data_dir, paper):
    path = next((data_dir / "submissions" / "2023").glob("*.csv"))
    path.write_bytes(path.read_bytes().replace(b"\n", b" \n", 1))
    expected = expected_output("data", Printed(data_dir)).splitlines()
    there = SimpleNamespace(printed=Printed(data_dir), in_paper=paper.in_paper)
    found = Paper.check(there, "data").splitlines()
    assert [a == b for a, b in zip(found, expected, strict=True)] == [True, False, True]
    assert expected[0].startswith("submissions/2022/systems.csv  101 systems  sha256 ")


@pytest.mark.parametrize("text", ["", "[]", json.dumps({"resources": [{"in_paper": True}]})])
def test_a_data_package_that_is_none_is_one_sentence(text, data_dir):
    (data_dir / "datapackage.json").write_text(text)
    with pytest.raises(DataError) as failure:
        expected_output("data", Printed(data_dir))
    assert str(failure.value) == "datapackage.json: expected a data package with each year's hash"


def test_every_table_has_a_check(paper):
    assert set(TABLES) < set(SUBJECTS)
    assert {key.table for key in PRINTED.numbers} == set(TABLES)
