"""Causes of the printed numbers that do not come out: the decisions that give them.

A cause is computed: it is named only where the number that it gives is the printed one.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.decisions import Variant, all_variants, reproduce, value_by
from sedenergy.printed.forms import bumped, exact, number
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber

METHOD = Variant()
"""The authors' method: no other decision is taken."""


@dataclass(frozen=True)
class Score:
    """How many numbers a variant gives as printed, of the same quantity and of the whole year."""

    quantity: int
    of_quantity: int
    year: int
    of_year: int


@dataclass(frozen=True)
class Explanation:
    """What the search found for one printed number.

    Attributes
    ----------
    printed, reproduced : str
    variant : Variant or None
        The one that gives the printed text; None where none does.
    score, method_score : Score
        What else the variant gives as printed, and what the authors' method does.
    nearest : str
        What comes closest, where no variant gives the printed text.
    nearest_variant : Variant
        What gives it; without decisions, the method itself.
    alone : bool
        No other number needs the variant.
    """

    printed: str
    reproduced: str
    variant: Variant | None
    score: Score
    method_score: Score
    nearest: str = ""
    nearest_variant: Variant = METHOD
    alone: bool = False

    @property
    def cause(self) -> str:
        """The cause in one to three sentences, made of what was computed."""
        if self.variant is None:
            by = self.nearest_variant.name or "the method itself"
            return f"No variant gives {self.printed}; the nearest is {self.nearest}, by {by}."
        meaning = self.variant.meaning[0].upper() + self.variant.meaning[1:]
        gives, method = self.score, self.method_score
        reserves = ["no other number needs it"] if self.alone else []
        if gives.year < method.year:
            reserves.append("it gives fewer of the year's numbers than the method does")
        reserve = f" With the reserve that {' and '.join(reserves)}." if reserves else ""
        return (
            f"{meaning}. This gives {gives.quantity} of the {gives.of_quantity} numbers of this "
            f"quantity and year in the table, and {gives.year} of all {gives.of_year} of the year; "
            f"the method gives {method.quantity} and {method.year}.{reserve}"
        )


@dataclass(frozen=True)
class Search:
    """The printed numbers of some years, as the method and every variant of it give them.

    Attributes
    ----------
    analysis : Analysis
    numbers : mapping of NumberKey to PrintedNumber
    texts : mapping of Variant to mapping
        What each gives, in printed form; `METHOD` comes first.
    """

    analysis: Analysis
    numbers: Mapping[NumberKey, PrintedNumber]
    texts: Mapping[Variant, Mapping[NumberKey, str]]

    @property
    def variants(self) -> list[Variant]:
        """Those that were tried, without the method itself."""
        return [variant for variant in self.texts if variant != METHOD]

    def beside(self, key: NumberKey) -> list[NumberKey]:
        """Return the numbers of the same table and year: a row, made in one go."""
        return [k for k in self.numbers if (k.table, k.year) == (key.table, key.year)]

    def score(self, key: NumberKey, variant: Variant) -> Score:
        """Count what a variant gives as printed beside a number."""
        year = self.beside(key)
        quantity = [k for k in year if k.quantity == key.quantity]
        given = self._given(quantity, variant), self._given(year, variant)
        return Score(given[0], len(quantity), given[1], len(year))

    def _given(self, keys: list[NumberKey], variant: Variant) -> int:
        return sum(self.texts[variant][key] == self.numbers[key].text for key in keys)

    def distance(self, key: NumberKey, variant: Variant) -> Decimal:
        """Return how far a variant's value is from the printed one."""
        value = value_by(self.analysis, key, variant)
        if value is None:
            return Decimal("Infinity")
        return abs(exact(value) - number(self.numbers[key].text))


def search_variants(analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]) -> Search:
    """Compute printed numbers of the analysed years by the method and by every variant."""
    texts = {v: reproduce(analysis, numbers, v) for v in (METHOD, *all_variants())}
    return Search(analysis, numbers, texts)


def explain(
    analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]
) -> dict[NumberKey, Explanation]:
    """Find, for every printed number that does not come out, the variant that gives it.

    Of several variants the one that gives most of the numbers of the same table and year as
    printed is taken, for a row of a table was made in one go; then the one with the fewest
    decisions.

    Parameters
    ----------
    analysis : Analysis
        By the authors' method.
    numbers : mapping of NumberKey to PrintedNumber
        Of the analysed years, at least all of a table and year.

    Returns
    -------
    dict of NumberKey to Explanation
        In the order of the printed numbers.
    """
    given = reproduce(analysis, numbers)
    if all(given[key] == printed_number.text for key, printed_number in numbers.items()):
        return {}
    search = search_variants(analysis, numbers)
    found = {
        key: _explain_number(search, key)
        for key, printed_number in search.numbers.items()
        if search.texts[METHOD][key] != printed_number.text
    }
    uses = Counter(explanation.variant for explanation in found.values())
    return {
        key: replace(e, alone=e.variant is not None and uses[e.variant] == 1)
        for key, e in found.items()
    }


def _explain_number(search: Search, key: NumberKey) -> Explanation:
    printed, reproduced = search.numbers[key].text, search.texts[METHOD][key]
    method_score = search.score(key, METHOD)

    def rank(variant: Variant) -> tuple[int, int, int]:
        score = search.score(key, variant)
        return score.year, -len(variant.decisions), score.quantity

    giving = [variant for variant in search.variants if search.texts[variant][key] == printed]
    if giving:
        best = max(giving, key=rank)
        return Explanation(printed, reproduced, best, search.score(key, best), method_score)
    nearest = min(search.texts, key=lambda variant: search.distance(key, variant))
    text = search.texts[nearest][key]
    return Explanation(printed, reproduced, None, method_score, method_score, text, nearest)


def by_chance(analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]) -> dict[str, int]:
    """Count the wrong numbers for which a search among the variants finds a cause all the same.

    A search that tries many variants gives some numbers that were never printed. Each printed
    number that comes out is made wrong by one unit of its last digit, up and down, and looked for.

    Parameters
    ----------
    analysis, numbers
        As for `explain`.

    Returns
    -------
    dict of str to int
        ``variants``, tried on each; ``tried``, wrong numbers looked for; ``explained``, those
        that some variant gives; ``firmly``, those that a variant gives which also gives no fewer
        of the year's numbers in the table than the method does.
    """
    search = search_variants(analysis, numbers)
    counts = {"variants": len(search.variants), "tried": 0, "explained": 0, "firmly": 0}
    for key, printed_number in search.numbers.items():
        if search.texts[METHOD][key] != printed_number.text:
            continue
        # The number itself comes out by the method; made wrong, it no longer does.
        method = search.score(key, METHOD).year - 1
        for up in (True, False):
            wrong = bumped(printed_number.text, up)
            giving = [v for v in search.variants if search.texts[v][key] == wrong]
            # For the variant the wrong number counts, and it gives no other for this key.
            firm = [v for v in giving if 1 + search.score(key, v).year >= method]
            counts["tried"] += 1
            counts["explained"] += bool(giving)
            counts["firmly"] += bool(firm)
    return counts
