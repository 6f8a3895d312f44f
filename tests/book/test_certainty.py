"""What is said of comparisons and their intervals."""

from dataclasses import replace

import pandas as pd
import pytest
from small_claims import printed_claim
from small_print import small_print

from sedenergy.analysis.uncertainty import Estimate
from sedenergy.book import certainty
from sedenergy.book.drawings.estimates import draw_estimates, draw_firmness
from sedenergy.book.svg import NARROW, WIDE, draw_markup
from sedenergy.book.theme import MUTED, YEARS
from sedenergy.claims.judgement import Finding
from sedenergy.claims.robustness import Turn
from sedenergy.printed.keys import ClaimKey

RISE = Estimate(
    ("train_kwh", "median"), (2030, 2031), 2.213, (1.1, 4.0), (1.3, 3.0), 1.9, (0.9, 2.5)
)
STAYS = Estimate(
    ("psds", "median"), (2030, "single", "ensemble"), 1.1, (0.9, 1.2), (1.01, 1.1), 1.0, (1.05, 1.2)
)
GAP = Estimate(
    ("gpu_share", "mean"),
    (2031, "a", "b"),
    -14.7,
    (-19.93, -10.0),
    (-18.0, -11.0),
    -15.0,
    (-16.0, -12.0),
    0.0,
)


@pytest.mark.parametrize(
    ("estimate", "row"),
    [
        (
            RISE,
            [
                "Median of training energy",
                "2030 → 2031",
                "×2.21",
                "×1.10 to ×4.00",
                "×1.30 to ×3.00",
                "×1.90",
                "×0.90 to ×2.50",
                "yes",
            ],
        ),
        (
            STAYS,
            [
                "Median of PSDS, ensembles over single systems",
                "2030",
                "×1.10",
                "×0.90 to ×1.20",
                "×1.01 to ×1.10",
                "×1.00",
                "×1.05 to ×1.20",
                "no",
            ],
        ),
        (
            GAP,
            [
                "Mean share of the GPU, test less training",
                "2031",
                "−14.7",
                "−19.9 to −10.0",
                "−18.0 to −11.0",
                "−15.0",
                "−16.0 to −12.0",
                "yes",
            ],
        ),
    ],
)
def test_a_comparison_is_a_row(estimate, row):
    assert certainty.list_estimates([estimate]).iloc[0].tolist() == row


def test_what_survives_is_counted_and_named():
    assert certainty.say_survivors([RISE, STAYS]) == {
        **{"changes": 2, "sure": 1, "sure_by_systems": 2, "turned": 1},
        "survivors": "the median of training energy from 2030 to 2031 (×2.21, ×1.10 to ×4.00)",
    }
    assert certainty.say_survivors([STAYS])["survivors"] == "none"


def test_price_and_gap_in_words():
    assert certainty.say_price([STAYS]) == {
        "energy_price": "not known",
        "score_gain": "×1.10 (×0.90 to ×1.20) in 2030",
    }
    assert certainty.say_gap([GAP]) == "−14.7 points (−19.9 to −10.0) in 2031"
    assert certainty.say_gap([]) == "not known"


def test_estimates_are_drawn_with_both_intervals_and_colour_only_where_sure():
    sure = Estimate(("train_kwh", "median"), (2030, 2031), 2.0, (1.5, 3), (1.7, 2.5), 2.0, (1, 2))
    not_sure = replace(sure, by_team=(0.5, 3.0))
    missing = replace(sure, by_team=(float("nan"), 3.0))
    for width in (9.0, 4.0):
        (axis,) = draw_estimates([sure, not_sure, missing], width).axes
        lines = [tuple(line.get_xdata()) for line in axis.lines[1:]]
        assert lines == [(1.5, 3), (1.7, 2.5), (0.5, 3.0), (1.7, 2.5)]
        assert [line.get_color() for line in axis.lines[1::2]] == [
            YEARS[1].light,
            MUTED.light,
        ]
        assert axis.get_xscale() == "log"
        assert len(axis.get_yticklabels()) == 2
    assert "no data" in draw_estimates([missing], 9.0).axes[0].texts[0].get_text()


