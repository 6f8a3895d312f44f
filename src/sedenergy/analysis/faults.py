"""What the files of a system and its baseline betray of how they were measured.

The signs are those that CodeCarbon's own code and threads explain; each docstring names its own.
Where the files hold enough to do without a fault, the system can be placed again without it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.hardware import read_hardware
from sedenergy.analysis.instrument import baselines_by_model
from sedenergy.analysis.placing import Entry, Placement, place
from sedenergy.analysis.watts import LEAST, MOST, hold_against_hardware, tdp_range
from sedenergy.printed.forms import write_digits
from sedenergy.submissions.emissions import Run
from sedenergy.submissions.instruments import Card

_UNKNOWN_CPU_W = 42.5
# The baseline's energy differs this much beyond what teams with the card report, or it is another.
_FAR = 2.0
# Energy over power is the duration, but for the seconds between two samples.
_FITS = 1.25
_MEMORY = {1: "no RAM", 2: "RAM at 3/8 W a GB"}
_NEWER_MEMORY = "RAM at 5 W a module"


@dataclass(frozen=True)
class Fault:
    """Something that a file betrays.

    Attributes
    ----------
    kind : str
        ``parts``, ``cpu``, ``gpu``, ``ram``, ``release``, ``machine``, ``watts``, ``baseline`` or
        ``duration``.
    said : str
        One sentence.
    assumed : str
        What is assumed of `entry`, as the start of a sentence; empty where that is None.
    entry : Entry or None
        The entry without the fault; None where the files do not hold enough to say it.
    """

    kind: str
    said: str
    assumed: str = ""
    entry: Entry | None = None


@dataclass(frozen=True)
class Effect:
    """How a fault moves the answer.

    `kwh` is the normalised training energy without the fault, `factor` that over the one with it;
    both are None where it cannot be told. `changed` are the fields of `Placement` that differ.
    """

    fault: Fault
    kwh: float | None = None
    factor: float | None = None
    changed: tuple[str, ...] = ()


def find_faults(analysis: Analysis, entry: Entry, cards: tuple[Card, ...]) -> list[Fault]:
    """Return what the files of an entry betray.

    Parameters
    ----------
    analysis : Analysis
        Its teams say what the baseline takes on a card.
    entry : Entry
    cards : tuple of Card
    """
    single = (
        _only_totals,
        _unknown_cpu,
        _large_ram,
        _other_counting,
        _other_machine,
        _odd_duration,
    )
    found = [fault for find in single for fault in find(entry)]
    found += [*_silent_gpu(entry, cards), *_odd_watts(entry, cards)]
    return [*found, *_odd_baseline(entry, analysis)]


def move(analysis: Analysis, placement: Placement, fault: Fault) -> Effect:
    """Return how a fault moves the placement: the entry is placed again without it."""
    if fault.entry is None:
        return Effect(fault)
    other = place(analysis, placement.year, fault.entry)
    stands = [
        (
            {score: rank.place for score, rank in p.ranks.items()},
            p.quadrants,
            [(cap.is_below, cap.place) for cap in p.caps],
            {score: not names for score, names in p.in_front.items()},
        )
        for p in (placement, other)
    ]
    names = ("ranks", "quadrants", "caps", "in_front")
    changed = tuple(n for n, a, b in zip(names, *stands, strict=True) if a != b)
    return Effect(fault, other.kwh, other.kwh / placement.kwh, changed)


def _who(entry: Entry, has: Callable[[Run], bool]) -> str:
    """Return whose runs have something, as a sentence begins; '' of none."""
    runs = {"system": entry.system, "baseline": entry.baseline}
    return " and ".join(name for name, run in runs.items() if has(run)).capitalize()


def _changed(entry: Entry, change: Callable[[Run], float | None]) -> Entry | None:
    """Return an entry whose runs have other energies; None where one is not above 0, or unknown."""
    kwh = [change(run) for run in (entry.system, entry.baseline)]
    if any(value is None or value <= 0 for value in kwh):
        return None
    runs = [
        replace(run, energy_kwh=value)
        for run, value in zip((entry.system, entry.baseline), kwh, strict=True)
        if value
    ]
    return replace(entry, system=runs[0], baseline=runs[1])


def _has_parts(run: Run) -> bool:
    return run.ram_kwh is not None


def _without_ram(run: Run) -> float | None:
    if run.ram_kwh is None:  # 1.x does not count it; a report may have it in its total
        return run.energy_kwh if run.major == 1 else None
    return run.energy_kwh - run.ram_kwh


def _only_totals(entry: Entry) -> Iterator[Fault]:
    """1.x and BoAmps give the total alone."""
    if who := _who(entry, lambda run: not _has_parts(run)):
        yield Fault("parts", f"{who}: the file has the total alone, so most faults cannot be seen.")


def _unknown_cpu(entry: Entry) -> Iterator[Fault]:
    """42.5 W is half of 85 W, `POWER_CONSTANT` of ``external/hardware.py``: #418, #515."""
    if who := _who(entry, lambda run: run.cpu_w == _UNKNOWN_CPU_W):
        said = f"{who}: the processor was not recognised; 42.5 W is half of an assumed 85 W."
        other = _changed(entry, lambda r: None if r.cpu_kwh is None else r.energy_kwh - r.cpu_kwh)
        yield Fault("cpu", said, "Without the processor in both runs", other)


