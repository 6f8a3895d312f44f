"""The facts of a year, read, written and derived from its results."""

import re
from pathlib import Path

import pytest
from conftest import DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from small import small_year

from sedenergy.errors import DataError
from sedenergy.submissions.facts import Facts, Results, derive_facts, read_facts, toml_of

NAN = float("nan")
BOUND = "expected an energy above 0 and below 1,000,000 kWh"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "facts.toml"


def test_facts_are_read(path):
    path.write_text('baselines = ["A", "B"]\nfigure_baseline = "B"\nreference_train_kwh = 1\n'
                    'weighting_kwh = 0.5\nin_paper = true\n[left_out]\nC = "why"\n')  # fmt: skip
    assert read_facts(path) == Facts(("A", "B"), "B", 1, 0.5, {"C": "why"}, True)
    path.write_text("in_paper = false")
    assert read_facts(path) == Facts()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "not valid TOML: "),
        ("", "the file is empty; facts of a year was expected"),
        ("reference = 1", "column reference: no such key; there are baselines, figure_baseline, r"),
        ('baselines = "A"', "column baselines: 'A': expected a list of systems' codes"),
        ("baselines = [1]", r"column baselines: '?\[1\]'?: expected a list of systems' codes"),
        ('figure_baseline = "A"', "column figure_baseline: 'A': expected one of the baselines"),
        ("left_out = []", r"column left_out: '?\[\]'?: expected a table of systems and reasons"),
        ("left_out = {A = 1}", "column left_out: .*: expected a table of systems and reasons"),
        ("in_paper = 1", "column in_paper: .*: expected true or false"),
        *((f"weighting_kwh = {value}", f"column weighting_kwh: .*: {BOUND}")
          for value in ("0", "-1", "1e6", "nan", "true", '"1"')),
        ("reference_train_kwh = 1e7", f"column reference_train_kwh: 10000000.0: {BOUND}"),
    ],
)  # fmt: skip
def test_what_is_no_fact_is_refused(text, message, path):
    path.write_text(text)
    with pytest.raises(DataError, match=rf"^facts\.toml[,:] {message}"):
        read_facts(path)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
ENERGY = st.none() | st.floats(0, 1e6, exclude_min=True, exclude_max=True)


@settings(max_examples=60)
@given(st.lists(TEXT), ENERGY, ENERGY, st.dictionaries(TEXT, TEXT), st.booleans())
def test_what_is_written_is_read_again(tmp_path_factory, codes, kwh, other, left_out, in_paper):
    facts = Facts(tuple(codes), "".join(codes[:1]), kwh, other, left_out, in_paper)
    path = tmp_path_factory.mktemp("facts") / "facts.toml"
    path.write_text(toml_of(facts), encoding="utf-8")
    assert read_facts(path) == facts
    path.write_text(toml_of(Facts(left_out={"A": "why"}), toml_of(facts)), encoding="utf-8")
    assert read_facts(path) == Facts(left_out={"A": "why"})


def test_comments_and_what_has_not_changed_stay():
    before = (DATA / "submissions" / "2023" / "facts.toml").read_text(encoding="utf-8")
    facts = read_facts(DATA / "submissions" / "2023" / "facts.toml")
    assert toml_of(facts, before) == before
    before = "# Why.\n" + before
    after = toml_of(Facts(**{**vars(facts), "reference_train_kwh": 0.04, "left_out": {}}), before)
    kept = re.split(r"\n\[left_out\]", before)[0].replace("= 0.032", "= 0.04")
    assert after.strip() == kept.strip()


NO_SCORE = "  the baseline has no training energy: no score can be weighted"


def derive(*rows, known=None, given=(), kwh=None):
    """Return the facts, and what is said."""
    results = Results(2030, Path("x.yaml"), small_year(*rows).systems)
    return derive_facts(results, known or Facts(), given, kwh), results.said


def base(train=4.0, own=0.5, **cells):
    return {"system": "Baseline", "train_kwh": train, "baseline_train_kwh": own, **cells}


