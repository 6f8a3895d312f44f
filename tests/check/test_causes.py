"""The search for causes, on numbers that were made up, and on the paper's."""

import pytest
from small_print import SmallAnalysis, small_print

from sedenergy.check.causes import METHOD, by_chance, explain
from sedenergy.check.decisions import all_variants

A, B, C = (f"table-2.2030.test_kwh.{name}" for name in ("q25", "median", "q75"))
D, E = "table-2.2030.train_kwh.median", "table-2.2031.test_kwh.q25"
KEPT, BASELINES = ("duplicates", "kept"), ("baselines", False)
BY_ENERGY, AT_MOST = ("duplicates", "normalized"), ("cap", "at most")
F = "table-2.2030.train_kwh.q75"
VALUES = {A: 1.0, B: 2.0, C: 3.0, D: 4.0, F: 5.0}


def explained(printed, others=None, values=VALUES):
    found = explain(SmallAnalysis(values, others), small_print(printed).numbers_in((2030, 2031)))
    return {str(key): explanation for key, explanation in found.items()}


def test_what_comes_out_and_other_years_need_no_cause():
    assert explained({A: "1.00", B: "2.0", "table-2.2032.test_kwh.q25": "9"}) == {}


def test_a_variant_that_gives_the_printed_text_is_the_cause():
    found = explained({A: "1.5", B: "2.0", D: "5"}, {KEPT: {A: 1.5}})
    assert list(found) == [A, D]
    one = found[A]
    assert (one.printed, one.reproduced, one.variant.name) == ("1.5", "1.0", "duplicates kept")
    assert (one.score.quantity, one.score.of_quantity) == (2, 2)
    assert (one.score.year, one.score.of_year) == (2, 3)
    assert (one.method_score.quantity, one.method_score.year) == (1, 1)
    assert one.cause == (
        "Systems with equal figures all count. This gives 2 of the 2 numbers of this quantity and "
        "year in the table, and 2 of all 3 of the year; the method gives 1 and 1. With the reserve "
        "that no other number needs it."
    )


def test_two_numbers_that_need_a_variant_are_no_reserve_but_fewer_numbers_are():
    others = {KEPT: {A: 1.5, B: 2.5, C: 9.0, D: 9.0}}
    printed = {A: "1.5", B: "2.5", C: "3.0", D: "4.0"}
    assert [e.cause.partition(" With")[2] for e in explained(printed, others).values()] == ["", ""]
    fewer = explained(printed | {B: "2.0"}, others)[A].cause
    assert fewer.endswith(
        "the method gives 2 and 3. With the reserve that no other number needs it and it gives "
        "fewer of the year's numbers than the method does."
    )


# Both give A. One wins by the year, by fewer decisions, by the numbers of the quantity.
@pytest.mark.parametrize(
    ("others", "name"),
    [
        ({KEPT: {A: 1.5}, BASELINES: {A: 1.5, B: 2.5}}, "baselines left out"),
        ({KEPT: {A: 1.5}, BASELINES: {A: 1.5}}, "duplicates kept"),
        ({KEPT: {A: 1.5, D: 4.5}, BY_ENERGY: {A: 1.5, B: 2.5}}, "duplicates by normalised energy"),
        ({BY_ENERGY: {A: 1.5, B: 2.5}, KEPT: {A: 1.5, D: 4.5, F: 5.5}}, "duplicates kept"),
        ({KEPT: {B: 2.5}, AT_MOST: {A: 1.5}}, "duplicates kept + cap includes its threshold"),
    ],
)
def test_the_variant_that_gives_most_of_the_row_is_taken(others, name):
    assert explained({A: "1.5", B: "2.5", D: "4.5", F: "5.5"}, others)[A].variant.name == name


def test_where_none_gives_it_the_nearest_is_named():
    found = explained({A: "1.5", B: "3.0", C: "3.5"}, {KEPT: {A: 1.4}, BASELINES: {A: 1.7, B: 2.2}})
    assert found[A].cause == "No variant gives 1.5; the nearest is 1.4, by duplicates kept."
    assert found[C].cause == "No variant gives 3.5; the nearest is 3.0, by the method itself."
    assert (found[C].nearest_variant, found[C].alone) == (METHOD, False)
    missing = explained({A: "1.5"}, values={})[A]
    assert missing.cause == "No variant gives 1.5; the nearest is missing, by the method itself."


def test_what_a_search_finds_by_chance_is_counted_by_hand():
    # Of A and B made wrong, 1.1, 0.9, 2.1, 1.9: 'kept' gives 1.1 and no other number of the row,
    # where the method gives one; rounding up gives 2.1, for B is above 2.0, and A as it is.
    values = {A: 1.0, B: 2.04, C: 3.0}
    printed = small_print({A: "1.0", B: "2.0", C: "9.9"})
    others = {KEPT: {A: 1.1, B: 7.0}}
    counts = by_chance(SmallAnalysis(values, others), printed.numbers)
    assert counts == {
        "variants": len(list(all_variants())),
        "tried": 4,
        "explained": 2,
        "firmly": 2,
    }
    row = {D: "4.0", "table-2.2030.train_kwh.q25": "5.0"}
    wider = values | {D: 4.0, "table-2.2030.train_kwh.q25": 5.0}
    others = {KEPT: {A: 1.1, B: 7.0, D: 7.0, "table-2.2030.train_kwh.q25": 7.0}}
    counts = by_chance(
        SmallAnalysis(wider, others), small_print({A: "1.0", B: "2.0"} | row).numbers
    )
    # D and q25 are never given wrong; 'kept' now gives one of four, the method three others.
    assert (counts["tried"], counts["explained"], counts["firmly"]) == (8, 2, 1)


def test_another_table_or_year_is_no_part_of_the_row():
    other = "table-1.2030.macs.q25"
    values = VALUES | {other: 2000.0, E: 9.0}
    found = explained({A: "1.5", other: "2 K", E: "9"}, {KEPT: {A: 1.5}}, values)
    assert (found[A].score.of_year, found[A].score.of_quantity) == (1, 1)


def test_what_the_paper_has_and_chance_gives(paper):
    printed, found = paper.printed, paper.explanations
    assert sum(e.variant is None for e in found.values()) == 2  # 1G and 23.01 (METHOD)
    counts = by_chance(paper.in_paper, printed.numbers)
    assert counts["tried"] == 2 * (len(printed.numbers) - len(found))
    assert 0 < counts["firmly"] <= counts["explained"] < counts["tried"]
