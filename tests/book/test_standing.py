"""How claims stand, by hand."""

import pandas as pd
import pytest

from sedenergy.book.standing import STANDINGS, count_standings, list_standings


def claim(name, verdict="holds", universes="100 % of 8", placebo="", turned_by=""):
    return {
        **{"id": name, "kind": "claim", "what": "It is so", "verdict": verdict},
        **{"universes": universes, "placebo": placebo, "turned_by": turned_by},
    }


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        ({}, "stands"),
        ({"placebo": "5 %"}, "stands"),
        ({"placebo": "under 1 %"}, "stands"),
        ({"placebo": "6 %"}, "chance"),
        ({"placebo": "over 99 %", "universes": "3 % of 8"}, "chance"),
        ({"universes": "over 99 % of 8"}, "choice"),
        ({"universes": "10 % of 8", "turned_by": "X"}, "choice"),
        ({"turned_by": "X (2030): fails"}, "one"),
        ({"verdict": "holds in part"}, "part"),
        ({"verdict": "fails", "placebo": "90 %"}, "fails"),
        ({"verdict": "cannot be checked", "universes": ""}, "untold"),
    ],
)
def test_how_a_claim_stands(found, standing):
    (row,) = list_standings(pd.DataFrame([claim("claim-01", **found)])).to_dict("records")
    assert row["It"] == STANDINGS[standing]


def test_what_stands_comes_first_and_all_are_counted():
    number = {**claim("table-1.x"), "kind": "number"}
    rows = [
        claim("claim-01", "fails"),
        number,
        claim("claim-02"),
        claim("claim-03", placebo="50 %"),
    ]
    standings = list_standings(pd.DataFrame(rows))
    assert standings["Claim"].tolist() == ["claim-02", "claim-03", "claim-01"]
    assert standings["Holds in choices"].tolist() == ["100 %"] * 3
    counts = count_standings(standings).set_index("It")["Claims"]
    assert list(counts.index) == list(STANDINGS.values())
    assert counts["stands"] == counts["fails"] == counts["holds, but may be chance"] == 1
    assert counts.sum() == 3
