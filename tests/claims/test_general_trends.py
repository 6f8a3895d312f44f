"""Claims on who submits what and on trends, at the bounds of their words."""

import pytest
from small import NAN
from small_claims import expect, judge_numbers, quartiles, series, small_evidence

from sedenergy.claims import CLAIMS
from sedenergy.claims.evidence import PAPER_YEARS as YEARS
from sedenergy.claims.judgement import MissingDataError
from sedenergy.claims.thresholds import HALF_WITHIN, LINKED
from sedenergy.printed.keys import ClaimKey

SIZE, MACS = ("table-1", "parameters"), ("table-1", "macs")
TRAIN, TEST = ("table-2", "train_kwh"), ("table-2", "test_kwh")


def medians(*values):
    columns = zip((SIZE, TRAIN, TEST), values, strict=True)
    return {k: v for column, three in columns for k, v in series(*column, "median", *three).items()}


@pytest.mark.parametrize(
    ("number", "numbers", "verdict"),
    [
        (6, quartiles(*SIZE, 1, 2, 3) | quartiles(*MACS, 1, 2), "holds"),
        (6, quartiles(*SIZE, 1, 2, 2) | quartiles(*MACS, 1, 2), "holds in part"),
        (6, quartiles(*SIZE, 1, 2, 3) | quartiles(*MACS, 2, 2), "holds in part"),
        (6, quartiles(*SIZE, 2, 3), "cannot be checked"),
        (7, series(*SIZE, "q75", 2, 2, 3), "holds"),
        (7, series(*SIZE, "q75", 2, 1, 2.99), "holds in part"),
        (7, series(*SIZE, "q75", 1, 2, 2.99), "holds in part"),
        (8, series(*MACS, "median", 1, 2), "holds"),
        (9, series(*MACS, "q75", 100, 90), "holds"),
        (9, series(*MACS, "q75", 100, 89), "holds in part"),
        (9, series(*MACS, "q75", 100, 101), "holds in part"),
        (10, quartiles(*TRAIN, 2, 9, 3), "holds"),
        (10, quartiles(*TRAIN, 2, 1, 2.99), "fails"),
        (11, series(*TRAIN, "median", 2, 4.9), "holds"),
        (11, series(*TRAIN, "median", 2, 5), "fails"),
        (11, series(*TRAIN, "median", 0, 5), "fails"),
        (12, series(*TRAIN, "q25", 100, 90, 101), "holds"),
        (12, series(*TRAIN, "q25", 100, 89, 101), "holds in part"),
        (12, series(*TRAIN, "q25", 100, 90, 100), "holds in part"),
        (13, quartiles(*TEST, 2, 2.5, 3), "holds"),
        (13, quartiles(*TEST, 2, 2.5, 2.9), "holds in part"),
        (13, quartiles(*TEST, 2, 2, 3), "holds in part"),
        (79, medians((1, 2, 3), (1, 2, 3), (1, 2, 3)), "holds"),
        (79, medians((1, 1, 3), (1, 2, 3), (1, 2, 3)), "holds in part"),
        (79, medians((1, 2, 3), (1, 1, 3), (1, 2, 3)), "holds in part"),
        (79, medians((1, 2, 3), (1, 2, 3), (1, 1, 3)), "holds in part"),
    ],
)
def test_a_series(number, numbers, verdict):
    assert judge_numbers(number, numbers, {11: "x2"}).verdict == verdict


def systems(*rows):
    """Return rows of parameters, MACs, training and test energy."""
    names = ("parameters", "macs", "train_kwh", "test_kwh")
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_rank_correlation_from_0_8_is_simple():
    # Ranks 1 2 3 4 against 2 1 3 4: 1 − 6·2 / (4·15) = 0.8; against 2 1 4 3: 0.6.
    rows = systems((1, 10, 2, 2), (2, 20, 1, 1), (3, 30, 3, 4), (4, 40, 4, 3))
    said = "12 rank correlations lie between 0.60 (system complexity and test energy in 2022)"
    expect(46, dict.fromkeys(YEARS, rows), (False, True, False, True) * 3, said)


