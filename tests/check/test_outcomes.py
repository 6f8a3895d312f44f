"""What a run found, counted: on ledgers written by hand, and on data that were changed."""

from dataclasses import replace

import pandas as pd
import pytest
from conftest import DATA
from small import small_year
from small_print import small_print

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.causes import explain
from sedenergy.check.ledger import LEDGER_COLUMNS, build_ledger
from sedenergy.check.outcomes import (
    count_outcomes,
    count_recomputed,
    count_verdicts,
    list_causes,
    moved_by_order,
    outcome_sentence,
    summary_sentence,
    totals_sentence,
)
from sedenergy.printed.record import Printed


def entries(*rows):
    """Make a ledger of rows: subject, verdict, variant."""
    kinds = {"t": "number", "f": "point", "c": "claim"}
    frame = pd.DataFrame(
        [{"kind": kinds[s[0]], "subject": s, "verdict": v, "variant": n} for s, v, n in rows]
    )
    return frame.reindex(columns=LEDGER_COLUMNS, fill_value="")


LEDGER = entries(
    ("table-1", "reproduced", ""),
    ("table-1", "explained", "rounded up"),
    ("table-1", "explained", "cut"),
    ("table-1", "explained", "cut"),
    ("table-1", "differs", "the nearest"),
    ("table-2", "reproduced", ""),
    ("figure-2", "reproduced", ""),
    ("figure-2", "differs", "unexplained"),
    ("claims", "holds", ""),
    ("claims", "fails", ""),
    ("claims", "holds", ""),
)


def test_verdicts_are_counted_by_kind():
    counts = count_verdicts(LEDGER)
    assert counts.loc["number"].to_dict() == {
        **{"reproduced": 2, "explained": 3, "differs": 1},
        **{"holds": 0, "holds in part": 0, "fails": 0, "cannot be checked": 0},
    }
    assert counts.loc["claim", ["holds", "holds in part", "fails"]].to_list() == [2, 0, 1]
    assert list(counts.index) == ["number", "point", "claim"]
    assert totals_sentence(LEDGER) == (
        "Of what the paper printed, 6 numbers in tables: reproduced 2, explained 3, differs 1; "
        "2 points in figures: reproduced 1, differs 1; 3 claims in its prose: holds 2, fails 1."
    )
    assert totals_sentence(LEDGER[:0]) == "Nothing was printed."


def test_outcomes_are_counted_by_subject():
    counts = count_outcomes(LEDGER).set_index("Subject")
    heads = ["Printed", "As printed", "Explained", "Unexplained"]
    assert list(counts.columns) == heads
    assert counts.loc["Table 1"].to_list() == [5, 1, 3, 1]
    assert counts.loc["Table 2"].to_list() == [1, 1, 0, 0]
    assert counts.loc["Table 6"].to_list() == [0, 0, 0, 0]
    assert counts.loc["Figure 2"].to_list() == [2, 1, 0, 1]
    assert counts.loc["All"].to_list() == [8, 3, 3, 2]
    assert summary_sentence(LEDGER) == (
        "6 printed numbers checked: 2 come out as printed, 3 differ for a cause that evidence "
        "bears, 1 differ without one. Of 2 points of figures, 1 come out and 1 differ."
    )


def test_points_that_would_come_out_anyway_are_no_recomputation():
    # B and C coincide; A is the baseline, which stands twice in figure 2; D scores 0. In each panel
    # of figure 2, and for the single systems of figure 1, B alone is recomputed.
    rows = [
        {"psds": s, "segmpauc": s, "train_kwh": e, "baseline_train_kwh": 0.03}
        for s, e in ((0.5, 1.0), (0.6, 2.0), (0.6, 2.0), (0.0, 4.0))
    ]
    rows = [row | {"parameters": 1.0 + i} for i, row in enumerate(rows)]
    facts = {"reference_train_kwh": 0.03, "weighting_kwh": 2.0, "in_paper": True}
    year = small_year(*rows, baselines=("A",), figure_baseline="A", **facts)
    counts = count_recomputed(Analysis({2030: year}))
    # Figure 1: B (C is equal to it), D, and A in two panels. Figure 2, a panel: A, B, C, D and A.
    assert counts == {"points": 4 + 2 * 5, "recomputed": 3}


