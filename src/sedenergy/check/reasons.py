"""Why no check notices a change of the data: computed from what the change can reach."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.crosscheck import AGREEMENTS, cross_check
from sedenergy.analysis.figures import FIGURES, keys_of_points
from sedenergy.analysis.selection import Selection, select
from sedenergy.analysis.tables import TABLES
from sedenergy.check.cells import compute_subject
from sedenergy.check.grounds import ground_of
from sedenergy.check.mutants import Mutant
from sedenergy.check.variants import MISSING, Variant, reproduce, value_by
from sedenergy.claims import judge
from sedenergy.claims.judgement import Finding
from sedenergy.printed.forms import write_point
from sedenergy.printed.record import UNEXPLAINED, Printed
from sedenergy.submissions.schema import violations
from sedenergy.submissions.years import Year
from sedenergy.vocabulary import STATISTICS

UNCLEAR = "unclear"
"""The reason where none is found: then a check has a gap."""

REASONS = {
    "number": "it moves numbers, and none in its printed digits",
    "point": "it moves points, and none in its printed digits",
    "organisers' figure": "it still agrees with the organisers' own figure",
    "claim": "it moves the evidence of claims, and no verdict",
}
"""Why a thing of a kind that moves goes unnoticed."""

_Thing = tuple[str, str]
_Seen = tuple[str, str]


class State:
    """One state of the data, as the checks look at it; each part is computed once.

    Parameters
    ----------
    years : mapping of int to Year
        All years that the paper covers.
    number : int
        The year that is looked at: a number of a table, and a point, rests on one year.
    printed : Printed
    """

    def __init__(self, years: Mapping[int, Year], number: int, printed: Printed) -> None:
        self.years = years
        self.year = years[number]
        self.printed = printed
        self.analysis = Analysis({number: self.year})
        self._looks: dict[str, object] = {}

    def look(self, check: str) -> object:
        """Return what one of `CHECKS` sees."""
        if check not in self._looks:
            self._looks[check] = CHECKS[check](self)
        return self._looks[check]

    @cached_property
    def agreements(self) -> pd.DataFrame:
        """How far the organisers' own figures come out."""
        return cross_check(self.year)

    @cached_property
    def findings(self) -> list[Finding]:
        """What comes out for each claim, of all years."""
        return judge(Analysis(self.years), self.printed, nearby=False)

    @cached_property
    def selection(self) -> Selection:
        """The selected systems of the year, anew and not by way of the analysis.

        A computation that misses a change is found by what it should rest on.
        """
        return select(self.year)

    @cached_property
    def things(self) -> dict[_Thing, _Seen]:
        """All that the checks look at, by kind and name: at full precision, and as they see it."""
        return dict([*_see_numbers(self), *_see_points(self), *_see_verdicts(self)])


CHECKS: dict[str, Callable[[State], object]] = {
    "reading": lambda state: violations(state.year.systems),
    "tables and figures": lambda state: [
        compute_subject(subject, state.analysis, state.printed) for subject in (*TABLES, *FIGURES)
    ],
    "organisers' own figures": lambda state: list(
        state.agreements.loc[state.agreements["agreement"] == AGREEMENTS[-1], "system"]
    ),
    "claims": lambda state: [finding.verdict for finding in state.findings],
}
"""What each check sees of a state, in the order in which they are asked."""


def _see_numbers(state: State) -> Iterator[tuple[_Thing, _Seen]]:
    """See the printed numbers, by the method and by the variant that is listed for them."""
    number = state.year.year
    deviations = state.printed.deviations
    for key, printed in state.printed.numbers.items():
        listed = deviations[key].variant if key in deviations else UNEXPLAINED
        if key.year != number:
            continue
        for name in ("", listed) if listed != UNEXPLAINED else ("",):
            variant = Variant.named(name) if name else Variant()
            value = value_by(state.analysis, key, variant)
            text = reproduce(state.analysis, {key: printed}, variant)[key]
            thing = " by ".join(filter(None, [str(key), name]))
            yield ("number", thing), (f"{value}", text)


def _see_points(state: State) -> Iterator[tuple[_Thing, _Seen]]:
    for figure in FIGURES:
        points = state.analysis.points(figure)
        for column in ("y", "y_recomputed"):
            places = zip(points["x"], points[column], strict=True)
            for key, place in zip(keys_of_points(points), places, strict=True):
                yield ("point", f"{key} {column}"), (f"{place}", write_point(*place))


def _see_verdicts(state: State) -> Iterator[tuple[_Thing, _Seen]]:
    for row in state.agreements.itertuples():
        agrees = str(row.agreement != AGREEMENTS[-1])
        yield ("organisers' figure", f"{row.system} {row.quantity}"), (f"{row.recomputed}", agrees)
    for finding in state.findings:
        yield ("claim", str(finding.key)), (finding.evidence, finding.verdict)


