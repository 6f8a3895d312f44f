"""What the chapter on every choice shows."""

import pandas as pd

from sedenergy.book.universes import show_shares


def test_shares_are_shown_in_per_cent_and_kept_as_numbers():
    frame = pd.DataFrame({"Claim": ["a", "b", "c"], "Holds in": [0.004, 0.999, float("nan")]})
    shown = show_shares(frame)
    assert shown["Holds in"].tolist() == ["under 1 %", "over 99 %", "–"]
    assert shown["Claim"].tolist() == frame["Claim"].tolist()
    assert frame["Holds in"].iloc[0] == 0.004
