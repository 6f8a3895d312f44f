"""What the chapter on how sure the trends are shows and says: frames, and sentences."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from sedenergy.analysis.uncertainty import Estimate
from sedenergy.book.sentences import listed
from sedenergy.book.universes import write_per_cent
from sedenergy.claims.judgement import Finding
from sedenergy.claims.robustness import Turn, write_turns
from sedenergy.printed.forms import Form
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed
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


EMPTY = 0.9
"""A claim that holds in as many worlds without the effect says nothing about the years."""

LIKELY = 0.05
"""In as many worlds without the effect what holds by chance is often taken for a finding."""


def say_placebo(shares: Mapping[ClaimKey, float]) -> dict[str, object]:
    """Count the claims: ``compared``, ``empty`` and ``likely`` ones; name the empty ones."""
    empty = [str(key) for key, share in shares.items() if share >= EMPTY]
    likely = sum(share > LIKELY for share in shares.values())
    names = listed(empty, "none")
    return {"compared": len(shares), "empty": len(empty), "likely": likely, "empty_names": names}


def list_placebo(
    shares: Mapping[ClaimKey, float], findings: Iterable[Finding], printed: Printed
) -> pd.DataFrame:
    """Return a row a claim that compares years, what holds most often without the effect first."""
    verdicts = {finding.key: finding.verdict for finding in findings}
    ordered = sorted(shares, key=lambda key: -shares[key])
    rows = [
        (str(key), printed.claims[key].claim, verdicts[key], write_per_cent(shares[key]))
        for key in ordered
    ]
    return pd.DataFrame(rows, columns=["Claim", "It says", "Verdict", "Holds by chance in"])


def list_turned(
    turned: Mapping[ClaimKey, Sequence[Turn]], findings: Iterable[Finding], printed: Printed
) -> pd.DataFrame:
    """Return a row a claim whose verdict turns when one system or team is left out."""
    verdicts = {finding.key: finding.verdict for finding in findings}
    rows = [
        (str(key), printed.claims[key].claim, verdicts[key], write_turns(turns))
        for key, turns in turned.items()
        if turns
    ]
    return pd.DataFrame(rows, columns=["Claim", "It says", "Verdict", "Without it"])


def claims_in_worlds(
    shares: Mapping[ClaimKey, float], turned: Mapping[ClaimKey, Sequence[Turn]]
) -> pd.DataFrame:
    """Return a row a claim for the ledger: ``id``, ``placebo`` and ``turned_by``."""
    rows = [
        (str(key), write_per_cent(shares[key]) if key in shares else "", write_turns(turns))
        for key, turns in turned.items()
    ]
    return pd.DataFrame(rows, columns=["id", "placebo", "turned_by"])


def say_headline(changes: Sequence[Estimate]) -> dict[str, str]:
    """Say what becomes of the median training energy, and whether that can be told from chance.

    ``reported``, ``normalised``: how it moves between the last two years that have it; ``verdict``.
    """
    found = {e.what[0]: e for e in changes if e.what[1] == "median"}  # the last of each quantity
    kinds = {"reported": "train_kwh", "normalised": "train_kwh_normalized"}
    shown = {name: found[quantity] for name, quantity in kinds.items() if quantity in found}
    said = dict.fromkeys(kinds, "cannot be compared")
    said |= {name: _say_move(estimate) for name, estimate in shown.items()}
    sure = [name for name, e in shown.items() if e.is_sure]
    if not shown:
        return {**said, "verdict": "There are not two years to compare."}
    words = {0: "Neither change can", 2: "Both changes can"}
    verdict = words.get(len(sure), f"Only the {listed(sure)} change can")
    if len(shown) == 1:
        verdict = "This change can" if sure else "This change cannot"
    return {**said, "verdict": f"{verdict} be told from chance."}


def _say_move(estimate: Estimate) -> str:
    before, after = estimate.between
    verb = "rises" if estimate.value > 1 else "falls"
    return f"{verb} from {before} to {after} ({write_effect(estimate.value, estimate)})"
