"""What files betray: each fault by itself, with what it moves, worked out by hand."""

from dataclasses import replace

import pytest
import runs
from small_reports import CARDS, report, year_of

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.faults import Fault, find_faults, move
from sedenergy.analysis.placing import Entry, place

ANALYSIS = Analysis(
    {
        2030: year_of(
            report("10h (1 A10)", 1.0, team="a", baseline_train_kwh=0.03, psds=0.5),
            report("10h (1 A10)", 2.0, team="b", baseline_train_kwh=0.05, psds=0.6),
            report("10h (1 V100)", 3.0, team="c", baseline_train_kwh=0.9, psds=0.3),
            reference_train_kwh=0.04,
        )
    }
)


def entry_of(system=None, baseline=None):
    """Return 1 kWh over 0.04 kWh; parts 0.3, 0.6, 0.1 and 0.012, 0.02, 0.008; 10 h and 1 h."""
    first, second = runs.system_run(**system or {}), runs.baseline_run(**baseline or {})
    return Entry(first, second, {"psds": 0.55})


def found(system=None, baseline=None):
    return find_faults(ANALYSIS, entry_of(system, baseline), CARDS)


def the_one(kind, system=None, baseline=None):
    (fault,) = found(system, baseline)
    assert fault.kind == kind
    return fault


def kwh_of(fault):
    return fault.entry.system.energy_kwh, fault.entry.baseline.energy_kwh


def test_good_files_betray_nothing():
    assert found() == []


def test_a_processor_that_was_not_recognised():
    fault = the_one("cpu", {"cpu_w": 42.5})
    assert (
        fault.said == "System: the processor was not recognised; 42.5 W is half of an assumed 85 W."
    )
    assert fault.assumed == "Without the processor in both runs"
    assert kwh_of(fault) == pytest.approx((0.7, 0.028))
    assert the_one("cpu", baseline={"cpu_w": 42.5}).said.startswith("Baseline: the processor")
    both = the_one("cpu", {"cpu_w": 42.5}, {"cpu_w": 42.5})
    assert both.said.startswith("System and baseline: the processor")
    assert found({"cpu_w": 42.4}) == []


def test_the_ram_of_a_whole_server():
    parts = {"cpu_kwh": 0.1, "gpu_kwh": 0.4, "ram_kwh": 0.5, "ram_w": 50}
    fault = the_one("ram", parts)
    said = "System: RAM takes more than the GPU, as where a whole server's is counted."
    assert (fault.said, fault.assumed) == (said, "Without RAM in both runs")
    assert kwh_of(fault) == pytest.approx((0.5, 0.032))
    assert found(parts | {"gpu_kwh": 0.5}) == []  # as much, not more
    assert found(parts | {"gpu_kwh": 0, "gpu_model": ""}) == []  # a machine without a GPU


def test_a_gpu_without_a_counter():
    fault = the_one("gpu", {"gpu_kwh": 0})
    assert fault.said == "System: a GPU is named, but its energy is 0; it has no counter."
    assert fault.assumed == "With that GPU at its full power"
    assert kwh_of(fault) == pytest.approx((2, 0.04))  # 10 h of 100 W more
    models = {"gpu_model": "1 x A card"}
    unknown = the_one("gpu", models | {"gpu_kwh": 0}, models)
    assert (unknown.assumed, unknown.entry) == ("", None)


def test_releases_that_count_differently():
    fault = the_one("release", {"release": "3.0.8"})
    assert fault.said == (
        "Releases that count differently: the system with 3.0.8 (RAM at 5 W a module, the GPU by "
        "its counter), the baseline with 2.3.4 (RAM at 3/8 W a GB, the GPU by its counter)."
    )
    assert kwh_of(fault) == pytest.approx((0.9, 0.032))
    sampled = the_one("release", {"release": "2.2.7"})
    assert "the system with 2.2.7 (RAM at 3/8 W a GB, the GPU by samples)" in sampled.said
    assert (sampled.assumed, sampled.entry) == ("", None)
    cooled = the_one("release", {"pue": 1.1})
    assert "(RAM at 3/8 W a GB, the GPU by its counter, a PUE of 1.10)" in cooled.said
    assert found({"release": "2.8.4"}) == []


def test_a_file_that_has_the_total_alone():
    none = dict.fromkeys(("cpu_kwh", "gpu_kwh", "ram_kwh", "cpu_w", "gpu_w", "ram_w"))
    first = {"release": "1.2.0", "cpu_model": "", "gpu_model": ""} | none
    parts, release = found(baseline=first)
    assert parts.said == "Baseline: the file has the total alone, so most faults cannot be seen."
    assert "the baseline with 1.2.0 (no RAM, the GPU by samples)" in release.said
    assert kwh_of(release) == pytest.approx((0.9, 0.04))  # 1.x counted no RAM
    report = {"release": "3.3.2"} | none
    parts, release = found(baseline=report)
    assert (parts.kind, release.kind, release.entry) == ("parts", "release", None)
    parts, cpu = found({"cpu_w": 42.5}, {"release": "2.3.4"} | none)
    assert (cpu.kind, cpu.entry) == ("cpu", None)  # of the baseline it is not known


