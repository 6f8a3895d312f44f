"""Each part is computed once, and a year that repeats all codes changes nothing of another."""

from dataclasses import replace

import pytest
from small import small_year

from sedenergy.analysis import analysis as module
from sedenergy.analysis.analysis import RESULT_COLUMNS, Analysis
from sedenergy.analysis.method import Method
from sedenergy.printed.keys import NumberKey


def counted(monkeypatch, name):
    """Count the calls of a function of the module."""
    calls, function = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: calls.append(args[0].year) or function(*args))
    return calls


def test_each_year_is_derived_and_selected_once(years, monkeypatch):
    derived, selected = counted(monkeypatch, "derive"), counted(monkeypatch, "select")
    analysis = Analysis(years)
    for part in (analysis, analysis.only([2024]), analysis.of(Method(cap="at most"))):
        assert part.results is part.results
        assert part.points("figure-1") is part.points("figure-1")
    assert derived == selected == [2022, 2023, 2024]
    assert analysis.of(Method(duplicates="kept")).values
    assert len(derived) == 3
    assert len(selected) == 6


def test_the_same_method_and_years_are_the_same_analysis(analysis):
    other = analysis.of(Method(cap="at most"))
    assert other is analysis.of(Method(cap="at most")) is not analysis
    assert other.of(Method()) is analysis
    assert analysis.only([2024]) is analysis.only([2024])
    assert list(analysis.only([2024]).selections) == [2024]
    assert other.selections[2024].method.cap == "at most"
    assert other.only([2024]).method == Method(cap="at most")


def test_another_method_selects_otherwise(analysis):
    # METHOD, steps 1 and 2: of 42 systems five are not valid; of 37 two are duplicates.
    assert len(analysis.selections[2024].valid) == 35
    assert len(analysis.of(Method(duplicates="kept")).selections[2024].valid) == 37
    kept = analysis.of(Method(duplicates="kept", cap="at most", rounding="cut"))
    assert len(kept.selections[2024].valid) == 37


def test_results_are_one_long_frame(analysis):
    assert analysis.results.columns.tolist() == RESULT_COLUMNS
    assert len(analysis.results) == len(analysis.values)
    row = analysis.results[analysis.results["table"] == "table-2"].iloc[0]
    # The paper prints 1.82.
    assert row.tolist()[:4] == ["table-2", 2022, "train_kwh", "q25"]
    assert round(row["value"], 2) == 1.82


def test_a_year_that_repeats_every_code_changes_nothing_of_the_other(years, analysis):
    facts = replace(years[2024].facts, in_paper=False)
    again = Analysis({**years, 2025: replace(years[2024], year=2025, facts=facts)})
    for key, value in analysis.values.items():
        assert again.values[key] == value
        if key.year == 2024:
            assert again.values[replace(key, year=2025)] == value
    both = again.points("figure-2")
    assert len(both) == 2 * len(analysis.points("figure-2"))
    found = again.quadrants.groupby("year")["quadrant"].value_counts()
    assert found[2024].to_dict() == found[2025].to_dict()


# A baseline, an ensemble, a single system without PSDS.
ROWS = [
    {"train_kwh": kwh, "psds": psds, "subsystems": text, "baseline_train_kwh": 0.03}
    for kwh, psds, text in ((1.0, 0.3, ""), (2.0, 0.4, "3"), (9.0, float("nan"), ""))
]
FACTS = {"reference_train_kwh": 0.03, "baselines": ("A",), "figure_baseline": "A"}


def test_systems_by_group_and_year_in_figure_1_and_in_the_normalised_comparison():
    small = Analysis({2030: small_year(*ROWS, **FACTS), 2031: small_year(*ROWS, year=2031)})
    names = {key: frame["system"].tolist() for key, frame in small.entries.items()}
    # No system of 2031 has a normalised energy.
    assert names == {("ensemble", 2030): ["B"], ("baseline", 2030): ["A", "A"]}
    assert small.entries["ensemble", 2030].iloc[0].to_dict() == {
        **{"system": "B", "year": 2030, "psds": 0.4, "train_kwh_normalized": 2.0}
    }
    names = {key: frame["system"].tolist() for key, frame in small.compared.items()}
    assert names == {
        **{("ensemble", 2030): ["B"], ("single", 2030): ["A"]},
        **{("ensemble", 2031): [], ("single", 2031): []},
    }
    assert small.compared["single", 2030]["year"].tolist() == [2030]
    assert small.compared["single", 2030]["baseline"].tolist() == [True]


@pytest.mark.parametrize(
    ("row", "facts", "field"),
    [
        ({}, {"left_out": {"A": "broken"}}, "left_out"),
        ({"subsystems": "None"}, {}, "none_is_ensemble"),
        ({"organisers_train_kwh_normalized": 1.0}, {}, "organisers_normalized"),
        ({"gpu_train_kwh": 0.5}, {}, "gpu_reports"),
    ],
)
def test_a_choice_matters_where_the_year_has_what_it_speaks_of(row, facts, field):
    always = {"duplicates", "baselines", "contradictory", "one_a_team"}
    made = Analysis({2030: small_year(row, {}, **facts)})
    for table, moving in (("table-1", "centre"), ("table-6", "cap")):
        assert made.fields_that_matter(table, 2030) == always | {field, moving}
    plain = Analysis({2030: small_year({"subsystems": "3"}, {})})
    assert plain.fields_that_matter("table-1", 2030) == always | {"centre"}


def test_a_value_is_found_by_table_and_year_or_is_not_there(analysis):
    key = NumberKey("table-2", 2022, "train_kwh", "q25")
    assert analysis.values[key] == pytest.approx(1.815)  # the paper prints 1.82
    for other in (replace(key, table="table-9"), replace(key, year=2040)):
        assert analysis.values.get(other) is None
    assert len(list(analysis.values)) == len(analysis.values)
