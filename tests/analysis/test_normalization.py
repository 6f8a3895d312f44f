"""Normalised energies, weighted scores and shares, worked out by hand."""

import pytest
from small import NAN, small_year

from sedenergy.analysis.normalization import derive, weighted, weighting_test_kwh


def derived(*rows, **facts):
    """Return what is derived of a small year, by system."""
    return derive(small_year(*rows, **facts)).set_index("system")


def test_energy_is_multiplied_by_reference_over_baseline():
    row = {"train_kwh": 6.0, "test_kwh": 0.3, "baseline_train_kwh": 0.06}
    found = derived(row, reference_train_kwh=0.03).loc["A"]
    assert found["train_kwh_normalized"] == pytest.approx(3.0)
    assert found["test_kwh_normalized"] == pytest.approx(0.15)
    assert found["test_kwh_normalized_by_test"] == pytest.approx(0.15)


@pytest.mark.parametrize("baseline", [0.0, NAN])
def test_without_a_baseline_energy_there_is_no_normalised_one(baseline):
    found = derived({"baseline_train_kwh": baseline}, reference_train_kwh=0.03).loc["A"]
    assert found[["train_kwh_normalized", "test_kwh_normalized", "ew_psds"]].isna().all()


def test_without_a_reference_scores_are_weighted_by_absolute_energy():
    rows = [
        {"psds": 0.5, "train_kwh": 4.0, "baseline_train_kwh": 0.03, "test_kwh": 0.2},
        {"psds": 0.4, "train_kwh": 1.0, "test_kwh": 0.1},
    ]
    found = derived(*rows, baselines=("B",), weighting_kwh=1.0)
    assert found["train_kwh_normalized"].isna().all()
    assert found.loc["A", "ew_psds"] == pytest.approx(0.125)  # 0.5 × 1 / 4
    assert found.loc["A", "ew_psds_test"] == pytest.approx(0.25)  # 0.5 × 0.1 / 0.2
    assert found["baseline"].to_dict() == {"A": False, "B": True}


def test_with_a_reference_scores_are_weighted_by_normalised_energy():
    rows = [
        {"psds": 0.5, "train_kwh": 4.0, "baseline_train_kwh": 0.06, "test_kwh": 0.4},
        {"psds": 0.4, "train_kwh": 1.0, "baseline_train_kwh": 0.03, "test_kwh": 0.1},
    ]
    facts = {"baselines": ("B", "A"), "reference_train_kwh": 0.03, "weighting_kwh": 1.0}
    found = derived(*rows, **facts)
    assert found.loc["A", "ew_psds"] == pytest.approx(0.25)  # 0.5 × 1 / 2
    # The test energy is that of the first baseline, B: 0.1; A's is 0.2 once normalised.
    assert found.loc["A", "ew_psds_test"] == pytest.approx(0.25)


def test_the_organisers_own_test_ratio_is_that_of_the_drawn_baseline():
    rows = [
        {"test_kwh": 0.5, "baseline_test_kwh": 0.2, "baseline_train_kwh": 0.03},
        {"test_kwh": 0.1, "baseline_test_kwh": 0.1, "baseline_train_kwh": 0.03},
    ]
    found = derived(*rows, figure_baseline="B", baselines=("B",), reference_train_kwh=0.03)
    assert found["test_kwh_normalized_by_test"].tolist() == pytest.approx([0.25, 0.1])
    assert found["test_kwh_normalized"].tolist() == pytest.approx([0.5, 0.1])


def test_gpu_energies_are_normalised_by_the_gpus_own_ratio():
    rows = [
        {"gpu_train_kwh": 3.0, "gpu_baseline_train_kwh": 0.02, "gpu_test_kwh": 0.3},
        {"gpu_baseline_train_kwh": 0.01, "gpu_baseline_test_kwh": 0.5},
    ]
    found = derived(*rows, figure_baseline="B")
    assert found.loc["A", "gpu_train_kwh_normalized"] == pytest.approx(1.5)
    assert found["gpu_test_kwh_normalized"].isna().all()


@pytest.mark.parametrize(("gpu", "whole", "share"), [(1.0, 4.0, 25.0), (0.0, 4.0, 0.0)])
def test_the_gpus_share_is_in_percent(gpu, whole, share):
    found = derived({"gpu_train_kwh": gpu, "train_kwh": whole}).loc["A"]
    assert found["train_gpu_share"] == share


def test_a_share_of_nothing_is_missing():
    found = derived({"gpu_test_kwh": 0.0, "test_kwh": 0.0}).loc["A"]
    assert found[["train_gpu_share", "test_gpu_share"]].isna().all()


def test_what_counts_as_an_ensemble():
    rows = [{"subsystems": text} for text in ("", "1", "None", "5")]
    assert derived(*rows)["ensemble"].tolist() == [False, True, True, True]


def test_a_score_for_no_energy_and_one_without_a_reference_are_missing():
    frame = small_year({"psds": 0.5, "train_kwh": 0.0}, {"psds": 0.5}).systems
    assert weighted(frame, "psds", "train_kwh", 2.0).isna().tolist() == [True, False]
    assert weighted(frame, "psds", "train_kwh", None).isna().all()


def test_a_year_without_baselines_has_no_test_energy_to_weight_by():
    year = small_year({})
    assert str(weighting_test_kwh(derive(year), year.facts)) == "nan"