def _large_ram(entry: Entry) -> Iterator[Fault]:
    """RAM counts by what the machine has, also where a job uses a part of it: #629.

    Energies are compared: before 3.2 the power of the GPU is its last sample, often an idle one.
    """
    if who := _who(entry, lambda run: (run.ram_kwh or 0) > (run.gpu_kwh or 0) > 0):
        said = f"{who}: RAM takes more than the GPU, as where a whole server's is counted."
        yield Fault("ram", said, "Without RAM in both runs", _changed(entry, _without_ram))


def _memory_of(run: Run) -> str:
    return _MEMORY.get(run.major, _NEWER_MEMORY)


def _other_counting(entry: Entry) -> Iterator[Fault]:
    """RAM from 2.0 on, by the module from 3.0 on (``external/ram.py``); GPU counters from 2.3 on.

    PUE multiplies each energy from 2.2.3 on.
    """
    counted = []
    for run in (entry.system, entry.baseline):
        numbers = tuple(int(part) for part in run.release.split(".")[:2] if part.isdigit())
        gpu = "the GPU by its counter" if numbers >= (2, 3) else "the GPU by samples"
        pue = f", a PUE of {write_digits(run.pue)}" if run.pue != 1 else ""
        counted.append(f"{_memory_of(run)}, {gpu}{pue}")
    if counted[0] == counted[1]:
        return
    texts = [
        f"the {name} with {run.release} ({text})"
        for name, run, text in zip(
            ("system", "baseline"), (entry.system, entry.baseline), counted, strict=True
        )
    ]
    said = f"Releases that count differently: {texts[0]}, {texts[1]}."
    differs = _memory_of(entry.system) != _memory_of(entry.baseline)
    other = _changed(entry, _without_ram) if differs else None
    yield Fault("release", said, "Without RAM in both runs" if other else "", other)


def _other_machine(entry: Entry) -> Iterator[Fault]:
    """Dividing by the baseline cancels the machine only where it is the same one."""
    for part in ("gpu_model", "cpu_model"):
        first, second = (getattr(run, part) for run in (entry.system, entry.baseline))
        if first and second and first != second:
            said = f"The system ran on {first}, the baseline on {second}: not the same machine."
            yield Fault("machine", said)
            return


def _odd_duration(entry: Entry) -> Iterator[Fault]:
    """RAM draws the same all the time: its energy over its power is the duration."""
    for name, run in {"System": entry.system, "Baseline": entry.baseline}.items():
        if not (run.ram_kwh and run.ram_w and run.is_whole_machine):
            continue
        ratio = 1000 * 3600 * run.ram_kwh / run.ram_w / run.duration_s
        # The energy has the PUE in it; the power as well in 3.3.2, not in 3.2.9.
        ratio = min(ratio, ratio / run.pue, key=lambda value: abs(value - 1))
        if 1 / _FITS <= ratio <= _FITS:
            continue
        hours = [write_digits(s / 3600) for s in (run.duration_s, ratio * run.duration_s)]
        said = (
            f"{name}: the run took {hours[0]} h, but RAM's energy at its power takes {hours[1]} h."
        )
        energies = {id(run): run.energy_kwh / ratio}
        other = _changed(entry, lambda r, known=energies: known.get(id(r), r.energy_kwh))  # type: ignore[misc]
        yield Fault("duration", said, "With energies of the run's duration", other)


