"""The decisions that are tried, and the numbers that they give."""

import pytest
from small_print import SmallAnalysis, key_of, small_print

from sedenergy.analysis.decisions import DECISIONS
from sedenergy.analysis.method import Method
from sedenergy.check import variants
from sedenergy.check.variants import (
    METHOD,
    MISSING,
    Variant,
    all_variants,
    reproduce,
)
from sedenergy.errors import DataError

CUT, KEPT = Variant.named("cut"), Variant.named("duplicates kept")


# Eleven decisions on seven fields, three of them on duplicates and three on rounding: of two at a
# time 55 less 3 and 3 that exclude each other; of three, 10 without both fields, 30 with
# duplicates, 30 with rounding, 45 with both.
@pytest.mark.parametrize(("most", "count"), [(1, 11), (2, 11 + 49), (3, 11 + 49 + 115)])
def test_variants_take_decisions_that_do_not_exclude_each_other(most, count, monkeypatch):
    tried = [decision for decision in DECISIONS if decision.is_cause][:11]
    monkeypatch.setattr(variants, "DECISIONS", tried)
    found = list(all_variants(most))
    assert len(set(found)) == len(found) == count


def test_a_variant_is_taken_apart():
    both = Variant.named("duplicates kept + cut")
    assert (both.selecting, both.rounding) == (KEPT, CUT)
    assert both.parts == [CUT, KEPT]
    assert (METHOD.selecting, METHOD.rounding, METHOD.parts) == (METHOD, METHOD, [])


def test_every_decision_is_another_than_the_methods():
    for decision in DECISIONS:
        assert getattr(Method(), decision.field) != decision.value
        assert getattr(Variant((decision,)).method, decision.field) == decision.value


def test_a_variant_is_known_by_its_name():
    variant = Variant.named("duplicates kept + cut")
    assert variant == Variant(KEPT.decisions + CUT.decisions)
    assert variant.name == "duplicates kept + cut"
    assert variant.meaning == f"{KEPT.meaning}; {CUT.meaning}"
    assert variant.method == Method(duplicates="kept", rounding="cut")
    assert METHOD.method == Method()


def test_a_name_of_no_decision_is_one_sentence():
    with pytest.raises(DataError) as failure:
        Variant.named("cut + guessed")
    assert str(failure.value).startswith(
        "deviations.csv, column variant: 'guessed': expected decisions joined by plus signs, of dup"
    )


@pytest.mark.parametrize(
    ("variant", "texts"),
    [
        (METHOD, ["4.30", "181M", MISSING]),
        (CUT, ["4.29", "180M", MISSING]),
        (KEPT, ["4.30", "7M", MISSING]),
    ],
)
def test_a_number_is_written_as_printed(variant, texts):
    ids = ["table-2.2030.test_kwh.median", "table-6.2030.macs.all.max", "table-2.2030.test_kwh.q25"]
    printed = small_print(dict(zip(ids, ["4.35", "1M", "0.1"], strict=True)))
    analysis = SmallAnalysis(
        {ids[0]: 4.295, ids[1]: 180.5e6}, {("duplicates", "kept"): {ids[1]: 7.2e6}}
    )
    found = reproduce(analysis, printed.numbers, variant)
    assert found == dict(zip(map(key_of, ids), texts, strict=True))
