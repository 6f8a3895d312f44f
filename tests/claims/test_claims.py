"""Every claim of the paper's prose: judged, and that its verdict can be another."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from conftest import DATA, ROOT

from sedenergy.analysis.analysis import Analysis
from sedenergy.claims import CLAIMS, VERDICTS, judge
from sedenergy.claims.evidence import Evidence
from sedenergy.errors import DataError
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed

PRINTED = Printed(DATA)
ROOM = ROOT / "src" / "sedenergy" / "claims"
NUMBERS = [claim for claim in PRINTED.claims.values() if claim.kind == "number"]


@pytest.fixture(scope="module")
def findings(analysis):
    return {f.key: f for f in judge(analysis, PRINTED)}


def stating(key, text):
    """Return what the paper printed, with other numbers in one claim."""
    claims = {**PRINTED.claims, key: replace(PRINTED.claims[key], printed=text)}
    return SimpleNamespace(numbers=PRINTED.numbers, claims=claims)


def test_every_claim_has_one_function_and_one_finding(findings):
    assert list(findings) == list(CLAIMS) == list(PRINTED.claims)
    text = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    ids = re.findall(r"^(?:def )?claim_(\d\d)\b", text, re.MULTILINE)
    assert sorted(map(int, ids)) == [key.number for key in CLAIMS]


def test_a_finding_has_a_verdict_a_chapter_and_computed_evidence(findings):
    chapters = {path.stem for path in (ROOT / "notebooks").glob("*.py")}
    for finding in findings.values():
        assert finding.verdict in VERDICTS
        assert finding.chapter in chapters
        assert re.fullmatch(r"[^a-z].*\d.*\.", finding.evidence)
        assert not re.search(r"\bnan\b|\bNaN\b", finding.evidence)
        assert re.match(rf"$|({'|'.join(VERDICTS[:3])}) on the printed .*\d", finding.printed_table)
    assert len({finding.evidence for finding in findings.values()}) == len(findings)


# From the paper's text and tables, and from the organisers' files, looked up there by eye.
BY_HAND = {
    # 0.0299 kWh rounds to 0.030, printed is 0.029; 0.032 is right.
    1: ("holds in part", ["0.032 kWh in 2023", "0.0299 kWh in 2024"]),
    2: ("holds", ["101 in 2022", "84 in 2023", "42 in 2024"]),
    # Of the 42 that are equal to another, one differs in PSDS in the fourth decimal only.
    4: (
        "holds in part",
        ["60 in 2022", "64 in 2023", "35 in 2024", "21, 0, 5", "20, 20, 2", "of these 42, 42"],
    ),
    # Table I: 4.80 M → 3.44 M (ours 2.97 M) at the lower quartile.
    6: ("holds in part", ["2.20 M → 4.80 M → 2.97 M", "18.9 M → 97.2 M → 194 M"]),
    # 17.29 → 20.18 is a rise by 17 %, in print by 2 %.
    10: ("holds in part", ["17.29 → 20.18 kWh (×1.17)"]),
    11: ("holds", ["×2.21"]),
    14: ("holds", ["60 in 2023", "30 in 2024", "4 in 2023", "5 in 2024"]),
    # 124 → 108 is a fall by 13 %, 1.82 → 1.62 by 11 %.
    9: ("holds in part", ["If “slight” meant by at most 15 % or by at most 20 %, it would hold."]),
    12: ("holds in part", ["by at most 15 % or by at most 20 %, it would hold."]),
    13: ("holds", ["by the 25th the verdict is “holds”"]),
    16: ("fails", ["0.052 − 0.030 = 0.022 kWh", "printed 0.012"]),
    18: ("holds", ["×0.44"]),
    19: ("holds", ["53%", "38%"]),
    21: ("holds", ["33 in 2023", "13 in 2024"]),
    22: ("holds", ["27 in 2023", "17 in 2024"]),
    # Kim's ensemble of 2023 takes 2.78 kWh, Zhang's single system 20.48; 12 ensembles lie below it.
    25: ("fails", ["12 of 20", "20.48 kWh", "2.77 kWh"]),
    # The entry with 0.624 has the same parameters and energies and stands after it in the file.
    28: ("holds", ["Zhang_UCAS_task4a_1", "0.621", "69.12 kWh", "Zhang_UCAS_task4a_4"]),
    # Top-right of figure 2, in figures.csv: above 0.481 and 0.481; above 0.646 and 0.646.
    30: ("holds", ["4 of 29", "3 of 29", "0 of them ensembles"]),
    36: ("holds", ["1.18 kWh, is what Schmid_CPJKU_task4_2 has itself", "best PSDS is 0.642"]),
    # 103.884 M and 181.6 M in the data, 1G and 181M in print.
    38: ("holds in part", ["104 M → 182 M"]),
    # The best segMPAUC, 0.738, is Nam's, with 9.84 kWh: the median energy cap costs it.
    40: ("fails", ["6 of 33", "4 of 13", "11 of 27", "13 of 17"]),
    # 3 of 16 are 19 %, 3 of 25 are 12 %.
    42: ("holds", ["at most 10 %, it would fail. If “few” meant at most 15 %, it would hold in"]),
    43: ("holds in part", ["5 of 6", "0.738 → 0.711"]),
    48: ("holds in part", ["84 of 84 in 2023", "37 of 42"]),
    # Test energy in 2024 was divided by the baseline's test energy in the organisers' file.
    51: ("holds in part", ["1 of 32", "32 of 32 for test in 2024", "6 of 6 come out by the ratio"]),
    55: ("holds in part", ["29 of 41", "0 of 58"]),
    57: ("holds in part", ["45 of 47"]),
    60: ("holds in part", ["test energy in 2022 ×1.17, 0.04", "the verdict is “holds”"]),
    62: ("cannot be checked", ["training energy ×2.15", "normalised training energy ×0.66"]),
    73: ("cannot be checked", []),
    75: ("holds in part", ["If “to differ in general” meant", "at least 67 %", "it would hold."]),
    76: ("fails", ["2 of 7", "3 of 4", "above 75 %", "it would hold."]),
    81: ("holds", ["42 of 42", "0.0008 apart"]),
    82: ("holds in part", ["A100 40Gb", "2 Nvidia A100"]),
    # By the full evaluation set the best of 2024 is 0.680, by bootstraps the best of 2023 0.622.
    83: ("holds", ["0.003 in 2023, 0.010 in 2024", "0.621 → 0.680", "0.622 → 0.677"]),
    84: ("cannot be checked", ["1.11 M, 1.23 M in 2023"]),
}


@pytest.mark.parametrize("number", BY_HAND)
def test_by_hand(number, findings):
    verdict, said = BY_HAND[number]
    assert findings[ClaimKey(number)].verdict == verdict
    assert [text for text in said if text not in findings[ClaimKey(number)].evidence] == []


def test_print_and_data_part_where_a_printed_number_is_wrong(findings):
    # 1G parameters is 0.1 G; table III's test energies are right; 0.119 is printed as 0.120.
    said = [(f.key.number, f.printed_table, f.verdict) for f in findings.values()]
    assert [n for n, text, verdict in said if text and not text.startswith(f"{verdict} on")] == [
        38,
        51,
        75,
    ]


# --- Another number, another verdict --------------------------------------------------------------


def digits(text):
    """Return the places of the digits that belong to a number, not to a year."""
    years = [range(*m.span()) for m in re.finditer(r"\(\d{4}\)", text)]
    return [i for i, c in enumerate(text) if c.isdigit() and not any(i in y for y in years)]


@pytest.mark.parametrize("claim", NUMBERS, ids=lambda claim: str(claim.key))
def test_a_changed_digit_changes_the_verdict(claim, analysis, findings):
    for place in digits(claim.printed):
        digit = (int(claim.printed[place]) + 1) % 10
        text = f"{claim.printed[:place]}{digit}{claim.printed[place + 1 :]}"
        after = CLAIMS[claim.key].find(Evidence(analysis, stating(claim.key, text)))
        assert after.evidence != findings[claim.key].evidence
        if findings[claim.key].verdict == "holds":
            assert after.verdict in ("holds in part", "fails"), text


@pytest.mark.parametrize(
    ("number", "text", "verdict"),
    [
        (1, "0.032 kWh (2023); 0.030 kWh (2024)", "holds"),
        (1, "0.033 kWh (2023); 0.029 kWh (2024)", "fails"),
        (16, "0.022 kWh", "holds"),
        (19, "60%; 38%", "holds in part"),
        (2, "101 (2022); 84 (2023); 42 (2021)", "cannot be checked"),
    ],
)
def test_another_printed_number(number, text, verdict, analysis):
    key = ClaimKey(number)
    assert CLAIMS[key].find(Evidence(analysis, stating(key, text))).verdict == verdict


def test_claims_and_functions_match():
    claims = dict(PRINTED.claims)
    claims[ClaimKey(99)] = claims.pop(ClaimKey(80))
    with pytest.raises(DataError, match="'claim-99': no function judges this claim"):
        judge(Analysis({}), SimpleNamespace(claims=claims))
    del claims[ClaimKey(99)]
    with pytest.raises(DataError, match="'claim-80': a function judges this claim"):
        judge(Analysis({}), SimpleNamespace(claims=claims))


TURNED = (5, 7, 9, 12, 30, 31, 32, 33, 34, 42, 46, 52, 55, 58, 63, 64, 74, 75, 76, 80)

# --- Some claims, and nearby meanings -------------------------------------------------------------


def test_some_claims_are_judged_in_the_order_of_the_file(analysis, findings):
    keys = [ClaimKey(40), ClaimKey(9)]
    found = judge(analysis, PRINTED, only=keys)
    assert found == [findings[ClaimKey(9)], findings[ClaimKey(40)]]


def test_nearby_meanings_are_said_and_can_be_left_out(analysis, findings):
    key = ClaimKey(9)
    (plain,) = judge(analysis, PRINTED, only=[key], nearby=False)
    turned = "If “slight” meant by at most 15 % or by at most 20 %, it would hold."
    assert (plain.turned_by_criterion, findings[key].turned_by_criterion) == ("", turned)
    assert f"{plain.evidence} {turned}" == findings[key].evidence
    assert plain.verdict == findings[key].verdict
    unturned = findings[ClaimKey(70)]
    assert (unturned.turned_by_criterion, "Far less means" in unturned.evidence) == ("", True)


def test_the_verdicts_that_another_meaning_turns(findings):
    turned = [key.number for key, finding in findings.items() if finding.turned_by_criterion]
    assert turned == [*TURNED]


def test_claims_that_compare_years_are_marked():
    marked = {key.number for key, claim in CLAIMS.items() if claim.compares_years}
    assert {3, 15, 24, 36, 40, 41, 61, 78, 83} <= marked
    # What is said of one year, or of each year alike, is not.
    assert not {1, 2, 14, 25, 30, 34, 48, 56, 62, 69, 74, 80} & marked


# --- Other data, never a crash --------------------------------------------------------------------


@pytest.mark.parametrize("kept", [(), (2022,), (2023,), (2024,), (2022, 2024), (2023, 2024)])
def test_a_missing_year_cannot_be_checked(kept, analysis):
    found = {f.key.number: f for f in judge(analysis.only(kept), PRINTED)}
    assert (found[6].verdict, found[2].verdict) == ("cannot be checked", "cannot be checked")
    assert found[6].printed_table.startswith("holds in part on the printed table")
    assert (found[15].verdict == "holds") == (kept == (2023, 2024))


@pytest.mark.parametrize("row", [0, 14, 28, 41])
def test_a_dropped_row_does_not_stop_it(row, years):
    systems = years[2024].systems.drop(index=row).reset_index(drop=True)
    found = judge(Analysis({**years, 2024: replace(years[2024], systems=systems)}), PRINTED)
    assert all(f.verdict in VERDICTS and f.evidence for f in found)


def test_codes_that_repeat_from_year_to_year_change_nothing(years, findings):
    earlier, later = years[2023], years[2024]
    names = dict(zip(later.systems["system"], earlier.systems["system"], strict=False))
    facts = replace(
        later.facts,
        baselines=tuple(names[n] for n in later.facts.baselines),
        figure_baseline=names[later.facts.figure_baseline],
    )
    systems = later.systems.assign(system=later.systems["system"].map(names))
    found = judge(Analysis({**years, 2024: replace(later, facts=facts, systems=systems)}), PRINTED)
    assert {f.key: f.verdict for f in found} == {f.key: f.verdict for f in findings.values()}
