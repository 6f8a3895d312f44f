"""The proof that the checks can fail, and that the proof itself can."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from conftest import DATA
from small import NAN, small_year

from sedenergy.analysis.crosscheck import AGREEMENTS
from sedenergy.check import mutations, reasons
from sedenergy.check.mutants import KINDS, Mutant, list_mutants, mutate_year
from sedenergy.check.mutations import OUTCOME_COLUMNS, report_mutants, run_mutants, try_mutants
from sedenergy.check.reasons import CHECKS, REASONS, UNCLEAR, State, why_unnoticed
from sedenergy.printed.record import Printed

PRINTED = Printed(DATA)


def expect_all_noticed(outcomes):
    """What `make mutate` and the sample expect: all digits and rows, and a reason for the rest."""
    is_digit_or_row = outcomes["kind"].isin(["printed digit", "row dropped", "row copied"])
    assert (outcomes.loc[is_digit_or_row, "noticed_by"] != "").all()
    assert ((outcomes["noticed_by"] == "") == (outcomes["why"] != "")).all()
    assert not outcomes["why"].eq(UNCLEAR).any()


def test_a_sample_of_mutants_is_noticed(years):
    """All printed digits, and some of every other kind; `make mutate` tries them all."""
    sample = run_mutants(years, PRINTED, sample=400, workers=1)
    assert set(sample["kind"]) == set(KINDS)
    assert (sample["kind"] == "printed digit").sum() == 2 * len(PRINTED.numbers)
    expect_all_noticed(sample)


# Each is noticed by one check and by no other; what reading notices, claim-81 on the sum of both
# scores does as well.
ALONE = {
    "reading": ("reported figure", "2024 Niu_XJU_task4_1 segmpauc"),
    "tables and figures": ("reported figure", "2024 Cornell_CMU_task4_1 macs"),
    "organisers' own figures": (
        *("reported figure", "2023 Zhang_UCAS_task4a_3 organisers_train_kwh_normalized"),
    ),
    "claims": ("row copied", "2023 Liu_SRCN_task4a_5"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_blinded_check_makes_the_sample_fail(name, years, monkeypatch):
    """What the check alone has to notice is then neither noticed nor has it a reason."""
    mutant = next(m for m in list_mutants(years, PRINTED) if (m.kind, m.where) == ALONE[name])
    outcomes = pd.DataFrame(try_mutants(years, PRINTED, [mutant]), columns=OUTCOME_COLUMNS)
    assert list(outcomes["noticed_by"]) == [name]
    expect_all_noticed(outcomes)
    monkeypatch.setitem(CHECKS, name, lambda state: None)
    if name == "reading":
        monkeypatch.setitem(CHECKS, "claims", lambda state: None)
    outcomes = pd.DataFrame(try_mutants(years, PRINTED, [mutant]), columns=OUTCOME_COLUMNS)
    assert list(outcomes["why"]) == [UNCLEAR]
    with pytest.raises(AssertionError):
        expect_all_noticed(outcomes)


def test_no_check_notices_what_is_not_changed(years):
    for number in years:
        before, after = (State(dict(years), number, PRINTED) for _ in range(2))
        assert all(before.look(name) == after.look(name) for name in CHECKS)
        assert before.look("reading") == before.look("organisers' own figures") == []


def test_a_check_of_printed_digits_that_sees_nothing_makes_it_fail(years, monkeypatch):
    first = list(list_mutants(years, PRINTED))[:1]
    assert try_mutants(years, PRINTED, first)[0][2:] == ("tables and figures", "", "")
    monkeypatch.setattr(mutations, "expected_output", lambda *given: "")
    monkeypatch.setattr(mutations, "compute_subject", lambda *given: "")
    assert try_mutants(years, PRINTED, first)[0][2:4] == ("", UNCLEAR)


def test_an_analysis_that_does_not_see_a_change_makes_it_fail(years, monkeypatch):
    """What the numbers rest on is found anew, so a computation of old data is no reason."""
    monkeypatch.setattr(reasons, "_see_verdicts", lambda state: [])
    before = State(years, 2022, PRINTED)
    systems = years[2022].systems.assign(train_kwh=years[2022].systems["train_kwh"] * 1.1)
    after = State(years | {2022: replace(years[2022], systems=systems)}, 2022, PRINTED)
    mutant = Mutant("reported figure", None, True, 2022, 0, "", "train_kwh")
    why, detail = why_unnoticed(before, after, mutant)
    assert why == UNCLEAR
    assert "table-2.2022.train_kwh.median: 3.6989 → 4.06879" in detail
    stale = State(after.years, 2022, PRINTED)
    stale.analysis = before.analysis
    why, detail = why_unnoticed(before, stale, mutant)
    assert why == UNCLEAR
    assert detail.startswith("the computed numbers do not move with table-2.2022.train_kwh.median")


def test_every_figure_and_row_has_a_mutant(years):
    kinds = pd.Series([m.kind for m in list_mutants(years, PRINTED)]).value_counts()
    assert kinds["row dropped"] == kinds["row copied"] == 101 + 84 + 42
    assert kinds["rows reversed"] == 3
    assert kinds["printed digit"] == 2 * len(PRINTED.numbers)
    assert kinds["reported figure"] == 1551


YEAR = small_year({"parameters": 10.0, "macs": 0.0, "psds": NAN}, {"parameters": 20.0})


def test_mutants_of_a_small_year():
    found = [
        (m.kind, m.where) for m in list_mutants({2030: YEAR}, Printed("nowhere").__class__(DATA))
    ]
    figures = [where for kind, where in found if kind == "reported figure"]
    # Nothing is changed of what is missing or zero.
    assert figures == [
        *("2030 A parameters", "2030 A train_kwh", "2030 A test_kwh"),
        *("2030 B parameters", "2030 B train_kwh", "2030 B test_kwh"),
    ]
    assert found[0] == ("printed digit", f"{next(iter(PRINTED.numbers))} +1")
    assert found[1][1].endswith(" -1")


@pytest.mark.parametrize(
    ("mutant", "systems", "parameters"),
    [
        (Mutant("reported figure", row=1, column="parameters"), "A B", [10.0, 22.0]),
        (Mutant("row dropped", row=0), "B", [20.0]),
        (Mutant("row copied", row=0, system="A"), "A A_copy B", [10.0, 10.0, 20.0]),
        (Mutant("rows reversed"), "B A", [20.0, 10.0]),
    ],
)
def test_what_a_mutant_changes(mutant, systems, parameters):
    frame = mutate_year(YEAR, mutant).systems
    assert list(frame["system"]) == systems.split()
    assert list(frame["parameters"]) == pytest.approx(parameters)
    assert list(frame.index) == list(range(len(parameters)))
    assert list(YEAR.systems["parameters"]) == [10.0, 20.0]


def reason_of(years, year, system, column, factor=1.1):
    systems = years[year].systems.copy()
    row = systems.index[systems["system"] == system][0]
    systems.loc[row, column] *= factor
    changed = years | {year: replace(years[year], systems=systems)}
    states = [State(data, year, PRINTED) for data in (years, changed)]
    return why_unnoticed(*states, Mutant("reported figure", None, True, year, row, system, column))


@pytest.mark.parametrize(
    ("place", "why", "detail"),
    [
        # By METHOD, step 1, no training and no test energy; its parameters count nowhere.
        ((2022, "Cheng_CHT_task4_2", "parameters"),
         "left out of every table: no training energy, no test energy", ""),
        ((2023, "Li_USTC_task4a_3", "macs"),
         "left out of every table: same parameters, training and test energy", ""),
    ],
)  # fmt: skip
def test_a_reason_by_name(place, why, detail, years):
    assert reason_of(years, *place) == (why, detail)


def test_a_number_that_moves_below_its_digits_has_both_values(years):
    """Of 60 systems the median is half way between the 30th and the 31st."""
    why, detail = reason_of(years, 2022, "Blakala_SRPOL_task4_2", "parameters", 1.0001)
    assert why.startswith(REASONS["number"])
    # 5300000 and 8052606 in half: 530 more of the first are 265 more.
    assert detail.startswith("table-1.2022.parameters.median: 6676303.0 → 6676568.0")


def test_a_figure_off_every_quartile_says_where_it_lies(years):
    why, detail = reason_of(years, 2022, "Zhang_UCAS_task4_3", "parameters", 1.0001)
    assert why == "it lies on no quartile, extreme or best score"
    place, _, values = detail.partition(" beside ")
    assert place == "table-1, parameters: 4.2825e+06 → 4.28292e+06"
    # 2.2 M lies on two of 2.2 M each, 6.68 M half way between the next two, 18.9 M at a quarter.
    assert values == "2.2e+06, 5.3e+06, 8.05261e+06, 1.62575e+07, 2.6842e+07"


def test_only_an_agreement_that_is_lost_shows():
    rows = [("A", "q", 1.0, agreement) for agreement in AGREEMENTS]
    for row, shown in zip(rows, ("True", "True", "False"), strict=True):
        frame = pd.DataFrame([row], columns=["system", "quantity", "recomputed", "agreement"])
        seen = reasons._see_verdicts(SimpleNamespace(agreements=frame, findings=[]))
        assert list(seen) == [(("organisers' figure", "A q"), ("1.0", shown))]


def test_what_was_found_is_reported():
    rows = [
        ("row dropped", "a", "claims", "", ""),
        ("row dropped", "b", "reading", "", ""),
        *(("reported figure", name, "", "because", "") for name in "cdef"),
    ]
    outcomes = pd.DataFrame(rows, columns=OUTCOME_COLUMNS)
    assert report_mutants(outcomes) == (
        "row dropped: 2 of 2 noticed (100.0 %): 1 by claims, 1 by reading\n"
        "reported figure: 0 of 4 noticed (0.0 %): \n"
        "Not noticed, and why that is right:\n"
        "  4 × reported figure: because (c, d, e and 1 more)"
    )
