"""What the paper's words are taken to mean where a claim prints no number."""

from sedenergy.analysis.figures import TOP
from sedenergy.claims.wording import write_share

SLIGHTLY = 0.15
"""A slight change, or about the same: at most this share, the largest that the paper itself calls
slight being the fall of MACs in its table I, from 124 to 108."""

STRONGLY = 0.5
"""A strong, marked or clear rise: at least this share, half of the doubling that is named."""

SIMILAR = 2.0
"""A similar range: no end moves by more than this factor; figure 1 spans three powers of ten."""

FAR = 10.0
"""Far less, much more: at least this factor, a power of ten."""

HALF_WITHIN = 0.1
"""About half: give or take this share, less than halfway to a quarter or three quarters."""

FEW = 0.2
"""A few: at most this share, one in five."""

MOST = 0.5
"""Most: more than this share, the plain majority."""

TOWARD = 2 / 3
"""Toward the low end: at least this share lies in the lower half, where half would by chance."""

SPREAD = 0.25
"""Spread over quadrants: at least this share in each, an even share of four."""

GENERALLY = 0.75
"""In general: in at least this share of the cases, three for one against."""

SIMPLE = 0.8
"""Follows in a simple way: a rank correlation of at least this; 1 would be the same order."""

THIRD_DECIMAL = 0.0005 + 1e-9
"""The same to the third decimal: within half a unit of it, and what binary arithmetic adds."""

SAME_SCORE = 0.005 + 1e-9
"""The same score: within half a unit of the two decimals that the paper prints."""

# The sentences that say so, of the words that several claims use.
STRONG = f"Strong means here by at least {write_share(STRONGLY)}."
SLIGHT = f"Slight means here by at most {write_share(SLIGHTLY)}."
A_FEW = f"A few means here at most {write_share(FEW)}."
MAJORITY = f"Most means here more than {write_share(MOST)}."
TOPS = f"The groups of the {TOP} best in figure 1 are compared"
