"""By what a number, a point and a claim are known."""

import pytest

from sedenergy.printed.keys import ClaimKey, NumberKey, PointKey


def test_ids_as_they_stand_in_files():
    assert str(NumberKey("table-2", 2023, "train_kwh", "q25")) == "table-2.2023.train_kwh.q25"
    point = PointKey("figure-1", "single", "Entries 2023", 2023, "A. B_task4_1")
    assert str(point) == "figure-1.single.Entries_2023.A. B_task4_1"
    assert (str(ClaimKey(7)), str(ClaimKey(107))) == ("claim-07", "claim-107")


def test_points_of_two_years_are_apart():
    points = {PointKey("figure-2", "p", "Ensemble", year, "A") for year in (2024, 2025)}
    assert len(points) == 2


@pytest.mark.parametrize(
    ("statistic", "measured"), [("q25.max", "macs"), ("q25.psds", "psds"), ("median", "macs")]
)
def test_what_a_value_is_measured_in(statistic, measured):
    assert NumberKey("table-6", 2023, "macs", statistic).measured == measured
