"""The two lists that are kept in ``data/published/``: deviations and verdicts.

Each is what the ledger found when it was last looked at, so that nothing changes unseen.
"""

import pandas as pd

from sedenergy.printed.record import FILES, UNEXPLAINED


def deviations_csv(ledger: pd.DataFrame) -> str:
    """Return what ``deviations.csv`` has to hold: all that does not come out as printed.

    Parameters
    ----------
    ledger : DataFrame
        As `sedenergy.check.ledger.build_ledger` gives it of all years that the paper covers.

    Returns
    -------
    str
        CSV with the columns ``id, printed, reproduced, variant, cause``, first the numbers of the
        tables, then the points of the figures.
    """
    differing = ledger[ledger["verdict"].isin(["explained", "differs"])]
    named = differing["variant"].where(differing["verdict"] == "explained", UNEXPLAINED)
    return _csv_text("deviations", differing.assign(variant=named))


def verdicts_csv(ledger: pd.DataFrame) -> str:
    """Return what ``verdicts.csv`` has to hold: the verdict on every claim.

    The paper prints no verdicts.
    """
    return _csv_text("verdicts", ledger[ledger["kind"] == "claim"])


def _csv_text(name: str, rows: pd.DataFrame) -> str:
    return str(rows[list(FILES[name])].to_csv(index=False, lineterminator="\n"))
