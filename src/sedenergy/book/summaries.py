"""What chapters show and say beside the paper's tables: frames, and comparisons in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from sedenergy.analysis.caps import CAPPED, cap_curve, capped
from sedenergy.analysis.crosscheck import AGREEMENTS
from sedenergy.analysis.figures import PANELS
from sedenergy.analysis.selection import GROUP_OF, SHARES, Selection
from sedenergy.book.sentences import change, changes, count, each_year, listed, say_value
from sedenergy.book.theme import MARKS
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import UNEXPLAINED
from sedenergy.vocabulary import QUANTITIES, STATISTICS

_ENERGY = "train_kwh_normalized"
_QUADRANTS = {
    "top-right": "Top right: higher score, for less energy per score",
    "bottom-right": "Bottom right: higher score, for more energy",
    "bottom-left": "Bottom left: lower score, for more energy",
    "top-left": "Top left: lower score, for less energy",
}


def count_selected(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return a row a year: how many systems were submitted, and how many each step leaves."""
    rows = []
    for year, selection in selections.items():
        steps, valid = selection.log["step"], len(selection.valid)
        compared: list[object] = ["not asked for", "–"]
        if selection.year.facts.reference_train_kwh:
            compared = [valid - len(selection.normalized), len(selection.normalized)]
        left_out = [(steps == "valid").sum(), (steps == "duplicate").sum()]
        rows.append([year, len(selection.submitted), *left_out, valid, *compared])
    heads = ["Year", "Submitted", "No complete report", "Duplicates", "Valid"]
    heads += ["No usable baseline energy", "Normalised comparison"]
    return pd.DataFrame(rows, columns=heads)


def spread(values: pd.Series) -> float:
    """Return the factor between the least value above 0 and the largest; NaN where none is."""
    positive = values[values > 0]
    return float(positive.max() / positive.min())


def years_apart(first: Mapping[int, float], second: Mapping[int, float]) -> list[int]:
    """Return the years in which just one of two quantities rises, against the last with both."""
    both = pairwise(year for year in first if year in second)
    return [y for x, y in both if (first[y] > first[x]) != (second[y] > second[x])]


def count_agreements(checked: pd.DataFrame) -> pd.DataFrame:
    """Return a row a year and derived column: how many of the organisers' figures come out."""
    counted = pd.crosstab([checked["year"], checked["quantity"]], checked["agreement"])
    counted = counted.reindex(columns=list(AGREEMENTS), fill_value=0).reset_index()
    heads = ["Year", "Column", "From the raw figures", "From rounded energies", "Not"]
    return counted.set_axis(heads, axis=1)


def count_agreeing(checked: pd.DataFrame) -> dict[str, object]:
    """Count how far the organisers' figures come out: ``checked``, ``from_raw`` and so on.

    Of those ``from_rounded`` energies, ``rounded_test`` counts those weighted by test energy, and
    ``rounded_train`` names the systems of the others.
    """
    kinds = zip(("from_raw", "from_rounded", "not_at_all"), AGREEMENTS, strict=True)
    counts = {name: (checked["agreement"] == kind).sum() for name, kind in kinds}
    rounded = checked[checked["agreement"] == AGREEMENTS[1]]
    by_train = rounded[~rounded["quantity"].astype(str).str.endswith("_test")]
    counts |= {"checked": len(checked), "rounded_test": len(rounded) - len(by_train)}
    return {**counts, "rounded_train": listed(by_train["system"].unique(), "none")}


def list_not_raw(checked: pd.DataFrame) -> pd.DataFrame:
    """Return a row a figure of the organisers' that does not come out of the raw figures."""
    rows = [
        (c.year, c.system, c.quantity, f"{c.organisers:.6g}", f"{c.recomputed:.6g}", c.agreement)
        for c in checked[checked["agreement"] != AGREEMENTS[0]].itertuples()
    ]
    heads = ["Year", "System", "Column", "Organisers", "Recomputed", "Agrees"]
    return pd.DataFrame(rows, columns=heads)


