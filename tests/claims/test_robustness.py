"""How firmly claims stand, on small years and tables of verdicts worked out by hand."""

import pandas as pd
import pytest
from small import small_year
from small_claims import printed_claim
from small_print import small_print

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.method import Method
from sedenergy.analysis.worlds import shuffle_teams
from sedenergy.claims import Claim, reads, robustness
from sedenergy.claims.judgement import Judgement
from sedenergy.claims.robustness import Turn
from sedenergy.claims.rules import of_change
from sedenergy.printed.keys import ClaimKey

FIRST, SECOND, THIRD, FOURTH = map(ClaimKey, (1, 2, 3, 4))


@pytest.fixture
def print_of(monkeypatch):
    """Make the rules that are given the claims 1, 2, … and return a print of them."""

    def make(*rules):
        claims = {ClaimKey(n): Claim(ClaimKey(n), "one", rule) for n, rule in enumerate(rules, 1)}
        for module in (reads, robustness):
            monkeypatch.setattr(module, "CLAIMS", claims)
        return small_print(claims=[printed_claim(key.number, "") for key in claims])

    return make


def rule_of(test):
    """Return a rule that a test of the evidence is true."""
    return lambda evidence: Judgement((bool(test(evidence)),), "so")


def year_of(number, *systems, **facts):
    """Return a year of systems, each a team and what it takes to train."""
    rows = [{"team": t, "train_kwh": kwh, "baseline_train_kwh": 0.03} for t, kwh in systems]
    return small_year(*rows, year=number, in_paper=True, **facts)


ONE_YEAR = Analysis({2030: year_of(2030, ("X", 1.0), ("X", 4.0), ("Y", 16.0))})


def energies(evidence):
    return evidence.selection(2030).valid["train_kwh"]


def test_every_claim_is_judged_in_every_universe(print_of, monkeypatch):
    methods = [Method(), Method(one_a_team=True)]
    monkeypatch.setattr(robustness, "list_universes", lambda: methods)
    printed = print_of(
        rule_of(lambda e: len(energies(e)) == 3), rule_of(lambda e: energies(e).max() == 16)
    )
    found = robustness.judge_universes(ONE_YEAR, printed)
    assert found.to_dict("list") == {FIRST: ["holds", "fails"], SECOND: ["holds", "holds"]}


def test_a_choice_turns_a_verdict_in_a_share_of_the_pairs_that_differ_in_it_alone(monkeypatch):
    choices = {"cap": ("below", "at most"), "duplicates": ("absolute", "kept", "normalized")}
    monkeypatch.setattr(robustness, "list_choices", lambda: choices)
    # Two rows of three: h h f and h f f. By columns one pair of three differs. In each row two
    # pairs of three do.
    verdicts = ["holds", "holds", "fails", "holds", "fails", "fails"]
    turning = robustness.find_turning(pd.DataFrame({FIRST: verdicts, SECOND: ["fails"] * 6}))
    assert turning.loc[FIRST].to_dict() == pytest.approx({"cap": 1 / 3, "duplicates": 2 / 3})
    assert turning.loc[SECOND].to_dict() == {"cap": 0, "duplicates": 0}


def test_a_claim_holds_in_a_share_of_the_worlds_without_the_effect(print_of):
    """A team a year: X stays in 2030 in a half of the worlds, or in a third where all move."""
    facts = {"reference_train_kwh": 0.03}
    analysis = Analysis(
        {
            2029: year_of(2029, ("W", 1.0)),  # nothing is normalised there
            2030: year_of(2030, ("X", 1.0), **facts),
            2031: year_of(2031, ("Y", 4.0), **facts),
        }
    )

    def stays(other, wanted=("X",)):
        return of_change(
            rule_of(
                lambda e: (
                    len(e.selection(other).valid)
                    and e.selection(2030).valid["team"].iloc[0] in wanted
                )
            )
        )

    printed = print_of(
        *(stays(2031), stays(2029), stays(2031, "XY"), stays(2031, "W")),
        *(stays(2030), rule_of(lambda e: len(e.selection(2030).valid) + len(e.every()))),
    )
    shares = robustness.judge_placebo(analysis, printed, times=100)
    assert set(shares) == {FIRST, SECOND, THIRD, FOURTH}  # 5 reads one year, 6 compares none
    assert (shares[THIRD], shares[FOURTH]) == (1, 0)
    assert shares[FIRST] == pytest.approx(1 / 2, abs=0.08)
    assert shares[SECOND] == pytest.approx(1 / 3, abs=0.08)
    worlds = shuffle_teams({y: analysis.selections[y] for y in (2030, 2031)}, 100)
    assert shares[FIRST] == sum(w[2030].valid["team"].eq("X").all() for w in worlds) / 100


def test_the_one_system_or_team_that_turns_a_claim_is_found(print_of):
    printed = print_of(
        rule_of(lambda e: energies(e).max() > 10),
        rule_of(lambda e: energies(e).min() < 10),
        rule_of(lambda e: len(energies(e)) > 0),
        rule_of(lambda e: energies(e).sum() < 10),
    )
    assert robustness.judge_without_each(ONE_YEAR, printed) == {
        FIRST: [Turn(2030, "C", "fails")],
        SECOND: [Turn(2030, "team X", "fails")],
        THIRD: [],
        FOURTH: [Turn(2030, "C", "holds")],
    }


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, ""),
        (1, "A0 (2030): fails"),
        (3, "A0 (2030): fails; A1 (2030): fails; A2 (2030): fails"),
        (4, "any of 4 systems or teams"),
    ],
)
def test_what_turns_a_verdict_is_named_or_counted(count, text):
    turns = (Turn(2030, f"A{at}", "fails") for at in range(count))
    assert robustness.write_turns(turns) == text
