"""What the notebooks are held against: the printed numbers, as the stored output of their cells.

A check cell prints what `held` gives, computed from the submissions. The stored output that nbval
compares it with is what `expected` gives, made of the files of ``data/published/`` and
``data/datapackage.json`` and of nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import pandas as pd

from sedenergy.claims import judge
from sedenergy.errors import DataError
from sedenergy.figures import FIGURES
from sedenergy.published import (
    FILES,
    UNEXPLAINED,
    point_id,
    point_text,
    printed_numbers,
    printed_points,
    read,
)
from sedenergy.submissions import Year, covered
from sedenergy.tables import TABLES
from sedenergy.variants import Results, Variant, explain

RECOMPUTED = "organisers' own energy-weighted scores"
"""What gives a point of figure 2 where the score recomputed from the raw figures does not."""

SUBJECTS = ("data", "claims", *TABLES, *FIGURES)
"""What a check cell can be about."""


def held(
    subject: str,
    years: Mapping[int, Year],
    data_dir: str | Path,
    results: Results | None = None,
) -> str:
    """Return what a check cell prints: the numbers computed from the submissions.

    Parameters
    ----------
    subject : str
        One of `SUBJECTS`: ``data``, ``claims``, a table or a figure.
    years : mapping of int to Year
        Numbers of other years are left out, so that a notebook can run on some years only.
    data_dir : path-like
        Where the forms of the printed numbers and the known deviations are.
    results : Results, optional
        What was computed of the years already.

    Returns
    -------
    str
        Plain text, a line a row of the table or a point. A number that is known to differ from
        the printed one is marked, with a line that gives both and the variant that gives the
        printed one.
    """
    if subject == "data":
        return _data_text(_digests(years, data_dir))
    if subject == "claims":
        return _claims_text({f.key: f.verdict for f in judge(covered(years), data_dir)})
    deviations = read(data_dir, "deviations").set_index("id")
    if subject in FIGURES:
        results = results or Results(years, {})
        found, variants = _points(subject, results)
        keys = _ids_of_points(data_dir, subject, results)
    else:
        results = results or Results(years, _printed(subject, data_dir))
        found = results.reproduced
        keys = [k for k in results.printed if _belongs(k, subject, years)]
        variants = _by_listed_variants(results, deviations["variant"].reindex(keys).dropna())
    known = {k: deviations.loc[k] for k in keys if k in deviations.index}
    marked = {k for k, row in known.items() if found.get(k) != row["printed"]}
    values = {k: found.get(k, "missing") for k in keys}
    notes = [
        _note(k, known[k]["printed"], known[k]["variant"], variants.get(k, ""))
        for k in keys
        if k in marked
    ]
    return _text(subject, keys, values, marked, notes)


def expected(subject: str, data_dir: str | Path, changed: Mapping[str, str] | None = None) -> str:
    """Return the stored output of a check cell: the numbers that the paper printed.

    The printed number stands for each that ``deviations.csv`` does not name; the named ones
    stand as that file says.

    Parameters
    ----------
    subject, data_dir
        As for `held`.
    changed : mapping of str to str, optional
        Printed numbers to take instead of the file's, by id: for trying whether it is noticed.
    """
    if subject == "data":
        return _data_text(_declared(data_dir))
    if subject == "claims":
        return _claims_text(read(data_dir, "verdicts").set_index("id")["verdict"])
    deviations = read(data_dir, "deviations").set_index("id")
    printed = _printed(subject, data_dir) | dict(changed or {})
    keys = list(printed)
    marked = {k for k in keys if k in deviations.index}
    values = {k: deviations.loc[k, "reproduced"] if k in marked else printed[k] for k in keys}
    notes = [
        _note(k, printed[k], deviations.loc[k, "variant"], printed[k]) for k in keys if k in marked
    ]
    return _text(subject, keys, values, marked, notes)


def _claims_text(verdicts: Mapping[str, str]) -> str:
    return "\n".join(f"{key}  {verdict}" for key, verdict in verdicts.items())


def verdicts(years: Mapping[int, Year], data_dir: str | Path) -> str:
    """Return what ``verdicts.csv`` has to hold: the verdict of every claim, as CSV.

    The paper prints no verdicts; the file keeps those that were last looked at, so that none
    changes unseen.
    """
    rows = [{"id": f.key, "verdict": f.verdict} for f in judge(covered(years), data_dir)]
    return _csv("verdicts", rows)


def _csv(name: str, rows: Iterable[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, FILES[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _printed(subject: str, data_dir: str | Path) -> dict[str, str]:
    if subject in FIGURES:
        points = printed_points(data_dir)
        points = points[points["figure"] == subject]
        return {
            row.id: point_text(float(row.x), float(row.y)) for row in points.itertuples(index=False)
        }
    return {k: v for k, v in printed_numbers(data_dir).items() if k.startswith(f"{subject}.")}


def _belongs(key: str, subject: str, years: Mapping[int, Year]) -> bool:
    table, year, *_ = key.split(".")
    return table == subject and int(year) in years


def _by_listed_variants(results: Results, listed: pd.Series) -> dict[str, str]:
    return {
        str(key): results.texts(Variant.named(variant).method).get(str(key), "missing")
        for key, variant in listed.items()
        if variant not in (UNEXPLAINED, RECOMPUTED)
    }


def _points(
    subject: str, results: Results, systems: Collection[str] | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """Return a figure's points by id, recomputed from the raw figures and as they are drawn.

    Of some systems, where these are named.
    """
    points = results.points(subject)
    if systems is not None:
        points = points[points["system"].isin(systems)]
    keys = _ids(points)
    recomputed = map(point_text, points["x"], points["y_recomputed"])
    plotted = map(point_text, points["x"], points["y"])
    return dict(zip(keys, recomputed, strict=True)), dict(zip(keys, plotted, strict=True))


def _ids_of_points(data_dir: str | Path, subject: str, results: Results) -> list[str]:
    """Return the ids of the printed points, then of points that we have and the paper has not."""
    points = printed_points(data_dir)
    points = points[(points["figure"] == subject) & points["year"].astype(int).isin(results.years)]
    ours = results.points(subject)
    in_paper = [n for n, year in results.years.items() if year.facts.in_paper]
    return list(dict.fromkeys([*points["id"], *_ids(ours[ours["year"].isin(in_paper)])]))


def _ids(points: pd.DataFrame) -> list[str]:
    parts = zip(points["figure"], points["panel"], points["series"], points["system"], strict=True)
    return [point_id(*p) for p in parts]


def _note(key: str, printed: str, variant: str, given: str) -> str:
    cause = UNEXPLAINED if variant == UNEXPLAINED else f"{given} by: {variant}"
    return f"* {key}: printed {printed}; {cause}"


def _text(
    subject: str, keys: Iterable[str], values: Mapping[str, str], marked: set[str], notes: list[str]
) -> str:
    shown = {k: f"{values[k]}{'*' if k in marked else ''}" for k in keys}
    lines = (
        [f"{k.removeprefix(subject + '.'):<74} {text}" for k, text in shown.items()]
        if subject in FIGURES
        else _table_lines(subject, shown)
    )
    return "\n".join([*lines, *notes])


def _table_lines(subject: str, shown: Mapping[str, str]) -> list[str]:
    statistics = list(dict.fromkeys(key.split(".", 3)[3] for key in shown))
    rows: dict[str, dict[str, str]] = {}
    for key, text in shown.items():
        _, year, quantity, statistic = key.split(".", 3)
        rows.setdefault(f"{year} {quantity}", {})[statistic] = text
    head = "".join(f"{s:<12}" for s in statistics)
    lines = [f"{subject:<28}{head}".rstrip()]
    for label, cells in rows.items():
        line = "".join(f"{cells.get(s, ''):<12}" for s in statistics)
        lines.append(f"{label:<28}{line}".rstrip())
    return lines


def _digests(years: Mapping[int, Year], data_dir: str | Path) -> dict[int, tuple[int, str]]:
    folder = Path(data_dir) / "submissions"
    return {
        n: (len(y.systems), hashlib.sha256((folder / f"{n}.csv").read_bytes()).hexdigest())
        for n, y in years.items()
        if y.facts.in_paper
    }


def _declared(data_dir: str | Path) -> dict[int, tuple[int, str]]:
    path = Path(data_dir) / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        resources = [r for r in package["resources"] if r.get("in_paper")]
        return {
            int(Path(r["path"]).stem): (r["rows"], r["hash"].removeprefix("sha256:"))
            for r in resources
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError("expected a data package with each year's hash", file=path) from error


def _data_text(digests: Mapping[int, tuple[int, str]]) -> str:
    return "\n".join(
        f"submissions/{year}.csv  {count} systems  sha256 {digest}"
        for year, (count, digest) in digests.items()
    )


def deviations(years: Mapping[int, Year], data_dir: str | Path) -> str:
    """Return what ``deviations.csv`` has to hold: every printed number that does not come out.

    Parameters
    ----------
    years : mapping of int to Year
        All years that the paper covers.
    data_dir : path-like

    Returns
    -------
    str
        CSV with the columns ``id, printed, reproduced, variant, cause``, first the numbers of the
        tables, then the points of the figures.
    """
    results = Results(years, printed_numbers(data_dir))
    rows = [
        {
            "id": e.key,
            "printed": e.printed,
            "reproduced": e.reproduced,
            "variant": e.variant.name if e.variant else UNEXPLAINED,
            "cause": e.cause,
        }
        for e in explain(results)
    ]
    for subject in FIGURES:
        rows += deviations_of_points(subject, results, data_dir)[1].values()
    return _csv("deviations", rows)


def deviations_of_points(
    subject: str, results: Results, data_dir: str | Path
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return a figure's points recomputed from the raw figures, and those that differ from print.

    Parameters
    ----------
    subject : {'figure-1', 'figure-2'}
    results : Results
        Printed points of other years than its are left out.
    data_dir : path-like

    Returns
    -------
    found : dict of str to str
        Point by id, of those that are printed.
    differing : dict of str to dict
        By id, what ``deviations.csv`` says of it.
    """
    points = printed_points(data_dir)
    points = points[(points["figure"] == subject) & points["year"].astype(int).isin(results.years)]
    kept = set(points["id"])
    found, plotted = _points(subject, results, points["system"])
    found = {key: point for key, point in found.items() if key in kept}
    rows = {}
    for key, printed in _printed(subject, data_dir).items():
        if key in kept and found.get(key) != printed:
            is_given = plotted.get(key) == printed
            rows[key] = {
                "id": key,
                "printed": printed,
                "reproduced": found.get(key, "missing"),
                "variant": RECOMPUTED if is_given else UNEXPLAINED,
                "cause": _POINT_CAUSE if is_given else "No variant gives this point.",
            }
    return found, rows


