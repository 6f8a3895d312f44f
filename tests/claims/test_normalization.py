"""Claims on normalised energy."""

import pytest
from small import NAN
from small_claims import expect, judge_numbers, quartiles, series, small_evidence

from sedenergy.claims import normalization as chapter
from sedenergy.claims.judgement import MissingDataError

TRAIN, TEST = ("table-3", "train_kwh_normalized"), ("table-3", "test_kwh_normalized")
MEAN = ("table-4", "baseline_train_kwh", "mean")
SIZE = ("table-1", "parameters")


def three(names, before, *after):
    columns = zip((TEST, SIZE, ("table-2", "test_kwh")), after, strict=True)
    return {k: v for column, x in columns for k, v in series(*column, names, before, x).items()}


@pytest.mark.parametrize(
    ("number", "numbers", "verdict"),
    [
        (15, quartiles(*TRAIN, 3, 2), "holds"),
        (16, series(*MEAN, 0.03, 0.042), "holds"),
        (16, series(*MEAN, 0.03, 0.0426), "fails"),
        (17, series(*TEST, "median q25", 1, 2), "holds"),
        (18, series(*TEST, "q75", 3, 2), "holds"),
        (18, series(*TEST, "q75", 5, 2), "fails"),
        (18, series(*TEST, "q75", 5, 0), "fails"),
        (61, quartiles("table-2", "train_kwh", 1, 2) | quartiles(*TRAIN, 2, 1), "holds"),
        (61, quartiles("table-2", "train_kwh", 1, 2) | quartiles(*TRAIN, 1, 2), "holds in part"),
        (65, three("median q25", 1, 2, 2, 2), "holds"),
        (65, three("median q25", 1, 1, 2, 2), "holds in part"),
        (65, three("median q25", 1, 2, 1, 2), "holds in part"),
        (65, three("median q25", 1, 2, 2, 1), "holds in part"),
    ],
)
def test_a_series(number, numbers, verdict):
    printed = {16: "0.012 kWh", 18: "x1/2"}
    assert judge_numbers(number, numbers, printed).verdict == verdict


def test_a_factor_other_than_one_half():
    # From 4 to 2 is ×2/4.
    numbers = series(*TEST, "q75", 4, 2)
    assert judge_numbers(18, numbers, {18: "x2/4"}).verdict == "holds"
    assert judge_numbers(18, numbers, {18: "x1/4"}).verdict == "fails"


@pytest.mark.parametrize(
    ("own", "right", "note"),
    [
        (0.0294, True, ")."),
        (0.0299, False, ", which it is when decimals are cut)."),
        (0.0305, False, ")."),
    ],
)
def test_the_organisers_own_entry(own, right, note):
    energies = {2023: 0.032, 2024: own}
    rows = {y: [{"system": "Base", "baseline_train_kwh": kwh}] for y, kwh in energies.items()}
    said, printed = f"{own} kWh in 2024 (printed 0.029{note}", "0.032 kWh (2023); 0.029 kWh (2024)"
    expect(1, rows, (True, right), said, printed={1: printed})


@pytest.mark.parametrize(("after", "right"), [(0.9, True), (1.1, True), (0.89, False)])
def test_about_as_much(after, right):
    rows = {y: [{"system": "Base", "baseline_train_kwh": e}] for y, e in ((2023, 1), (2024, after))}
    expect(63, rows, (right,))


def test_unusable_baseline_energies():
    systems = [{}, {}, {"baseline_train_kwh": NAN}]
    rows, why = {2023: systems, 2024: systems[1:]}, "(no usable baseline energy)"
    said = f"taken out: 1 in 2023 {why}, 1 in 2024 {why}."
    expect(14, rows, (True, False), said, printed={14: "2 (2023); 2 (2024)"})
    expect(49, rows, (True, False, False))


def test_the_organisers_own_normalised_energies():
    # 4 kWh · 1/2 = 2 kWh; half a unit of the third decimal is still the same.
    own = {"baseline_train_kwh": 2.0, "train_kwh": 4.0, "test_kwh": 2.0}
    given = "organisers_train_kwh_normalized", "organisers_test_kwh_normalized"
    near = own | dict(zip(given, (2.0005, 1.0), strict=True))
    far = own | dict(zip(given, (2.00052, 0.99948), strict=True))
    # No test energy is given in 2023.
    evidence = small_evidence({2023: [own | {given[0]: 2.0005}], 2024: [near, far, {}]})
    evidence.on_print.texts.update(dict.fromkeys(quartiles(*TEST, 1, 1), "1"))
    judged = chapter.claim_51(evidence)
    assert judged.parts == (True, False, False, False)
    assert judged.text.endswith(
        "0 of 0 for test in 2023; 1 of 2 (50 %) for train in 2024; 1 of 2 (50 %) for test in 2024"
    )
    # The test energies of 2024 are 1, 1 and 3 kWh: their upper quartile is 2 kWh.
    said = "holds in part on the printed table: 5 of 6 (83 %) test energies come out"
    assert judged.printed_table == said


def test_what_the_data_have_of_machines():
    slow = {2023: [{"train_kwh": 2.0}], 2024: [{"train_kwh": 4.0, "baseline_train_kwh": 4.0}]}
    said = "training energy ×2.00, energy of ten baseline epochs ×4.00, normalised training energy"
    nothing = "factors between teams with the same one are none; teams that name the same one in "
    expect(62, slow, (), said, f"normalised training energy ×0.50; the model of a GPU does not "
           f"settle that energy: {nothing}both years: none.")  # fmt: skip
    row = {"hardware": "1h (1 A100)", "baseline_train_kwh": 2.0, "team": "X"}
    other = row | {"team": "Y", "baseline_train_kwh": 5.0, "train_kwh": 3.0}
    models = {2023: [row, other], 2024: [row | {"baseline_train_kwh": 3.0}]}
    said = "are ×2.5 for A100 in 2023; teams that name the same one in both years: X (A100) 2.000"
    expect(62, models, (), said, "2.000 → 3.000 kWh (×1.50)")


@pytest.mark.parametrize(
    ("hardware", "parts"),
    [
        ("3h (A100 40Gb)", (True, True, True)),
        ("3h (1 Nvidia A100 40 GB)", (True, True, True)),
        ("3h (2 Nvidia A100)", (True, False, False)),
        ("6h (1 GTX 1080 Ti)", (False, False, True)),
    ],
)
def test_the_organisers_machine(hardware, parts):
    rows = {y: [{"system": "Base", "hardware": hardware}, {"hardware": "x"}] for y in (2023, 2024)}
    expect(82, rows, parts * 2, f"“{hardware}” in 2023")


def test_a_machine_that_nobody_names():
    with pytest.raises(MissingDataError, match="hardware of a baseline of 2023"):
        expect(82, {2023: [{"system": "Base"}]}, ())


def test_the_sizes_of_the_baselines():
    rows = {year: [{"system": "Base", "parameters": 1e6}] for year in (2022, 2023)}
    rows[2024] = [{"system": "Base", "parameters": 2e6}, {}]
    expect(84, rows, (), "1.00 M in 2022; 1.00 M in 2023; 2.00 M in 2024.")


def test_the_teams_machines():
    # The mean of 1, 1, 4 is 2; of the teams' means 1 and 4 it is 2.5.
    rows = [
        {"team": team, "baseline_train_kwh": kwh}
        for team, kwh in zip("AAB", (1, 1, 4), strict=True)
    ]
    said = "mean 1.000 → 2.000 kWh (×2.00); with each team counted once, 1.000 → 2.500 kWh (×2.50)."
    expect(64, {2024: rows}, (True,), said)
