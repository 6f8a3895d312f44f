"""What is said of all universes, by tables of verdicts worked out by hand; and the compact file."""

import json
import math
import random
from dataclasses import replace

import pandas as pd
import pytest
from small import small_year
from small_claims import printed_claim
from small_print import small_print

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.decisions import DECISIONS
from sedenergy.analysis.method import Method
from sedenergy.analysis.tables import TABLES
from sedenergy.book import universes
from sedenergy.claims.judgement import VERDICTS
from sedenergy.printed.forms import write_number
from sedenergy.printed.keys import ClaimKey

WORDS = dict(zip("hpfc", VERDICTS, strict=True))
CHOICES = {"cap": ("below", "at most"), "baselines": (True, False)}
PRINTED = small_print(claims=[printed_claim(n, "") for n in range(1, 6)])
KEYS = FIRST, SECOND, THIRD, FOURTH, FIFTH = tuple(map(ClaimKey, range(1, 6)))
# The universes: below with and without baselines, at most with and without them.
LETTERS = ("fcpc", "hhhh", "hfhh", "cccc", "ffpf")
VERDICTS_OF = pd.DataFrame(
    {key: [WORDS[x] for x in text] for key, text in zip(KEYS, LETTERS, strict=True)}
)
# The same, where the first claim holds in one of the two that can tell.
HANGING = VERDICTS_OF.replace({FIRST: {"holds in part": "holds"}})


@pytest.fixture
def two_choices(monkeypatch):
    monkeypatch.setattr(universes, "list_choices", lambda: CHOICES)


def place_of(taken, choices, fields):
    """Return the place of a combination of values, the last field changing first."""
    place = 0
    for field in fields:
        values = [choice["value"] for choice in choices[field]]
        place = place * len(values) + values.index(taken[field])
    return place


def test_the_compact_file_gives_back_every_number_and_verdict(analysis, printed, monkeypatch):
    choices = {
        **{"duplicates": ("absolute", "kept", "normalized"), "baselines": (True, False)},
        **{"left_out": (True, False), "centre": ("median", "geometric mean")},
        "cap": ("below", "at most"),
    }
    monkeypatch.setattr(universes, "list_choices", lambda: choices)
    chance = random.Random(5)
    verdicts = pd.DataFrame({key: chance.choices(VERDICTS, k=48) for key in (FIRST, SECOND)})
    text = universes.compact_universes(analysis, verdicts, printed)
    assert text.endswith("}\n")
    content = json.loads(text)
    assert content["verdicts"] == WORDS
    assert content["texts"] == {str(key): printed.claims[key].claim for key in (FIRST, SECOND)}
    first = content["tables"]["table-1"]["2022"]
    assert first["says"][0] == "System complexity (parameters): 25th percentile"
    assert (first["numbers"][0], first["printed"][0]) == ("parameters q25", "2.2 M")
    assert {f: tuple(c["value"] for c in v) for f, v in content["choices"].items()} == choices
    cap = {"value": "at most", "head": "Caps", "name": "cap includes its threshold"}
    assert content["choices"]["cap"] == [
        {"value": "below", "head": "Caps", "name": "as the authors", "meaning": ""},
        {**cap, "meaning": "a system on the threshold is left"},
    ]
    # 1 × 16 + 1 × 8 + 0 × 4 + 1 × 2 + 0
    one = dict(zip(choices, ("kept", False, True, "geometric mean", "below"), strict=True))
    assert place_of(one, content["choices"], choices) == 26
    for taken in (one, *({f: chance.choice(v) for f, v in choices.items()} for _ in range(3))):
        place = place_of(taken, content["choices"], choices)
        for key in verdicts:
            assert WORDS[content["claims"][str(key)][place]] == verdicts[key][place]
        there = analysis.of(replace(Method(), **taken))
        for table, years in content["tables"].items():
            for year, found in years.items():
                row = found["index"][place_of(taken, content["choices"], found["fields"])]
                assert len(found["index"]) == math.prod(len(choices[f]) for f in found["fields"])
                texts = dict(zip(found["numbers"], found["rows"][row], strict=True))
                expected = {
                    f"{key.quantity} {key.statistic}": write_number(
                        value, key.measured, printed.numbers[key].text
                    )
                    for key, value in there.numbers_of(table, int(year)).items()
                }
                assert {name: said for name, said in texts.items() if said} == expected
    assert set(content["tables"]) == set(TABLES)
    assert list(content["tables"]["table-3"]) == ["2023", "2024"]
    assert "cap" in content["tables"]["table-6"]["2024"]["fields"]
    assert "cap" not in content["tables"]["table-1"]["2024"]["fields"]


def test_a_number_that_a_choice_takes_away_is_empty(two_choices):
    small = Analysis({2030: small_year({"train_kwh": 2.0}, baselines=("A",))})
    no_claims = pd.DataFrame()
    content = json.loads(universes.compact_universes(small, no_claims, small_print()))
    found = content["tables"]["table-2"]["2030"]
    count = len(found["numbers"])
    assert (found["fields"], found["index"]) == (["baselines"], [0, 1])
    assert found["rows"][1] == [""] * count != found["rows"][0]


