"""Where the data do not bear the paper out, on small years and claims."""

from dataclasses import replace

import pytest
from small import small_year
from small_claims import printed_claim
from small_print import small_print

from sedenergy.analysis.selection import select
from sedenergy.book.contradictions import list_contradicted, say_edges
from sedenergy.claims.judgement import VERDICTS, Finding
from sedenergy.printed.keys import ClaimKey


def test_a_chapter_lists_its_claims_that_do_not_hold():
    findings = [
        Finding(ClaimKey(number), verdict, "It is.", "", chapter)
        for number, verdict, chapter in [
            *((n, verdict, "one") for n, verdict in enumerate(VERDICTS, 1)),
            (5, "fails", "other"),
        ]
    ]
    claims = [replace(printed_claim(n, ""), claim=f"Says {n}") for n in range(1, 6)]
    printed = small_print(claims=[*claims[:2], replace(claims[2], printed="7"), *claims[3:]])
    assert list_contradicted(findings, printed, "one").to_dict("list") == {
        "Claim": ["claim-02", "claim-03", "claim-04"],
        "The paper says": ["Says 2", "Says 3 (7)", "Says 4"],
        "What comes out": ["Holds in part. It is.", "Fails. It is.", "Cannot be checked. It is."],
    }
    assert list_contradicted(findings, printed, "third").empty


def edges(*scores, numbers=(1e6, 2e6, 3e6)):
    """Say the edges of a year of single systems that take the same to train."""
    rows = [
        {"parameters": p, "psds": psds, "baseline_train_kwh": 0.03}
        for p, psds in zip(numbers, scores, strict=True)
    ]
    return say_edges({2030: select(small_year(*rows, reference_train_kwh=0.03))})


def test_the_best_system_exactly_on_a_cap_is_named():
    # The median of three is the second; below it is the first.
    assert edges(0.3, 0.6, 0.9) == (
        "B on the cap at the median of system complexity in 2030, 2.00 M parameters: strictly "
        "below it the best PSDS is 0.30, with it 0.60"
    )


@pytest.mark.parametrize(
    ("scores", "numbers"),
    [
        ((0.6, 0.3, 0.9), (1e6, 2e6, 3e6)),  # what lies on the cap is not better
        ((0.6, 0.6, 0.9), (1e6, 2e6, 3e6)),
        ((0.3, 0.9), (1e6, 2e6)),  # the caps lie between systems
    ],
)
def test_no_system_on_a_cap_would_be_the_best(scores, numbers):
    assert edges(*scores, numbers=numbers) == say_edges({}) == "none"


def test_several_edges_follow_each_other():
    # Of five, the second lies on the 25th percentile, the third on the median.
    said = edges(0.3, 0.4, 0.5, 0.1, 0.1, numbers=(1e6, 2e6, 3e6, 4e6, 5e6))
    first, second = said.split("; ")
    assert first.startswith("B on the cap at the 25th percentile")
    assert second.startswith("C on the cap at the median")
