"""What a run found, counted: of the whole paper, of a table or figure, and read backwards."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.figures import FIGURES
from sedenergy.analysis.tables import TABLES
from sedenergy.check.causes import Explanation
from sedenergy.check.cells import texts_of_points
from sedenergy.check.variants import reproduce
from sedenergy.claims import judge
from sedenergy.claims.judgement import VERDICTS
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import Printed

OUTCOMES = {"As printed": "reproduced", "Explained": "explained", "Unexplained": "differs"}
"""What is counted of each table and figure, and the verdict that it counts."""

VERDICTS_OF_KINDS: dict[str, Sequence[str]] = {
    "number": tuple(OUTCOMES.values()),
    "point": tuple(OUTCOMES.values()),
    "claim": VERDICTS,
}
"""The verdicts that there are on each kind of entry, in the order in which they are shown."""

_PLURALS = {
    "number": "numbers in tables",
    "point": "points in figures",
    "claim": "claims in its prose",
}


def count_verdicts(ledger: pd.DataFrame) -> pd.DataFrame:
    """Count the verdicts on each kind of entry.

    Parameters
    ----------
    ledger : DataFrame
        As `sedenergy.check.ledger.build_ledger` gives it.

    Returns
    -------
    DataFrame
        Index ``kind`` (number, point, claim), columns the verdicts as in `VERDICTS_OF_KINDS`,
        counts; 0 where a kind knows no such verdict.
    """
    order = list(dict.fromkeys(v for verdicts in VERDICTS_OF_KINDS.values() for v in verdicts))
    counted = pd.crosstab(ledger["kind"], ledger["verdict"])
    return counted.reindex(index=list(VERDICTS_OF_KINDS), columns=order, fill_value=0)


def totals_sentence(ledger: pd.DataFrame) -> str:
    """Return the verdicts of a ledger, counted, as one sentence."""
    counts = count_verdicts(ledger)
    parts = []
    for kind, verdicts in VERDICTS_OF_KINDS.items():
        total = int(counts.loc[kind].sum())
        if total:
            each = ", ".join(f"{v} {counts.loc[kind, v]}" for v in verdicts if counts.loc[kind, v])
            parts.append(f"{total} {_PLURALS[kind]}: {each}")
    return f"Of what the paper printed, {'; '.join(parts)}." if parts else "Nothing was printed."


def count_outcomes(ledger: pd.DataFrame) -> pd.DataFrame:
    """Count for each table and figure of the paper what comes out as printed.

    Parameters
    ----------
    ledger : DataFrame
        As `sedenergy.check.ledger.build_ledger` gives it: this run's verdicts are counted.

    Returns
    -------
    DataFrame
        One row a table or figure and one for all: ``Subject``, ``Printed``, ``As printed``,
        ``Explained`` (evidence bears a cause), ``Unexplained``; counts.
    """
    rows = []
    for subject in (*TABLES, *FIGURES):
        verdicts = ledger["verdict"][ledger["subject"] == subject]
        counts = {head: int((verdicts == verdict).sum()) for head, verdict in OUTCOMES.items()}
        title = subject.replace("-", " ").capitalize()
        rows.append({"Subject": title, "Printed": len(verdicts), **counts})
    frame = pd.DataFrame(rows)
    total = frame.drop(columns="Subject").sum()
    return pd.concat([frame, pd.DataFrame([{"Subject": "All", **total}])], ignore_index=True)


def summary_sentence(ledger: pd.DataFrame) -> str:
    """Say how many printed numbers and points were checked and how many come out."""
    counts = count_outcomes(ledger).set_index("Subject")
    tables = counts[counts.index.str.startswith("Table")].sum()
    points = counts[counts.index.str.startswith("Figure")].sum()
    return (
        f"{tables['Printed']} printed numbers checked: {tables['As printed']} come out as printed, "
        f"{tables['Explained']} differ for a cause that evidence bears, {tables['Unexplained']} "
        f"differ without one. Of {points['Printed']} points of figures, {points['As printed']} "
        f"come out and {points['Unexplained']} differ."
    )


def count_recomputed(analysis: Analysis) -> dict[str, int]:
    """Count the ``points`` of the figures, and those of them that are ``recomputed`` in earnest.

    No recomputation are a baseline, which is drawn at its own reference; a point that coincides
    with another of its panel; and a score of 0, which stays 0 however it is weighted.
    """
    points = pd.concat([analysis.points(figure) for figure in FIGURES], ignore_index=True)
    baselines = [b for year in analysis.years.values() for b in year.facts.baselines]
    trivial = points["system"].isin(baselines) | (points["x"] == 0)
    trivial |= points.duplicated(["figure", "panel", "year", "x", "y"])
    return {"points": len(points), "recomputed": int((~trivial).sum())}


def list_causes(explanations: Mapping[NumberKey, Explanation]) -> pd.DataFrame:
    """Return a row a cause that evidence bears, those that bring most first.

    Together they are the smallest set of decisions that gives the most printed numbers.

    Returns
    -------
    DataFrame
        ``Decisions``, ``Taken for``, ``Brings``, ``Breaks``, ``Evidence``; the last as text.
    """
    found = {
        (e.trial.variant.name, e.trial.place): e.trial
        for e in explanations.values()
        if e.trial and e.is_explained
    }
    rows = [
        (name, place, trial.brought, trial.broken, f"{trial.evidence:.1f}")
        for (name, place), trial in found.items()
    ]
    heads = ["Decisions", "Taken for", "Brings", "Breaks", "Evidence"]
    frame = pd.DataFrame(rows, columns=heads)
    return frame.sort_values("Brings", ascending=False, kind="stable", ignore_index=True)


def outcome_sentence(ledger: pd.DataFrame, subject: str, beyond: Iterable[int] = ()) -> str:
    """Say how many of a table's printed numbers come out in this run, and why not the rest.

    Parameters
    ----------
    ledger : DataFrame
        As `sedenergy.check.ledger.build_ledger` gives it.
    subject : str
        A table or figure.
    beyond : iterable of int
        The years shown that the paper does not cover.
    """
    entries = ledger[ledger["subject"] == subject]
    differing = entries[entries["verdict"] != "reproduced"]
    extra = _join_with_and(beyond)
    further = f" The paper does not cover {extra}." if extra else ""
    if entries.empty:
        return f"The paper printed no numbers for these years.{further}"
    if differing.empty and len(entries) == 1:
        return f"The one number that the paper printed comes out.{further}"
    if differing.empty:
        return f"All {len(entries)} numbers that the paper printed come out.{further}"
    causes = Counter(
        f"by “{entry.variant}”" if entry.verdict == "explained" else "unexplained"
        for entry in differing.itertuples()
    )
    listing = _join_with_and(f"{count} {cause}" for cause, count in causes.most_common())
    return (
        f"{len(entries) - len(differing)} of the {len(entries)} numbers that the paper printed "
        f"come out; in brackets stands the printed one where it differs ({listing}).{further}"
    )


def _join_with_and(items: Iterable[object]) -> str:
    texts = [str(item) for item in items]
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)


def moved_by_order(ledger: pd.DataFrame, analysis: Analysis, printed: Printed) -> pd.DataFrame:
    """Return what changes when each year's file is read backwards.

    Of equal systems the last then stays instead of the first.

    Parameters
    ----------
    ledger : DataFrame
        As `sedenergy.check.ledger.build_ledger` gives it of this analysis.
    analysis : Analysis
        Of years that the paper covers.
    printed : Printed

    Returns
    -------
    DataFrame
        One row a number or point whose printed form changes, or a claim whose verdict does:
        ``id``, ``kind``, ``here``, ``reversed``; all text.
    """
    years = {
        number: replace(year, systems=year.systems.iloc[::-1].reset_index(drop=True))
        for number, year in analysis.years.items()
    }
    backwards = Analysis(years, analysis.method)
    numbers = {key: n for key, n in printed.numbers.items() if key.year in years}
    there = {str(key): text for key, text in reproduce(backwards, numbers).items()}
    for figure in FIGURES:
        points = texts_of_points(backwards.points(figure), "y_recomputed")
        there |= {str(key): text for key, text in points.items()}
    if (ledger["kind"] == "claim").any():
        there |= {
            str(finding.key): finding.verdict for finding in judge(backwards, printed, nearby=False)
        }
    rows = []
    for entry in ledger.itertuples():
        here = entry.verdict if entry.kind == "claim" else entry.reproduced
        found = there.get(entry.id, "gone")
        if found != here:
            rows.append((entry.id, entry.kind, here, found))
    return pd.DataFrame(rows, columns=["id", "kind", "here", "reversed"])