def test_the_headline_says_how_both_medians_move():
    normalised = replace(RISE, what=("train_kwh_normalized", "median"), value=0.66)
    said = certainty.say_headline([replace(RISE, between=(2029, 2030)), RISE, normalised])
    assert said == {
        "reported": "rises from 2030 to 2031 (×2.21)",
        "normalised": "falls from 2030 to 2031 (×0.66)",
        "verdict": "Both changes can be told from chance.",
    }
    unsure = replace(normalised, by_team=(0.5, 1.5))
    said = certainty.say_headline([RISE, unsure])
    assert said["verdict"] == "Only the reported change can be told from chance."
    said = certainty.say_headline([replace(RISE, by_team=(0.5, 3.0)), unsure])
    assert said["verdict"] == "Neither change can be told from chance."
    alone = certainty.say_headline([RISE])
    assert alone["normalised"] == "cannot be compared"
    assert alone["verdict"] == "This change can be told from chance."
    assert certainty.say_headline([])["verdict"] == "There are not two years to compare."


KEYS = FIRST, SECOND, THIRD, FOURTH = tuple(map(ClaimKey, (1, 2, 3, 4)))
PRINTED = small_print(
    claims=[replace(printed_claim(key.number, ""), claim=f"Says {key.number}") for key in KEYS]
)
FINDINGS = [Finding(key, "holds" if key == FIRST else "fails", "", "", "one") for key in KEYS]
SHARES = {FIRST: 0.9, SECOND: 0.051, THIRD: 0.97, FOURTH: 0.05}
TURNS = {FIRST: [Turn(2030, "A", "fails")], SECOND: [], ClaimKey(5): []}


def test_what_holds_without_the_effect_is_counted_and_listed():
    assert certainty.say_placebo(SHARES) == {
        **{"compared": 4, "empty": 2, "likely": 3, "empty_names": "claim-01 and claim-03"},
    }
    assert certainty.say_placebo({})["empty_names"] == "none"
    frame = certainty.list_placebo(SHARES, FINDINGS, PRINTED)
    assert frame.to_numpy().tolist() == [
        ["claim-03", "Says 3", "fails", 0.97],
        ["claim-01", "Says 1", "holds", 0.9],
        ["claim-02", "Says 2", "fails", 0.051],
        ["claim-04", "Says 4", "fails", 0.05],
    ]


def test_what_one_system_turns_is_listed_and_told_to_the_ledger():
    frame = certainty.list_turned(TURNS, FINDINGS, PRINTED)
    assert frame.to_numpy().tolist() == [["claim-01", "Says 1", "holds", "A (2030): fails"]]
    assert certainty.claims_in_worlds(SHARES, TURNS).to_dict("list") == {
        "id": ["claim-01", "claim-02", "claim-05"],
        "placebo": ["90 %", "5 %", ""],
        "turned_by": ["A (2030): fails", "", ""],
    }


def test_firmness_is_a_dot_on_a_line_between_the_choices_that_move_it_most():
    columns = pd.Index(["all", ("cap", "below"), ("cap", "at most"), ("baselines", False)])
    values = [[0.5, 0.25, 0.75, 0.5], [0.1, 0.1, 0.1, float("nan")]]
    shares = pd.DataFrame(values, index=[FIRST, SECOND], columns=columns)
    labels = {FIRST: "It costs $1", SECOND: "It rises"}
    for width, names in ((WIDE, [r"It costs \$1", "It rises"]), (NARROW, ["claim-01", "claim-02"])):
        drawing = draw_firmness(shares, labels, width)
        (axis,) = drawing.axes
        ends = [(list(line.get_xdata()), list(line.get_ydata())) for line in axis.lines]
        assert ends == [([25, 75], [0, 0]), ([10, 10], [1, 1])]
        dots = [tuple(dot.get_offsets()[0]) for dot in axis.collections]
        assert dots == [(50, 0), (10, 1)]
        assert [label.get_text() for label in axis.get_yticklabels()] == names
    said = "It costs $1 (claim-01): holds in 50%; with as the authors 25%, "
    markup = draw_markup(drawing, "f", "wide")
    assert f"<title>{said}with cap includes its threshold 75%</title>" in markup
    nothing = draw_firmness(shares.iloc[:0], labels, WIDE).axes[0].texts[0].get_text()
    assert "no data" in nothing