def why_unnoticed(before: State, after: State, mutant: Mutant) -> tuple[str, str]:
    """Say why it is right that no check notices a change of a year.

    Parameters
    ----------
    before, after : State
        Of the year that `mutant` changes.
    mutant : Mutant

    Returns
    -------
    reason : str
        `UNCLEAR` where something moves that a check has to notice, or nothing that is computed
        says why nothing moves.
    detail : str
        What moves, with both values; or where the figure lies that moves nothing.
    """
    moves = _list_moves(before, after)
    told = "; ".join(f"{name}: {a} → {b}" for (_, name), ((a, _), (b, _)) in moves.items())
    shows = any(here[1] != there[1] for here, there in moves.values())
    if shows or violations(after.year.systems):
        return UNCLEAR, told
    grounds = _moved_grounds(before, after)
    if grounds != {name for kind, name in moves if kind == "number" and " by " not in name}:
        return UNCLEAR, f"the computed numbers do not move with {', '.join(sorted(grounds))}"
    if moves:
        kinds = dict.fromkeys(kind for kind, _ in moves)
        return "; ".join(map(REASONS.__getitem__, kinds)), told
    return _why_nothing_moves(before, after, mutant)


def _why_nothing_moves(before: State, after: State, mutant: Mutant) -> tuple[str, str]:
    if why := _why_left_out(before, after, mutant):
        return why, ""
    if reached := list(_reached(before, after, mutant.system)):
        return "it lies on no quartile, extreme or best score", "; ".join(reached)
    return UNCLEAR, "nothing moves"


def _list_moves(before: State, after: State) -> dict[_Thing, tuple[_Seen, _Seen]]:
    """Return all that moves, as it was seen before and after."""
    gone = (MISSING, MISSING)
    things = dict.fromkeys([*before.things, *after.things])
    pairs = {t: (before.things.get(t, gone), after.things.get(t, gone)) for t in things}
    return {thing: pair for thing, pair in pairs.items() if pair[0] != pair[1]}


def _moved_grounds(before: State, after: State) -> set[str]:
    """Return the numbers of which what they rest on moves."""
    return {
        str(key)
        for key in before.printed.numbers
        if key.year == before.year.year
        and ground_of(key, before.selection).values != ground_of(key, after.selection).values
    }


def _why_left_out(before: State, after: State, mutant: Mutant) -> str:
    """Say why no table has the system, or that of equals another stays; else nothing."""
    logs = [state.selection.log for state in (before, after)]
    if mutant.kind == "rows reversed":
        is_moved = set(logs[0]["system"]) != set(logs[1]["system"])
        return "of equal systems another stays, with equal figures where they count" * is_moved
    system = f"{mutant.system}_copy" if mutant.kind == "row copied" else mutant.system
    logs = {"row dropped": logs[:1], "row copied": logs[1:]}.get(mutant.kind, logs)
    steps = [log[(log["system"] == system) & (log["step"] != "normalized")] for log in logs]
    if any(step.empty for step in steps):
        return ""
    return f"left out of every table: {steps[-1]['why'].iloc[0].partition(' as ')[0]}"


def _reached(before: State, after: State, system: str) -> Iterator[str]:
    """Give the system's figures that change, in each table that takes them, before and after."""
    here, there = (dict(_tabulated(state, system)) for state in (before, after))
    for place, value in there.items():
        if here.get(place, value) != value:
            table, quantity, _ = place
            lies_on = ", ".join(_values_below(before, *place))
            yield f"{table}, {quantity}: {here[place]} → {value} beside {lies_on}"


def _values_below(state: State, table: str, quantity: str, measured: str) -> list[str]:
    """Return the values that the printed numbers of a quantity lie on."""
    numbers = state.printed.numbers_of(table, [state.year.year])
    keys = [key for key in numbers if (key.quantity, key.measured) == (quantity, measured)]
    values = {value for key in keys for value in ground_of(key, state.selection).values}
    return [f"{value:.6g}" for value in sorted(values)]


def _tabulated(state: State, system: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Give the figures of a system that the tables take: table, quantity and what is measured."""
    places = [(table, quantity) for table in TABLES.values() for quantity in table.quantities]
    for table, quantity in places:
        systems = table.systems(state.selection, quantity).set_index("system")
        for measured in dict.fromkeys(STATISTICS[s].of or quantity for s in table.statistics):
            if system in systems.index and pd.notna(systems.at[system, measured]):
                value = f"{systems.at[system, measured]:.6g}"
                yield (table.name, quantity, measured), value
