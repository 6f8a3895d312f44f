"""The rules that several claims share."""

from types import SimpleNamespace

import pytest
from small import NAN
from small_claims import printed_claim, quartiles, series, small_evidence

from sedenergy.claims import rules
from sedenergy.claims.changes import falls, is_slight, rises
from sedenergy.claims.evidence import Evidence
from sedenergy.claims.judgement import Judgement, MissingDataError, Numbers
from sedenergy.claims.thresholds import MOST, SLIGHTLY
from sedenergy.printed.record import PrintedNumber


def test_parts_and_their_texts():
    found = [(True, "a"), (False, ""), (1, "b")]
    judged = rules.judge_each(found, MOST, start="<", end=">", criterion="C.")
    assert judged == Judgement((True, False, True), "<a; b>", (MOST,), "C.")


def test_a_trend_goes_from_year_to_year():
    numbers = Numbers(series("table-1", "macs", "median", 1e9, 3e9, 2e9), {})
    tests, years = (rises, is_slight), (2022, 2023, 2024)
    judged = rules.Trend("table-1", "macs", tests, ("median",), years)(numbers)
    assert (judged.parts, judged.uses) == ((True, False, False, False), (SLIGHTLY,))
    assert judged.text == "MACs (2022 → 2023 → 2024): median 1.00 G → 3.00 G → 2.00 G MACs"


def test_a_trend_takes_the_quartiles_of_2023_and_2024():
    numbers = Numbers(quartiles("table-2", "train_kwh", 4.0, 1.0), {})
    judged = rules.Trend("table-2", "train_kwh", (falls,))(numbers)
    change = "4.00 → 1.00 kWh (×0.25)"
    said = f"25th percentile {change}, median {change}, 75th percentile {change}"
    assert judged == Judgement((True,) * 3, f"training energy (2023 → 2024): {said}")


def tables(computed, printed):
    numbers = {key: PrintedNumber(key, str(value), value) for key, value in printed.items()}
    return Evidence(SimpleNamespace(values=computed), SimpleNamespace(numbers=numbers))


def test_the_printed_tables_are_judged_beside():
    up, down = (series("table-1", "macs", "median", *v) for v in ((1e9, 2e9), (2e9, 1e9)))
    rule = rules.Trend("table-1", "macs", (rises,), ("median",))
    claim = rules.by_tables(rule, rule, criterion="C.")
    judged = claim(tables(up, down))
    assert (judged.parts, judged.criterion) == ((True, True), "C.")
    assert judged.text.count("1.00 G → 2.00 G MACs (×2.00)") == 2
    assert judged.printed_table.startswith("fails on the printed table: MACs (2023 → 2024): ")
    assert judged.printed_table.count("2000000000.0 → 1000000000.0 MACs (×0.50)") == 2
    assert claim(tables(up, {})).printed_table == ""
    with pytest.raises(MissingDataError, match="no median of MACs in 2023") as missing:
        claim(tables({}, down))
    assert missing.value.printed_table == judged.printed_table


def test_counts_are_held_against_the_printed_ones():
    evidence = small_evidence({2023: [{}, {}], 2024: [{}]}, {5: "2 (2023); 3 (2024)"})
    count = rules.YearCounts(5, 2, "systems", lambda s: len(s.submitted))
    assert count(evidence) == Judgement(
        (True, False), "systems: 2 in 2023 (printed 2), 1 in 2024 (printed 3)"
    )
    evidence.printed.claims.update(
        {k: printed_claim(5, "2 (2021)") for k in evidence.printed.claims}
    )
    with pytest.raises(MissingDataError, match="no year 2021"):
        rules.YearCounts(5, 1, "systems", lambda s: 2)(evidence)


def test_other_criteria_are_judged_by_the_data_alone():
    up = series("table-1", "macs", "median", 100, 115)
    claim = rules.by_tables(rules.Trend("table-1", "macs", (is_slight,), ("median",)))
    evidence = tables(up, up)
    assert (claim(evidence).parts, claim(evidence).printed_table[:5]) == ((False,), "fails")
    wider = claim(evidence.at(SLIGHTLY, 0.15))
    assert (wider.parts, wider.printed_table) == ((True,), "")


def test_a_claim_of_change_is_marked():
    claim = rules.of_change(rules.YearCounts(5, 1, "systems", lambda s: 2))
    assert claim.compares_years
    assert not hasattr(rules.YearCounts(5, 1, "systems", lambda s: 2), "compares_years")


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([NAN, NAN], (True, False, False)),
        ([1.0, NAN], (False, False, False)),
        ([1.0, 0.0], (False, True, True)),
        ([1.0, 1.0, NAN], (False, False, True)),
    ],
)
def test_what_systems_report(values, parts):
    rows = [{"macs": value} for value in values]
    evidence = small_evidence({2022: [{}], 2023: [{}], 2024: rows})
    claim = rules.Reported(("macs", "test_kwh"), "them", none=(2024,), every=(2024,), most=(2024,))
    judged = claim(evidence)
    assert (judged.parts, [each.name for each in judged.uses]) == (parts, ["most"])
    assert judged.text.startswith("systems that come with them: 0 of 1 in 2022, 0 of 1 in 2023, ")