_POINT_CAUSE = (
    "The organisers weighted the score before rounding it, by a normalised energy with three "
    "decimals: their own figure gives the point."
)


def outcomes(years: Mapping[int, Year], data_dir: str | Path) -> pd.DataFrame:
    """Count for each table and figure of the paper what comes out as printed.

    Parameters
    ----------
    years : mapping of int to Year
        Only what the paper printed of these years is counted.
    data_dir : path-like

    Returns
    -------
    DataFrame
        One row a table or figure and a total: ``Subject``, ``Printed``, ``As printed``,
        ``Explained`` (another variant gives the printed text), ``Unexplained``; numbers as text.
    """
    known = read(data_dir, "deviations").set_index("id")["variant"]
    rows = []
    results = Results(years, printed_numbers(data_dir))
    for subject in (*TABLES, *FIGURES):
        printed = _printed(subject, data_dir)
        if subject in FIGURES:
            found, _ = _points(subject, results)
            kept = set(_ids_of_points(data_dir, subject, results))
        else:
            found = results.reproduced
            kept = {k for k in printed if _belongs(k, subject, years)}
        differing = [k for k in printed if k in kept and found.get(k) != printed[k]]
        explained = sum(known.get(k, UNEXPLAINED) != UNEXPLAINED for k in differing)
        count = len(kept & set(printed))
        rows.append((subject.replace("-", " ").capitalize(), count, count - len(differing),
                     explained, len(differing) - explained))  # fmt: skip
    frame = pd.DataFrame(
        rows, columns=["Subject", "Printed", "As printed", "Explained", "Unexplained"]
    )
    total = frame.drop(columns="Subject").sum()
    return pd.concat([frame, pd.DataFrame([{"Subject": "All", **total}])]).astype(str)


def summary(years: Mapping[int, Year], data_dir: str | Path) -> str:
    """Return in one sentence how many printed numbers were checked and how many come out."""
    counts = outcomes(years, data_dir).set_index("Subject").astype(int)
    tables = counts[counts.index.str.startswith("Table")].sum()
    points = counts[counts.index.str.startswith("Figure")].sum()
    return (
        f"{tables['Printed']} printed numbers checked: {tables['As printed']} come out as printed, "
        f"{tables['Explained']} differ for a cause that gives the printed number, "
        f"{tables['Unexplained']} differ and are unexplained. Of {points['Printed']} points of "
        f"figures, {points['As printed']} come out, {points['Explained']} differ for such a cause, "
        f"{points['Unexplained']} are unexplained."
    )
