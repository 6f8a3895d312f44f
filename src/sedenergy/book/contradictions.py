"""Where the data do not bear the paper out: said in the chapter that shows the numbers."""

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from sedenergy.analysis.caps import CAPPED, cap_at, capped
from sedenergy.analysis.selection import Selection
from sedenergy.book.sentences import listed, say_value
from sedenergy.claims.judgement import Finding
from sedenergy.claims.robustness import HOLDS
from sedenergy.printed.record import Printed
from sedenergy.vocabulary import CAPS, QUANTITIES, Cap


def list_contradicted(findings: Iterable[Finding], printed: Printed, chapter: str) -> pd.DataFrame:
    """Return a row a claim that a chapter computes and that does not hold as it stands.

    Returns
    -------
    DataFrame
        ``Claim`` (its entry in the ledger), ``The paper says``, in other words and with the number
        that it prints, ``What comes out``, the verdict first.
    """
    rows = []
    for finding in findings:
        if finding.chapter == chapter and finding.verdict != HOLDS:
            claim = printed.claims[finding.key]
            says = f"{claim.claim} ({claim.printed})" if claim.printed else claim.claim
            verdict = f"{finding.verdict[0].upper()}{finding.verdict[1:]}"
            rows.append((str(finding.key), says, f"{verdict}. {finding.evidence}"))
    return pd.DataFrame(rows, columns=["Claim", "The paper says", "What comes out"])


def say_edges(selections: Mapping[int, Selection]) -> str:
    """Name the systems that lie exactly on a cap of table VI and would be the best within it."""
    said = []
    for year, selection in selections.items():
        for quantity in CAPPED:
            systems = capped(selection, quantity)
            caps = CAPS.values() if len(systems) else ()
            said += [_say_edge(systems, quantity, cap, year) for cap in caps]
    return "; ".join(filter(None, said)) or "none"


def _say_edge(systems: pd.DataFrame, quantity: str, cap: Cap, year: int) -> str:
    limit, below = cap_at(systems, quantity, cap.quantile, "below")
    _, within = cap_at(systems, quantity, cap.quantile, "at most")
    if not within > below:
        return ""
    on_it = systems[(systems[quantity] == limit) & (systems["psds"] == within)]
    return (
        f"{listed(on_it['system'])} on the {cap.words} of {QUANTITIES[quantity].in_prose} in "
        f"{year}, {say_value(limit, quantity)}: strictly below it the best PSDS is "
        f"{say_value(below, 'psds')}, with it {say_value(within, 'psds')}"
    )


def _first_clause(evidence: str) -> str:
    """Return what comes before the first semicolon or full stop of a text."""
    clause = re.split(r"; |\. |\.$", evidence)[0]
    return f"{clause}." if clause else ""


def list_failing(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim that fails, and a row a number or point that no cause explains."""
    fails = ledger["verdict"] == "fails"
    differs = ledger["verdict"] == "differs"
    rows = [
        (e.what, e.printed or "–", e.reproduced or _first_clause(e.cause), e.id)
        for e in ledger[fails | differs].sort_values("kind", kind="stable").itertuples()
    ]
    return pd.DataFrame(rows, columns=["The paper", "Printed", "What comes out", "Entry"])
