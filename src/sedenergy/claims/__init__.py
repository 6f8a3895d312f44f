"""What the paper's prose says of the data: each claim judged by what is computed.

A claim's text stands in ``data/published/claims.csv``. How it is judged stands in the module of
its chapter, as a function or a row whose name is the claim's id: ``claim_17`` judges ``claim-17``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sedenergy.analysis.analysis import Analysis
from sedenergy.claims import energy_caps, general_trends, gpu_share, normalization, performance
from sedenergy.claims.evidence import Evidence
from sedenergy.claims.judgement import VERDICTS, Finding, Judgement, MissingDataError
from sedenergy.errors import DataError
from sedenergy.printed.keys import ClaimKey
from sedenergy.printed.record import Printed

__all__ = ["CLAIMS", "VERDICTS", "Claim", "Finding", "judge"]

_CHAPTERS = {
    "general_trends": general_trends,
    "normalization": normalization,
    "gpu_share": gpu_share,
    "performance": performance,
    "energy_caps": energy_caps,
}
"""The module of each notebook."""


@dataclass(frozen=True)
class Claim:
    """A claim, the notebook that computes it, and the function or row that judges it."""

    key: ClaimKey
    chapter: str
    judge: Callable[[Evidence], Judgement]

    def find(self, evidence: Evidence) -> Finding:
        """Judge the claim; it cannot be checked where the data lack what it rests on."""
        try:
            found = self.judge(evidence)
        except MissingDataError as missing:
            found = Judgement((), str(missing), printed_table=missing.printed_table)
        text = f"{found.text[0].upper()}{found.text[1:]}. {found.criterion}".strip()
        return Finding(self.key, found.verdict, text, found.printed_table, self.chapter)


_RULES = {
    ClaimKey(int(name.removeprefix("claim_"))): (chapter, rule)
    for chapter, module in _CHAPTERS.items()
    for name, rule in vars(module).items()
    if name.startswith("claim_")
}
CLAIMS = {key: Claim(key, *_RULES[key]) for key in sorted(_RULES)}
"""Every claim that is judged, in order."""


def judge(analysis: Analysis, printed: Printed) -> list[Finding]:
    """Judge every claim of ``claims.csv``.

    Parameters
    ----------
    analysis : Analysis
        Of the years that the paper covers. Where one is missing, the claims that rest on it
        cannot be checked.
    printed : Printed

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
    return [CLAIMS[key].find(evidence) for key in printed.claims]
