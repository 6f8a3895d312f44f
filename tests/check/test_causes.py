"""The search for causes, on numbers that were made up, and on the paper's."""

from math import log

import pytest
from small_print import SmallAnalysis, key_of, small_print

from sedenergy.check.causes import MISTAKES, explain, try_mistakes
from sedenergy.check.trials import SLIP_RATE, SLIPS, WEIGHT
from sedenergy.check.variants import METHOD

A, B, C = (f"table-2.2030.test_kwh.{name}" for name in ("q25", "median", "q75"))
D, F = (f"table-2.2030.train_kwh.{name}" for name in ("median", "q75"))
E = "table-2.2031.test_kwh.q25"
KEPT, BASELINES = ("duplicates", "kept"), ("baselines", False)
BY_ENERGY, UP = ("duplicates", "normalized"), ("rounding", "up")
VALUES = {A: 1.0, B: 2.0, C: 3.0, D: 4.0, F: 5.0, E: 9.0}
PRINTED = {A: "1.0", B: "2.0", C: "3.0", D: "4.0", F: "5.0", E: "9.0"}

# Three roundings for the table, and 172 variants that choose systems, for a year or a quantity.
TRIED = 3 + 2 * 172
ONE = log(0.95 / (0.05 / 20)) - log(TRIED)


def explained(printed, others=None, values=VALUES):
    found = explain(SmallAnalysis(values, others), small_print(printed).numbers_in((2030, 2031)))
    return {str(key): explanation for key, explanation in found.items()}


def test_the_weight_of_a_number_is_stated():
    assert (SLIP_RATE, SLIPS) == (0.05, 20)
    assert pytest.approx(log(380)) == WEIGHT


def test_what_comes_out_and_other_years_need_no_cause():
    assert explained({A: "1.00", B: "2.0", "table-2.2032.test_kwh.q25": "9"}) == {}


def test_one_number_alone_is_barely_a_cause():
    found = explained(PRINTED | {A: "1.5"}, {KEPT: {A: 1.5}})
    assert list(found) == [A]
    one = found[A]
    assert (one.printed, one.reproduced, one.variant.name) == ("1.5", "1.0", "duplicates kept")
    assert (one.trial.brought, one.trial.broken, one.trial.worth) == (1, 0, 1)
    assert one.trial.evidence == pytest.approx(ONE)
    assert one.is_explained
    assert one.cause == (
        "Systems with equal figures all count. Taken for 2030 in table 2, this brings 1 printed "
        "number and breaks 0 (evidence 0.1)."
    )


def test_a_cause_that_breaks_as_many_as_it_brings_is_none():
    # For the year it brings A and breaks D, for test energy alone it brings A and breaks B.
    found = explained(PRINTED | {A: "1.5"}, {KEPT: {A: 1.5, B: 2.5, D: 4.5}})[A]
    assert not found.is_explained
    assert (found.trial.brought, found.trial.broken) == (1, 1)
    assert found.trial.evidence == pytest.approx(-log(TRIED))
    assert found.cause == (
        "No cause that evidence bears. “duplicates kept” gives 1.5, but taken for test energy of "
        "2030 in table 2 it brings 1 printed number and breaks 1 (evidence -5.8)."
    )


def test_a_choice_is_taken_for_the_quantity_where_the_year_would_break():
    printed = PRINTED | {A: "1.5", B: "2.5"}
    found = explained(printed, {KEPT: {A: 1.5, B: 2.5, D: 4.5}})
    assert [e.trial.place for e in found.values()] == ["test energy of 2030 in table 2"] * 2
    assert found[A].trial.evidence == pytest.approx(2 * WEIGHT - log(TRIED))
    wide = explained(printed | {D: "4.5"}, {KEPT: {A: 1.5, B: 2.5, D: 4.5}})
    assert {e.trial.place for e in wide.values()} == {"2030 in table 2"}
    assert wide[A].trial.brought == 3


def test_another_year_is_no_part_of_a_choice_and_a_number_that_never_fits_no_loss():
    found = explained(PRINTED | {A: "1.5", D: "7.7"}, {KEPT: {A: 1.5, D: 4.5, E: 8.0}})[A]
    assert (found.trial.brought, found.trial.broken) == (1, 0)


def test_a_rounding_is_taken_for_the_whole_table():
    # Rounded up, 1.01 gives A and 9.01 breaks E, of another year.
    found = explained(PRINTED | {A: "1.1"}, values=VALUES | {A: 1.01, E: 9.01})[A]
    assert (found.trial.variant.name, found.trial.place) == ("rounded up", "table 2")
    assert (found.trial.brought, found.trial.broken, found.is_explained) == (1, 1, False)
    alone = explained(PRINTED | {A: "1.1"}, values=VALUES | {A: 1.01})[A]
    assert (alone.trial.brought, alone.trial.broken, alone.is_explained) == (1, 0, True)


