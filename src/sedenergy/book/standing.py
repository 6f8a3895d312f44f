"""How each claim stands: its verdict with what other worlds say of it, in one table."""

import pandas as pd

from sedenergy.claims.judgement import VERDICTS

STANDINGS = {
    "stands": "stands",
    "choice": "holds, but hangs on a choice of method",
    "one": "holds, but one system or team turns it",
    "chance": "holds, but may be chance",
    "part": "holds in part",
    "fails": "fails",
    "untold": "cannot be checked",
}
"""How a claim can stand, in words, the firmest first."""

RARE = 5
"""Up to how many per cent of the worlds without an effect a claim may hold and still stand."""


def list_standings(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim of the ledger, those that stand first.

    Parameters
    ----------
    ledger : DataFrame
        With the columns ``universes``, ``placebo`` and ``turned_by`` filled.

    Returns
    -------
    DataFrame
        ``Claim``, ``It says``, ``It``, ``Holds in choices``, ``Holds by chance``, ``Turned by``.
    """
    claims = ledger[ledger["kind"] == "claim"]
    standing = [_standing(claim) for claim in claims.to_dict("records")]
    order = list(STANDINGS)
    frame = pd.DataFrame(
        {
            "Claim": claims["id"],
            "It says": claims["what"],
            "It": [STANDINGS[name] for name in standing],
            "Holds in choices": claims["universes"].str.partition(" of ")[0],
            "Holds by chance": claims["placebo"],
            "Turned by": claims["turned_by"],
            "place": [order.index(name) for name in standing],
        }
    )
    return frame.sort_values("place", kind="stable").drop(columns="place")


def _standing(claim: dict[str, str]) -> str:
    verdict = claim["verdict"]
    if verdict != VERDICTS[0]:
        return dict(zip(VERDICTS[1:], ("part", "fails", "untold"), strict=True))[verdict]
    if claim["placebo"] and _per_cent(claim["placebo"]) > RARE:
        return "chance"
    if not claim["universes"].startswith("100 %"):
        return "choice"
    return "one" if claim["turned_by"] else "stands"


def _per_cent(share: str) -> float:
    """Read a share as ``write_per_cent`` writes it."""
    return float(share.removeprefix("over ").removeprefix("under ").removesuffix(" %"))


def count_standings(standings: pd.DataFrame) -> pd.DataFrame:
    """Return a row a way to stand: ``It``, and how many ``Claims`` there are."""
    counts = standings["It"].value_counts()
    rows = [(words, int(counts.get(words, 0))) for words in STANDINGS.values()]
    return pd.DataFrame(rows, columns=["It", "Claims"])
