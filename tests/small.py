"""Small made-up years in memory, for cases that are worked out by hand."""

from __future__ import annotations

import pandas as pd

from sedenergy.submissions.columns import COLUMNS
from sedenergy.submissions.facts import Facts
from sedenergy.submissions.years import Year

NAN = float("nan")


def small_year(*rows: dict, year: int = 2030, **facts) -> Year:
    """Return a year of some systems; a figure that a row does not give is missing.

    A system is named A, B, C, … where it has no name, and has 1 parameter, 1 kWh for training and
    test each, different in the last so that none is a duplicate, where it does not give them.
    """
    texts = {c.name for c in COLUMNS if c.kind.read is None}
    filled = []
    for place, row in enumerate(rows):
        values = {c.name: "" if c.name in texts else NAN for c in COLUMNS}
        values |= {"system": chr(ord("A") + place), "parameters": 1.0, "train_kwh": 1.0}
        values |= {"test_kwh": 1.0 + place, "ensemble_count": NAN, "team": "team"} | row
        if "subsystems" in row and "ensemble_count" not in row and row["subsystems"].isdigit():
            values["ensemble_count"] = float(row["subsystems"])
        filled.append(values)
    frame = pd.DataFrame(filled)
    numbers = [c for c in frame if c not in texts]
    return Year(year, Facts(**facts), frame.astype(dict.fromkeys(numbers, float)))
