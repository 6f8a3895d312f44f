"""Claims on caps."""

import pytest
from small_claims import expect, judge_numbers, series

from sedenergy.claims.thresholds import HIGH

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
        (37, under("macs", (1, 0.5), (2, 0.55)), "holds"),
        (37, under("macs", (1, 0.5), (2, 0.56)), "holds in part"),
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
    assert said.startswith(
        "Caps cost from 0.000 to 0.200 in PSDS, and what they cost differs between"
    )


def test_a_missing_number_is_named():
    said = judge_numbers(34, caps("parameters", FREE, FREE)).evidence
    assert said == "The data have no best PSDS of single systems without a cap in 2023."


def systems(*rows, **more):
    """Return systems of PSDS and energy."""
    return [{"psds": psds, "train_kwh": kwh, "macs": kwh} | more for psds, kwh in rows]


def pair(kwh, most):
    """Return an ensemble and a single system that are the best, and two that use `most`."""
    return systems((0.9, kwh), (0.8, most), subsystems="2") + systems((0.7, kwh), (0.6, most))


@pytest.mark.parametrize(
    ("earlier", "later", "is_contrast"),
    [(3.0, 1.0, True), (2.0, 1.0, True), (3.0, 2.0, False), (1.0, 1.0, False), (1.0, 3.0, False)],
)
def test_the_best_used_most_and_does_no_longer(earlier, later, is_contrast):
    rows = {2023: pair(earlier, 2.0), 2024: pair(later, 2.0)}
    said = f"the best single system of 2024 is number {1 + (later < 2)} of 2."
    expect(40, rows, (is_contrast, is_contrast), said)


@pytest.mark.parametrize(("edge", "is_said"), [(0.6, True), (0.5, False), (0.4, False)])
def test_a_system_on_the_edge_of_a_cap_is_named(edge, is_said):
    # Of 1, 2, 3, 4, 5 kWh the lower quartile is 2 kWh, which is B's own; below it stands A.
    rows = systems((0.5, 1), (edge, 2), (0.3, 3), (0.3, 4), (0.3, 5))
    judged = expect(36, {2023: systems((0.9, 1), (0.5, 2)), 2024: rows}, (True, True))
    text = "the cap of 2024, 2.00 kWh, is what B has itself: only systems strictly below it count"
    assert (text in judged.text, "best PSDS is 0.600" in judged.text) == (is_said, is_said)


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
    assert judged.uses == (HIGH,)
