"""The ledger: a verdict and a cause for every number, point and claim that the paper printed."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.figures import FIGURES, keys_of_points
from sedenergy.analysis.tables import TABLES
from sedenergy.check.causes import Explanation
from sedenergy.check.cells import texts_of_points
from sedenergy.check.grounds import ground_of
from sedenergy.check.variants import MISSING, reproduce
from sedenergy.claims.judgement import Finding
from sedenergy.printed.forms import plain
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed, PrintedNumber
from sedenergy.vocabulary import QUANTITIES, STATISTICS

ENTRY_FIELDS = {
    "id": "Identifier: table.year.quantity.statistic, figure.panel.series.system, or claim-NN",
    "kind": "number, point or claim",
    "subject": "table-1 to figure-2, or claims",
    "section": "Section of the paper",
    "what": "What it is, in words",
    "printed": "As it stands in the paper",
    "reproduced": "Our value, in the printed form",
    "exact": "Our value at full precision",
    "verdict": "reproduced, explained or differs; of a claim: holds, holds in part, fails or "
    "cannot be checked",
    "cause": "Why it differs; of a claim, the evidence",
    "variant": "The variant that gives the printed text, or comes nearest",
    "brought": "How many printed numbers the variant gives that the method does not",
    "broken": "How many printed numbers the method gives that the variant does not",
    "evidence": "What these two are worth, as `sedenergy.check.causes` weighs them",
    "systems": "The systems that the number rests on",
    "on_print": "What the paper's own printed numbers say of a claim",
    "chapter": "The chapter that computes it",
    "universes": "Of a claim: in which share of all combinations of choices it holds",
    "placebo": "Of a claim: in which share of the worlds without an effect it holds",
    "turned_by": "Of a claim: which system or team turns it when it is left out",
    "keys": "Of a claim: words by which it is found",
}
"""What the fields of an entry mean. ``universes``, ``placebo`` and ``turned_by`` are computed in
chapters of their own, and joined when the book is assembled.
"""

LEDGER_COLUMNS = list(ENTRY_FIELDS)
"""Columns of the ledger; all text."""

_PANELS = {"ensemble": " of ensembles", "single": " of single systems"}

_POINT_CAUSES = {
    False: "No variant gives this point.",
    True: "The organisers weighted the score before rounding it, by a normalised energy with three "
    "decimals. Their own figure gives this point. But it gives every point of the figure, for the "
    "paper took them from there. So this match proves nothing.",
}


def build_ledger(
    analysis: Analysis,
    printed: Printed,
    findings: Iterable[Finding],
    explanations: Mapping[NumberKey, Explanation],
) -> pd.DataFrame:
    """Return the ledger: numbers of the tables, points of the figures, claims, in this order.

    Parameters
    ----------
    analysis : Analysis
        Of years that the paper covers. Entries of other years than these are left out; claims
        need all years that the paper covers and are left out where one is missing.
    printed : Printed
    findings : iterable of Finding
        What comes out for each claim.
    explanations : mapping of NumberKey to Explanation
        As `sedenergy.check.causes.explain` gives them.

    Returns
    -------
    DataFrame
        Columns as `LEDGER_COLUMNS`, all text.
    """
    numbers = printed.numbers_in(analysis.years)
    rows = [*number_rows(analysis, numbers, explanations), *point_rows(analysis, printed)]
    if {key.year for key in printed.numbers} <= set(analysis.years):
        rows += _claim_rows(printed, findings)
    return gather_entries(rows)


def gather_entries(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Return entries as a frame of text with `LEDGER_COLUMNS`, empty where an entry has none."""
    filled = [{column: row.get(column, "") for column in LEDGER_COLUMNS} for row in rows]
    return pd.DataFrame(filled, columns=LEDGER_COLUMNS)


def join_worlds(ledger: pd.DataFrame, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the ledger with what chapters say of claims in other worlds.

    Parameters
    ----------
    ledger : DataFrame
        As `build_ledger` gives it.
    parts : iterable of DataFrame
        With ``id`` and some of the columns ``universes``, ``placebo``, ``turned_by``.
    """
    joined = ledger.set_index("id")
    for part in parts:
        joined.update(part.set_index("id"))
    return joined.reset_index()[LEDGER_COLUMNS]


def number_rows(
    analysis: Analysis,
    numbers: Mapping[NumberKey, PrintedNumber],
    explanations: Mapping[NumberKey, Explanation],
) -> Iterator[dict[str, str]]:
    """Yield the entries of numbers of tables, each by the columns that it has."""
    found = reproduce(analysis, numbers)
    for key, number in numbers.items():
        table = TABLES[key.table]
        row = {
            "id": str(key),
            "kind": "number",
            "subject": key.table,
            "section": table.section,
            "what": name_printed_number(key),
            "printed": number.text,
            "reproduced": found[key],
            "exact": plain(analysis.values.get(key, float("nan"))),
            "verdict": "reproduced",
            "systems": ground_of(key, analysis.selections[key.year]).words,
            "chapter": table.chapter,
        }
        if key in explanations:
            explanation = explanations[key]
            row["verdict"] = "explained" if explanation.is_explained else "differs"
            row["cause"] = explanation.cause
            row["variant"] = explanation.variant.name
            if trial := explanation.trial:
                row |= {"brought": f"{trial.brought}", "broken": f"{trial.broken}"}
                row["evidence"] = f"{trial.evidence:.1f}"
        yield row


def name_printed_number(key: NumberKey) -> str:
    """Say in words what a number of a table is: the year, the quantity, the statistic."""
    statistic, label = STATISTICS[key.statistic], QUANTITIES[key.quantity].label
    if statistic.cap:
        return f"{key.year}, single systems, {statistic.cap.words} on {label}: {statistic.words}"
    return f"{key.year}, {label}: {statistic.words}"


def point_rows(analysis: Analysis, printed: Printed) -> Iterator[dict[str, str]]:
    """Yield the entries of points of figures, each by the columns that it has."""
    for figure in FIGURES.values():
        points = analysis.points(figure.name)
        ours = dict(zip(keys_of_points(points), points.itertuples(), strict=True))
        axes = {
            p.panel: f": {QUANTITIES[p.x_quantity].label} and {QUANTITIES[p.y_quantity].label}"
            for p in ours.values()
        }
        found, drawn = (texts_of_points(points, y) for y in ("y_recomputed", "y"))
        for key, point in printed.points_of(figure.name, analysis.years).items():
            row = {
                "id": str(key),
                "kind": "point",
                "subject": figure.name,
                "section": figure.section,
                "what": f"{key.series}{_PANELS.get(key.panel, '')}{axes.get(key.panel, '')}",
                "printed": point.text,
                "reproduced": found.get(key, MISSING),
                "verdict": "reproduced",
                "systems": key.system,
                "chapter": figure.chapter,
            }
            if key in ours:
                row["exact"] = f"({ours[key].x:.12g}, {ours[key].y_recomputed:.12g})"
            if found.get(key) != point.text:
                cause = _POINT_CAUSES[drawn.get(key) == point.text]
                row |= {"verdict": "differs", "cause": cause}
            yield row


def _claim_rows(printed: Printed, findings: Iterable[Finding]) -> Iterator[dict[str, str]]:
    for finding in findings:
        claim = printed.claims[finding.key]
        yield {
            "id": str(finding.key),
            "kind": "claim",
            "subject": "claims",
            "section": claim.section,
            "what": claim.claim,
            "printed": claim.printed,
            "keys": claim.keys,
            "verdict": finding.verdict,
            "cause": finding.evidence,
            "on_print": finding.printed_table,
            "chapter": finding.chapter,
        }