def test_two_machines():
    fault = the_one("machine", baseline={"cpu_model": "Other"})
    assert (
        fault.said == "The system ran on Made-up CPU, the baseline on Other: not the same machine."
    )
    assert fault.entry is None
    other = {"gpu_model": "1 x NVIDIA A100", "cpu_model": "Other"}
    assert the_one("machine", baseline=other).said.startswith("The system ran on 1 x NVIDIA A10, t")
    assert found(baseline={"cpu_model": ""}) == []


def test_more_watts_than_the_card_has():
    fault = the_one("watts", {"energy_kwh": 1.6, "gpu_kwh": 1.2})
    assert fault.said == "System: 120.00 W for each A10, which has a TDP of 100 W."
    assert fault.assumed == "With the GPU at its full power"
    assert kwh_of(fault) == pytest.approx((1.4, 0.04))  # 1.0 in place of 1.2
    assert found({"energy_kwh": 1.4, "gpu_kwh": 1.0}) == []  # all that it may
    # With a PUE of 1.2 the card itself drew 100 W.
    cooled = {"energy_kwh": 1.6, "gpu_kwh": 1.2, "pue": 1.2, "ram_kwh": 0.1}
    assert [fault.kind for fault in found(cooled, {"pue": 1.2})] == []
    total = the_one("watts", {"energy_kwh": 3.1})
    assert total.said == "System: 310.00 W for each A10, which has a TDP of 100 W."
    assert (total.assumed, total.entry) == ("", None)  # its GPU did not draw too much


def test_fewer_watts_than_a_card_that_works():
    parts = {"cpu_kwh": 0.05, "gpu_kwh": 0.05, "ram_kwh": 0.04, "ram_w": 4, "energy_kwh": 0.14}
    fault = the_one("watts", parts)
    assert fault.said == "System: 14.00 W for each A10, which has a TDP of 100 W."
    assert (fault.assumed, fault.entry) == ("", None)


def test_a_baseline_unlike_that_of_others_with_the_card():
    """Teams with an A10 report 0.03 and 0.05 kWh; half and twice as much is let pass."""
    parts = {"energy_kwh": 0.101, "cpu_kwh": 0.073}
    fault = the_one("baseline", baseline=parts)
    said = "Baseline: 0.101 kWh, where teams with the A10 report 0.0300 to 0.0500 kWh: were these"
    assert fault.said == f"{said} ten epochs?"
    assert fault.assumed == "With the median of these teams"
    assert kwh_of(fault) == pytest.approx((1, 0.04))
    assert found(baseline={"energy_kwh": 0.1}) == []
    low = {"energy_kwh": 0.0149, "duration_s": 600, "ram_kwh": 0.00133}
    assert [f.kind for f in found(baseline=low | {"gpu_kwh": 0.01})] == ["baseline"]


def test_a_duration_that_does_not_fit():
    fault = the_one("duration", {"duration_s": 18000.0, "gpu_kwh": 0.4})
    said = "System: the run took 5.00 h, but RAM's energy at its power takes 10.00 h."
    assert (fault.said, fault.assumed) == (said, "With energies of the run's duration")
    assert kwh_of(fault) == pytest.approx((0.5, 0.04))
    other = the_one("duration", baseline={"duration_s": 7200.0})
    assert kwh_of(other) == pytest.approx((1, 0.08))
    assert found({"duration_s": 18000.0, "gpu_kwh": 0.4, "is_whole_machine": False}) == []
    assert found({"duration_s": 29000.0}) == []
    # The energy has the PUE in it; in some releases the power has not.
    assert found({"pue": 1.5, "ram_kwh": 0.15}, {"pue": 1.5}) == []


def test_a_fault_is_moved_by_placing_anew():
    entry = entry_of()
    placement = place(ANALYSIS, 2030, entry)  # 1 kWh, between the 4/3 and 1.6 kWh of a and b
    assert move(ANALYSIS, placement, Fault("machine", "so")).changed == ()
    assert move(ANALYSIS, placement, Fault("machine", "so")).kwh is None
    less = replace(entry, system=runs.system_run(energy_kwh=0.9))
    effect = move(ANALYSIS, placement, Fault("ram", "so", "Without", less))
    assert (effect.kwh, effect.factor) == pytest.approx((0.9, 0.9))
    assert effect.changed == ()
    more = replace(entry, system=runs.system_run(energy_kwh=2.0))
    effect = move(ANALYSIS, placement, Fault("ram", "so", "Without", more))
    assert effect.factor == pytest.approx(2)
    assert effect.changed == ("caps", "in_front")  # now b is in front, and no cap lets it in
