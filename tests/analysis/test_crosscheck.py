"""The organisers' own derived figures, held against the same recomputed."""

import pytest
from small import small_year

from sedenergy.analysis.crosscheck import agrees, cross_check


def test_the_organisers_own_figures_come_out(years):
    for year in years.values():
        found = cross_check(year)
        assert len(found) > 100
        assert not (found["agreement"] == "none").any()
        energies = found[found["quantity"].str.endswith("normalized")]
        assert (energies["agreement"] == "from the raw figures").all()


@pytest.mark.parametrize(
    ("given", "computed", "span", "agreement"),
    [
        (0.123, 0.1234, 0.0, True),
        (0.123, 0.1235, 0.0, True),  # on the edge: half a unit
        (0.123, 0.12351, 0.0, False),
        (0.123, 0.1249, 0.0, False),
        (0.123, 0.1249, 0.02, True),  # the score may be 2 % off
        (0.1234, 0.12345, 0.0, False),
        (0.123456789, 0.12345679, 0.0, True),  # more decimals: six digits
        (0.123456789, 0.1234580, 0.0, False),
    ],
)
def test_agreement_at_the_precision_that_is_given(given, computed, span, agreement):
    assert agrees(given, computed, span) is agreement


def found_for(**figures):
    """Return the agreement of one system's figures, by the organisers' column."""
    row = {"psds": 0.5, "train_kwh": 2.0, "baseline_train_kwh": 0.03} | figures
    facts = {"baselines": ("A",), "reference_train_kwh": 0.03, "weighting_kwh": 1.0}
    found = cross_check(small_year(row, **facts)).set_index("quantity")
    return found["agreement"].to_dict()


def test_a_weighted_score_may_rest_on_an_unrounded_score():
    # 0.5 × 1 / 2 = 0.25; from 0.4995 to 0.5005 it is 0.24975 to 0.25025, rounded 0.250.
    column = "organisers_ew_psds_train"
    assert found_for(organisers_ew_psds_train=0.25)[column] == "from the raw figures"
    assert found_for(organisers_ew_psds_train=0.252)[column] == "none"
    # 0.485 × 1 / 2.0014 = 0.24233, give or take 0.00025 for the score's last digit.
    row = {"train_kwh": 2.0014, "organisers_ew_psds_train": 0.243}
    assert found_for(psds=0.485, **row)[column] == "from the raw figures"
    # A score of four decimals was not rounded to three: 0.4846 / 2 is 0.2423 and no 0.243.
    assert found_for(psds=0.4846, organisers_ew_psds_train=0.243)[column] == "none"


def test_a_weighted_score_may_rest_on_the_organisers_rounded_energy():
    # By the organisers' own 1.5 kWh it is 0.333; from the raw figures 0.25.
    found = found_for(organisers_ew_psds_train=0.333, organisers_train_kwh_normalized=1.5)
    assert found == {
        "organisers_train_kwh_normalized": "none",
        "organisers_ew_psds_train": "from rounded energies",
    }


def test_a_score_by_test_energy_uses_the_organisers_test_energy():
    # 0.5 × 1 / 4: the baseline's own test energy is 1 kWh, the organisers give 4.
    found = found_for(organisers_ew_psds_test=0.125, organisers_test_kwh_normalized=4.0)
    assert found["organisers_ew_psds_test"] == "from rounded energies"


def test_what_only_one_side_has_is_left_aside():
    assert found_for(psds=float("nan"), organisers_ew_psds_train=0.25) == {}
