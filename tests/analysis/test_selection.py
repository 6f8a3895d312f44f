"""Which systems count, and why the others do not."""

import pytest
from small import NAN, small_year

from sedenergy.analysis.method import Method
from sedenergy.analysis.selection import ensembles, select, singles

USABLE = {"reference_train_kwh": 0.03}


# METHOD, section 1, and sections II-C, III-B and IV-A of the paper.
@pytest.mark.parametrize(
    ("year", "valid", "normalized", "many", "single"),
    [(2022, 60, 0, 0, 0), (2023, 64, 60, 33, 27), (2024, 35, 30, 13, 17)],
)
def test_as_many_as_the_paper_has(year, valid, normalized, many, single, analysis):
    selection = analysis.selections[year]
    frame = selection.normalized
    assert (len(selection.valid), len(frame)) == (valid, normalized)
    assert (len(ensembles(frame)), len(singles(frame))) == (many, single)
    steps = selection.log.groupby("step")["system"].count()
    assert len(selection.submitted) - steps.get("valid", 0) - steps.get("duplicate", 0) == valid
    assert set(selection.log["year"]) == {year}


def test_none_read_as_none_makes_two_singles_more(years):
    frame = select(years[2023], Method(none_is_ensemble=False)).normalized
    assert (len(ensembles(frame)), len(singles(frame))) == (31, 29)


def logged(selection):
    """Return what the log says: system, step, why."""
    return list(selection.log[["system", "step", "why"]].itertuples(index=False, name=None))


def test_a_system_that_lacks_a_figure_is_not_valid_and_the_log_says_which():
    rows = [{"parameters": NAN}, {"train_kwh": NAN, "test_kwh": NAN}, {}, {"test_kwh": 0.0}]
    selection = select(small_year(*rows))
    assert selection.valid["system"].tolist() == ["C", "D"]
    assert logged(selection) == [
        ("A", "valid", "no parameters"),
        ("B", "valid", "no training energy, no test energy"),
    ]


SAME = {"parameters": 5.0, "train_kwh": 2.0, "test_kwh": 0.1}


@pytest.mark.parametrize("other", ["parameters", "train_kwh", "test_kwh"])
def test_equal_in_all_three_is_a_duplicate_and_the_first_stays(other):
    selection = select(small_year(SAME, {}, SAME | {other: 7.0}, SAME, SAME))
    assert selection.valid["system"].tolist() == ["A", "B", "C"]
    why = "same parameters, training and test energy as A"
    assert logged(selection) == [("D", "duplicate", why), ("E", "duplicate", why)]


def test_duplicates_by_normalised_energy_and_none_at_all():
    rows = [
        SAME | {"baseline_train_kwh": 0.03},
        SAME | {"baseline_train_kwh": 0.06},  # the same as reported, another one normalised
        {**SAME, "train_kwh": 6.0, "test_kwh": 0.3, "baseline_train_kwh": 0.09},  # as A normalised
        SAME,  # without a normalised energy: no duplicate for it
        SAME,
    ]
    year = small_year(*rows, **USABLE)

    def kept(by):
        return "".join(select(year, Method(duplicates=by)).valid["system"])

    assert kept("absolute") == "AC"
    assert kept("normalized") == "ABDE"
    assert kept("kept") == "ABCDE"


def test_the_normalised_comparison_needs_a_usable_baseline_energy():
    rows = [{"baseline_train_kwh": kwh} for kwh in (0.03, NAN, 0.0, 0.05)]
    selection = select(small_year(*rows, left_out={"D": "another machine"}, **USABLE))
    assert len(selection.valid) == 4
    assert selection.normalized["system"].tolist() == ["A"]
    assert logged(selection) == [
        ("D", "normalized", "another machine"),
        ("B", "normalized", "no usable baseline energy"),
        ("C", "normalized", "no usable baseline energy"),
    ]


def test_those_left_out_by_name_count_where_the_method_says_so():
    year = small_year({"baseline_train_kwh": 0.05}, left_out={"A": "why"}, **USABLE)
    assert select(year).normalized.empty
    assert len(select(year, Method(left_out=False)).normalized) == 1


def test_a_year_without_a_reference_has_no_normalised_systems_and_gives_no_reasons():
    selection = select(small_year({"baseline_train_kwh": 0.05}))
    assert selection.normalized.empty
    assert selection.log.empty


def test_baselines_count_unless_the_method_leaves_them_out():
    year = small_year({}, {}, baselines=("A",))
    assert select(year).valid["system"].tolist() == ["A", "B"]
    assert select(year, Method(baselines=False)).valid["system"].tolist() == ["B"]
    assert len(select(year, Method(baselines=False)).submitted) == 2


def test_the_organisers_normalised_energy_stands_in_where_it_is_given():
    rows = [
        {"baseline_train_kwh": 0.03, "organisers_train_kwh_normalized": 1.001},
        {"baseline_train_kwh": 0.03},
    ]
    year = small_year(*rows, **USABLE)
    found = select(year, Method(organisers_normalized=True)).normalized["train_kwh_normalized"]
    assert found.tolist() == [1.001, 1.0]
    assert select(year).normalized["train_kwh_normalized"].tolist() == [1.0, 1.0]


def test_a_year_of_one_system():
    selection = select(small_year({}))
    assert (len(selection.submitted), len(selection.valid), len(selection.log)) == (1, 1, 0)


def test_one_system_for_each_normalised_training_energy():
    energies = [(1.0, 0.03), (2.0, 0.06), (2.0, 0.03), (3.0, NAN)]
    rows = [
        {"parameters": 1.0 + at, "train_kwh": energy, "baseline_train_kwh": baseline}
        for at, (energy, baseline) in enumerate(energies)
    ]
    year = small_year(*rows, **USABLE)
    selection = select(year, Method(duplicates="train normalized"))
    assert selection.valid["system"].tolist() == ["A", "C", "D"]
    assert logged(selection)[0] == ("B", "duplicate", "same normalised energy as A")


def test_only_reports_of_the_gpu_count_where_it_was_asked_for():
    both = {"gpu_train_kwh": 0.5, "gpu_test_kwh": 0.5}
    rows = [both, both | {"gpu_test_kwh": NAN}, {}]
    selection = select(small_year(*rows), Method(gpu_reports=True))
    assert selection.valid["system"].tolist() == ["A"]
    assert logged(selection)[0] == ("B", "choice", "no energy of the GPU")
    assert len(select(small_year(*rows[2:]), Method(gpu_reports=True)).valid) == 1
    assert len(select(small_year(*rows)).valid) == 3


def test_of_a_team_the_best_of_each_kind_counts():
    rows = [
        {"team": team, "psds": psds, "subsystems": kind}
        for team, psds, kind in [
            ("X", 0.1, ""),
            ("X", 0.3, ""),
            ("X", 0.2, "4"),
            ("Y", 0.5, ""),
            ("X", 0.3, ""),
        ]
    ]
    selection = select(small_year(*rows), Method(one_a_team=True))
    assert selection.valid["system"].tolist() == ["B", "C", "D"]
    assert logged(selection)[-1][1:] == ("choice", "not the team's best of its kind")
