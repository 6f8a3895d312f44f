"""What the chapter on the instrument shows and says: frames of text, and counts in sentences."""

from collections.abc import Iterable, Mapping

import pandas as pd

from sedenergy.analysis.instrument import (
    differing_baselines,
    repeated_energies,
    spread_within_models,
)
from sedenergy.analysis.selection import Selection
from sedenergy.analysis.watts import AGREES, LEAST, MOST, TOO_LITTLE, TOO_MUCH, UNTOLD
from sedenergy.book.sentences import changes, each_year, listed
from sedenergy.printed.forms import write_number
from sedenergy.vocabulary import QUANTITIES, STATISTICS

_VERDICTS = (UNTOLD, AGREES, TOO_LITTLE, TOO_MUCH)


def describe_editions(
    years: Iterable[int], editions: Mapping[int, Mapping[str, str]]
) -> pd.DataFrame:
    """Return a row a year: the release that the organisers' recipe pins, and what it counts."""
    parts = ("codecarbon", "processor", "memory", "gpu", "gpus")
    rows = [(y, *(editions.get(y, {}).get(part, "not known") for part in parts)) for y in years]
    heads = ["Year", "CodeCarbon", "Processor", "Memory", "GPU", "GPUs counted"]
    return pd.DataFrame(rows, columns=heads)


def contradicting(held: pd.DataFrame) -> pd.DataFrame:
    """Return those reports of `sedenergy.analysis.instrument.hold_years` that contradict."""
    return held[held["verdict"].isin([TOO_LITTLE, TOO_MUCH])]


def count_contradictions(held: pd.DataFrame) -> pd.DataFrame:
    """Return a row a year: its reports by verdict, and how many that contradict each table has."""
    counts = pd.crosstab(held["year"], held["verdict"]).reindex(
        columns=list(_VERDICTS), fill_value=0
    )
    bad = contradicting(held).groupby("year")[["valid", "normalized"]].sum()
    counts = counts.join(bad.reindex(counts.index, fill_value=0)).reset_index()
    heads = [f"{verdict.capitalize()}" for verdict in _VERDICTS]
    return counts.set_axis(["Year", *heads, "Of valid systems", "Of normalised"], axis=1)


def list_reports(held: pd.DataFrame) -> pd.DataFrame:
    """Return a row a report: the hardware as it was given, what was read, and the verdict."""
    rows = []
    for r in held.itertuples():
        numbers = [f"{r.train_kwh:.3g}", f"{r.watts:.0f}", _span(r.tdp_low, r.tdp_high)]
        texts = [*numbers, f"{r.ratio:.3f}"]
        rows.append((r.year, r.system, r.hardware, *("–" if "nan" in t else t for t in texts)))
    heads = ["Year", "System", "Hardware as reported", "Energy train (kWh)", "W per GPU", "TDP (W)"]
    table = pd.DataFrame(rows, columns=[*heads, "Ratio"])
    return table.assign(Verdict=list(held["verdict"]))


def _span(low: float, high: float) -> str:
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def say_held(held: pd.DataFrame) -> dict[str, str]:
    """Say how many reports contradict their hardware.

    ``told`` and ``contradict``: how many can be checked and contradict, by year; ``watts``: the
    least and the largest watts per GPU; ``far``: how many are left with limits twice as wide;
    ``own``: in how many the GPU's own part alone is above the TDP.
    """
    told = held[held["verdict"] != UNTOLD]
    bad = contradicting(held).groupby("year")["system"].count()
    said = {year: f"{bad.get(year, 0)} of {len(part)}" for year, part in told.groupby("year")}
    watts = told["watts"].agg(["min", "max"])
    ends = f"from {watts['min']:.0f} to {watts['max']:.0f} W" if len(told) else "not known"
    far = (told["ratio"] < LEAST / 2) | (told["ratio"] > MOST * 2)
    own = held[held["own_watts"].notna() & held["tdp_high"].notna()]
    above = (own["own_watts"] > own["tdp_high"]).groupby(own["year"]).agg(["sum", "count"])
    texts = {year: f"{part['sum']} of {part['count']}" for year, part in above.iterrows()}
    return {
        "told": each_year(told.groupby("year")["system"].count(), "none"),
        "contradict": each_year(said, "none"),
        "watts": ends,
        "far": each_year(far.groupby(told["year"]).sum(), "none"),
        "own": each_year(texts, "none"),
    }


