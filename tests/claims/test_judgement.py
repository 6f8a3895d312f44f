"""Numbers of the tables, and verdicts."""

import pytest
from small_claims import series

from sedenergy.claims.judgement import Judgement, MissingDataError, Numbers
from sedenergy.claims.thresholds import FAR, SLIGHTLY
from sedenergy.printed.keys import NumberKey

KEY = NumberKey("table-2", 2023, "train_kwh", "q25")


def test_a_recomputed_and_a_printed_number():
    recomputed, printed = Numbers({KEY: 1.625}, {}), Numbers({KEY: 1.6}, {KEY: "1.6"})
    assert (recomputed[KEY], recomputed.text(KEY), printed.text(KEY)) == (1.625, "1.63", "1.6")
    assert (recomputed.change([KEY, KEY]), printed.change([KEY])) == (
        "1.63 → 1.63 kWh (×1.00)",
        "1.6 kWh",
    )


def test_a_missing_number_is_named():
    with pytest.raises(MissingDataError, match="no 25th percentile of training energy in 2023"):
        Numbers({}, {})[KEY]


def test_the_unit_is_that_of_what_is_measured():
    found = series("table-6", "macs", "q25.psds", 0.5, 0.6)
    assert Numbers(found, {}).change(list(found)) == "0.500 → 0.600 (×1.20)"


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ((True, True), "holds"),
        ((True, False), "holds in part"),
        ((False, False), "fails"),
        ((), "cannot be checked"),
    ],
)
def test_a_verdict_is_made_of_the_parts(parts, verdict):
    assert Judgement(parts, "").verdict == verdict


def test_two_judgements_are_joined():
    one = Judgement((True,), "a", (SLIGHTLY,), "c", "d")
    joined = one + Judgement((False,), "b", (FAR, SLIGHTLY), "e", "f")
    assert joined == Judgement((True, False), "a; b", (SLIGHTLY, FAR), "c", "d")
