"""The ledger: what stands in each entry, by hand, and that everything printed has one."""

from dataclasses import replace

import pandas as pd
import pytest
from conftest import DATA, ROOT
from small import small_year
from small_print import small_print

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.causes import explain
from sedenergy.check.ledger import LEDGER_COLUMNS, build_ledger, gather_entries, join_worlds
from sedenergy.check.lists import deviations_csv, verdicts_csv
from sedenergy.check.outcomes import VERDICTS_OF_KINDS
from sedenergy.claims.judgement import Finding
from sedenergy.printed.keys import ClaimKey, PointKey
from sedenergy.printed.record import PrintedClaim

# Three systems of 2030 with normalised energies 1, 4 and 16, by 0.03 kWh for ten epochs each, and
# segMPAUC for figure 2; A is the baseline, by whose 2 kWh scores are weighted.
ROWS = [
    {"parameters": 1e6 * p, "train_kwh": e, "psds": s, "segmpauc": 0.5, "baseline_train_kwh": 0.03}
    for p, e, s in ((1, 1.0, 0.5), (2, 4.0, 0.6), (4, 16.0, 0.8))
]
FACTS = {
    **{"reference_train_kwh": 0.03, "weighting_kwh": 2.0, "baselines": ("A",)},
    **{"figure_baseline": "A", "in_paper": True},
}
CLAIM = PrintedClaim(ClaimKey(1), "III-A", "number", "It is so", "7")


def point(system, series="Non-Ensemble"):
    return PointKey("figure-2", "psds-ew_psds", series, 2030, system)


def ledger_of(numbers=None, points=None, findings=(), rows=ROWS, years=(2030,)):
    printed = small_print(numbers, points, claims=[CLAIM])
    analysis = Analysis({year: small_year(*rows, year=year, **FACTS) for year in years})
    ledger = build_ledger(
        analysis, printed, findings, explain(analysis, printed.numbers_in(analysis.years))
    )
    assert list(ledger.columns) == LEDGER_COLUMNS
    return ledger.set_index("id")


@pytest.mark.parametrize(
    ("key", "printed", "entry"),
    [
        (
            "table-1.2030.parameters.median",
            "2 M",
            ("2030, System complexity (parameters): median", "2 M", "2000000", "reproduced", ""),
        ),
        (
            "table-3.2030.train_kwh_normalized.q75",
            "10.0",
            ("2030, Normalised training energy (kWh): 75th percentile", "10.0", "10", "reproduced",
             ""),
        ),
        (
            "table-6.2030.parameters.median.psds",
            "0.60",
            ("2030, single systems, cap at the median on System complexity (parameters): best PSDS",
             "0.50", "0.5", "explained", "baselines left out"),
        ),
        (
            "table-2.2030.train_kwh.median",
            "4.1",
            ("2030, Training energy (kWh): median", "4.0", "4", "differs", ""),
        ),
        (
            "table-2.2030.train_kwh.q25",
            "9.9",
            ("2030, Training energy (kWh): 25th percentile", "2.5", "2.5", "differs",
             "baselines left out"),
        ),
        (
            "table-5.2030.train_gpu_share.max",
            "7%",
            ("2030, GPU's share of training energy (%): maximum", "missing", "", "differs", ""),
        ),
    ],
)  # fmt: skip
def test_an_entry_of_a_number(key, printed, entry):
    row = ledger_of({key: printed}).loc[key]
    assert (row["kind"], row["subject"], row["printed"]) == ("number", key[:7], printed)
    found = row[["what", "reproduced", "exact", "verdict", "variant"]]
    assert tuple(found) == entry
    assert (row["cause"] == "") == (row["verdict"] == "reproduced")


def test_an_entry_names_the_systems_and_the_place():
    ledger = ledger_of({"table-2.2030.train_kwh.median": "4.0", "table-1.2030.macs.q25": "1 G"})
    row = ledger.loc["table-2.2030.train_kwh.median"]
    assert row["systems"] == "3 systems; the median lies on B"
    assert (row["section"], row["chapter"]) == ("III-A", "general_trends")
    assert ledger.loc["table-1.2030.macs.q25", "systems"] == ""


# Of A the organisers give 1.5 where the weighted score is 0.5 × 2 / 1 = 1.
@pytest.mark.parametrize(
    ("place", "own", "verdict", "cause"),
    [
        ((0.5, 1.0), None, "reproduced", ""),
        ((0.5, 1.5), 1.5, "differs", "proves nothing"),
        ((0.5, 1.6), 1.5, "differs", "No variant"),
        ((0.5, 1.5), None, "differs", "No variant"),
    ],
)
def test_an_entry_of_a_point(place, own, verdict, cause):
    rows = ROWS if own is None else [ROWS[0] | {"organisers_ew_psds_train": own}, *ROWS[1:]]
    row = ledger_of(points={point("A"): place}, rows=rows).iloc[0]
    assert (row["kind"], row["subject"], row["systems"]) == ("point", "figure-2", "A")
    assert row["what"] == "Non-Ensemble: PSDS and Energy-weighted PSDS"
    assert (row["printed"], row["reproduced"]) == (f"({place[0]:g}, {place[1]:g})", "(0.5, 1)")
    assert (row["exact"], row["section"]) == ("(0.5, 1)", "IV-B")
    assert (row["verdict"], row["variant"]) == (verdict, "")
    assert (row["cause"] == "") == (cause == "")
    assert cause in row["cause"]


