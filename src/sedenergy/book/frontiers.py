"""What the chapter on score against energy shows and says: frames, and sentences."""

from collections.abc import Mapping

import pandas as pd

from sedenergy.analysis.frontier import Scored, best_class, frontier
from sedenergy.analysis.resampling import COVERED
from sedenergy.analysis.selection import Selection
from sedenergy.book.sentences import change, each_year, listed, say_value
from sedenergy.book.theme import MARKS
from sedenergy.printed.forms import write_number
from sedenergy.vocabulary import CAPS, QUANTITIES

_KWH = "train_kwh_normalized"
_GROUPS = {"all": "All systems", "single": "Single systems"}
_INTERVAL = f"{100 * COVERED:.0f} % interval"


def signed(value: float, decimals: int = 3) -> str:
    """Write a change with its sign; no sign where it is written as zero.

    Examples
    --------
    >>> signed(0.0216), signed(-0.0216, 2), signed(-0.0001)
    ('+0.022', '−0.02', '0.000')
    """
    text = f"{abs(value):.{decimals}f}"
    sign = "" if not float(text) else "+" if value > 0 else "−"
    return f"{sign}{text}"


def write_energy_ratio(ratio: float) -> str:
    """Write a ratio of energies; ``no end`` where it is infinite."""
    return "no end" if ratio == float("inf") else f"{ratio:.3f}" if ratio else "0"


def tell_interval(low: str, high: str, contains: bool, is_known: bool) -> str:
    """Say from where to where an interval goes, and what that says of a change."""
    if not is_known:
        return "no interval, since there is one team"
    ending = "so there may be no change" if contains else "so “no change” lies outside"
    return f"{_INTERVAL} from {low} to {high}, {ending}"


def _of_change(value: float, low: float, high: float, decimals: int = 3) -> str:
    if pd.isna(value):
        return "not known"
    ends = (signed(low, decimals), signed(high, decimals))
    return f"{signed(value, decimals)} ({tell_interval(*ends, low <= 0 <= high, pd.notna(low))})"


def say_energyless(selections: Mapping[int, Selection]) -> str:
    """Say which of the years have no normalised energies, in a sentence."""
    missing = [year for year, selection in selections.items() if selection.normalized.empty]
    if not missing:
        return "Every year shown has normalised energies."
    if len(missing) == len(selections):
        return f"The energies of {listed(missing)} cannot be normalised, so nothing is compared."
    return f"The energies of {listed(missing)} cannot be normalised, and do not appear here."


def describe_frontiers(
    years: Scored, areas: pd.DataFrame, rest: pd.DataFrame, equal: pd.DataFrame
) -> dict[str, str]:
    """Say who is on the frontiers, and how these move.

    ``on_frontier``: counts. ``area``, ``rest``: how the area under the frontier changes, in the
    second without the systems that carry it. ``carriers``: these. ``at_best``: the energies at
    the best score that two years reach. ``less``: at how many scores the later year needs less;
    ``clear``: at how many of them the whole interval says so.
    """
    counts = {y: f"{len(frontier(s))} of {len(s)} systems" for y, s in years.items()}
    carriers = {a.year: a.carrier for a in areas.itertuples()}
    said = {"on_frontier": each_year(counts, "no system"), "carriers": each_year(carriers, "none")}
    for name, frame in {"area": areas, "rest": rest}.items():
        moved = {
            a.year: _of_change(a.change, a.change_low, a.change_high, 2)
            for a in frame.iloc[1:].itertuples()
        }
        said[name] = each_year(moved, "not known")
    found: dict[str, list[str]] = {"at_best": [], "less": [], "clear": []}
    for (before, after), rows in equal.groupby(["before", "after"]):
        top, years_said = rows.iloc[-1], f"from {before} to {after}"
        kwh = change(top["kwh_before"], top["kwh_after"], _KWH)
        ends = (write_energy_ratio(top["low"]), write_energy_ratio(top["high"]))
        told = tell_interval(*ends, top["low"] <= 1 <= top["high"], pd.notna(top["low"]))
        found["at_best"].append(f"{kwh} {years_said} (ratio: {told})")
        for name, column in {"less": "value", "clear": "high"}.items():
            found[name].append(f"{(rows[column] < 1).sum()} of {len(rows)} scores {years_said}")
    return said | {name: listed(texts, "cannot be compared") for name, texts in found.items()}


def say_bought(frame: pd.DataFrame, group: str = "all") -> str:
    """Say by year how a group's score changes with ten times the energy; `bought` has the rows."""
    rows = frame[frame["group"] == group].itertuples()
    return each_year({b.year: _of_change(b.value, b.low, b.high) for b in rows}, "not known")


def say_best_class(years: Scored) -> str:
    """Say by year which system of the best class uses least, and what the best uses."""
    texts = {}
    for year, systems in years.items():
        ordered = best_class(systems)
        if len(ordered):
            best, least = ordered.iloc[0], ordered.loc[ordered["kwh"].idxmin()]
            uses = f"{least['system']} with {say_value(least['kwh'], _KWH)}"
            other = f"the best, {best['system']}, uses {say_value(best['kwh'], _KWH)}"
            texts[year] = f"{uses} ({'it is the best' if best.equals(least) else other})"
    return each_year(texts, "no system")


