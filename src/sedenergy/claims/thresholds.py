"""What the paper's words are taken to mean where a claim prints no number.

A threshold is a plain convention, stated as such: none is taken from a number that a claim gives
which it judges. Each has other values that a reader could as well take, at which a claim is judged
again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sedenergy.claims.wording import write_share


@dataclass(frozen=True)
class Threshold:
    """What a word of the paper is taken to mean.

    Attributes
    ----------
    name : str
        By which it is known, whatever a claim's word for it is.
    value : float
    word : str
        In the middle of a sentence.
    bound : str
        What the word means, with ``{}`` for the value.
    nearby : tuple of float
        Other values that a reader could as well take.
    is_share : bool
        Whether the value is a share of one, written in per cent.
    """

    name: str
    value: float
    word: str
    bound: str
    nearby: tuple[float, ...]
    is_share: bool = True

    def called(self, word: str) -> "Threshold":
        """Return the same threshold by the word of another claim."""
        return replace(self, word=word)

    def write(self, value: float) -> str:
        """Write the bound at some value."""
        return self.bound.format(write_share(value) if self.is_share else f"{value:g}")

    @property
    def sentence(self) -> str:
        """Say what the word means."""
        return f"{self.word[0].upper()}{self.word[1:]} means here {self.write(self.value)}."


@dataclass(frozen=True)
class Criteria:
    """The thresholds in force: each at its own value, but for those that are changed, by name."""

    changed: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, threshold: Threshold) -> float:
        """Return the value of a threshold."""
        return self.changed.get(threshold.name, threshold.value)


AS_STATED = Criteria()

SLIGHTLY = Threshold("slight", 0.1, "slight", "by at most {}", (0.05, 0.15, 0.2))
"""A slight change, or about the same: a tenth, as a round number."""

STRONGLY = Threshold("strong", 0.5, "strong", "by at least {}", (0.25, 0.75, 1.0))
"""A strong, marked or clear rise: by half as much again."""

SIMILAR = Threshold("similar", 2, "similar", "within a factor of {}", (1.5, 3, 4), is_share=False)
"""A similar range, growth in step: less than a doubling or a halving."""

FAR = Threshold("far", 10, "far less", "by a factor of at least {}", (5, 20), is_share=False)
"""Far less, much more: a power of ten."""

HALF_WITHIN = Threshold("half", 0.1, "about half", "50 %, give or take {} of all", (0.05, 0.2))
"""About half: less than halfway to a quarter or three quarters."""

FEW = Threshold("few", 0.2, "a few", "at most {}", (0.1, 0.15, 0.3, 0.4))
"""A few: one in five."""

MOST = Threshold("most", 0.5, "most", "more than {}", (0.6, 2 / 3, 0.75))
"""Most: the plain majority."""

TOWARD = Threshold("low", 2 / 3, "toward the low end", "at least {} in the lower half", (0.6, 0.9))
"""Toward the low end: two in three, where one in two would lie there by chance."""

SPREAD = Threshold("spread", 0.25, "spread", "at least {} on each side", (0.125, 1 / 3, 0.4))
"""Spread over quadrants: an even share of four."""

GENERALLY = Threshold("general", 0.75, "in general", "in at least {} of cases", (0.5, 2 / 3, 0.9))
"""In general: three for one against."""

_CORRELATED = "a rank correlation of at least {}"
SIMPLE = Threshold("simple", 0.8, "a simple relation", _CORRELATED, (0.6, 0.9), is_share=False)
"""Follows in a simple way: close to the same order, which would be 1."""

LINKED = Threshold("linked", 0.3, "more with more", _CORRELATED, (0.15, 0.5), is_share=False)
"""More goes with more: what is often called a moderate correlation."""

WIDE = Threshold("wide", 1, "too widely", "a ratio of more than {}", (0.5, 2), is_share=False)
"""Too widely for a mean: the mean less the standard deviation is below nothing."""

HIGH = Threshold("high", 0.5, "high", "above {} of the single systems of both years", (0.6, 0.75))
"""A high performance: in the upper half."""

SAME_SCORE = Threshold("same", 0.005, "the same", "within {}", (0.0025, 0.01), is_share=False)
"""The same score: within half a unit of the two decimals that the paper prints."""

NOISE = 1e-9
"""What binary arithmetic adds to a difference of two decimal numbers."""

THIRD_DECIMAL = 0.0005 + NOISE
"""The same to the third decimal: within half a unit of it. How a figure is rounded, no word."""
