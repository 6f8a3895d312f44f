"""Claims on performance against energy, and on energy-weighted scores and quadrants."""

import pytest
from small_claims import expect

from sedenergy.claims.judgement import MissingDataError


def singles(*pairs, **more):
    """Return systems of PSDS and energy."""
    return [{"psds": psds, "train_kwh": kwh} | more for psds, kwh in pairs]


def ensembles(*pairs):
    return singles(*pairs, subsystems="2")


def compare(number, earlier, later, parts, *said, printed=None):
    return expect(number, {2023: earlier, 2024: later}, parts, *said, printed=printed)


@pytest.mark.parametrize(
    ("later", "parts"),
    [
        ([(0.6, 4), (0.4, 16)], (True, True, True, True)),
        ([(0.6, 1), (0.2, 4)], (True, False, True, True)),
        ([(0.5, 3.9), (0.4, 3)], (False, True, True, False)),
        ([(0.5, 0.9), (0.3, 17)], (False, False, False, False)),
    ],
)
def test_scores_rise_and_energies_stay(later, parts):
    said = f"not judged is the lowest PSDS 0.300 → {later[1][0]:.3f}"
    compare(23, ensembles((0.5, 2), (0.3, 8)), ensembles(*later), parts, said)


@pytest.mark.parametrize(("later", "better"), [((0.6, 3.9), 1), ((0.5, 1), 0), ((0.6, 4), 0)])
def test_better_with_less(later, better):
    said = f"{better} of 1 score higher with less energy than B (2023, PSDS 0.500"
    compare(24, singles((0.4, 1), (0.5, 4)), singles(later), (better == 1,), said)


@pytest.mark.parametrize(("least", "above"), [(3, False), (3.1, True)])
def test_every_ensemble_above_every_single_system(least, above):
    # Both years call their systems A and B.
    both = [singles((0.5, kwh)) + ensembles((0.6, more)) for kwh, more in ((3, 9), (1, least))]
    said = "uses most, A (2023, PSDS 0.500, 3.00 kWh); the one that uses least is B (2024,"
    compare(25, *both, (above,), said)


SAME = {"parameters": 1.0, "test_kwh": 1.0}
DOUBLE = [row | SAME for row in ensembles((0.6, 2), (0.7, 2), (0.6, 2))]
NOTE = "; out as equal in parameters and energies to an earlier entry: B (PSDS 0.700)."


def test_the_best_system_as_printed():
    said = "the best ensemble is A (2023, PSDS 0.600, 2.00 kWh); printed are 0.60 and 3" + NOTE
    compare(28, DOUBLE, ensembles((0.8, 1)), (True, False), said, printed={28: "0.60; 3 kWh"})
    # The duplicate of 2023 has the code of a system of 2024 that is none.
    later, said = ensembles((0.6, 2), (0.5, 2)), "printed are 0.6 and 2.0."
    compare(26, DOUBLE, later, (True, True), said, printed={26: "0.6; 2.0"})


def test_the_best_single_system_against_the_best_ensemble():
    compare(29, DOUBLE, singles((0.6, 1)), (False,), NOTE)
    compare(29, DOUBLE, singles((0.61, 1)), (True,), NOTE)


@pytest.mark.parametrize(
    ("later", "parts"),
    [
        ((0.5, 1), (True,) * 3 + (False,) * 3),
        ((0.6, 2), (False,) * 3 + (True,) * 3),
    ],
)
def test_efficiency(later, parts):
    judged = compare(41, singles((0.5, 2)), singles(later), parts)
    assert judged.criterion == "Energies of 2022 cannot be normalised."


def test_efficiency_is_judged_at_the_median_of_all():
    earlier, later = singles((0.5, 2), (0.3, 2), (0.2, 2)), singles((0.6, 1), (0.4, 1), (0.1, 1))
    said = "2024): highest 0.500 → 0.600 (×1.20); median 0.300 → 0.400 (×1.33)"
    compare(41, earlier, later, (True,) * 6, said)


@pytest.mark.parametrize(("better", "is_few"), [(1, True), (2, False)])
def test_few_beat_the_baseline(better, is_few):
    base = {"system": "Base", "psds": 0.5, "segmpauc": 0.5, "train_kwh": 2.0}
    # The second baseline does not count.
    rows = [base, base | {"system": "Other base", "psds": 0.6, "train_kwh": 1.5}] + [
        {"psds": 0.6, "segmpauc": 0.5, "train_kwh": 1.0 if i < better else 2.0} for i in range(5)
    ]
    said = f"PSDS in 2023: {better} of 5 (", "segMPAUC in 2024: 0 of 5 single systems"
    compare(42, rows, rows, (is_few, is_few, True), *said)


def test_a_baseline_is_needed():
    with pytest.raises(MissingDataError, match="baseline of 2023 with a normalised energy"):
        compare(42, singles((0.5, 1)), [{}], ())


@pytest.mark.parametrize(
    ("earlier", "kwh", "grows_less"),
    [((0.4, 2), 2.9, True), ((0.4, 2), 3, False), ((0.4, 0), 1, False)],
)
def test_energy_grows_by_less(earlier, kwh, grows_less):
    compare(68, ensembles(earlier), ensembles((0.6, kwh)), (grows_less,))