def say_far_below(years: Scored) -> str:
    """Say by year how many systems have less than half of the median score."""
    low = {y: int((s["score"] < s["score"].median() / 2).sum()) for y, s in years.items()}
    return each_year({y: f"{n} of {len(years[y])} systems" for y, n in low.items()}, "no system")


def list_systems(years: Scored) -> pd.DataFrame:
    """Return a row a system, in the order given: kind, energy, score and its interval."""
    rows = [
        (year, s.system, _kind(s), f"{s.kwh:.2f}", f"{s.score:.3f}", _ends(s.low, s.high))
        for year, systems in years.items()
        for s in systems.itertuples()
    ]
    heads = ["Year", "System", "Kind", QUANTITIES[_KWH].head, "PSDS", "Its interval"]
    return pd.DataFrame(rows, columns=heads)


def _kind(system: object) -> str:
    is_baseline, is_ensemble = (
        getattr(system, "baseline", False),
        getattr(system, "ensemble", False),
    )
    return MARKS["baseline" if is_baseline else "ensemble" if is_ensemble else "single"].words


def _ends(low: float, high: float, decimals: int = 3) -> str:
    known = pd.notna(low) and pd.notna(high)
    return f"{low:.{decimals}f} to {high:.{decimals}f}" if known else "–"


def list_equal_scores(equal: pd.DataFrame) -> pd.DataFrame:
    """Return a row a score that two years reach: the least energies, their ratio, its interval."""
    rows = []
    for e in equal.itertuples():
        kwh = (f"{e.kwh_before:.2f}", f"{e.kwh_after:.2f}")
        ends = (
            "–"
            if pd.isna(e.low)
            else f"{write_energy_ratio(e.low)} to {write_energy_ratio(e.high)}"
        )
        rows.append(
            (f"{e.before} → {e.after}", f"{e.score:.3f}", *kwh, write_energy_ratio(e.value), ends)
        )
    heads = ["Years", "PSDS", "Before (kWh)", "After (kWh)", "Ratio", _INTERVAL]
    return pd.DataFrame(rows, columns=heads)


def list_areas(years: Scored, areas: pd.DataFrame, rest: pd.DataFrame) -> pd.DataFrame:
    """Return a row a year: the area under its frontier, also without what carries it."""
    rows = []
    for a, r in zip(areas.itertuples(), rest.itertuples(), strict=True):
        counts = (a.systems, len(frontier(years[a.year])))
        area, less = (f"{x.value:.2f}" for x in (a, r))
        ends = [_ends(x.low, x.high, 2) for x in (a, r)]
        rows.append((a.year, *counts, area, ends[0], a.carrier, less, ends[1]))
    heads = [
        "Year",
        "Systems",
        "On the frontier",
        "Area",
        _INTERVAL,
        "Carried by",
        "Area without it",
    ]
    return pd.DataFrame(rows, columns=[*heads, f"{_INTERVAL} without it"])


def list_bought(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row a score, year and group of `bought`: what ten times the energy goes with."""
    rows = []
    for b in frame.itertuples():
        known = pd.notna(b.low)
        ends = f"{signed(b.low)} to {signed(b.high)}" if known else "–"
        holds = ("yes" if b.low <= 0 <= b.high else "no") if known else "–"
        value = signed(b.value) if pd.notna(b.value) else "–"
        place = (QUANTITIES[b.score].words, b.year, _GROUPS[b.group], b.systems)
        rows.append((*place, value, ends, holds))
    heads = ["Score", "Year", "Group", "Systems", "For ten times the energy"]
    return pd.DataFrame(rows, columns=[*heads, _INTERVAL, "Contains “no change”"])


def list_caps(caps: pd.DataFrame) -> pd.DataFrame:
    """Return a row a quantity, year and cap of `cap_scores`: the threshold and the best scores."""
    rows = []
    for c in caps.itertuples():
        values = {c.quantity: c.threshold, "psds": c.psds, "segmpauc": c.segmpauc}
        texts = ["–" if pd.isna(v) else write_number(v, name) for name, v in values.items()]
        rows.append((QUANTITIES[c.quantity].head, c.year, CAPS[c.cap].head, *texts))
    heads = ["Capped quantity", "Year", "Cap", "Threshold", "PSDS", "segMPAUC"]
    return pd.DataFrame(rows, columns=heads)


def say_lowered(caps: pd.DataFrame, score: str) -> str:
    """Say how many of the caps lower the best of a score: ``8 of 12``."""
    best = caps.pivot(index=["quantity", "year"], columns="cap", values=score).dropna()
    if best.empty:
        return "none of 0"
    capped = best.drop(columns="all")
    return f"{int(capped.lt(best['all'], axis=0).to_numpy().sum())} of {capped.size}"


def say_median_cap(caps: pd.DataFrame, score: str) -> str:
    """Say by year how the cap at the median of the training energy changes the best of a score."""
    rows = caps[caps["quantity"] == _KWH].pivot(index="year", columns="cap", values=score)
    texts = {y: change(row["all"], row["median"], score) for y, row in rows.dropna().iterrows()}
    return each_year(texts, "cannot be compared")