def test_a_rounding_with_a_choice_counts_only_for_what_it_adds():
    # 'Kept' brings A and B. Together with rounding up it gives D as well, and breaks E: no more.
    values = VALUES | {E: 9.01}
    others = {KEPT: {A: 1.5, B: 2.5, D: 4.41}}
    found = explained(PRINTED | {A: "1.5", B: "2.5", D: "4.5"}, others, values)
    assert found[A].variant.name == "duplicates kept"  # the rounding is idle there
    both = found[D]
    assert both.variant.name == "duplicates kept + rounded up"
    assert (both.trial.brought, both.trial.broken, both.trial.worth) == (3, 1, 0)
    assert not both.is_explained
    assert "breaks 1, no more than a part of it alone (evidence -5.8)" in both.cause
    # Without the loss it adds one number.
    free = explained(PRINTED | {A: "1.5", B: "2.5", D: "4.5"}, others)[D]
    assert (free.trial.worth, free.is_explained) == (1, True)


@pytest.mark.parametrize(
    ("others", "name"),
    [
        # More of the numbers; fewer decisions.
        ({KEPT: {A: 1.5}, BASELINES: {A: 1.5, B: 2.5}}, "baselines left out"),
        ({BASELINES: {A: 1.5}, ("cap", "at most"): {A: 1.5}}, "baselines left out"),
        ({KEPT: {A: 1.5, D: 4.5}, BY_ENERGY: {A: 1.5}}, "duplicates kept"),
    ],
)
def test_what_gives_most_by_the_fewest_decisions_is_taken(others, name):
    found = explained(PRINTED | {A: "1.5", B: "2.5", D: "4.5"}, others)[A]
    assert found.variant.name == name


def test_what_gives_the_same_numbers_is_named_beside_it():
    printed = PRINTED | {A: "1.5", B: "2.5"}
    same = {KEPT: {A: 1.5, B: 2.5}, BASELINES: {A: 1.5, B: 2.5}}
    found = explained(printed, same)[A]
    assert (found.variant.name, found.others) == ("duplicates kept", ("baselines left out",))
    assert found.cause.endswith(" The same numbers come by: baselines left out.")
    other = explained(printed, same | {BASELINES: {A: 1.5, B: 2.5, C: 3.3}})[A]
    assert other.others == ()


def test_where_none_gives_it_the_nearest_is_named():
    found = explained({A: "1.5", B: "3.0", C: "3.5"}, {KEPT: {A: 1.4}, BASELINES: {A: 1.7, B: 2.2}})
    assert found[A].cause == "No variant gives 1.5; the nearest is 1.4, by duplicates kept."
    assert found[C].cause == "No variant gives 3.5; the nearest is 3.0, by the method itself."
    assert (found[C].variant, found[C].is_explained) == (METHOD, False)
    missing = explained({A: "1.5"}, values={})[A]
    assert missing.cause == "No variant gives 1.5; the nearest is missing, by the method itself."


def test_mistakes_for_which_a_cause_is_found_are_counted_by_hand():
    # Two numbers come out. A unit too high, 'kept' gives A and takes nothing else: one brought.
    # Ten units too low, 'baselines' gives B and breaks A, which did come out. C never does.
    values, printed = {A: 1.0, B: 2.0, C: 3.0}, {A: "1.0", B: "2.0", C: "9.9"}
    others = {KEPT: {A: 1.1}, BASELINES: {A: 0.7, B: 1.0}}
    counts = try_mistakes(SmallAnalysis(values, others), small_print(printed).numbers)
    assert tuple(counts) == MISTAKES
    assert counts[1] == (4, 1, 1)
    assert counts[10] == (4, 1, 0)
    # A is found three units too low, where that breaks B.
    assert counts[3] == (4, 1, 0)
    # Twenty units below 1.0 and 2.0 there is no such number, or none is found.
    assert counts[20][1:] == (0, 0)


def test_the_paper_has_six_numbers_without_a_cause(paper):
    found = {str(key): e for key, e in paper.explanations.items()}
    # METHOD: where a printed number does not come out.
    without = {found[k].printed for k in found if not found[k].is_explained}
    assert without == {"17.30", "3.47", "181M", "1.7G", "1G", "23.01"}
    names = {e.variant.name for e in found.values() if e.is_explained}
    assert len(names) == 3
    selection = found["table-6.2023.macs.median.max"]
    assert (selection.trial.brought, selection.trial.broken) == (6, 0)
    assert selection.others  # several recipes lead to the same systems
    twice = found["table-2.2023.test_kwh.median"]
    assert 0 < twice.trial.evidence < 1
    assert key_of("table-2.2024.train_kwh.q75") in paper.explanations


def test_mistakes_in_the_paper_are_rarely_explained_and_less_the_larger(paper):
    counts = try_mistakes(paper.in_paper, paper.printed.numbers)
    tried = 2 * (len(paper.printed.numbers) - len(paper.explanations))
    assert all(tried >= many >= found >= borne for many, found, borne in counts.values())
    assert counts[1][1] > counts[20][1]