def test_a_share_leaves_out_what_cannot_be_checked():
    shares = universes.share_holding(HANGING)
    assert shares.drop(FOURTH).to_dict() == {FIRST: 1 / 2, SECOND: 1, THIRD: 3 / 4, FIFTH: 0}
    assert math.isnan(shares[FOURTH])


@pytest.mark.parametrize(
    ("share", "text"),
    [
        *[(0, "0 %"), (0.004, "under 1 %"), (0.005, "1 %"), (0.125, "13 %"), (0.994, "99 %")],
        *[(0.995, "over 99 %"), (0.9999, "over 99 %"), (1, "100 %")],
    ],
)
def test_what_is_not_all_or_none_is_not_written_so(share, text):
    assert universes.write_per_cent(share) == text


def test_claims_are_counted_by_how_firmly_they_stand():
    counts = {"claims": 4, "universes": 4, "always": 1, "never": 2, "hanging": 1}
    assert universes.count_firmness(VERDICTS_OF) == counts


def test_only_claims_that_hang_are_shown_by_choice(two_choices):
    shares = universes.hold_by_choice(HANGING)
    assert list(shares.index) == [THIRD, FIRST]
    assert shares.loc[THIRD].to_dict() == {
        **{"all": 3 / 4, ("cap", "below"): 1 / 2, ("cap", "at most"): 1},
        **{("baselines", True): 1, ("baselines", False): 1 / 2},
    }
    first = shares.loc[FIRST]
    assert first.drop([("baselines", False)]).to_dict() == {
        **{"all": 1 / 2, ("cap", "below"): 0, ("cap", "at most"): 1, ("baselines", True): 1 / 2}
    }
    assert math.isnan(first[[("baselines", False)]].iloc[0])
    assert universes.hold_by_choice(VERDICTS_OF[[SECOND, FOURTH]]).empty


def test_a_row_a_claim_the_firmest_first():
    turning = pd.DataFrame(
        {"cap": [1.0, 0, 0.5, 0, 0.5], "baselines": [1.0, 0, 0.996, 0, 0]}, index=KEYS
    ).assign(left_out=0.2)
    turning.loc[[SECOND, FOURTH, FIFTH], "left_out"] = 0
    frame = universes.show_shares(universes.list_firmness(VERDICTS_OF, turning, PRINTED))
    assert frame.columns.tolist() == [
        *("Claim", "It says", "By the method", "Holds in", "Same verdict in", "Turned by")
    ]
    cap, bare = "cap includes its threshold", "baselines left out"
    assert frame.drop(columns="It says").to_numpy().tolist() == [
        ["claim-02", "holds", "100 %", "100 %", "none"],
        ["claim-03", "holds", "75 %", "75 %", f"{bare} (over 99 %); {cap} (50 %)"],
        ["claim-01", "fails", "0 %", "25 %", f"{cap} (100 %); {bare} (100 %)"],
        ["claim-05", "fails", "0 %", "75 %", f"{cap} (50 %)"],
        ["claim-04", "cannot be checked", "–", "100 %", "none"],
    ]
    assert universes.say_field("duplicates") == "duplicates kept or duplicates by normalised energy"


def test_a_label_is_cut_after_a_word():
    texts = {FIRST: "one three", SECOND: "one three x"}
    claims = [replace(PRINTED.claims[key], claim=text) for key, text in texts.items()]
    shares = pd.DataFrame(index=list(texts))
    labels = universes.label_claims(shares, small_print(claims=claims), longest=9)
    assert labels == {FIRST: "one three", SECOND: "one …"}
    assert universes.label_claims(shares, small_print(claims=claims)) == texts


def test_the_choices_are_those_that_can_be_defended():
    frame = universes.list_all_choices()
    assert len(frame) == sum(decision.is_choice for decision in DECISIONS)
    assert frame.iloc[0].tolist() == ["duplicates kept", "Systems with equal figures all count"]
    assert "rounded twice" not in frame["Choice"].tolist()


def test_the_ledger_is_told_in_how_many_universes_a_claim_holds():
    rows = universes.claims_by_universes(HANGING).set_index("id")["universes"].to_dict()
    assert rows == {
        **{"claim-01": "50 % of 2", "claim-02": "100 % of 4", "claim-03": "75 % of 4"},
        **{"claim-04": "", "claim-05": "0 % of 4"},
    }


def test_shares_are_shown_in_per_cent_and_kept_as_numbers():
    frame = pd.DataFrame({"Claim": ["a", "b", "c"], "Holds in": [0.004, 0.999, float("nan")]})
    shown = universes.show_shares(frame)
    assert shown["Holds in"].tolist() == ["under 1 %", "over 99 %", "–"]
    assert shown["Claim"].tolist() == frame["Claim"].tolist()
    assert frame["Holds in"].iloc[0] == 0.004


def test_each_choice_has_a_head_of_its_own():
    heads = {field: universes._describe(field, None)["head"] for field in universes.list_choices()}
    assert len(set(heads.values())) == len(heads)
    assert not set(heads.values()) & set(heads)
