"""What is said of a placed system; whole answers are in `tests/place_cases.json`."""

import pytest
import runs
from small import small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.faults import Effect, Fault
from sedenergy.analysis.placing import Entry, place
from sedenergy.book.placements import effect_text, energy_line, placement_lines, run_line

FAULT = Fault("ram", "So it is.", "Without RAM")


@pytest.mark.parametrize(
    ("effect", "text"),
    [
        (Effect(FAULT), "So it is. How far it moves the answer cannot be told."),
        (Effect(Fault("parts", "So it is.")), "So it is."),
        (
            Effect(FAULT, 2.0, 0.5),
            "So it is. Without RAM, the normalised energy is 2.00 kWh (×0.500); nothing else chan",
        ),
        (
            Effect(FAULT, 2.0, 0.5, ("ranks", "quadrants", "in_front")),
            "(×0.500); it changes the rank, quadrant and frontier.",
        ),
    ],
)
def test_a_fault_is_told_with_what_it_moves(effect, text):
    assert text in effect_text(effect)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "emissions.csv, run run-a; CodeCarbon 2.3.4; 10.00 h"),
        ({"runs": 3}, "emissions.csv, run run-a, of 3 runs; CodeCarbon 2.3.4; 10.00 h"),
        ({"run_id": ""}, "emissions.csv, its only run; CodeCarbon 2.3.4; 10.00 h"),
        (
            {"release": "1.0.0", "is_told": False},
            "emissions.csv, run run-a; CodeCarbon 1.0.0 to 1.2.0, by the columns; 10.00 h",
        ),
        (
            {"release": "3.2.1", "is_told": False},
            "emissions.csv, run run-a; CodeCarbon 3.2.1 or later, by the columns; 10.00 h",
        ),
    ],
)
def test_a_run_is_told_with_its_release(changes, text):
    assert run_line(runs.system_run(**changes)) == text


def test_an_energy_is_told_with_its_parts():
    said = "1.00 kWh (processor 0.300, GPU 0.600, RAM 0.100)"
    assert energy_line(runs.system_run()) == said
    none = {"cpu_kwh": None, "gpu_kwh": None, "ram_kwh": None}
    assert energy_line(runs.system_run(**none)) == "1.00 kWh (parts not told)"


def test_a_year_without_intervals_gives_a_rank_alone():
    rows = [{"psds": psds, "baseline_train_kwh": 0.04} for psds in (0.5, 0.7)]
    analysis = Analysis({2030: small_year(*rows, reference_train_kwh=0.04)})
    entry = Entry(runs.system_run(), runs.baseline_run(), {"psds": 0.6})
    lines = dict(placement_lines(place(analysis, 2030, entry), [], []))
    said = "place 2 of 3, the systems of 2030 and this one; the year gives no intervals"
    assert lines["Rank by PSDS"] == said
    # A and B take 1 kWh as well: the better one is in front.
    assert lines["Frontier, PSDS"] == "not on it; in front: B"
    assert "Energy-weighted PSDS" not in lines
    assert "Figure 2, PSDS" not in lines
