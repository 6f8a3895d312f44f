"""The ledger: a verdict and a cause for every number, point and claim that the paper printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from sedenergy.check import RECOMPUTED, deviations_of_points
from sedenergy.claims import judge
from sedenergy.columns import HEADS, LABELS, STATISTICS, WORDS
from sedenergy.figures import FIGURES
from sedenergy.published import bumped, point_id, printed_numbers, printed_points, read
from sedenergy.selection import Selection
from sedenergy.submissions import Year, covered
from sedenergy.tables import CAPS, QUARTILES, RESTS_ON, TABLES, Selections, capped
from sedenergy.variants import Results, all_variants, explain, quantity_of, year_of

COLUMNS = ["id", "kind", "subject", "section", "what", "printed", "reproduced", "exact", "verdict",
           "cause", "variant", "systems", "on_print", "chapter"]  # fmt: skip
"""Columns of the ledger; all text.

``id``; ``kind`` (number, point or claim); ``subject`` (table-1 … figure-2, or claims);
``section`` of the paper; ``what`` in words; ``printed``, as it stands in the paper;
``reproduced``, our value in the printed form; ``exact``, our value at full precision;
``verdict``; ``cause``, why it differs, or for a claim the evidence; ``variant`` that gives the
printed text; ``systems`` that the number rests on; ``on_print``, what the paper's own printed
numbers say of a claim; ``chapter`` that computes it.
"""

VERDICTS = {
    "number": ("reproduced", "explained", "differs"),
    "point": ("reproduced", "explained", "differs"),
    "claim": ("holds", "holds in part", "fails", "cannot be checked"),
}

PLACES = {
    "table-1": ("general_trends", "III-A"),
    "table-2": ("general_trends", "III-A"),
    "table-3": ("normalization", "III-B"),
    "table-4": ("normalization", "III-B"),
    "table-5": ("gpu_share", "III-C"),
    "table-6": ("energy_caps", "IV-C"),
    "figure-1": ("performance", "IV-A"),
    "figure-2": ("performance", "IV-B"),
}
"""The chapter that computes each table and figure, and the section of the paper that it is of."""

KINDS_OF_CLAIM = ("number", "direction")
"""Whether a claim prints a number."""

SECTIONS = ("Abstract", "I", "II", "II-A", "II-B", "II-C", "III", "III-A", "III-B", "III-C", "IV",
            "IV-A", "IV-B", "IV-C", "V")  # fmt: skip
"""The sections of the paper."""

_CAPS = {"all": "no cap", "q25": "cap at the 25th percentile", "median": "cap at the median"}
_VALUES = {"max": "threshold", "psds": "best PSDS"}


def gaps(data_dir: str | Path) -> list[str]:
    """Return what a table or figure still lacks to be checked and shown: empty where nothing is.

    Parameters
    ----------
    data_dir : path-like

    Returns
    -------
    list of str
        One sentence each, with the file and the name where the entry belongs.
    """
    printed = printed_numbers(data_dir)
    quantities = {quantity_of(key): key for key in printed}
    statistics = {key.split(".", 3)[3]: key for key in printed}
    tables = {key.split(".")[0]: key for key in printed}
    plain = {name: key for name, key in statistics.items() if "." not in name}
    rules: tuple[tuple[Mapping[str, str], Collection[str], str], ...] = (
        (tables, TABLES, "a function in TABLES of tables.py"),
        (dict.fromkeys(TABLES, ""), RESTS_ON, "an entry in RESTS_ON of tables.py"),
        (dict.fromkeys(TABLES, ""), tables, "printed numbers in data/published/tables.csv"),
        (dict.fromkeys((*TABLES, *FIGURES), ""), PLACES, "an entry in PLACES of ledger.py"),
        (quantities, LABELS, "a label in LABELS of columns.py"),
        (quantities, HEADS, "a column head in HEADS of columns.py"),
        (statistics, STATISTICS, "a column head in STATISTICS of columns.py"),
        (plain, WORDS, "words in WORDS of columns.py"),
    )
    missing = [
        f"{name} has no {what.removeprefix('a ').removeprefix('an ')}"
        + (f" (for {key})" if key and key.split(".")[0] != name else "")
        for names, known, what in rules
        for name, key in names.items()
        if name not in known
    ]
    return missing + _strange(read(data_dir, "tables"), read(data_dir, "claims"))


def _strange(printed: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
    """Return what no computation would notice: words that are none of those that there are."""
    units: dict[str, str] = {}
    problems = []
    for row in printed.itertuples():
        place = f"tables.csv, {row.id}"
        if row.systems not in ("all", "single"):
            problems.append(f"{place}, column systems: {row.systems!r}: expected all or single")
        unit = units.setdefault(quantity_of(row.id), row.unit)
        if row.unit != unit:
            problems.append(f"{place}, column unit: {row.unit!r}: elsewhere it is {unit!r}")
    for column, known in (("kind", KINDS_OF_CLAIM), ("section", SECTIONS)):
        strange = claims[~claims[column].isin(known)]
        problems += [
            f"claims.csv, {key}, column {column}: {text!r}: expected one of {', '.join(known)}"
            for key, text in zip(strange["id"], strange[column], strict=True)
        ]
    return problems


def computed(years: Mapping[int, Year], data_dir: str | Path) -> Results:
    """Return what `build` and `by_chance` compute of the years that the paper covers.

    Made once and given to both, the variants are computed once.
    """
    in_paper = covered(years)
    printed = {k: v for k, v in printed_numbers(data_dir).items() if year_of(k) in in_paper}
    return Results(in_paper, printed)


def build(
    years: Mapping[int, Year], data_dir: str | Path, results: Results | None = None
) -> pd.DataFrame:
    """Return the ledger: numbers of the tables, points of the figures, claims, in this order.

    Parameters
    ----------
    years : mapping of int to Year
        Entries of other years than these are left out; claims need all that the paper covers
        and are left out where one is missing. Years that the paper does not cover are ignored.
    data_dir : path-like
    results : Results, optional
        What `computed` gave of the same years.

    Returns
    -------
    DataFrame
        Columns as `COLUMNS`, all text.

    Raises
    ------
    DataError
        A file of ``data/published/`` cannot be read, or a claim has no function.
    """
    results = results or computed(years, data_dir)
    rows = [
        *_numbers(results),
        *_points(results, data_dir),
        *_claims(results, data_dir),
    ]
    return pd.DataFrame([{c: row.get(c, "") for c in COLUMNS} for row in rows], columns=COLUMNS)


def _numbers(results: Results) -> list[dict[str, str]]:
    found = {e.key: e for e in explain(results)}
    ordered: dict[tuple[str, ...], pd.DataFrame] = {}  # a quantity has several statistics
    rows = []
    for key, text in results.printed.items():
        subject = key.split(".")[0]
        chapter, section = PLACES[subject]
        row = {
            "id": key,
            "kind": "number",
            "subject": subject,
            "section": section,
            "what": _what(key),
            "printed": text,
            "reproduced": results.reproduced.get(key, "missing"),
            "exact": f"{results.values().get(key, float('nan')):.12g}",
            "verdict": "reproduced",
            "systems": rests_on(key, results.selections, ordered),
            "chapter": chapter,
        }
        if key in found:
            explanation = found[key]
            row["verdict"] = "explained" if explanation.variant else "differs"
            row["cause"] = explanation.cause
            nearest = explanation.variant or explanation.nearest_variant
            row["variant"] = nearest.name if nearest else ""
        rows.append(row)
    return rows


def _what(key: str) -> str:
    """Say in words what a number is."""
    _, year, quantity, *statistic = key.split(".")
    label = LABELS[quantity]
    if len(statistic) == 2:
        cap, value = statistic
        return f"{year}, single systems, {_CAPS[cap]} on {label}: {_VALUES[value]}"
    return f"{year}, {label}: {WORDS[statistic[0]]}"


def rests_on(
    key: str,
    selections: Selections,
    known: MutableMapping[tuple[str, ...], pd.DataFrame] | None = None,
) -> str:
    """Name the systems that a number of a table rests on.

    Parameters
    ----------
    key : str
        An id of ``tables.csv``.
    selections : mapping of int to Selection
    known : mutable mapping, optional
        What was put in order for numbers of the same selections before; gets what is for this one.

    Returns
    -------
    str
        How many systems, and by name those that a quartile, an extreme or a best score lies on.
    """
    subject, year, quantity, *statistic = key.split(".")
    if int(year) not in selections:
        return ""
    known, place = {} if known is None else known, (subject, year, quantity)
    if place not in known:
        known[place] = _ordered(subject, selections[int(year)], quantity)
    ordered = known[place]
    if not len(ordered):
        return ""
    count = f"{len(ordered)} systems"
    name = statistic[0]
    if len(statistic) == 2:
        rule = selections[int(year)].method.cap
        return _rests_on_cap(ordered, quantity, statistic[0], statistic[1], rule)
    if name in QUARTILES:
        return f"{count}; the {WORDS[name]} lies on {_around(ordered, QUARTILES[name])}"
    if name in ("min", "max"):
        return f"{count}; the {WORDS[name]} is {ordered['system'].iloc[-(name == 'max')]}"
    return f"all {count}"


def _ordered(subject: str, selection: Selection, quantity: str) -> pd.DataFrame:
    """Return the systems that a table takes a quantity from, by it, with their PSDS."""
    if subject == "table-6":
        frame = capped(selection, quantity)
    elif subject in ("table-3", "table-4"):
        frame = selection.normalized
    else:
        frame = selection.valid
    if subject == "table-5":
        frame = frame[frame[["train_gpu_share", "test_gpu_share"]].notna().all(axis=1)]
    ordered = frame[["system", "psds", quantity]].sort_values(quantity, kind="stable")
    return ordered.dropna(subset=[quantity])


def _around(ordered: pd.DataFrame, quantile: float) -> str:
    """Name the one or two systems that linear interpolation takes a quantile from."""
    place = quantile * (len(ordered) - 1)
    names = ordered["system"].iloc[[int(np.floor(place)), int(np.ceil(place))]]
    return " and ".join(dict.fromkeys(names))


def _rests_on_cap(ordered: pd.DataFrame, quantity: str, cap: str, value: str, rule: str) -> str:
    count = f"{len(ordered)} single systems"
    quantile = CAPS[cap]
    if value == "max":
        place = ordered["system"].iloc[-1] if quantile is None else _around(ordered, quantile)
        return f"{count}; the threshold lies on {place}"
    left = ordered
    if quantile is not None:
        threshold = ordered[quantity].quantile(quantile)
        left = left[
            left[quantity] <= threshold if rule == "at most" else left[quantity] < threshold
        ]
    if not len(left):
        return f"none of {count}"
    best = left.loc[left["psds"].idxmax(), "system"]
    return f"{len(left)} of {count}; the best is {best}"


def _points(results: Results, data_dir: str | Path) -> list[dict[str, str]]:
    printed = printed_points(data_dir)
    printed = printed[printed["year"].astype(int).isin(results.years)]
    rows = []
    for subject in FIGURES:
        chapter, section = PLACES[subject]
        ours = results.points(subject)
        ours = ours[ours["system"].isin(printed["system"])]
        exact = {
            point_id(p.figure, p.panel, p.series, p.system): f"({p.x:.12g}, {p.y_recomputed:.12g})"
            for p in ours.itertuples()
        }
        found, differing = deviations_of_points(subject, results, data_dir)
        for row in printed[printed["figure"] == subject].itertuples():
            deviation = differing.get(row.id)
            rows.append({
                "id": row.id,
                "kind": "point",
                "subject": subject,
                "section": section,
                "what": f"{row.series}, {row.panel.replace('-', ', ')}: {LABELS[row.x_quantity]}, "
                f"{LABELS[row.y_quantity]}",
                "printed": deviation["printed"] if deviation else found[row.id],
                "reproduced": found.get(row.id, "missing"),
                "exact": exact.get(row.id, ""),
                "verdict": _verdict_of_point(deviation),
                "cause": deviation["cause"] if deviation else "",
                "variant": deviation["variant"] if deviation else "",
                "systems": row.system,
                "chapter": chapter,
            })  # fmt: skip
    return rows


def _verdict_of_point(deviation: Mapping[str, str] | None) -> str:
    if deviation is None:
        return "reproduced"
    return "explained" if deviation["variant"] == RECOMPUTED else "differs"


def _claims(results: Results, data_dir: str | Path) -> list[dict[str, str]]:
    if len(results.years) < len({year_of(k) for k in printed_numbers(data_dir)}):
        return []
    claims = read(data_dir, "claims").set_index("id")
    return [
        {
            "id": finding.key,
            "kind": "claim",
            "subject": "claims",
            "section": claims.loc[finding.key, "section"],
            "what": claims.loc[finding.key, "claim"],
            "printed": claims.loc[finding.key, "printed"],
            "verdict": finding.verdict,
            "cause": finding.evidence,
            "on_print": finding.printed_table,
            "chapter": finding.chapter,
        }
        for finding in judge(results.years, data_dir, results.selections)
    ]


def by_chance(results: Results) -> dict[str, int]:
    """Count the wrong numbers for which a search among the variants finds a cause all the same.

    A search that tries many variants gives some numbers that were never printed. Each printed
    number that comes out is made wrong by one unit of its last digit, up and down, and looked for.

    Parameters
    ----------
    results : Results
        As `computed` gives it.

    Returns
    -------
    dict of str to int
        ``variants``, tried on each; ``tried``, wrong numbers looked for; ``explained``, those
        that some variant gives; ``firmly``, those that a variant gives which also gives no fewer
        of the year's numbers in the table than the method does.
    """
    known = results.printed
    variants = list(all_variants())
    results.compute(v.method for v in variants)
    texts = [results.texts(v.method) for v in variants]
    counts = {"variants": len(texts), "tried": 0, "explained": 0, "firmly": 0}
    for key, text in known.items():
        if results.reproduced.get(key) != text:
            continue
        row = [k for k in known if k.split(".")[:2] == key.split(".")[:2] and k != key]
        method = sum(results.reproduced.get(k) == known[k] for k in row)
        for up in (True, False):
            giving = [t for t in texts if t.get(key) == bumped(text, up)]
            # The wrong number itself counts for the variant, and not for the method.
            firm = [t for t in giving if 1 + sum(t.get(k) == known[k] for k in row) >= method]
            counts["tried"] += 1
            counts["explained"] += bool(giving)
            counts["firmly"] += bool(firm)
    return counts


def moved_by_order(
    ledger: pd.DataFrame, years: Mapping[int, Year], data_dir: str | Path
) -> pd.DataFrame:
    """Return what changes when each year's file is read backwards.

    Of equal systems the last then stays instead of the first.

    Parameters
    ----------
    ledger : DataFrame
        As `build` gives it of the same years.
    years, data_dir
        As for `build`.

    Returns
    -------
    DataFrame
        One row a number or point whose printed form changes, or a claim whose verdict does:
        ``id``, ``kind``, ``here``, ``reversed``; all text.
    """
    backwards = {
        n: replace(y, systems=y.systems.iloc[::-1].reset_index(drop=True))
        for n, y in covered(years).items()
    }
    there = _outcomes(backwards, data_dir)
    rows = []
    for entry in ledger.itertuples():
        here = entry.verdict if entry.kind == "claim" else entry.reproduced
        if there.get((entry.id, entry.kind)) != here:
            rows.append((entry.id, entry.kind, here, there.get((entry.id, entry.kind), "gone")))
    return pd.DataFrame(rows, columns=["id", "kind", "here", "reversed"])


def _outcomes(years: Mapping[int, Year], data_dir: str | Path) -> dict[tuple[str, str], str]:
    results = computed(years, data_dir)
    texts = results.reproduced
    found = {(key, "number"): texts.get(key, "missing") for key in results.printed}
    for subject in FIGURES:
        points, _ = deviations_of_points(subject, results, data_dir)
        found |= {(key, "point"): text for key, text in points.items()}
    found |= {(row["id"], "claim"): row["verdict"] for row in _claims(results, data_dir)}
    return found


def totals(ledger: pd.DataFrame) -> pd.DataFrame:
    """Count the verdicts of each kind of entry.

    Parameters
    ----------
    ledger : DataFrame
        As `build` gives it.

    Returns
    -------
    DataFrame
        Index ``kind`` (number, point, claim), columns the verdicts in the order of `VERDICTS`,
        counts; 0 where a kind knows no such verdict.
    """
    order = list(dict.fromkeys(v for verdicts in VERDICTS.values() for v in verdicts))
    counted = pd.crosstab(ledger["kind"], ledger["verdict"])
    return counted.reindex(index=list(VERDICTS), columns=order, fill_value=0)


def sentence(ledger: pd.DataFrame) -> str:
    """Return the totals as one sentence."""
    counts = totals(ledger)
    parts = []
    for kind, verdicts in VERDICTS.items():
        total = int(counts.loc[kind].sum())
        if total:
            each = ", ".join(f"{v} {counts.loc[kind, v]}" for v in verdicts if counts.loc[kind, v])
            parts.append(f"{total} {_PLURALS[kind]}: {each}")
    return f"Of what the paper printed, {'; '.join(parts)}." if parts else "Nothing was printed."


_PLURALS = {
    "number": "numbers in tables",
    "point": "points in figures",
    "claim": "claims in its prose",
}
