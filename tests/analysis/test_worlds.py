"""Other worlds, on years worked out by hand."""

from dataclasses import replace
from itertools import chain, islice

import pytest
from small import small_year

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.decisions import DECISIONS
from sedenergy.analysis.method import Method
from sedenergy.analysis.worlds import leave_out, list_choices, list_universes, shuffle_teams

FACTS = {"reference_train_kwh": 0.03, "in_paper": True}


def year_of(number, *teams, baseline=""):
    """Return a year with a system for each team named, which may come more than once."""
    rows = [
        {"system": f"{team}{at}", "team": team, "train_kwh": 1.0 + at, "baseline_train_kwh": 0.03}
        for at, team in enumerate(teams)
    ]
    return small_year(*rows, year=number, baselines=(baseline,), **FACTS)


ANALYSIS = Analysis(
    {
        2030: year_of(2030, "base", "X", "X", "Y", baseline="base0"),
        2031: year_of(2031, "X", "Z", "Z", "V", "W"),
    }
)


def systems_of(world):
    return {number: selection.normalized["system"].to_list() for number, selection in world.items()}


def test_choices_begin_with_the_authors_and_universes_are_all_combinations():
    choices = list_choices()
    assert choices["duplicates"] == ("absolute", "kept", "normalized")
    assert all(values[0] == getattr(Method(), name) for name, values in choices.items())
    assert "rounding" not in choices
    universes = list_universes()
    # Three ways with duplicates and nine choices of two.
    assert len(universes) == len(set(universes)) == 3 * 2**9
    assert universes[0] == Method()
    taken = {(d.field, d.value) for d in DECISIONS if d.is_choice}
    assert len(taken) == sum(len(values) - 1 for values in choices.values())


def test_a_team_moves_with_all_its_systems_and_the_baseline_stays():
    worlds = list(map(systems_of, shuffle_teams(ANALYSIS.selections, 60, seed=1)))
    everyone = sorted(chain(*systems_of(ANALYSIS.selections).values()))
    for world in worlds:
        assert sorted(world[2030] + world[2031]) == everyone
        assert "base0" in world[2030]
        # Two teams of six in 2030, X of 2030 with both of its systems, and not with that of 2031.
        assert len({name[:1] for name in world[2030]} - {"b"}) in (1, 2)
        assert ("X1" in world[2030]) == ("X2" in world[2030])
        assert ("Z1" in world[2031]) == ("Z2" in world[2031])
    assert len({tuple(world[2030]) for world in worlds}) == 15  # 6 over 2
    assert worlds == list(map(systems_of, shuffle_teams(ANALYSIS.selections, 60, seed=1)))


def test_energies_are_those_of_the_own_year_and_all_steps_move_alike():
    for world in islice(shuffle_teams(ANALYSIS.selections, 20, seed=3), 20):
        for selection in world.values():
            names = [list(frame["system"]) for frame in (selection.valid, selection.submitted)]
            assert names[0] == names[1] == list(selection.normalized["system"])
        joined = {
            name: energy
            for selection in world.values()
            for name, energy in zip(
                selection.normalized["system"],
                selection.normalized["train_kwh_normalized"],
                strict=True,
            )
        }
        assert joined["Z1"] == pytest.approx(2.0)
        assert joined["Y3"] == pytest.approx(4.0)


def test_each_system_and_each_team_of_several_is_left_out_once():
    left = {(year, name): systems_of(world) for year, name, world in leave_out(ANALYSIS.selections)}
    names = [name for _, name in left]
    assert names == ["X1", "X2", "Y3", "team X", "X0", "Z1", "Z2", "V3", "W4", "team Z"]
    assert left[2030, "team X"] == {2030: ["base0", "Y3"], 2031: ["X0", "Z1", "Z2", "V3", "W4"]}
    assert left[2031, "X0"][2030] == ["base0", "X1", "X2", "Y3"]
    assert left[2031, "X0"][2031] == ["Z1", "Z2", "V3", "W4"]


def test_an_analysis_of_selections_computes_from_them():
    selections = ANALYSIS.selections
    few = {2030: replace(selections[2030], valid=selections[2030].valid[:2])}
    values = Analysis.of_selections(few).numbers("table-2")
    medians = {str(key): value for key, value in values.items() if key.statistic == "median"}
    assert medians["table-2.2030.train_kwh.median"] == 1.5
    assert set(Analysis.of_selections(few).years) == {2030}
