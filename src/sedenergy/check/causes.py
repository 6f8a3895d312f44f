"""Causes of the printed numbers that do not come out: the decisions that give them.

Many decisions are tried, so some number is soon found by chance. A decision is a cause only where
it earns it: over the numbers for which it would have been taken, it gives more of the printed ones
than it takes away, by more than slips of the pen and the length of the search would explain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from sedenergy.analysis.analysis import Analysis
from sedenergy.check.trials import Search, Trial
from sedenergy.check.variants import METHOD, Variant, reproduce
from sedenergy.printed.forms import bumped
from sedenergy.printed.keys import NumberKey
from sedenergy.printed.record import PrintedNumber

MISTAKES = (1, 2, 3, 5, 10, 20)
"""Sizes of mistakes, in units of the last digit, for which the search is tried."""


@dataclass(frozen=True)
class Explanation:
    """What the search found for one printed number that does not come out.

    Attributes
    ----------
    printed, reproduced : str
    trial : Trial or None
        Of those that give the printed text the one with most evidence; None where none does.
    others : tuple of str
        Variants with as many decisions that give the same numbers.
    nearest : str
        What comes closest, where no variant gives the printed text.
    nearest_variant : Variant
        What gives it; without decisions, the method itself.
    """

    printed: str
    reproduced: str
    trial: Trial | None
    others: tuple[str, ...] = ()
    nearest: str = ""
    nearest_variant: Variant = METHOD

    @property
    def is_explained(self) -> bool:
        """Whether evidence bears the cause."""
        return self.trial is not None and self.trial.evidence > 0

    @property
    def variant(self) -> Variant:
        """The variant that gives the printed text, or the nearest to it."""
        return self.trial.variant if self.trial else self.nearest_variant

    @property
    def cause(self) -> str:
        """The cause in a few sentences, made of what was computed."""
        if self.trial is None:
            by = self.nearest_variant.name or "the method itself"
            return f"No variant gives {self.printed}; the nearest is {self.nearest}, by {by}."
        trial, name = self.trial, self.trial.variant.name
        noun = "number" if trial.brought == 1 else "numbers"
        counts = f"{trial.brought} printed {noun} and breaks {trial.broken}"
        if not self.is_explained:
            is_idle = trial.worth < trial.brought - trial.broken
            rest = ", no more than a part of it alone" if is_idle else ""
            return (
                f"No cause that evidence bears. “{name}” gives {self.printed}, but taken for "
                f"{trial.place} it brings {counts}{rest} (evidence {trial.evidence:.1f})."
            )
        meaning = trial.variant.meaning[0].upper() + trial.variant.meaning[1:]
        same = f" The same numbers come by: {'; '.join(self.others)}." if self.others else ""
        return (
            f"{meaning}. Taken for {trial.place}, this brings {counts} "
            f"(evidence {trial.evidence:.1f}).{same}"
        )


def explain(
    analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]
) -> dict[NumberKey, Explanation]:
    """Find, for every printed number that does not come out, what gives it, and its evidence.

    Parameters
    ----------
    analysis : Analysis
        By the authors' method.
    numbers : mapping of NumberKey to PrintedNumber
        Of the analysed years, at least all of a table.

    Returns
    -------
    dict of NumberKey to Explanation
        In the order of the printed numbers.
    """
    ours = reproduce(analysis, numbers)
    wrong = [key for key, printed_number in numbers.items() if ours[key] != printed_number.text]
    searches = {key.table: key for key in wrong}
    made = {
        table: Search(analysis, {k: n for k, n in numbers.items() if k.table == table})
        for table in searches
    }
    return {key: _explain_number(made[key.table], key) for key in wrong}


def _explain_number(search: Search, key: NumberKey) -> Explanation:
    """Find what gives a printed number that does not come out."""
    printed, ours = search.printed[key], search.texts[METHOD][key]
    giving = search.giving.get((search.keys.index(key), printed))
    if not giving:
        nearest = min(search.texts, key=lambda variant: search.distance(key, variant))
        return Explanation(printed, ours, None, (), search.texts[nearest][key], nearest)
    # Of equals the one with the fewest decisions, then the one for most numbers.
    best = max(giving, key=_rank)
    covered = [k for k, is_in in zip(search.keys, best.covers, strict=True) if is_in]
    others = [
        t.variant.name
        for t in giving
        if t.place == best.place and t.variant != best.variant
        if len(t.variant.decisions) <= len(best.variant.decisions)
        if all(search.texts[t.variant][k] == search.texts[best.variant][k] for k in covered)
    ]
    return Explanation(printed, ours, best, tuple(others))


def _rank(trial: Trial) -> tuple[bool, int, int, int]:
    """Rank what evidence bears first, then what gives most by the fewest decisions."""
    fewest = -len(trial.variant.decisions)
    return trial.evidence > 0, trial.brought - trial.broken, fewest, int(trial.covers.sum())


def try_mistakes(
    analysis: Analysis, numbers: Mapping[NumberKey, PrintedNumber]
) -> dict[int, tuple[int, int, int]]:
    """Count the wrong numbers for which the search finds something all the same.

    Each printed number that comes out is made wrong by some units of its last digit, up and down.

    Parameters
    ----------
    analysis, numbers
        As for `explain`.

    Returns
    -------
    dict of int to tuple of int
        For each size of `MISTAKES`: how many wrong numbers were tried, for how many some variant
        gives the wrong text, and for how many with evidence above 0.
    """
    counts = dict.fromkeys(MISTAKES, (0, 0, 0))
    for table in dict.fromkeys(key.table for key in numbers):
        search = Search(analysis, {k: n for k, n in numbers.items() if k.table == table})
        right = [
            (at, text)
            for at, text in enumerate(search.printed.values())
            if search.texts[METHOD][search.keys[at]] == text
        ]
        for (at, text), size, sign in product(right, MISTAKES, (1, -1)):
            found = _try_mistake(search, at, bumped(text, sign * size))
            tried, given, borne = counts[size]
            counts[size] = (tried + 1, given + found[0], borne + found[1])
    return counts


def _try_mistake(search: Search, at: int, wrong: str) -> tuple[bool, bool]:
    """Say whether some variant gives a wrong text, and whether one does with evidence above 0."""
    giving = search.giving.get((at, wrong), [])
    retried = (search.try_variant(t.variant, t.place, t.covers, (at, wrong)) for t in giving)
    return bool(giving), any(trial.evidence > 0 for trial in retried)
