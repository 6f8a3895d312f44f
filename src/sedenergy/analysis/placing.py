"""One more system, placed among those of a year by the functions that the chapters use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.caps import CAPPED, cap_at, capped
from sedenergy.analysis.figures import PANELS, points_of_figure_2, quadrants
from sedenergy.analysis.frontier import best_class, frontier, scored
from sedenergy.analysis.normalization import derive
from sedenergy.analysis.selection import Selection
from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMNS, Kind
from sedenergy.submissions.emissions import Run
from sedenergy.vocabulary import CAPS

OWN = "yours"
"""By what the placed system is known among those of the year."""

ENTERED: dict[str, Kind] = {
    column.name: column.kind
    for column in COLUMNS
    if column.name in ("psds", "segmpauc", "parameters", "macs")
}
"""What is said of a system beside its runs, and what it may be."""


@dataclass(frozen=True)
class Entry:
    """A system to be placed: its runs, and what is known of it.

    Attributes
    ----------
    system, baseline : Run
        The training of the system, and ten epochs of the baseline on the same machine.
    given : mapping of str to float
        By names of `ENTERED`; PSDS is needed.
    test : Run or None
        The test of the system.
    """

    system: Run
    baseline: Run
    given: Mapping[str, float]
    test: Run | None = None


@dataclass(frozen=True)
class Rank:
    """The place by a score among the systems of the normalised comparison, the best first.

    `first` and `last` are the best and the worst place that the intervals of the others' scores
    allow; `in_best_class` says whether the interval of the best has the score. All three are None
    where the year gives no intervals.
    """

    place: int
    systems: int
    first: int | None
    last: int | None
    in_best_class: bool | None


@dataclass(frozen=True)
class CapPlace:
    """A cap of table VI, and what the system would have been among the systems below it.

    `place` is by PSDS among the `systems` single systems below, itself counted; None where it is
    not below. `best` is the best PSDS without it.
    """

    quantity: str
    cap: str
    value: float
    threshold: float
    best: float
    place: int | None
    systems: int

    @property
    def is_below(self) -> bool:
        """Whether the cap lets the system in."""
        return self.place is not None


@dataclass(frozen=True)
class Placement:
    """Where a system stands in a year.

    Attributes
    ----------
    year : int
    reference_kwh : float
        What ten epochs of the baseline took the organisers.
    entry : Entry
    figures : dict of str to float
        The columns that `derive` gives, those that can be computed.
    ranks : dict of str to Rank
        By score.
    quadrants : dict of str to str
        By score, as `sedenergy.analysis.figures.quadrants` names them.
    caps : tuple of CapPlace
    in_front : dict of str to tuple of str
        By score the systems that have at least the score with at most the energy, one of them
        better; the system is on the frontier where there are none.
    shares : dict of str to float
        Table V of the year, ``train_gpu_share.mean`` and so on; empty where it has none.
    """

    year: int
    reference_kwh: float
    entry: Entry
    figures: dict[str, float]
    ranks: dict[str, Rank]
    quadrants: dict[str, str]
    caps: tuple[CapPlace, ...]
    in_front: dict[str, tuple[str, ...]]
    shares: dict[str, float]

    @property
    def kwh(self) -> float:
        """The normalised training energy."""
        return self.figures["train_kwh_normalized"]


def read_given(texts: Mapping[str, str]) -> dict[str, float]:
    """Read what is said of a system, each figure by the rules of its column; empty ones are none.

    Raises
    ------
    DataError
        A text is no such figure, or there is no PSDS.
    """
    given = {}
    for name, kind in ENTERED.items():
        text = texts.get(name, "").strip()
        try:
            value = kind.read(text) if kind.read else np.nan
        except ValueError as error:
            raise DataError(str(error), column=name, value=text) from error
        if not kind.low <= value <= kind.high and text:
            said = f"expected {kind.expected} from {kind.low:g} to {kind.high:g}"
            raise DataError(said, column=name, value=text)
        if text:
            given[name] = value
    if "psds" not in given:
        raise DataError("expected a score from 0 to 1", column="psds", value="")
    return given


def place(analysis: Analysis, year: int, entry: Entry) -> Placement:
    """Place a system among those of a year.

    Parameters
    ----------
    analysis : Analysis
    year : int
    entry : Entry

    Returns
    -------
    Placement
        The thresholds of caps, table V and the other systems are those of the year without it: it
        is compared with what the chapters show, and changes none of it.

    Raises
    ------
    DataError
        The year is not there, or has no normalised comparison.
    """
    if year not in analysis.comparable:
        there = ", ".join(map(str, analysis.comparable)) or "none"
        problem = f"no energies can be normalised in this year; they can in {there}"
        raise DataError(problem, column="year", value=str(year))
    selection = analysis.selections[year]
    placed = _with_own(selection, entry)
    own = placed.normalized[placed.normalized["system"] == OWN].iloc[0]
    numbers = {name: value for name, value in own.items() if isinstance(value, float)}
    figures = {name: float(value) for name, value in numbers.items() if not np.isnan(value)}
    points = quadrants(points_of_figure_2({year: placed}), "y_recomputed")
    corners = points[points["system"] == OWN]
    scores = [score for score in PANELS.values() if score in figures]
    return Placement(
        year,
        selection.year.facts.reference_train_kwh or np.nan,
        entry,
        figures,
        {score: _rank_among(scored(selection, score), figures[score]) for score in scores},
        {PANELS[panel]: q for panel, q in zip(corners["panel"], corners["quadrant"], strict=True)},
        tuple(_caps(selection, figures)),
        {score: _in_front(scored(placed, score)) for score in scores},
        {f"{k.quantity}.{k.statistic}": v for k, v in analysis.numbers_of("table-5", year).items()},
    )


def _with_own(selection: Selection, entry: Entry) -> Selection:
    """Return a selection to which the system is added at the end of each step."""
    systems = selection.year.systems
    texts = {column.name for column in COLUMNS if column.kind.read is None}
    row = {name: "" if name in texts else np.nan for name in systems.columns}
    row |= {"system": OWN, "team": OWN, **row_of(entry.system, entry.baseline, entry.test)}
    together = systems.reindex(range(len(systems) + 1))
    together.iloc[-1] = pd.Series(row | dict(entry.given))[systems.columns]
    year = replace(selection.year, systems=together)
    derived = derive(year)

    def add(frame: pd.DataFrame) -> pd.DataFrame:
        return derived[derived["system"].isin([*frame["system"], OWN])]

    return replace(
        selection, valid=add(selection.valid), normalized=add(selection.normalized), year=year
    )


def row_of(system: Run, baseline: Run, test: Run | None) -> dict[str, str | float]:
    """Return what the columns of a submission hold of its runs, without what is not known."""
    runs = {"train": system, "baseline_train": baseline, "test": test}
    row: dict[str, str | float] = {"hardware": system.hardware}
    for name, run in runs.items():
        if run:
            row[f"{name}_kwh"] = run.energy_kwh
        if run and run.gpu_kwh is not None:
            row[f"gpu_{name}_kwh"] = run.gpu_kwh
    return row


def _rank_among(others: pd.DataFrame, score: float) -> Rank:
    above = int((others["score"] > score).sum())
    known = others.dropna(subset=["low", "high"])
    if known.empty:
        return Rank(1 + above, 1 + len(others), None, None, None)
    # Where one has no interval, its score is taken as it stands.
    low, high = (others[end].fillna(others["score"]) for end in ("low", "high"))
    first, last = (1 + int((end > score).sum()) for end in (low, high))
    is_best = score >= best_class(others)["low"].iloc[0]
    return Rank(1 + above, 1 + len(others), first, last, bool(is_best))


def _caps(selection: Selection, figures: Mapping[str, float]) -> list[CapPlace]:
    places = []
    for quantity in CAPPED:
        systems = capped(selection, quantity)
        for cap in CAPS.values() if quantity in figures and len(systems) else ():
            threshold, best = cap_at(systems, quantity, cap.quantile, selection.method.cap)
            value, is_all = figures[quantity], cap.quantile is None
            below = systems if is_all else systems[systems[quantity] < threshold]
            is_below = is_all or value < threshold
            at = 1 + int((below["psds"] > figures["psds"]).sum()) if is_below else None
            many = len(below) + is_below
            places.append(CapPlace(quantity, cap.name, value, threshold, best, at, many))
    return places


def _in_front(systems: pd.DataFrame) -> tuple[str, ...]:
    """Return the systems that beat the own one, by `frontier` of the two."""
    own = systems[systems["system"] == OWN]
    others = systems[systems["system"] != OWN]
    beat = [
        other.system
        for at, other in enumerate(others.itertuples())
        if OWN not in set(frontier(pd.concat([others.iloc[[at]], own]))["system"])
    ]
    return tuple(beat)