def test_ensembles_score_better():
    even = singles((0.5, 1), (0.3, 2)) + ensembles((0.5, 1), (0.4, 2))
    said = "highest of 2023 0.500 against 0.500; median of 2023 0.450 against 0.400"
    later = singles((0.5, 1)) + ensembles((0.6, 1))
    compare(69, even, later, (False, True, True, True), said)


@pytest.mark.parametrize(
    ("factor", "gain", "is_far", "is_small"),
    [(10, 0.45, True, False), (10, 0.44, True, True), (9.9, 0.44, False, False)],
)
def test_far_more_energy_for_a_small_gain(factor, gain, is_far, is_small):
    # From 0.4, 0.44 is 10 % more. A tenth of the energy is far less.
    rows = singles((0.4, 2)) + ensembles((gain, 2 * factor))
    compare(70, rows, rows, (is_far, is_far))
    compare(74, rows, rows, (is_small, is_small))


@pytest.mark.parametrize(
    ("kwh", "gain", "right"), [(4.1, 0.44, True), (4, 0.44, False), (5, 0.45, False)]
)
def test_much_energy_for_what_is_gained(kwh, gain, right):
    rows = singles((0.4, 2)) + ensembles((gain, kwh))
    compare(80, rows, rows, (right, right))


def test_ensembles_and_single_systems_are_counted():
    rows = singles((0.5, 1), (0.6, 2)) + ensembles((0.7, 1))
    printed = {21: "1 (2023); 2 (2024)", 22: "2 (2023); 1 (2024)"}
    for number in printed:
        said = "; counted as ensembles for the text None in place of a number: none."
        compare(number, rows, rows, (True, False), said, printed=printed)


SCORED = [
    {"system": "Base", "psds": 0.5, "segmpauc": 0.5, "train_kwh": 1.0},
    {"psds": 0.6, "segmpauc": 0.6, "train_kwh": 2.0},
]


@pytest.mark.parametrize(("apart", "agree"), [(0.005, True), (0.0051, False)])
def test_the_organisers_weighted_scores(apart, agree):
    # 0.6 weighted by 1 / 2 kWh is 0.3.
    given = {"organisers_ew_psds_train": 0.3, "organisers_ew_segmpauc_train": 0.3 + apart}
    rows = [SCORED[0], SCORED[1] | given]
    said = f"of segMPAUC in 2024, {apart:.4f} apart at most."
    compare(52, rows, rows, (True, True, agree), said)


def test_no_weighted_score_at_all():
    with pytest.raises(MissingDataError, match="weighted PSDS of 2023"):
        compare(52, SCORED, SCORED, ())


@pytest.mark.parametrize(("apart", "agree"), [(0.001, True), (-0.001, True), (0.0011, False)])
def test_the_ranking_is_the_sum_of_both_scores(apart, agree):
    rows = [row | {"organisers_ranking_score": 2 * row["psds"] + apart} for row in SCORED]
    part = "2 of 2" if agree else "0 of 2"
    said = f"is this sum for {part} systems, {abs(apart):.4f} apart at most."
    compare(81, SCORED, [*rows, {"psds": 0.5, "segmpauc": 0.5}], (agree,), said)


def test_no_ranking_score_at_all():
    with pytest.raises(MissingDataError, match="ranking score of 2024"):
        compare(81, SCORED, SCORED, ())


def of_both_kinds(one, other):
    """Return a single system and an ensemble with the same two kinds of PSDS."""
    scores = {"psds": one, "psds_other": other, "train_kwh": 1.0}
    return [scores, scores | {"subsystems": "2"}]


@pytest.mark.parametrize(
    ("earlier", "later", "parts"),
    [
        # (PSDS, the other kind): 2023 over the full set first, 2024 over bootstraps first.
        ((0.50, 0.51), (0.60, 0.59), (True,) * 8),
        # Full: 0.50 → 0.50; bootstraps: 0.40 → 0.60.
        ((0.50, 0.40), (0.60, 0.50), (False,) * 4 + (True,) * 4),
        ((0.50, 0.60), (0.60, 0.55), (True,) * 4 + (False,) * 4),
    ],
)
def test_both_kinds_of_psds(earlier, later, parts):
    full = f"over the full evaluation set, highest of ensembles {earlier[0]:.3f} → {later[1]:.3f}"
    boot = f"over bootstraps, highest of ensembles {earlier[1]:.3f} → {later[0]:.3f}"
    apart = ", ".join(
        f"{abs(one - other):.3f} in {year}"
        for year, (one, other) in ((2023, earlier), (2024, later))
    )
    compare(83, of_both_kinds(*earlier), of_both_kinds(*later), parts, full, boot, apart)


def test_one_kind_of_psds_is_missing():
    rows = of_both_kinds(0.5, float("nan"))
    with pytest.raises(MissingDataError, match="PSDS over the full evaluation set of ensembles in"):
        compare(83, rows, rows, ())
