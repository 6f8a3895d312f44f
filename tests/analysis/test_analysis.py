"""Each part is computed once, and a year that repeats all codes changes nothing of another."""

from dataclasses import replace

from sedenergy.analysis import analysis as module
from sedenergy.analysis.analysis import RESULT_COLUMNS, Analysis
from sedenergy.analysis.method import Method


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
