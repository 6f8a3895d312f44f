"""What the chapter on how sure the trends are shows and says: frames, and sentences."""

from collections.abc import Iterable, Sequence

import pandas as pd

from sedenergy.analysis.uncertainty import Estimate
from sedenergy.book.sentences import listed
from sedenergy.printed.forms import Form
from sedenergy.vocabulary import QUANTITIES, STATISTICS


def name_estimate(estimate: Estimate) -> str:
    """Name what is compared, as ``median of training energy``."""
    quantity, statistic = (estimate.what[0], STATISTICS[estimate.what[1]].words)
    if quantity not in QUANTITIES:
        return f"{statistic} share of the GPU, test less training"
    groups = ", ensembles over single systems" if len(estimate.between) == 3 else ""
    return f"{statistic} of {QUANTITIES[quantity].in_prose}{groups}"


def write_effect(value: float, estimate: Estimate) -> str:
    """Write a ratio as ``×2.21``, a difference with its sign."""
    if pd.isna(value):
        return "–"
    if estimate.nothing:
        return f"×{Form(2).write(value)}"
    return f"{value:+.1f}".replace("-", "−")


def write_years_of(estimate: Estimate) -> str:
    """Write the two years that are compared, or the one."""
    years = [part for part in estimate.between if isinstance(part, int)]
    return " → ".join(map(str, years))


def list_estimates(estimates: Iterable[Estimate]) -> pd.DataFrame:
    """Return a row a comparison: its value, both intervals, one value a team, without one team."""
    rows = []
    for e in estimates:
        ends = [
            " to ".join(write_effect(end, e) for end in pair)
            for pair in (e.by_team, e.by_system, e.without_one)
        ]
        value, alone = (write_effect(v, e) for v in (e.value, e.one_a_team))
        rows.append(
            (name_estimate(e), write_years_of(e), value, *ends[:2], alone, ends[2], _say_sure(e))
        )
    heads = ["Statistic", "Years", "Change", "95 % by teams", "95 % by systems"]
    heads += ["One value a team", "Without each team", "Told from no change"]
    frame = pd.DataFrame(rows, columns=heads)
    return frame.assign(
        Statistic=frame["Statistic"].str[:1].str.upper() + frame["Statistic"].str[1:]
    )


def _say_sure(estimate: Estimate) -> str:
    return "yes" if estimate.is_sure else "no"


def say_survivors(estimates: Sequence[Estimate]) -> dict[str, object]:
    """Count the comparisons, and say which can be told from no change.

    ``changes``; ``sure``, how many by teams; ``sure_by_systems``; ``survivors``, which by teams;
    ``turned``, how many turn their direction when some team is left out.
    """
    sure = [e for e in estimates if e.is_sure]
    names = [
        f"the {name_estimate(e)} from {' to '.join(map(str, e.between))} "
        f"({write_effect(e.value, e)}, {' to '.join(write_effect(x, e) for x in e.by_team)})"
        for e in sure
    ]
    by_systems = sum(_leaves_out(e.by_system, e.nothing) for e in estimates)
    turned = sum(not _leaves_out(e.without_one, e.nothing) for e in estimates)
    counts = {"changes": len(estimates), "sure": len(sure), "sure_by_systems": by_systems}
    return {**counts, "turned": turned, "survivors": listed(names, "none")}


def _leaves_out(ends: tuple[float, float], nothing: float) -> bool:
    return ends[0] > nothing or ends[1] < nothing


def say_price(estimates: Sequence[Estimate]) -> dict[str, str]:
    """Say what ensembles take and give beside single systems: ``energy_price``, ``score_gain``."""
    found: dict[str, list[str]] = {"train_kwh_normalized": [], "psds": []}
    for e in estimates:
        ends = " to ".join(write_effect(end, e) for end in e.by_team)
        found[e.what[0]].append(f"{write_effect(e.value, e)} ({ends}) in {e.between[0]}")
    energy, score = (listed(texts, "not known") for texts in found.values())
    return {"energy_price": energy, "score_gain": score}


def say_gap(estimates: Sequence[Estimate]) -> str:
    """Say how much lower the GPU's mean share is at test, in points."""
    texts = [
        f"{write_effect(e.value, e)} points "
        f"({' to '.join(write_effect(end, e) for end in e.by_team)}) in {e.between[0]}"
        for e in estimates
    ]
    return listed(texts, "not known")
