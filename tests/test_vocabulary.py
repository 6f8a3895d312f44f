"""The records of quantities and statistics."""

import pytest

from sedenergy.vocabulary import CAPS, QUANTITIES, QUARTILES, STATISTICS


@pytest.mark.parametrize(
    ("name", "label", "in_prose"),
    [
        ("train_kwh", "Training energy (kWh)", "training energy"),
        ("parameters", "System complexity (parameters)", "system complexity"),
        ("macs", "MACs (per 10 s of audio)", "MACs"),
        ("train_gpu_share", "GPU's share of training energy (%)", "GPU's share of training energy"),
        ("psds", "PSDS", "PSDS"),
        ("segmpauc", "segMPAUC", "segMPAUC"),
        ("ew_psds", "Energy-weighted PSDS", "energy-weighted PSDS"),
    ],
)
def test_a_quantity_is_named_with_its_unit_and_without(name, label, in_prose):
    assert (QUANTITIES[name].label, QUANTITIES[name].in_prose) == (label, in_prose)


def test_the_statistics_of_table_6_are_a_threshold_and_a_best_score_a_cap():
    capped = {name: s for name, s in STATISTICS.items() if s.cap}
    assert {(s.cap.name, s.of) for s in capped.values()} == {
        (cap, of) for cap in ("all", "q25", "median") for of in ("", "psds")
    }
    assert (STATISTICS["q25.max"].head, STATISTICS["q25.max"].words) == ("25 %: max", "threshold")
    assert (STATISTICS["all.psds"].head, STATISTICS["all.psds"].words) == ("All: PSDS", "best PSDS")


def test_quantiles_have_their_place():
    assert [STATISTICS[name].quantile for name in QUARTILES] == [0.25, 0.5, 0.75]
    assert [cap.quantile for cap in CAPS.values()] == [None, 0.25, 0.5]