def test_a_standard_deviation_above_the_mean_is_wide():
    # 1, 1, 1, 5: mean 2, and squares of 1 + 1 + 1 + 9 over 3 give 2. 0, 0, 0, 4: mean 1, again 2.
    rows = systems((1, 1, 0, 7), (2, 1, 0, 8), (3, 1, 0, 9), (4, 5, 4, 8))
    # Of equals the first is the lowest, the last the highest.
    said = "to mean lie between 0.10 (test energy in 2022) and 2.00 (training energy in 2024)."
    expect(58, dict.fromkeys(YEARS, rows), (False, False, True, False) * 3, said)


@pytest.mark.parametrize(("last", "is_wide"), [(4.0, False), (5.0, True)])
def test_macs_in_step_stay_within_a_factor(last, is_wide):
    # Of 2, 2, 3, 4, 9 MACs a parameter the quartiles are 2 and 4, which is ×2; then 2 and 5.
    rows, wide = (
        systems(*((2, 2 * ratio, place, place) for place, ratio in enumerate((2, 2, 3, upper, 9))))
        for upper in (last, 5)
    )
    expect(59, {2023: rows, 2024: wide}, (is_wide, True), "; 2 to 5 (×2.50) in 2024.")


def test_the_larger_half_uses_more_and_ranks_agree():
    # Of 1, 2, 3 parameters only the third is above the median: 6 kWh over the median of 1 and 9,
    # 4 kWh over that of 5 and 1. The ranks 1 2 3 against 1 3 2 give 0.5, against 3 1 2 −0.5.
    rows = dict.fromkeys(YEARS, systems((1, 1, 1, 5), (2, 1, 9, 1), (3, 1, 6, 4)))
    said = "training energy in 2023 ×1.20, 0.50; test energy in 2023 ×1.33, -0.50; training"
    judged = expect(60, rows, (True, True, True, False) * 3, said)
    assert judged.criterion.endswith("by the halves alone the verdict is “holds”.")


def test_less_with_more_fails():
    # Against 1 2 3 4 the ranks 3 4 1 2 are 2 off each: 1 − 6·16 / (4·15) = −0.6.
    rows = systems(*((place, 1, kwh, kwh) for place, kwh in enumerate((3, 4, 1, 2), start=1)))
    expect(60, dict.fromkeys(YEARS, rows), (False, False) * 6, "×0.43, -0.60; test")


@pytest.mark.parametrize(("least", "is_linked"), [(0.5, True), (0.51, False)])
def test_a_link_goes_by_the_value_in_force(least, is_linked):
    rows = dict.fromkeys(YEARS, systems((1, 1, 1, 1), (2, 1, 9, 9), (3, 1, 6, 6)))
    judged = CLAIMS[ClaimKey(60)].judge(small_evidence(rows).at(LINKED, least))
    assert judged.parts == (True, is_linked) * 6


def test_the_lower_quartile_is_named_beside_the_upper():
    # By the 25th percentile nothing rises.
    numbers = series(*TEST, "median q75", 1, 2, 3) | series(*TEST, "q25", 3, 2, 1)
    found = judge_numbers(13, numbers)
    assert found.verdict == "holds"
    assert "by the 25th the verdict is “holds in part”." in found.evidence


@pytest.mark.parametrize(
    ("number", "what"),
    [(46, "two loads"), (58, "two systems"), (59, "MACs in 2023"), (60, "two systems of 2022")],
)
def test_one_system_is_not_enough(number, what):
    with pytest.raises(MissingDataError, match=what):
        expect(number, {}, ())


@pytest.mark.parametrize(("after", "right", "share"), [(2, True, 50), (3, False, 25)])
def test_the_fall_of_submissions(after, right, share):
    said = f"4 → {after}, {share} % fewer (printed 50%)."
    expect(3, {2023: [{}] * 4, 2024: [{}] * after}, (right,), said, printed={3: "50%"})


