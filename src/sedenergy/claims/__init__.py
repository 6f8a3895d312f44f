"""What the paper's prose says of the data: each claim judged by what is computed.

A claim's text stands in ``data/published/claims.csv``. How it is judged stands in the module of
its chapter, as a function or a row whose name is the claim's id: ``claim_17`` judges ``claim-17``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sedenergy.analysis.analysis import Analysis
from sedenergy.claims import (
    energy_caps,
    general_trends,
    gpu_share,
    normalization,
    performance,
    quadrants,
)
from sedenergy.claims.evidence import Evidence
from sedenergy.claims.judgement import VERDICTS, Finding, Judgement, MissingDataError
from sedenergy.errors import DataError
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed

__all__ = ["CLAIMS", "VERDICTS", "Claim", "Finding", "judge"]

_CHAPTERS = {
    general_trends: "general_trends",
    normalization: "normalization",
    gpu_share: "gpu_share",
    performance: "performance",
    quadrants: "performance",
    energy_caps: "energy_caps",
}
"""Each module and its notebook."""


@dataclass(frozen=True)
class Claim:
    """A claim, the notebook that computes it, and the function or row that judges it."""

    key: ClaimKey
    chapter: str
    judge: Callable[[Evidence], Judgement]

    @property
    def compares_years(self) -> bool:
        """Whether it speaks of a change between years (`sedenergy.claims.rules.of_change`)."""
        return getattr(self.judge, "compares_years", False)

    def find(self, evidence: Evidence, nearby: bool = True) -> Finding:
        """Judge the claim; it cannot be checked where the data lack what it rests on.

        With `nearby`, it is judged again at the nearby values of each threshold that it uses.
        """
        try:
            found = self.judge(evidence)
        except MissingDataError as missing:
            found = Judgement((), str(missing), printed_table=missing.printed_table)
        turned = self._turn(evidence, found) if nearby else ""
        text = f"{found.text[:1].upper()}{found.text[1:]}."
        said = (text, *(each.sentence for each in found.uses), found.criterion, turned)
        evidence_text = " ".join(filter(None, said))
        return Finding(
            self.key, found.verdict, evidence_text, found.printed_table, self.chapter, turned
        )

    def _turn(self, evidence: Evidence, found: Judgement) -> str:
        """Say which nearby value of a threshold gives another verdict."""
        said = []
        for threshold in found.uses:
            turning: dict[str, list[str]] = {}
            for value in threshold.nearby:
                verdict = self.judge(evidence.at(threshold, value)).verdict
                if verdict != found.verdict:
                    turning.setdefault(verdict, []).append(threshold.write(value))
            for verdict, bounds in turning.items():
                would = verdict.replace("holds", "hold").replace("fails", "fail")
                said.append(f"If “{threshold.word}” meant {' or '.join(bounds)}, it would {would}.")
        return " ".join(said)


_RULES = {
    ClaimKey(int(name.removeprefix("claim_"))): (chapter, rule)
    for module, chapter in _CHAPTERS.items()
    for name, rule in vars(module).items()
    if name.startswith("claim_")
}
CLAIMS = {key: Claim(key, *_RULES[key]) for key in sorted(_RULES)}
"""Every claim that is judged, in order."""


def judge(
    analysis: Analysis, printed: Printed, only: Collection[ClaimKey] = (), nearby: bool = True
) -> list[Finding]:
    """Judge the claims of ``claims.csv``.

    Parameters
    ----------
    analysis : Analysis
        Of the years that the paper covers. Where one is missing, the claims that rest on it
        cannot be checked.
    printed : Printed
    only : collection of ClaimKey, optional
        The claims to judge; every one where it is empty.
    nearby : bool
        Whether to judge again at nearby meanings of words, for `Finding.turned_by_criterion`.

    Returns
    -------
    list of Finding
        In the order of the file.

    Raises
    ------
    DataError
        A claim has no function, a function no claim, or a claim does not print the numbers by
        which it is judged.
    """
    if strange := [str(key) for key in printed.claims if key not in CLAIMS]:
        raise DataError("no function judges this claim", file="claims.csv", value=strange[0])
    if lost := [str(key) for key in CLAIMS if key not in printed.claims]:
        problem = "a function judges this claim, but it is not there"
        raise DataError(problem, file="claims.csv", value=lost[0])
    evidence = Evidence(analysis, printed)
    chosen = [key for key in printed.claims if not only or key in only]
    return [CLAIMS[key].find(evidence, nearby=nearby) for key in chosen]