def _tdp(run: Run, cards: tuple[Card, ...]) -> tuple[float, float] | None:
    (hardware,) = read_hardware(run.hardware)
    return tdp_range(hardware, cards)


def _full_kwh(run: Run, cards: tuple[Card, ...]) -> float | None:
    """Return what the GPUs of a run take at their full power; None where it is not known."""
    tdp = _tdp(run, cards)
    hours = run.duration_s / 3600 * (run.gpu_count or 1)
    return tdp[1] * hours * run.pue / 1000 if tdp else None


def _silent_gpu(entry: Entry, cards: tuple[Card, ...]) -> Iterator[Fault]:
    """Before Volta there is no counter in NVML, so CodeCarbon counts 0 from 2.3 on: #1316."""

    def is_silent(run: Run) -> bool:
        return run.gpu_kwh == 0 and bool(run.gpu_model)

    def with_gpu(run: Run) -> float | None:
        more = _full_kwh(run, cards) if is_silent(run) else 0.0
        return None if more is None else run.energy_kwh + more

    if who := _who(entry, is_silent):
        said = f"{who}: a GPU is named, but its energy is 0; it has no counter."
        other = _changed(entry, with_gpu)
        yield Fault("gpu", said, "With that GPU at its full power" if other else "", other)


def _odd_watts(entry: Entry, cards: tuple[Card, ...]) -> Iterator[Fault]:
    """Energy over the GPU's hours, beside the card's TDP: `hold_against_hardware`."""
    runs = {"System": entry.system, "Baseline": entry.baseline}
    rows = [
        ("", "", run.hardware, run.energy_kwh / run.pue, (run.gpu_kwh or np.nan) / run.pue)
        for run in runs.values()
    ]
    columns = ["system", "team", "hardware", "train_kwh", "gpu_train_kwh"]
    held = hold_against_hardware(pd.DataFrame(rows, columns=columns), cards)
    for (name, run), row in zip(runs.items(), held.itertuples(), strict=True):
        full, own = _full_kwh(run, cards), run.gpu_kwh
        is_beyond = row.own_watts > row.tdp_high or row.ratio > MOST
        if full is None or not (is_beyond or (row.ratio < LEAST and own != 0)):
            continue
        watts = row.own_watts if row.own_watts > row.tdp_high else row.watts
        said = f"{name}: {write_digits(watts)} W for each {row.model}, which has a TDP of"
        said += f" {row.tdp_high:.0f} W."
        kwh = min(full, own) + run.energy_kwh - own if own else full
        energies = {id(run): kwh}
        other = _changed(entry, lambda r, known=energies: known.get(id(r), r.energy_kwh))  # type: ignore[misc]
        is_told = is_beyond and kwh < run.energy_kwh
        assumed = "With the GPU at its full power" if is_told else ""
        yield Fault("watts", said, assumed, other if is_told else None)


def _odd_baseline(entry: Entry, analysis: Analysis) -> Iterator[Fault]:
    """Ten epochs of the baseline, beside what teams report of the same card."""
    (hardware,) = read_hardware(entry.baseline.hardware)
    table = baselines_by_model(analysis.comparable)
    others = table.loc[table["model"] == hardware.model, "kwh"]
    kwh = entry.baseline.energy_kwh
    if others.empty or others.min() / _FAR <= kwh <= others.max() * _FAR:
        return
    low, high = write_digits(others.min()), write_digits(others.max())
    span = f"{low} to {high}" if low != high else low
    said = f"Baseline: {write_digits(kwh)} kWh, where teams with the {hardware.model} report"
    middle = replace(entry.baseline, energy_kwh=float(others.median()))
    other = replace(entry, baseline=middle)
    said = f"{said} {span} kWh: were these ten epochs?"
    yield Fault("baseline", said, "With the median of these teams", other)
