"""The decisions that the authors could have taken otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Decision:
    """One decision other than the method's: a field of `Method`, its value, and what it means.

    Attributes
    ----------
    name, field : str
    value : object
    meaning : str
    is_cause : bool
        It is tried as the cause of a printed number that does not come out.
    is_choice : bool
        It is a choice that can be defended: every claim is judged under it as well.
    """

    name: str
    field: str
    value: object
    meaning: str
    is_cause: bool = True
    is_choice: bool = False


DECISIONS: tuple[Decision, ...] = (
    Decision(
        "duplicates kept",
        "duplicates",
        "kept",
        "systems with equal figures all count",
        is_choice=True,
    ),
    Decision(
        "one system for each normalised training energy",
        "duplicates",
        "train normalized",
        "of systems equal in normalised training energy the first counts",
    ),
    Decision(
        "duplicates by normalised energy",
        "duplicates",
        "normalized",
        "systems are duplicates when their normalised energies are equal, not the reported ones",
        is_choice=True,
    ),
    Decision(
        "baselines left out",
        "baselines",
        False,
        "the organisers' baselines do not count",
        is_choice=True,
    ),
    Decision(
        "unusable baseline energy kept",
        "left_out",
        False,
        "the systems that the normalised comparison leaves out by name count as well",
        is_choice=True,
    ),
    Decision(
        "None is no ensemble",
        "none_is_ensemble",
        False,
        "a subsystem count that reads None makes a single system",
        is_choice=True,
    ),
    Decision(
        "organisers' rounded energies",
        "organisers_normalized",
        True,
        "the organisers' own normalised energies, with three decimals, are used",
        is_choice=True,
    ),
    Decision(
        "cap includes its threshold",
        "cap",
        "at most",
        "a system on the threshold is left",
        is_choice=True,
    ),
    Decision(
        "contradictory reports left out",
        "contradictory",
        False,
        "reports that contradict their own hardware do not count",
        is_cause=False,
        is_choice=True,
    ),
    Decision(
        "only reports of the GPU",
        "gpu_reports",
        True,
        "where the GPU's energy was asked for, only systems that report it count",
        is_cause=False,
        is_choice=True,
    ),
    Decision(
        "one system a team",
        "one_a_team",
        True,
        "of a team's ensembles, and of its single systems, the one with the best PSDS counts",
        is_cause=False,
        is_choice=True,
    ),
    Decision(
        "geometric mean",
        "centre",
        "geometric mean",
        "the geometric mean stands for the median",
        is_cause=False,
        is_choice=True,
    ),
    Decision(
        "rounded twice",
        "rounding",
        "twice",
        "rounded to three decimals, then to those printed",
    ),
    Decision("cut", "rounding", "cut", "further decimals cut off, not rounded"),
    Decision("rounded up", "rounding", "up", "rounded to the next higher number"),
)
"""Every decision other than the authors'."""
