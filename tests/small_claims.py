"""Evidence of small made-up years and tables, for claims that are judged by hand."""

from __future__ import annotations

from types import SimpleNamespace

from small import small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.claims import CLAIMS
from sedenergy.claims.evidence import PAPER_YEARS, Evidence
from sedenergy.printed.keys import ClaimKey, NumberKey
from sedenergy.printed.record import PrintedClaim


def printed_claim(number, text):
    """Return a claim that prints a text."""
    return PrintedClaim(ClaimKey(number), "I", "number", "", text)


def small_evidence(rows, printed=None):
    """Return the evidence of some years: rows by year, and what claims print by their number.

    Ten baseline epochs take 1 kWh everywhere, so that energies are normalised as they stand.
    """
    years = {}
    for year, systems in rows.items():
        common = {"baselines": ("Base", "Other base"), "figure_baseline": "Base", "in_paper": True}
        if year > 2022:
            common |= {"reference_train_kwh": 1.0, "weighting_kwh": 1.0}
            systems = [
                {"baseline_train_kwh": 1.0, "parameters": i + 1.0} | row
                for i, row in enumerate(systems)
            ]
        years[year] = small_year(*systems, year=year, **common)
    claims = {ClaimKey(n): printed_claim(n, text) for n, text in (printed or {}).items()}
    return Evidence(Analysis(years), SimpleNamespace(numbers={}, claims=claims))


def series(table, quantity, statistics, *values):
    """Return numbers of a table by their keys: "median q25" of the years up to 2024."""
    years = (2022, 2023, 2024)[-len(values) :]
    return {
        NumberKey(table, year, quantity, name): value
        for name in statistics.split()
        for year, value in zip(years, values, strict=True)
    }


def quartiles(table, quantity, *values):
    """Return the three quartiles of a table, each the same values."""
    return series(table, quantity, "q25 median q75", *values)


def judge_numbers(number, numbers, printed=None):
    """Judge a claim by recomputed numbers of the tables alone."""
    claims = {ClaimKey(n): printed_claim(n, text) for n, text in (printed or {}).items()}
    evidence = Evidence(
        SimpleNamespace(values=numbers, selections={}), SimpleNamespace(numbers={}, claims=claims)
    )
    return CLAIMS[ClaimKey(number)].find(evidence)


def expect(number, rows, parts, *said, printed=None):
    """Judge a claim by made-up systems by year, one in other years; hold its parts and text."""
    evidence = small_evidence({year: [{}] for year in PAPER_YEARS} | rows, printed)
    judged = CLAIMS[ClaimKey(number)].judge(evidence)
    assert judged.parts == parts, judged
    assert [text for text in said if text not in f"{judged.text}."] == [], judged
    return judged
