"""Reports held against their own hardware: the watts that a GPU would have drawn."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from sedenergy.analysis.hardware import Hardware, read_hardware
from sedenergy.submissions.instruments import Card

LEAST, MOST = 0.2, 3.0
"""What the watts of a GPU over its TDP can be, as an average over a training.

A GPU that waits for work draws about a tenth of its TDP; one that trains draws more than a fifth.
It hardly ever draws more than its TDP. Processor and memory come on top, and other GPUs of the
machine where they are counted: three times the TDP leaves twice as much for these as for the GPU.
"""

_READ = ["model", "count", "hours", "gpu_hours", "tdp_low", "tdp_high"]

AGREES, TOO_LITTLE, TOO_MUCH, UNTOLD = "agrees", "too little", "too much", "cannot be told"
"""What is said of a report: its energy is too little or too much for its own hardware, or not."""


def hold_against_hardware(frame: pd.DataFrame, cards: Sequence[Card]) -> pd.DataFrame:
    """Hold each training energy against what the hardware that is named with it can draw.

    Parameters
    ----------
    frame : DataFrame
        Systems, with ``system``, ``team``, ``hardware`` (text), ``train_kwh``, ``gpu_train_kwh``.
    cards : sequence of Card
        The published power of the GPUs.

    Returns
    -------
    DataFrame
        A row a system, in the same order: ``system``, ``team``, ``hardware``; ``model``, with
        a plus between stages; ``count``, ``hours`` and ``gpu_hours`` (hours times GPUs), added
        over stages; ``tdp_low`` and ``tdp_high``, in watts: of the variants that the text allows,
        a mean over GPU hours where there are stages; ``train_kwh``; ``watts``, the energy over the
        GPU hours; ``own_watts``, the same of the GPU's own part of the energy; ``ratio``, of the
        watts to the nearest TDP of the range, so 1 within it; ``verdict``. What is not known is
        missing.
    """
    stages = [read_hardware(text) for text in frame["hardware"]]
    sums = [_sum_up(each, cards) for each in stages]
    read = pd.DataFrame(sums, index=frame.index, columns=_READ)
    table = frame[["system", "team", "hardware"]].join(read)
    table["train_kwh"] = frame["train_kwh"]
    table["watts"] = 1000 * frame["train_kwh"] / table["gpu_hours"]
    table["own_watts"] = 1000 * frame["gpu_train_kwh"] / table["gpu_hours"]
    nearest = table["watts"].clip(table["tdp_low"], table["tdp_high"])
    table["ratio"] = table["watts"] / nearest.where(table["tdp_low"].notna())
    verdicts = [TOO_LITTLE, TOO_MUCH, UNTOLD]
    conditions = [table["ratio"] < LEAST, table["ratio"] > MOST, table["ratio"].isna()]
    return table.assign(verdict=np.select(conditions, verdicts, AGREES))


def contradictory(frame: pd.DataFrame, cards: Sequence[Card]) -> pd.Series:
    """Say of each system whether its training energy contradicts its own hardware.

    Parameters
    ----------
    frame, cards
        As `hold_against_hardware` takes them.

    Returns
    -------
    Series of bool
        With the index of `frame`; False where it cannot be told.
    """
    return hold_against_hardware(frame, cards)["verdict"].isin([TOO_LITTLE, TOO_MUCH])


def _sum_up(stages: Sequence[Hardware], cards: Sequence[Card]) -> dict[str, object]:
    """Return what is known of all stages together; hours and power only where all are known."""
    powers = [tdp_range(stage, cards) for stage in stages]
    known = [(s.gpu_hours, *p) for s, p in zip(stages, powers, strict=True) if s.gpu_hours and p]
    hours, low, high = (
        np.array(known).T if len(known) == len(stages) > 0 else np.full((3, 1), np.nan)
    )
    names = [stage.model for stage in stages]
    return {
        "model": " + ".join(map(str, names)) if names and all(names) else None,
        "count": _add(stage.count for stage in stages),
        "hours": _add(stage.hours for stage in stages),
        "gpu_hours": hours.sum(),
        "tdp_low": (hours * low).sum() / hours.sum(),
        "tdp_high": (hours * high).sum() / hours.sum(),
    }


def _add(values: Iterable[float | None]) -> float:
    listed = list(values)
    return (
        sum((v for v in listed if v is not None), 0.0) if None not in listed and listed else np.nan
    )


def tdp_range(hardware: Hardware, cards: Sequence[Card]) -> tuple[float, float] | None:
    """Return the least and the largest TDP of the variants that a text allows, in watts.

    None where no such card is known.
    """
    fitting = [
        card.tdp_w
        for card in cards
        if card.model == hardware.model
        and hardware.form in ("", card.form)
        and hardware.memory_gb in (None, card.memory_gb)
    ]
    return (min(fitting), max(fitting)) if fitting else None
