"""What a claim reads of an analysis: where it reads the same, its verdict is the same.

A claim is judged in thousands of worlds, and most of them differ in nothing that it looks at.
"""

from collections.abc import Hashable, Mapping
from typing import Any, cast

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.method import Method
from sedenergy.analysis.selection import Selection
from sedenergy.claims import CLAIMS
from sedenergy.claims.evidence import Evidence
from sedenergy.printed.keys import ClaimKey, NumberKey
from sedenergy.printed.record import Printed

Read = tuple[Any, ...]
"""Something that was read: a number, a frame of a year, the points of a figure, a choice."""


class _Numbers:
    """The numbers of the tables; what is asked for is noted."""

    def __init__(self, values: Mapping[NumberKey, float], noted: list[Read]) -> None:
        self._values, self._noted = values, noted

    def get(self, key: NumberKey) -> float | None:
        self._noted.append(("number", key))
        return self._values.get(key)


class _Choices:
    """A method whose choices are noted when they are asked for."""

    def __init__(self, method: Method, noted: list[Read]) -> None:
        self._method, self._noted = method, noted

    def __getattr__(self, name: str) -> Any:
        self._noted.append(("choice", name))
        return getattr(self._method, name)


class _Selection:
    """A selection whose frames are noted when they are asked for."""

    def __init__(self, selection: Selection, noted: list[Read]) -> None:
        self._selection, self._noted = selection, noted

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._selection, name)
        if isinstance(found, pd.DataFrame):
            self._noted.append((name, self._selection.year.year))
        return _Choices(found, self._noted) if isinstance(found, Method) else found


class _Compared:
    """Frames by group and year; the year is noted when one is asked for."""

    def __init__(self, frames: Mapping[tuple[str, int], pd.DataFrame], noted: list[Read]) -> None:
        self._frames, self._noted = frames, noted

    def get(self, key: tuple[str, int], missing: pd.DataFrame) -> pd.DataFrame:
        self._noted.append(("normalized", key[1]))
        return self._frames.get(key, missing)


class _Noted:
    """An analysis that notes what is asked for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self.noted: list[Read] = []
        self.selections = {y: _Selection(s, self.noted) for y, s in analysis.selections.items()}
        self.values = _Numbers(analysis.values, self.noted)
        self.method = _Choices(analysis.method, self.noted)

    @property
    def entries(self) -> dict[tuple[str, int], pd.DataFrame]:
        self.noted.append(("points", "figure-1"))
        return self._analysis.entries

    @property
    def compared(self) -> _Compared:
        return _Compared(self._analysis.compared, self.noted)

    @property
    def quadrants(self) -> pd.DataFrame:
        self.noted.append(("points", "figure-2"))
        return self._analysis.quadrants

    def points(self, figure: str) -> pd.DataFrame:
        self.noted.append(("points", figure))
        return self._analysis.points(figure)


class World:
    """An analysis, and by what each thing that can be read of it is told from another's.

    Worlds that are compared share `places`: a number for each content of a frame.
    """

    def __init__(self, analysis: Analysis, places: dict[Hashable, int]) -> None:
        self.analysis = analysis
        self._places = places
        self._known: dict[Read, Hashable] = {}

    def content(self, read: Read) -> Hashable:
        """Return what was read, in a form that can be compared."""
        if read not in self._known:
            self._known[read] = self._content(*read)
        return self._known[read]

    def _content(self, kind: str, *what: Any) -> Hashable:
        if kind == "number":
            return self.analysis.values.get(what[0])
        if kind == "choice":
            return cast(Hashable, getattr(self.analysis.method, what[0]))
        if kind == "points":
            # Of figure 2, the years that have no segMPAUC are not in.
            return tuple(
                self.content(("normalized", year))
                for year, selection in self.analysis.selections.items()
                if what[0] == "figure-1" or selection.normalized["segmpauc"].notna().any()
            )
        selection = self.analysis.selections.get(what[0])
        rows = self._rows(kind, selection) if selection else None
        # A number for each content: that is compared more quickly.
        return self._places.setdefault((what[0], rows), len(self._places))

    def _rows(self, frame: str, selection: Selection) -> Hashable:
        if frame == "log":
            return tuple(selection.log.itertuples(index=False, name=None))
        systems = getattr(selection, frame)
        kinds = systems["ensemble"].to_numpy(dtype=bool).tobytes()
        return tuple(systems.index), kinds, selection.method.organisers_normalized


class Judge:
    """Judges claims in many worlds; one that reads what it read before is not judged again."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed
        self._reads: dict[ClaimKey, list[tuple[Read, ...]]] = {key: [] for key in CLAIMS}
        self._verdicts: dict[Hashable, str] = {}

    def verdict(self, key: ClaimKey, world: World) -> str:
        """Return the verdict on a claim in a world."""
        for reads in self._reads[key]:
            seen = (key, reads, tuple(map(world.content, reads)))
            if seen in self._verdicts:
                return self._verdicts[seen]
        noted = _Noted(world.analysis)
        evidence = Evidence(cast(Analysis, noted), self._printed, is_brief=True)
        verdict = CLAIMS[key].find(evidence, nearby=False).verdict
        reads = tuple(dict.fromkeys(noted.noted))
        if reads not in self._reads[key]:
            self._reads[key].append(reads)
        self._verdicts[key, reads, tuple(map(world.content, reads))] = verdict
        return verdict

    def years_of(self, key: ClaimKey, analysis: Analysis) -> set[int]:
        """Return the years of an analysis that a claim has read."""
        years: set[int] = set()
        for kind, what in (read for reads in self._reads[key] for read in reads):
            if kind == "number":
                years.add(what.year)
            elif kind == "points":
                years |= set(analysis.points(what)["year"])
            elif kind != "choice":
                years.add(what)
        return years & set(analysis.years)
