"""From results files, as they come, also broken and hostile, to a submissions table."""

import re

import pytest
import yaml
from conftest import DATA
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import FIELDS, entry

from sedenergy.errors import DataError
from sedenergy.submissions import formats
from sedenergy.submissions.columns import COLUMN_NAMES
from sedenergy.submissions.formats import read_results
from sedenergy.submissions.intake import convert_results
from sedenergy.submissions.years import type_systems

FILES = {2022: "dcase2022_task4.yaml", 2023: "dcase2023_task4a.yaml", 2024: "dcase2024_task4.yaml"}
TRAIN, PSDS = "energy_consumption_submission_training", "psds1_desed_eval_bootstrap"


@pytest.fixture
def read(tmp_path):
    """Read results from a text."""

    def read_text_of(text):
        path = tmp_path / "x.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_results(path).to_dict("records")

    return read_text_of


@pytest.mark.parametrize("year", FILES)
def test_the_organisers_file_gives_the_committed_table(year, organisers):
    committed = (DATA / "submissions" / str(year) / "systems.csv").read_bytes()
    assert convert_results(organisers / FILES[year]).encode() == committed


@pytest.mark.parametrize("year", FILES)
def test_a_committed_table_can_be_read_as_results(year):
    path = DATA / "submissions" / str(year) / "systems.csv"
    assert convert_results(path).encode() == path.read_bytes()


def test_figures_stay_as_reported(read):
    (row,) = read("- {code: A_task4_1, system_complexity: 4.2MB, energy_training: 1.50, "
                  "energy_test: null, PSDS_1_all: !!float 0.5}")  # fmt: skip
    assert list(row) == list(COLUMN_NAMES)
    given_ = {"system": "A_task4_1", "team": "A", "parameters": "4.2MB", "train_kwh": "1.50"}
    assert {name: text for name, text in row.items() if text} == given_ | {"psds": "0.5"}


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("0.412 (0.400 - 0.430)", ("0.412", "0.400", "0.430")),
        ("0.412", ("0.412", "", "")),
        ("' 0.412 '", ("0.412", "", "")),
        ("0,4 (0,3 - 0,5)", ("0,4", "0,3", "0,5")),
        *((text, (text, "", "")) for text in ("(0.2 - 0.3)", "0.4 (0.3 - 0.5", "0.4 (0.3-0.5)")),
    ],
)
def test_a_score_fills_three_columns(text, cells, read):
    (row,) = read(entry(**{PSDS: text}))
    assert (row["psds"], row["psds_low"], row["psds_high"]) == cells


def test_blanks_stay_in_a_code_and_go_from_a_figure(read):
    (row,) = read(entry(system_name="' A_task4_1'", macs="' 5 '"))
    assert (row["system"], row["macs"]) == (" A_task4_1", "5")


@pytest.mark.parametrize(
    "text",
    [
        "# about: team, system\n" + entry(),
        "%YAML 1.1\n---\n" + entry(),
        "\ufeff" + entry().replace("\n", "\r\n"),
        "[{" + ", ".join(f"{k}: {v}" for k, v in FIELDS.items()) + "}]",
        # Other digits make another field, not a misspelt one; nor do words in common.
        entry(mean_sbpauc_maestro_eval_fullset=None, psds2_desed_eval_bootstrap="0.5")
        + "  ew_gpu_test_psds1_desed_eval_bootstrap: 0.3\n  gpu_energy_baseline_11epochs: 7\n",
    ],
    ids=["comment", "directive", "BOM and CRLF", "on one line", "other fields"],
)
def test_unusual_is_not_wrong(text, read):
    (row,) = read(text)
    assert (row["system"], row["team"], row["train_kwh"]) == ("Made_UP_task4_1", "Made_UP", "1.50")
    assert (row["hardware"], row["gpu_baseline_train_kwh"]) == ("3h (1 GTX 1080 Ti)", "")


LAUGHS = "{a0: &a0 [lol], " + ", ".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)
) + "}"  # fmt: skip