def test_a_point_that_we_have_not():
    row = ledger_of(points={point("Z"): (0.5, 1.0)}).iloc[0]
    assert (row["reproduced"], row["exact"], row["verdict"]) == ("missing", "", "differs")


def test_a_system_of_next_year_by_the_same_code_is_another():
    ledger = ledger_of(points={point("A", "Baseline 2030"): (0.5, 1.0)}, years=(2030, 2031))
    assert list(ledger["verdict"]) == ["reproduced"]
    later = replace(point("A"), year=2032)
    assert ledger_of(points={later: (0.5, 1.0)}).empty


def test_claims_need_all_years():
    finding = Finding(ClaimKey(1), "holds in part", "It is.", "fails: no", "gpu_share")
    numbers = {"table-2.2030.train_kwh.median": "4.0"}
    row = ledger_of(numbers, findings=[finding]).loc["claim-01"]
    expected = ("claim", "claims", "III-A", "It is so", "7", "", "", "holds in part", "It is.")
    assert tuple(row[["kind", *LEDGER_COLUMNS[2:10]]]) == expected
    assert (row["on_print"], row["chapter"]) == ("fails: no", "gpu_share")
    numbers["table-2.2031.train_kwh.median"] = "4.0"
    assert list(ledger_of(numbers, findings=[finding])["kind"]) == ["number"]


def test_everything_that_the_paper_printed_has_a_verdict(paper):
    printed, ledger = paper.printed, paper.ledger
    assert list(ledger["id"]) == list(
        map(str, [*printed.numbers, *printed.points, *printed.claims])
    )
    assert not ledger["id"].duplicated().any()
    for kind, group in ledger.groupby("kind"):
        assert set(group["verdict"]) <= set(VERDICTS_OF_KINDS[kind])


def test_whatever_does_not_come_out_has_a_cause(paper):
    ledger = paper.ledger
    good = ledger["verdict"].isin(["reproduced", "holds"])
    assert (ledger.loc[~good | (ledger["kind"] == "claim"), "cause"] != "").all()
    explained = ledger[ledger["verdict"] == "explained"]
    assert (explained["variant"] != "").all()
    assert (explained["evidence"].astype(float) > 0).all()
    assert (explained["brought"].astype(int) > explained["broken"].astype(int)).all()
    assert (ledger.loc[ledger["kind"] != "claim", "systems"] != "").all()
    assert all((ROOT / "notebooks" / f"{c}.py").is_file() for c in ledger["chapter"].unique())


def test_the_kept_lists_are_what_the_run_finds(paper):
    for name, text in (("deviations", deviations_csv), ("verdicts", verdicts_csv)):
        kept = (DATA / "published" / f"{name}.csv").read_text(encoding="utf-8")
        assert text(paper.ledger) == kept


def test_a_list_names_no_nearest_variant():
    rows = [
        {"id": "a", "kind": "number", "verdict": "differs", "variant": "cut", "printed": "1"},
        {"id": "b", "kind": "point", "verdict": "explained", "variant": "cut", "cause": "x, y"},
        {"id": "c", "kind": "number", "verdict": "reproduced"},
        {"id": "d", "kind": "claim", "verdict": "fails"},
    ]
    ledger = pd.DataFrame([dict.fromkeys(LEDGER_COLUMNS, "") | row for row in rows])
    head = "id,printed,reproduced,variant,cause\n"
    assert deviations_csv(ledger) == f'{head}a,1,,unexplained,\nb,,,cut,"x, y"\n'
    assert verdicts_csv(ledger) == "id,verdict\nd,fails\n"


def test_what_chapters_say_of_other_worlds_joins_the_claims():
    rows = [{"id": "a", "verdict": "fails", "placebo": "9 %"}, {"id": "b"}, {"id": "c"}]
    parts = [
        {"id": ["c", "z", "a"], "universes": ["1 %", "2 %", ""]},
        {"id": ["b", "c"], "placebo": ["3 %", ""], "turned_by": ["", "A"]},
    ]
    joined = join_worlds(gather_entries(rows), map(pd.DataFrame, parts))
    assert joined.columns.tolist() == LEDGER_COLUMNS
    assert joined[["id", "verdict", "universes", "placebo", "turned_by"]].to_numpy().tolist() == [
        ["a", "fails", "", "9 %", ""],
        ["b", "", "", "3 %", ""],
        ["c", "", "1 %", "", "A"],
    ]
