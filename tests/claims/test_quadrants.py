"""Claims on energy-weighted scores and quadrants."""

import pytest
from small_claims import expect

from sedenergy.claims.thresholds import TOWARD

BASE = {"system": "Base", "psds": 0.5, "segmpauc": 0.5, "train_kwh": 1.0}
# Weighted by energy: score / kWh. Seen from the baseline at (0.5, 0.5):
TOP_RIGHT = {"psds": 0.6, "segmpauc": 0.6, "train_kwh": 1.0}
BOTTOM_RIGHT = {"psds": 0.6, "segmpauc": 0.6, "train_kwh": 2.0}
BOTTOM_LEFT = {"psds": 0.4, "segmpauc": 0.4, "train_kwh": 2.0}
MIXED = {"psds": 0.6, "segmpauc": 0.4, "train_kwh": 2.0}
SEVERAL = {"subsystems": "2"}


def place(number, rows, parts, *said):
    # The systems of 2023 have the same codes, and no segMPAUC.
    earlier = [{k: v for k, v in row.items() if k != "segmpauc"} for row in (BASE, *rows)]
    return expect(number, {2023: earlier, 2024: [BASE, *rows]}, parts, *said)


@pytest.mark.parametrize(
    ("best", "parts"),
    [
        ([TOP_RIGHT], (True, True) * 2),
        ([TOP_RIGHT, TOP_RIGHT], (False, True) * 2),
        ([TOP_RIGHT | SEVERAL], (True, False) * 2),
    ],
)
def test_few_at_the_top_right(best, parts):
    said = f"{len(best)} of 5 ({20 * len(best)} %) systems ({', '.join('BC'[: len(best)])}); "
    place(30, best + [BOTTOM_LEFT] * (5 - len(best)), parts, said)


@pytest.mark.parametrize(("low", "share", "right"), [(2, 67, True), (1, 33, False)])
def test_toward_the_low_end(low, share, right):
    # The median lies between the four ensembles' and single systems' weighted scores.
    ours = [BOTTOM_LEFT | SEVERAL] * low + [TOP_RIGHT | SEVERAL] * (3 - low)
    others = [BOTTOM_RIGHT] + [BOTTOM_LEFT] * (2 - low) + [TOP_RIGHT] * low
    said = f"{low} of 3 ({share} %) in the lower half of all systems, {low} below"
    judged = place(31, ours + others, (right, right), said)
    assert judged.uses == (TOWARD,)


@pytest.mark.parametrize(
    ("right", "is_most", "share"), [(2, True, 67), (1, False, 50), (0, False, 0)]
)
def test_most_at_the_bottom_right(right, is_most, share):
    said = f"of {right + 1} systems; {share} % bottom-right."
    place(32, [BOTTOM_RIGHT] * right + [BOTTOM_LEFT], (is_most,), said)


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([BOTTOM_LEFT, BOTTOM_RIGHT, BOTTOM_RIGHT, TOP_RIGHT], (True, True)),
        ([BOTTOM_LEFT, BOTTOM_RIGHT, TOP_RIGHT, TOP_RIGHT], (True, False)),
        ([BOTTOM_LEFT] + [BOTTOM_RIGHT] * 4, (False, True)),
        ([TOP_RIGHT], (False, False)),
    ],
)
def test_spread_over_both_sides(rows, parts):
    place(33, rows, parts)


@pytest.mark.parametrize(("last", "is_fuller"), [(MIXED, True), (BOTTOM_RIGHT, False)])
def test_the_fullest_quadrant(last, is_fuller):
    said = "PSDS: 2 bottom-right, of 2 systems, 100 % in the fullest"
    place(71, [BOTTOM_RIGHT, last], (is_fuller,), said)


def test_the_fullest_quadrant_of_several():
    # By PSDS 2 and 2, by segMPAUC 3 and 1.
    rows = [BOTTOM_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT | {"segmpauc": 0.6}, BOTTOM_LEFT]
    place(71, rows, (False,), "of 4 systems, 50 % in the fullest", "75 % in the fullest")


def test_good_in_one_score_only():
    other = {"psds": 0.4, "segmpauc": 0.6, "train_kwh": 1.0}
    said = "not in segMPAUC (B), 1 the other way round (D)."
    place(72, [MIXED, BOTTOM_RIGHT, other], (True,), said)
    place(72, [BOTTOM_RIGHT, TOP_RIGHT], (False,))
    # 2 of 1 + 2 + 2 kWh.
    place(73, [MIXED, BOTTOM_RIGHT], (), "concerned: 1, with 40 % of the")