def list_findings(compared: pd.DataFrame) -> pd.DataFrame:
    """Return a row a number of `sedenergy.analysis.instrument.compare_findings`, as text."""
    turns = {True: "turns", False: "stays"}
    rows = []
    for c in compared.itertuples():
        both = [write_number(value, c.quantity) for value in (c.value, c.without)]
        head, words = c.table.replace("-", " ").capitalize(), QUANTITIES[c.quantity].words
        statistic = STATISTICS[c.statistic].head
        rows.append((head, words, statistic, c.year, *both, turns.get(c.turns, "–")))
    heads = ["Table", "Quantity", "Statistic", "Year", "All", "Without", "Direction"]
    return pd.DataFrame(rows, columns=heads)


def say_findings(compared: pd.DataFrame) -> dict[str, str]:
    """Say what becomes of the findings without the reports that contradict their hardware.

    ``kept``: how many changes from year to year keep their direction; ``turned``: which do not;
    ``reported_without``, ``normalized_without``: the change of the medians without them.
    """
    steps = compared[compared["turns"].notna()]
    turned = steps[steps["turns"].astype(bool)]
    names = [
        f"the {STATISTICS[t.statistic].words} of the {QUANTITIES[t.quantity].in_prose} in {t.year}"
        for t in turned.itertuples()
    ]
    medians = compared[compared["statistic"] == "median"]
    said = {"kept": f"{len(steps) - len(turned)} of {len(steps)}", "turned": listed(names, "none")}
    for of, name in (("reported", "train_kwh"), ("normalized", "train_kwh_normalized")):
        values = medians[medians["quantity"] == name].set_index("year")["without"]
        said[f"{of}_without"] = changes(values.to_dict(), name)
    return said


def list_spreads(baselines: pd.DataFrame) -> pd.DataFrame:
    """Return a row a GPU model that several teams have: how far their baselines differ."""
    parts = {str(year): part for year, part in baselines.groupby("year")}
    if len(parts) > 1:
        parts[listed(parts)] = baselines
    rows = [
        (
            years,
            r.model,
            r.teams,
            *(f"{v:.3f}" for v in (r.min, r.median, r.max)),
            f"{r.factor:.1f}",
        )
        for years, part in parts.items()
        for r in spread_within_models(part).itertuples()
    ]
    heads = ["Years", "GPU", "Teams", "Min (kWh)", "Median (kWh)", "Max (kWh)", "Factor"]
    return pd.DataFrame(rows, columns=heads)


def say_widest(baselines: pd.DataFrame) -> str:
    """Name the GPU model whose teams differ most in the baseline's energy, within a year."""
    spreads = {year: spread_within_models(part) for year, part in baselines.groupby("year")}
    widest = {y: s.loc[s["factor"].idxmax()] for y, s in spreads.items() if len(s)}
    texts = {
        year: f"{w['teams']} teams with {w['model']} report {w['min']:.3f} to {w['max']:.3f} kWh"
        for year, w in widest.items()
    }
    return each_year(texts, "no two teams name the same GPU")


def say_repeats(repeats: pd.DataFrame) -> str:
    """Say how the baseline's energy changed for teams with the same GPU in two years."""
    texts = [
        f"{r.team} ({r.model}), {r.before:.3f} kWh in {r.year} and {r.after:.3f} kWh in {r.next}"
        for r in repeats.itertuples()
    ]
    return "; ".join(texts) or "none"


def list_repeated(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return a row an energy that a team reports for several of its submitted systems."""
    rows = []
    for year, selection in selections.items():
        for quantity in ("train_kwh", "test_kwh"):
            for r in repeated_energies(selection.submitted, quantity).itertuples():
                rows.append((year, r.team, QUANTITIES[quantity].words, f"{r.kwh:.4g}", r.systems))
    return pd.DataFrame(rows, columns=["Year", "Team", "Quantity", "kWh", "Systems"])


def say_repeated(selections: Mapping[int, Selection]) -> dict[str, str]:
    """Say who repeats an energy: ``repeated`` systems by year, and ``differing`` baselines."""
    found = {y: repeated_energies(s.submitted, "train_kwh") for y, s in selections.items()}
    counts = {
        year: f"{repeated['systems'].sum()} of {selections[year].submitted['train_kwh'].count()}"
        for year, repeated in found.items()
    }
    differing = [
        f"{d.team} ({year}): {d.min:g} to {d.max:g} kWh"
        for year, selection in selections.items()
        for d in differing_baselines(selection.submitted).itertuples()
    ]
    return {"repeated": each_year(counts), "differing": "; ".join(differing) or "none"}
