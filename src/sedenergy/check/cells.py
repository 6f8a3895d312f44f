"""What the check cells of the notebooks print, and what nbval expects of them.

A check cell prints what `computed_output` gives, computed from the submissions. The stored output
that nbval compares it with is what `expected_output` gives, made of the files of
``data/published/`` and ``data/datapackage.json`` and of nothing else.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.figures import FIGURES, keys_of_points
from sedenergy.analysis.tables import TABLES
from sedenergy.check.variants import MISSING, Variant, reproduce
from sedenergy.claims.judgement import Finding
from sedenergy.errors import DataError
from sedenergy.printed.forms import write_point
from sedenergy.printed.keys import ClaimKey, NumberKey, PointKey
from sedenergy.printed.record import UNEXPLAINED, Deviation, Printed
from sedenergy.submissions.years import SYSTEMS, Year, year_folders

_Key = NumberKey | PointKey

SUBJECTS = ("data", "claims", *TABLES, *FIGURES)
"""What a check cell can be about."""


class Checked(Protocol):
    """What check cells look at; `sedenergy.paper.Paper` is one."""

    @property
    def printed(self) -> Printed:
        """What the paper printed."""

    @property
    def in_paper(self) -> Analysis:
        """What is computed of the years that the paper covers."""

    @property
    def findings(self) -> list[Finding]:
        """What comes out for each claim."""


def computed_output(subject: str, paper: Checked) -> str:
    """Return what a check cell prints: what is computed from the submissions.

    Parameters
    ----------
    subject : str
        One of `SUBJECTS`.
    paper : Checked
        What the paper printed of other years than its own is left out, so that a notebook can
        run on some years only.

    Returns
    -------
    str
        Plain text, a line a row of the table or a point. A number that is known to differ from
        the printed one is marked, with a line that gives both and the variant that gives the
        printed one.
    """
    if subject == "data":
        return _digest_files(paper.in_paper.years, paper.printed.data_dir)
    if subject == "claims":
        return join_verdicts({finding.key: finding.verdict for finding in paper.findings})
    return compute_subject(subject, paper.in_paper, paper.printed)


def expected_output(
    subject: str, printed: Printed, changed: Mapping[NumberKey, str] | None = None
) -> str:
    """Return the stored output of a check cell: what the paper printed.

    The printed number stands for each that ``deviations.csv`` does not name; the named ones
    stand as that file says.

    Parameters
    ----------
    subject : str
        One of `SUBJECTS`.
    printed : Printed
    changed : mapping of NumberKey to str, optional
        Printed numbers to take instead of the file's: for trying whether it is noticed.
    """
    if subject == "data":
        return _declared_digests(printed.data_dir)
    if subject == "claims":
        return join_verdicts(printed.verdicts)
    years = {key.year for key in printed.numbers} | {key.year for key in printed.points}
    texts = _printed_texts(subject, printed, years) | dict(changed or {})
    known = {key: printed.deviations[key] for key in texts if key in printed.deviations}
    values = texts | {key: deviation.reproduced for key, deviation in known.items()}
    notes = [_note(key, texts[key], deviation, texts[key]) for key, deviation in known.items()]
    return _lay_out(subject, values, known, notes)


def compute_subject(subject: str, analysis: Analysis, printed: Printed) -> str:
    """Return what the check cell of a table or figure prints of the analysed years."""
    found: dict[Any, str]
    if subject in FIGURES:
        found = texts_of_points(analysis.points(subject), "y_recomputed")
    else:
        found = reproduce(analysis, printed.numbers_of(subject, analysis.years))
    # Points that we have and the paper has not stand after its own.
    keys = dict.fromkeys([*_printed_texts(subject, printed, analysis.years), *found])
    known = {key: printed.deviations[key] for key in keys if key in printed.deviations}
    marked = [key for key in known if found.get(key) != known[key].printed]
    notes = []
    for key in marked:
        given = MISSING
        if isinstance(key, NumberKey) and known[key].variant != UNEXPLAINED:
            variant = Variant.named(known[key].variant)
            given = reproduce(analysis, {key: printed.numbers[key]}, variant)[key]
        notes.append(_note(key, known[key].printed, known[key], given))
    return _lay_out(subject, {key: found.get(key, MISSING) for key in keys}, marked, notes)


def texts_of_points(points: pd.DataFrame, y: str) -> dict[PointKey, str]:
    """Write a figure's points in the printed form, their heights from the column `y`."""
    texts = map(write_point, points["x"], points[y])
    return dict(zip(keys_of_points(points), texts, strict=True))


def _printed_texts(subject: str, printed: Printed, years: Iterable[int]) -> dict[_Key, str]:
    if subject in FIGURES:
        return {key: point.text for key, point in printed.points_of(subject, years).items()}
    return {key: number.text for key, number in printed.numbers_of(subject, years).items()}


def _note(key: _Key, printed: str, known: Deviation, given: str) -> str:
    is_known = known.variant != UNEXPLAINED
    cause = f"{given} by: {known.variant}" if is_known else UNEXPLAINED
    return f"* {key}: printed {printed}; {cause}"


def _lay_out(
    subject: str, values: Mapping[_Key, str], marked: Collection[_Key], notes: Iterable[str]
) -> str:
    """Return a point a line, or a table with a row a quantity and year, and the notes below."""
    texts = {key: f"{text}{'*' if key in marked else ''}" for key, text in values.items()}
    if subject in FIGURES:
        lines = [f"{str(key).removeprefix(f'{subject}.'):<74} {texts[key]}" for key in texts]
        return "\n".join([*lines, *notes])
    head: dict[str, str] = {}
    rows: dict[str, dict[str, str]] = {subject: head}
    for key, text in texts.items():
        if isinstance(key, NumberKey):
            head[key.statistic] = key.statistic
            rows.setdefault(f"{key.year} {key.quantity}", {})[key.statistic] = text
    lines = [
        "".join([f"{label:<28}", *(f"{row.get(name, ''):<12}" for name in head)]).rstrip()
        for label, row in rows.items()
    ]
    return "\n".join([*lines, *notes])


def join_verdicts(verdicts: Mapping[ClaimKey, str]) -> str:
    """Return the verdicts on the claims, a line each."""
    return "\n".join(f"{key}  {verdict}" for key, verdict in verdicts.items())


def _digest_files(years: Mapping[int, Year], data_dir: Path) -> str:
    """Say how many systems each year has, and the digest of its file."""
    lines, folders = [], year_folders(data_dir)
    for number, year in years.items():
        content = (folders[number] / SYSTEMS).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        lines.append(_digest_line(number, len(year.systems), digest))
    return "\n".join(lines)


def _declared_digests(data_dir: Path) -> str:
    """Return the same from ``datapackage.json``."""
    path = data_dir / "datapackage.json"
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
        return "\n".join(
            _digest_line(
                int(Path(resource["path"]).parent.name),
                resource["rows"],
                resource["hash"].removeprefix("sha256:"),
            )
            for resource in package["resources"]
            if resource.get("in_paper")
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError("expected a data package with each year's hash", file=path) from error


def _digest_line(year: int, systems: int, digest: str) -> str:
    return f"submissions/{year}/{SYSTEMS}  {systems} systems  sha256 {digest}"
