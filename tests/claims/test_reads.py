"""A claim that reads what it read before is judged once, and never gets a wrong verdict so."""

import random
from dataclasses import replace

import pytest
from small import small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.method import Method
from sedenergy.analysis.worlds import list_choices, list_universes
from sedenergy.claims import Claim, judge, reads
from sedenergy.claims.evidence import expect_rows
from sedenergy.claims.judgement import Judgement
from sedenergy.claims.reads import Judge, World
from sedenergy.printed.keys import ClaimKey, NumberKey

KEY = ClaimKey(1)
MEDIAN = NumberKey("table-2", 2030, "train_kwh", "median")
FACTS = {
    **{"reference_train_kwh": 0.03, "weighting_kwh": 1.0, "baselines": ("A",)},
    **{"figure_baseline": "A", "in_paper": True},
}
# Systems of 1, 2 and 9 kWh: the first is the baseline, the second an ensemble where None makes one.
# The fourth equals the third in all figures. In 2031 none has segMPAUC, and the third is left out.
ROWS = [
    {"train_kwh": kwh, "psds": psds, "subsystems": text}
    | {"test_kwh": 1.0, "segmpauc": 0.5, "baseline_train_kwh": 0.03}
    | {"organisers_train_kwh_normalized": 8.0 if kwh == 9 else kwh}
    for kwh, psds, text in ((1.0, 0.3, ""), (2.0, 0.4, "None"), (9.0, 0.6, ""), (9.0, 0.6, ""))
]
LATER = [row | {"segmpauc": float("nan")} for row in ROWS]
ANALYSIS = Analysis(
    {
        2030: small_year(*ROWS, **FACTS),
        2031: small_year(*LATER, year=2031, left_out={"C": "broken"}, **FACTS),
    }
)
OWN, CAP, CENTRE = Method(), Method(cap="at most"), Method(centre="geometric mean")
BARE, ORGANISERS = Method(baselines=False), Method(organisers_normalized=True)
WITH_C, SINGLE = Method(left_out=False), Method(none_is_ensemble=False)


@pytest.fixture
def judged(monkeypatch):
    """Judge a rule in some worlds: its verdicts, how often it was asked, and the judge."""

    def judge_in(rule, *analyses):
        calls = []

        def judge_rule(evidence):
            calls.append(1)
            return Judgement((bool(rule(evidence)),), "it is so")

        monkeypatch.setattr(reads, "CLAIMS", {KEY: Claim(KEY, "one", judge_rule)})
        court, places = Judge(None), {}
        verdicts = [court.verdict(KEY, World(analysis, places)) for analysis in analyses]
        return verdicts, len(calls), court

    return judge_in


# A rule, a method in which it reads what it reads by the authors', and one in which it does not.
@pytest.mark.parametrize(
    ("rule", "same", "other"),
    [
        (lambda e: e.computed[MEDIAN] < 3, CAP, BARE),  # the median is 2, and 5.5 without A
        (lambda e: e.computed[MEDIAN] < 3, ORGANISERS, BARE),
        (lambda e: len(e.selection(2030).valid) == 3, CENTRE, BARE),
        (lambda e: e.selection(2030).normalized["system"].iloc[0] == "A", CENTRE, BARE),
        (lambda e: not e.selection(2030).method.organisers_normalized, BARE, ORGANISERS),
        (lambda e: len(e.selection(2030).log) == 1, CENTRE, Method(duplicates="kept")),
        (lambda e: len(e.compared("single", 2030)) == 2, CAP, BARE),
        (lambda e: len(e.top("single", 2030)) == 1, CAP, SINGLE),
        (lambda e: e.selection(2030).valid["ensemble"].any(), CAP, SINGLE),
        (
            lambda e: e.selection(2030).normalized["train_kwh_normalized"].max() == 9,
            CAP,
            ORGANISERS,
        ),
        (lambda e: ("single", 2031) not in e.analysis.entries, CAP, WITH_C),
        (lambda e: len(e.analysis.points("figure-2")) == 8, WITH_C, BARE),
        (lambda e: len(e.analysis.quadrants) == 4, CAP, BARE),
        (lambda e: e.analysis.method.centre == "median", BARE, CENTRE),
    ],
)
def test_what_reads_the_same_is_judged_once_and_what_reads_another_thing_anew(
    rule, same, other, judged
):
    worlds = [ANALYSIS.of(method) for method in (OWN, same, OWN, other)]
    assert judged(rule, *worlds)[:2] == (["holds"] * 3 + ["fails"], 2)


def test_the_log_is_read_with_its_reasons():
    selection = ANALYSIS.selections[2030]
    logs = [selection.log, selection.log.copy(), selection.log.assign(step="choice")]
    places = {}
    first, again, other = (
        World(Analysis.of_selections({2030: replace(selection, log=log)}), places).content(
            ("log", 2030)
        )
        for log in logs
    )
    assert first == again != other


def test_a_claim_that_reads_on_by_what_it_found_gets_its_own_verdict(judged):
    def rule(evidence):
        if len(evidence.selection(2030).valid) == 3:
            return evidence.computed[MEDIAN] < 2
        return evidence.computed[replace(MEDIAN, quantity="test_kwh")] < 2

    methods = [OWN, CENTRE, BARE, replace(BARE, cap="at most"), OWN, BARE]
    # The median of 1, 2, 9 is 2, their geometric mean more; at test all take 1 kWh.
    expected = ["fails", "fails", "holds", "holds", "fails", "holds"]
    verdicts, calls, _ = judged(rule, *map(ANALYSIS.of, methods))
    assert (verdicts, calls) == (expected, 3)


def test_a_year_that_is_not_there_cannot_be_checked(judged):
    def rule(evidence):
        return expect_rows(evidence.compared("single", 2040), "system")

    verdicts, calls, court = judged(rule, ANALYSIS, ANALYSIS.of(BARE))
    assert (verdicts, calls) == (["cannot be checked"] * 2, 1)
    assert court.years_of(KEY, ANALYSIS) == set()


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        (lambda e: e.computed[MEDIAN], {2030}),
        (lambda e: e.computed[MEDIAN] and len(e.selection(2031).log), {2030, 2031}),
        (lambda e: len(e.analysis.points("figure-1")), {2030, 2031}),
        (lambda e: e.analysis.method.cap, set()),
    ],
)
def test_the_years_that_a_claim_has_read(rule, years, judged):
    assert judged(rule, ANALYSIS)[2].years_of(KEY, ANALYSIS) == years


def test_every_verdict_is_that_of_judging_anew(analysis, printed):
    """A walk through six universes, each next with one choice taken otherwise."""
    chance, choices = random.Random(7), list_choices()
    method = chance.choice(list_universes())
    court, places = Judge(printed), {}
    for _ in range(6):
        world = World(analysis.of(method), places)
        found = [court.verdict(key, world) for key in printed.claims]
        anew = judge(analysis.of(method), printed, nearby=False)
        assert found == [finding.verdict for finding in anew], method
        field = chance.choice(list(choices))
        others = [value for value in choices[field] if value != getattr(method, field)]
        method = replace(method, **{field: chance.choice(others)})
    assert len(court._verdicts) < 6 * len(printed.claims) / 2  # most were not judged again