def test_the_file_tells():
    facts, said = derive({"baseline_train_kwh": 1}, base(), {"system": "my_BASELINE"})
    # The baseline's own ten epochs are the reference, so its own energy is the weighting.
    assert facts == Facts(("Baseline", "my_BASELINE"), "Baseline", 0.5, 4.0)
    assert said == [
        "  baseline: Baseline, my_BASELINE, by its code in the file",
        "  reference: 0.5 kWh, from the entry of Baseline",
    ]


def test_what_is_given_counts_more():
    facts, said = derive(base(), {}, given=["B", "Baseline", "B"], kwh=0.25)
    assert facts == Facts(("B", "Baseline"), "B", 0.25, 1.0)  # B reports no baseline energy
    facts, _ = derive(base(), kwh=0.25)
    assert facts.weighting_kwh == 4.0 * 0.25 / 0.5
    assert said == []


def test_what_is_known_counts_more_than_the_file():
    known = Facts(("B", "Baseline"), "Baseline", 0.25, 7.0, {"A": "why", "Z": "why"})
    facts, said = derive({}, {"train_kwh": 3}, base(), known=known)
    assert facts == Facts(("B", "Baseline"), "Baseline", 0.25, 3.0, {"A": "why"})
    assert said == ["  no longer left out, as the file does not have them: Z"]
    facts, _ = derive({}, {"train_kwh": 3}, base(), known=known, given=["B"], kwh=0.1)
    assert facts == Facts(("B",), "B", 0.1, 3.0, {"A": "why"})
    assert derive({}, known=Facts(("A",), "A")) == (Facts(("A",), "A", None, 1.0), [])
    # A baseline that the file does not have any more is looked for again.
    facts, _ = derive(base(), known=Facts(("Z", "Baseline"), "Z", 0.25, 7.0))
    assert facts == Facts(("Baseline",), "Baseline", 0.25, 2.0)
    # The paper's weighting stays.
    facts, _ = derive(base(), known=Facts(weighting_kwh=7.0, in_paper=True))
    assert (facts.weighting_kwh, facts.in_paper) == (7.0, True)


def test_a_year_without_a_baseline():
    assert derive({}, given=["none"]) == (Facts(), [])
    assert derive({"baseline_train_kwh": 1}, given=["none"], kwh=0.3)[0] == Facts(
        reference_train_kwh=0.3
    )


def test_a_year_without_baseline_energies():
    facts, said = derive(base(own=NAN), kwh=0.3)
    assert facts == Facts(("Baseline",), "Baseline", None, 4.0)
    assert said[1:] == ["  no system reports a baseline energy, so nothing can be normalised"]
    assert derive(base(own=NAN))[1] == said[:1]


@pytest.mark.parametrize("train", [0.0, NAN])
def test_a_baseline_without_a_training_energy_weights_no_score(train):
    facts, said = derive(base(train))
    assert facts == Facts(("Baseline",), "Baseline", 0.5, None)
    assert said[2:] == [NO_SCORE]


@pytest.mark.parametrize(
    ("rows", "asked", "message"),
    [
        ([{}], {}, "the file does not tell which system is the baseline of 2030: name it, BASELI"),
        ([{}] * 5, {}, r".* \(systems: A, B, C, D, E\)$"),
        ([{}] * 6, {}, r".* \(systems: A, B, C, D, E, …\)$"),
        ([{}], {"given": ["Nobody"]}, "'Nobody': no system has this code; BASELINE names one"),
        ([base(own=0)], {}, "the file does not tell what ten epochs of the baseline of 2030 take"),
        ([base(own=NAN), {"baseline_train_kwh": 1}], {}, "the file does not tell what ten epochs"),
    ],
)
def test_what_cannot_be_derived_is_said(rows, asked, message):
    with pytest.raises(DataError, match=rf"^x\.yaml[,:] {message}"):
        derive(*rows, **asked)


@pytest.mark.parametrize("kwh", [0.0, -1.0, 1e6, float("nan"), float("inf")])
def test_a_reference_that_is_given_is_an_energy(kwh):
    with pytest.raises(DataError, match=f"^REFERENCE_KWH is .*; {BOUND}"):
        derive(base(), kwh=kwh)
    assert derive(base(), kwh=999_999.0)[0].reference_train_kwh == 999_999