REFUSED = {
    "prose": ("- These are: the: results\n", "not valid YAML at line 1: mapping values"),
    "a control character": (entry(macs="1\0"), "not valid YAML: [^\n]*not allowed$"),
    "a comment": ("# results\n", "nothing but comments; a list of systems was expected$"),
    "a mapping": ("a: 1\n", "a mapping; a list of systems was expected$"),
    "an empty list": ("[]\n", "an empty list; at least one system was expected$"),
    "a list of values": (
        "- 1\n- [2]\n",
        "row 1: not a mapping of fields to values\nx.yaml, row 2: not a mapping of",
    ),
    "a field twice": (entry() + "  macs: 2\n", "row 1, column macs: this field stands twice$"),
    "two documents": (
        entry() + "---\n" + entry(),
        "not valid YAML at line 12: but found another document",
    ),
    "a list for a name": ("- ? [a]\n  : 1", "row 1: a field's name is not text$"),
    "merged fields": (
        entry(other="&a {}") + entry() + "  <<: *a\n",
        "row 2, column <<: fields are not merged; each has to be written out$",
    ),
    "deep lists": ("[" * 100_000, "nested more than 20 deep at line 1; a list of map"),
    "other fields": (
        "- a: 1",
        r"the fields are those of none of the formats of 2022, 2023, 2024 \(closest: 2022, where "
        r"code, system_complexity, energy_training, PSDS_1_all would be needed\)$",
    ),
    "two formats": (
        entry(code="A", system_complexity="1", energy_training="1", PSDS_1_all="1"),
        "has the fields of 2022 and 2024; one format was expected$",
    ),
    "cut between entries": (
        entry() + entry(system_name="B_task4_1", **{PSDS: None}),
        rf"row 2 \(B_task4_1\), column {PSDS}: this field is missing$",
    ),
    "misspelt": (
        entry(**{PSDS: None, "psds1_desed_eval_bootstap": "0.4"}),
        rf"column psds1_desed_eval_bootstap: no such field; is {PSDS} meant\?$",
    ),
    "in capitals": (entry(macs=None, MACs="1"), r"column MACs: no such field; is macs meant\?$"),
    "too many fields": (
        entry(**{f"f{i}": "1" for i in range(2001 - len(FIELDS))}),
        "more than 2000 different fields, which no results have$",
    ),
    "a list": (entry(**{TRAIN: "[1.5]"}), rf"row 1 \(Made_UP_task4_1\), column {TRAIN}: a list or"),
    "a mapping for a code": (
        entry(system_name="{a: 1}"),
        "row 1, column system_name: a list or mapping; a",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_in_no_format_is_refused(text, message, read):
    with pytest.raises(DataError) as error:
        read(text)
    assert re.match(rf"x\.yaml[,:] {message}", str(error.value)), error.value


def test_the_most_fields_that_are_read(read):
    assert len(read(entry(**{f"f{i}": "1" for i in range(2000 - len(FIELDS))}))) == 1


TEXT = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)
ENERGY = st.integers(0, 10**8).map(lambda n: f"{n // 1000}.{n % 1000:03d}")
SYSTEM = st.fixed_dictionaries(
    {"system_name": TEXT, TRAIN: st.none() | ENERGY, PSDS: st.just("0.5 (0.4 - 0.6)")},
    optional={"macs": st.none() | st.integers(), "else": st.lists(TEXT, max_size=2)},
)


@settings(max_examples=40)
@given(st.lists(SYSTEM, min_size=1, max_size=3))
def test_what_is_read_is_read_again_from_the_table(tmp_path_factory, entries):
    source = tmp_path_factory.mktemp("results") / "x.yaml"
    filled = [{"system_complexity_params": "1M", **each} for each in entries]
    source.write_text(yaml.safe_dump(filled, allow_unicode=True), encoding="utf-8")
    table = read_results(source)
    assert list(table["system"]) == [each["system_name"] for each in entries]
    assert list(table["train_kwh"]) == [each[TRAIN] or "" for each in entries]
    source.write_text(table.to_csv(index=False), encoding="utf-8")
    assert read_results(source).equals(table)


@settings(max_examples=150)
@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 60))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, noise, place, length):
    path = tmp_path_factory.mktemp("results") / "x.yaml"
    raw = entry().encode()
    path.write_bytes(raw[:place] + noise + raw[place + length :])
    try:
        type_systems(read_results(path), path)
    except DataError as error:
        for line in str(error).splitlines():
            assert line.startswith("x.yaml")
            assert line.isprintable()


TAGS = ["!!python/object/apply:os.system ['exit 1']", "!!binary MS41", "!my 1.5", "! 1.5"]


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_is_refused(tag, read):
    with pytest.raises(DataError, match=r"^x\.yaml: '.*': a YAML tag, which data do not need, at"):
        read(entry(an_unknown_field=tag))


def test_the_deepest_nesting_that_is_read(read):
    # The list and the mapping around it are two levels.
    assert read(entry(other="[" * 18 + "]" * 18))
    with pytest.raises(DataError, match="nested more than"):
        read(entry(other="[" * 19 + "]" * 19))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((v, v) for v in ("010", "1e3", "yes", "4.2MB", "None", "2024-01-01")),
        ("!!float 0.5", "0.5"),
        ("'null'", "null"),
        *((null, "") for null in ("", "~", "null", "!!null ''")),
    ],
)
def test_values_stay_text_and_null_is_empty(value, text, read):
    assert read(entry(macs=value))[0]["macs"] == text


def test_aliases_cannot_explode(read):
    (row,) = read(entry(macs="&m 7", energy_consumption_baseline_test="*m", other=LAUGHS))
    assert (row["macs"], row["baseline_test_kwh"]) == ("7", "7")
    with pytest.raises(DataError, match="column system_complexity_time: a list or mapping; a"):
        read(
            entry(system_complexity_time=None)
            + f"  other: {LAUGHS}\n  system_complexity_time: *a9\n"
        )


def test_without_libyaml_it_is_read_as_well(read, monkeypatch):
    monkeypatch.setattr(formats, "_LOADER", yaml.SafeLoader)
    assert read(entry())[0]["psds"] == "0.412"
    with pytest.raises(DataError, match="nested more than"):
        read("[" * 1000)