def list_gpu_shares(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return a row a system that reports both of its shares of the GPU."""
    rows = [
        (year, system["system"], *(f"{system[share]:.1f}" for share in SHARES))
        for year, selection in selections.items()
        for system in selection.valid.dropna(subset=SHARES).to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["Year", "System", "Training (%)", "Test (%)"])


def count_lower_at_test(selection: Selection) -> str:
    """Say for how many of a year's systems the GPU's share is lower at test than in training."""
    systems = selection.valid.dropna(subset=SHARES)
    lower = (systems["test_gpu_share"] < systems["train_gpu_share"]).sum()
    return f"{lower} of {len(systems)} systems"


def describe_groups(selections: Mapping[int, Selection]) -> pd.DataFrame:
    """Return a row a year and group: medians of training energy and PSDS, and the best PSDS."""
    rows = []
    for year, selection in selections.items():
        for name, group in GROUP_OF.items():
            systems = group(selection.normalized)
            energy, psds = systems[_ENERGY].median(), systems["psds"]
            values = [f"{energy:.2f}", f"{psds.median():.3f}", f"{psds.max():.3f}"]
            texts = values if len(systems) else ["–"] * len(values)
            rows.append((year, f"{MARKS[name].words}s", len(systems), *texts))
    heads = ["Median energy train norm. (kWh)", "Median PSDS", "Best PSDS"]
    return pd.DataFrame(rows, columns=["Year", "Group", "Systems", *heads])


def compare_groups(points: pd.DataFrame) -> dict[str, str]:
    """Say how the best ensembles and the best single systems of figure 1 compare.

    Of `points` the best of a year and group stands first. ``best_ensembles``, ``best_singles``:
    PSDS and energy of each year's best; ``ratios``: of the two energies; ``overlap``: how many
    single systems use more than the ensemble of their year that uses least; ``next_psds``,
    ``next_kwh``: the change from a year's best ensemble to the best single system of the next year.
    """
    entries = points[points["group"] != "baseline"]
    best, said, ratios, overlap = {}, {}, {}, {}
    for group in GROUP_OF:
        firsts = entries[entries["panel"] == group].drop_duplicates("year").sort_values("year")
        best[group] = {p.year: p for p in firsts.itertuples()}
        texts = {
            year: f"{say_value(p.x, 'psds')} with {say_value(p.y, _ENERGY)}"
            for year, p in best[group].items()
        }
        said[f"best_{group}s"] = each_year(texts, "nothing that can be compared")
    ensembles, singles = best.values()
    for year in (year for year in ensembles if year in singles):
        ratios[year] = f"{ensembles[year].y / singles[year].y:.1f}"
        energies = entries[entries["year"] == year].groupby("panel")["y"]
        overlap[year] = (energies.get_group("single") > energies.min()["ensemble"]).sum()
    pairs = pairwise(sorted({*ensembles, *singles}))
    steps = [(ensembles[a], singles[b]) for a, b in pairs if a in ensembles and b in singles]
    psds = [changes({a.year: a.x, b.year: b.x}, "psds") for a, b in steps]
    kwh = [changes({a.year: a.y, b.year: b.y}, _ENERGY) for a, b in steps]
    said |= {"ratios": each_year(ratios, "not known"), "overlap": each_year(overlap, "none")}
    none = "cannot be compared"
    return said | {"next_psds": listed(psds, none), "next_kwh": listed(kwh, none)}


def count_quadrants(quadrants: pd.DataFrame) -> pd.DataFrame:
    """Return a row a year, score and quadrant of figure 2: how many systems lie in it."""
    rows = []
    for year, score, quadrant, systems in _in_quadrants(quadrants):
        counts = [(systems["group"] == group).sum() for group in GROUP_OF]
        rows.append((year, score, _QUADRANTS[quadrant], *counts))
    groups = [f"{MARKS[group].words}s" for group in GROUP_OF]
    return pd.DataFrame(rows, columns=["Year", "Score", "Quadrant", *groups])


def list_quadrants(quadrants: pd.DataFrame) -> pd.DataFrame:
    """Return a row a score and system of figure 2: the quadrant in which it lies."""
    rows = []
    for year, score, quadrant, systems in _in_quadrants(quadrants):
        place = (year, score, _QUADRANTS[quadrant].split(":")[0])
        for p in systems.itertuples():
            rows.append((*place, p.system, MARKS[p.group].words, f"{p.x:.3f}", f"{p.y:.3f}"))
    heads = ["Year", "Score", "Quadrant", "System", "Kind", "Value", "Energy-weighted"]
    return pd.DataFrame(rows, columns=heads)


def _in_quadrants(quadrants: pd.DataFrame) -> Iterator[tuple[int, str, str, pd.DataFrame]]:
    """Yield year, score, quadrant and its systems, in the order in which they are shown."""
    for score, panel in _by_score(quadrants):
        for year in sorted(quadrants["year"].unique()):
            for quadrant in _QUADRANTS:
                is_here = (panel["year"] == year) & (panel["quadrant"] == quadrant)
                yield year, score, quadrant, panel[is_here]


def _by_score(quadrants: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the score of each panel of figure 2 that has points, and these."""
    for panel in (panel for panel in PANELS if panel in set(quadrants["panel"])):
        yield QUANTITIES[PANELS[panel]].words, quadrants[quadrants["panel"] == panel]


def describe_top_right(quadrants: pd.DataFrame) -> dict[str, str]:
    """Say how many systems are ``better`` than the baseline, weighted by energy too, and which."""
    better, names = [], []
    for score, panel in _by_score(quadrants):
        systems = panel[panel["quadrant"] == "top-right"]
        counts = {MARKS[g].words.lower(): (systems["group"] == g).sum() for g in GROUP_OF}
        better.append(f"{listed(count(n, words) for words, n in counts.items())} for {score}")
        names.append(f"{listed(systems['system'], 'none')} for {score}")
    return {"better": listed(better, "none"), "better_systems": listed(names, "none")}


def list_recomputed(points: pd.DataFrame) -> str:
    """Name the points of figure 2 that differ from the recomputed ones by more than rounding."""
    # Half a unit of the third decimal, and the noise of binary arithmetic.
    differing = points[(points["y"] - points["y_recomputed"]).abs() > 0.0005 + 1e-12]
    texts = [
        f"{p.system} ({QUANTITIES[p.y_quantity].in_prose}: {p.y:.3f} given, "
        f"{p.y_recomputed:.3f} recomputed)"
        for p in differing.itertuples()
    ]
    return listed(texts, "none")


def list_cap_steps(selections: Mapping[int, Selection]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a row a step of a cap's curve: from which cap on a system is the best.

    Returns
    -------
    tuple of DataFrame
        As shown; and as data, ``quantity, year, unit, cap, psds, system``.
    """
    shown, data = [], []
    for quantity in CAPPED:
        record = QUANTITIES[quantity]
        for year, selection in selections.items():
            for step in cap_curve(capped(selection, quantity), quantity).itertuples():
                values = (say_value(step.cap, quantity), f"{step.psds:.3f}")
                shown.append((record.label, year, *values, step.system))
                data.append((quantity, year, record.unit, step.cap, step.psds, step.system))
    heads = ["Capped quantity", "Year", "Cap above", "Best PSDS", "System"]
    columns = ["quantity", "year", "unit", "cap", "psds", "system"]
    return pd.DataFrame(shown, columns=heads), pd.DataFrame(data, columns=columns)


def last_steps(selections: Mapping[int, Selection]) -> str:
    """Say by year beyond which training energy no cap brings a better score."""
    curves = {year: cap_curve(capped(s, _ENERGY), _ENERGY) for year, s in selections.items()}
    ends = {year: curve["cap"].iloc[-1] for year, curve in curves.items() if len(curve)}
    return each_year({year: say_value(end, _ENERGY) for year, end in ends.items()}, "no cap")


def count_costly_caps(values: Mapping[NumberKey, float]) -> dict[str, object]:
    """Count the ``caps`` of table VI, and the ``costly`` ones, which lower the best PSDS.

    ``under_median``: by year, the change of the best PSDS under the cap at the median of the
    training energy.
    """
    losses, under_median = [], {}
    for key, best in values.items():
        cap, of = STATISTICS[key.statistic].cap, STATISTICS[key.statistic].of
        if of and cap and cap.quantile is not None:
            without = values[replace(key, statistic=f"all.{of}")]
            losses.append(best < without)
            if (key.quantity, cap.name) == (_ENERGY, "median"):
                under_median[key.year] = change(without, best, of)
    said = each_year(under_median, "cannot be compared")
    return {"caps": len(losses), "costly": sum(losses), "under_median": said}


def list_disagreements(ledger: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return a row a claim that does not hold, or not alike on the printed numbers; and counts.

    The counts: ``claims``; ``not_holding``; ``on_print``: those that can also be judged on the
    printed numbers; ``split``: those of them that come out differently there.
    """
    claims = ledger[ledger["kind"] == "claim"]
    fails = claims["verdict"] != "holds"
    on_print = claims[claims["on_print"] != ""]
    split = [c.id for c in on_print.itertuples() if not c.on_print.startswith(c.verdict)]
    rows = []
    for c in claims[fails | claims["id"].isin(split)].itertuples():
        says = f"{c.what} ({c.printed})" if c.printed else c.what
        rows.append((c.id, c.section, says, f"{c.verdict}: {c.cause}", c.on_print))
    heads = ["Claim", "Section", "It says", "The data", "The printed numbers"]
    counts = {"claims": len(claims), "not_holding": int(fails.sum())}
    counts |= {"on_print": len(on_print), "split": len(split)}
    return pd.DataFrame(rows, columns=heads), counts


def list_deviations(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return a row a printed number or point that does not come out as printed."""
    differing = ledger[ledger["verdict"].isin(["explained", "differs"])]
    found = differing["variant"].where(differing["verdict"] == "explained", UNEXPLAINED)
    columns = differing.assign(variant=found)[["id", "printed", "reproduced", "variant", "cause"]]
    return columns.set_axis(["Entry", "Printed", "We get", "Variant", "Cause"], axis=1)