def test_duplicates_and_incomplete_systems_are_left_out():
    rows = [{}, {"test_kwh": 1.0, "parameters": 1.0}, {"macs": 2.0, "train_kwh": NAN}]
    said = "left out, by year, are 1, 0, 0 that lack parameters or an energy, and 1, 0, 0 that are"
    printed = {4: "1 (2022); 1 (2023); 2 (2024)"}
    # Two without a PSDS, then with the same and with another one.
    expect(4, {2022: rows}, (True, True, False, True), said, "of these 1, 0 have", printed=printed)
    for psds, other in ((0.5, 0), (0.6, 1)):
        scored = [rows[0] | {"psds": 0.5}, rows[1] | {"psds": psds}, rows[2]]
        parts, said = (True, True, False, not other), f"of these 1, {other} have another PSDS"
        expect(4, {2022: scored}, parts, said, printed=printed)


@pytest.mark.parametrize(("several", "is_half"), [(6, True), (4, True), (7, False), (3, False)])
def test_about_half_is_from_40_to_60_per_cent(several, is_half):
    rows = [{"subsystems": "2" if i < several else ""} for i in range(10)]
    judged = expect(5, dict.fromkeys(YEARS, rows), (is_half,) * 6)
    assert judged.uses == (HALF_WITHIN,)


@pytest.mark.parametrize(
    ("number", "columns", "parts"),
    [
        (47, {2024: {"segmpauc": 0.5}}, (True, True, True)),
        (47, {2023: {"segmpauc": 0.5}}, (True, False, False)),
        (48, {2023: {"train_kwh": NAN}}, (False, True)),
        (53, {2023: {"macs": 1.0}, 2024: {"macs": 1.0}}, (True,) * 6),
        (53, {2022: {"macs": 1.0}}, (True, True, True, False, False, False)),
    ],
)
def test_what_has_to_be_reported(number, columns, parts):
    expect(number, {year: [row] for year, row in columns.items()}, parts)


def teams(*sizes):
    rows = [{"team": f"T{i}"} for i, size in enumerate(sizes) for _ in range(size)]
    return [{"system": "Base", "team": "organisers"}, *rows]


def test_the_largest_team():
    rows = {2023: teams(3, 1), 2024: teams(2, 2)}
    expect(54, rows, (True, False), printed={54: "3 (2023); 1 (2024)"})


@pytest.mark.parametrize(
    ("before", "lost", "is_heavy"),
    # Two a team at the most in 2024, three systems: of six, 2 of 3 go; of five, 1 of 2.
    [((4, 2), "2 of 3 (67 %)", True), ((3, 2), "1 of 2 (50 %)", False)],
)
def test_fewer_systems_a_team(before, lost, is_heavy):
    rows = {2022: teams(2, 2), 2023: teams(*before), 2024: teams(2, 1)}
    said = f"would go {sum(before)} → 4, which accounts for {lost} of the drop"
    expect(55, rows, (is_heavy, False), "the 2 teams of 2024 hand in 3 systems, at most 2", said)


def test_ensembles_alone():
    lonely = [{"team": "A", "subsystems": "2"}, {"team": "B"}, {"team": "B", "subsystems": "2"}]
    said = "alone: 1 of 2 (50 %) in 2023 (A), 0 of 1 in 2024."
    expect(56, {2023: lonely, 2024: lonely[1:]}, (True,), said)
    expect(56, {2023: lonely, 2024: lonely}, (False,))


def test_ensembles_have_several_subsystems():
    rows = {
        year: [{"subsystems": many}] for year, many in zip(YEARS, ("2", "1", "None"), strict=True)
    }
    said = "0 of 1 in 2024; counted as ensembles for the text None in place of a number: 1 in 2024"
    expect(57, rows, (True, False, False), said)
