"""Claims on caps."""

import pytest
from small_claims import expect, judge_numbers, series

CAPPED = ("parameters", "macs", "train_kwh_normalized")
FREE, COSTLY = ((1, 0.6), (1, 0.6), (1, 0.6)), ((1, 0.6), (1, 0.5), (1, 0.4))


def caps(quantity, earlier, later):
    """Return table VI of a quantity: the threshold and the best PSDS of each cap in both years."""
    found = {}
    for name, before, after in zip(("all", "q25", "median"), earlier, later, strict=True):
        found |= series("table-6", quantity, f"{name}.max", before[0], after[0])
        found |= series("table-6", quantity, f"{name}.psds", before[1], after[1])
    return found


def all_caps(*pairs):
    return {k: v for q, pair in zip(CAPPED, pairs, strict=True) for k, v in caps(q, *pair).items()}


def under(quantity, before, after):
    return caps(quantity, (before,) * 3, (after,) * 3)


TRAIN = "train_kwh_normalized"
UPPER = ((1, 0.6), (1, 0.5), (1, 0.6))
LOW = ((1, 0.6), (1, 0.4), (1, 0.3))
# At two decimals 0.594 is 0.59, 0.595 is 0.60.
AS_PRINTED = [((1, psds),) * 3 for psds in (0.594, 0.59)]
FIRST, SECOND = ((1, 0.595), (1, 0.594), (1, 0.586)), ((1, 0.594), (1, 0.594), (1, 0.5))


@pytest.mark.parametrize(
    ("number", "numbers", "verdict"),
    [
        # Of twelve caps nine cost PSDS, then eight.
        (34, all_caps((COSTLY, COSTLY), (COSTLY, COSTLY), (UPPER, FREE)), "holds"),
        (34, all_caps((COSTLY, COSTLY), (COSTLY, COSTLY), (FREE, FREE)), "fails"),
        # Between levels they differ in the three of 2024 alone, between years always.
        (75, all_caps(*[(FREE, COSTLY)] * 3), "holds in part"),
        (75, all_caps((COSTLY, FREE), *[(COSTLY, LOW)] * 2), "holds"),
        (75, all_caps(*[(FREE, FREE)] * 3), "fails"),
        (35, under(TRAIN, (3, 0.5), (2, 0.6)), "holds"),
        (36, under(TRAIN, (2, 0.6), (3, 0.5)), "holds"),
        (37, under("macs", (1, 0.5), (2, 0.575)), "holds"),
        (37, under("macs", (1, 0.5), (2, 0.58)), "holds in part"),
        (38, under("parameters", (3, 0.5), (2, 0.5)), "holds"),
        (77, under("macs", (2, 0.5), (1, 0.6)), "holds"),
        (39, caps(TRAIN, COSTLY, FREE), "holds"),
        (39, caps(TRAIN, FREE, FREE), "holds in part"),
        (39, caps(TRAIN, FREE, COSTLY), "fails"),
        (78, caps("parameters", AS_PRINTED[0], FIRST), "holds"),
        (78, caps("parameters", AS_PRINTED[1], SECOND), "holds in part"),
        (78, caps("parameters", AS_PRINTED[1], ((1, 0.59), (1, 0.6), (1, 0.6))), "fails"),
    ],
)
def test_caps_of_both_years(number, numbers, verdict):
    assert judge_numbers(number, numbers).verdict == verdict


def test_what_the_median_cap_leaves_is_said():
    levels = (9, 0.6), (1, 0.5), (4, 0.4)
    said = judge_numbers(39, caps(TRAIN, levels, levels)).evidence
    assert "2023 0.600 without a cap, 0.400 below 4.00 kWh." in said
    said = judge_numbers(75, all_caps(*[(FREE, COSTLY)] * 3)).evidence
    assert said.startswith("Losses of 0.000 to 0.200 in PSDS, which differ between levels in 3 of")


def test_a_missing_number_is_named():
    said = judge_numbers(34, caps("parameters", FREE, FREE)).evidence
    assert said == "The data have no best PSDS of single systems without a cap in 2023."


def systems(*rows, **more):
    """Return systems of PSDS and energy."""
    return [{"psds": psds, "train_kwh": kwh, "macs": kwh} | more for psds, kwh in rows]


@pytest.mark.parametrize(("most", "is_less", "name"), [(1.0, False, "A"), (3.0, True, "B")])
def test_the_best_against_the_one_that_uses_most(most, is_less, name):
    rows = systems((0.9, 2), (0.8, most), subsystems="2") + systems((0.7, 1), (0.6, 2))
    said = f"has place {1 + is_less} of 2 by energy, which {name} (2024,"
    expect(40, {2024: rows}, (is_less, True), said)


def test_a_cap_costs_both_scores_or_neither():
    # Below both quantiles of all quantities stands A alone: the best in segMPAUC, not in PSDS.
    rows = systems((0.4, 1.0), segmpauc=0.9) + systems((0.6, 2.0), segmpauc=0.5)
    start = "0 of 6 caps of 2024 lower both scores or keep both; not the 25th percentile of system"
    said = "not the 25th percentile of MACs: PSDS 0.600 → 0.400 (×0.67), segMPAUC 0.900 → 0.900"
    judged = expect(43, {2024: rows}, (False,) * 6, start, said)
    assert judged.criterion == "There is no segMPAUC in 2022, 2023."
    rows[0]["psds"] = 0.7
    expect(43, {2024: rows}, (True,) * 6)


@pytest.mark.parametrize(("later", "is_fewer"), [(0.4, True), (0.8, False)])
def test_low_in_energy_and_high_in_performance(later, is_fewer):
    # Below the lower quartile of each year, 1.75 kWh, stands the first system alone. The median
    # PSDS of all eight is 0.4 or 0.5.
    earlier = systems((0.8, 1), (0.4, 2), (0.4, 3), (0.4, 4))
    rows = systems((later, 1), (0.6, 2), (0.6, 3), (0.4, 4))
    first = "1 of 1 below 1.75 kWh in 2023, the best with 0.800; "
    said = f"in 2024, the best with {later:.3f}"
    judged = expect(76, {2023: earlier, 2024: rows}, (is_fewer,), first, said)
    assert judged.criterion.endswith("low below the 25th percentile of the year.")