def test_causes_are_listed_once_each_and_those_that_bring_most_first(paper):
    causes = list_causes(paper.explanations)
    assert not causes.duplicated(["Decisions", "Taken for"]).any()
    assert causes["Brings"].is_monotonic_decreasing
    explained = (paper.ledger["verdict"] == "explained").sum()
    assert causes["Brings"].sum() == explained
    assert causes["Breaks"].sum() == 0
    assert list_causes({}).empty


@pytest.mark.parametrize(
    ("subject", "beyond", "sentence"),
    [
        ("table-1", (), "1 of the 5 numbers that the paper printed come out; in brackets stands "
         "the printed one where it differs (2 by “cut”, 1 by “rounded up” and 1 unexplained)."),
        ("table-2", (2025, 2026), "The one number that the paper printed comes out. The paper does "
         "not cover 2025 and 2026."),
        ("table-3", (2025,), "The paper printed no numbers for these years. The paper does not "
         "cover 2025."),
    ],
)  # fmt: skip
def test_the_outcome_of_a_table_in_a_sentence(subject, beyond, sentence):
    assert outcome_sentence(LEDGER, subject, beyond) == sentence


def ledger_of(analysis, printed):
    return build_ledger(
        analysis, printed, [], explain(analysis, printed.numbers_in(analysis.years))
    )


def test_changed_energies_move_a_page_and_the_totals_alike(years):
    """The committed list of deviations knows nothing of them."""
    printed, systems = Printed(DATA), years[2023].systems.copy()
    systems.loc[systems.sort_values("test_kwh").index[[-1, -2]], "test_kwh"] = 0.0001
    said = []
    for year in (years[2023], replace(years[2023], systems=systems)):
        ledger = ledger_of(Analysis({2023: year}), printed)
        counts = count_outcomes(ledger).set_index("Subject")["As printed"]
        assert outcome_sentence(ledger, "table-2").startswith(f"{counts['Table 2']} of the 6 ")
        tables = counts[counts.index.str.startswith("Table")].sum()
        assert f"numbers in tables: reproduced {tables}, " in totals_sentence(ledger)
        assert f"{tables} come out as printed" in summary_sentence(ledger)
        said.append(counts["Table 2"])
    assert said[0] == 5  # 0.04, which the authors rounded twice (METHOD)
    assert said[1] < 5


def test_what_the_order_decides_is_found():
    # A and B are equal, and the best of those below the cap on parameters at 4, the median.
    rows = [
        {"parameters": p, "psds": s, "test_kwh": 1.0, "baseline_train_kwh": 0.03}
        for p, s in ((2, 0.5), (2, 0.6), (4, 0.4), (9, 0.3))
    ]
    printed = small_print(
        {"table-6.2030.parameters.median.psds": "0.50", "table-6.2030.parameters.median.max": "4"}
    )
    analysis = Analysis({2030: small_year(*rows, reference_train_kwh=0.03, in_paper=True)})
    moved = moved_by_order(ledger_of(analysis, printed), analysis, printed)
    assert moved.to_numpy().tolist() == [
        ["table-6.2030.parameters.median.psds", "number", "0.50", "0.60"]
    ]


def test_the_order_of_the_files_moves_no_size_or_energy_as_reported(paper):
    """Of equal systems another stays: of the same size and energies, and of other scores."""
    moved = moved_by_order(paper.ledger, paper.in_paper, paper.printed)
    numbers = moved.loc[moved["kind"] == "number", "id"]
    assert len(numbers) > 0
    assert not numbers.str.contains(r"\.(?:parameters|train_kwh|test_kwh)\.").any()
    assert (moved.loc[moved["kind"] == "point", "reversed"] == "gone").any()
    assert "claim" not in set(moved["kind"])
