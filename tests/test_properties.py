"""Properties that hold for any input: the number readers, and import → CSV → read."""

import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_hostile import FIELDS, HARDWARE, entry

from sedenergy.columns import NAMES
from sedenergy.errors import DataError
from sedenergy.importers import FORMATS, read_results, team
from sedenergy.schema import is_name
from sedenergy.submissions import _parameters, _subsystems, read_csv, read_number, typed, write_csv

pytestmark = pytest.mark.no_cover
settings.register_profile("fixed", derandomize=True, database=None, deadline=None, max_examples=60)
settings.load_profile("fixed")

DIGITS = "0123456789"
FACTORS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
# What numbers are made of, and what they are often written with elsewhere.
LIKE_NUMBERS = st.text(st.sampled_from(DIGITS + ".eE+-_,: xkKMGBWh%٣½²"), max_size=12)
PLAIN = st.from_regex(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,8})?(e-?[0-9])?", fullmatch=True)
ENERGY = st.integers(0, 10**8).map(lambda n: f"{n // 1000}.{n % 1000:03d}")
NAME = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("<>&\"'`$\\{}[]()|,;:=@+-/*_#%\n\t\u202e\u200d👩é ")).map(
        "A{}_task4_1".format
    ),
).map(lambda name: name[:100])


def read(reader, text):
    """What a reader makes of a text; None where it refuses it."""
    try:
        return reader(text)
    except ValueError:
        return None


@given(PLAIN)
def test_a_plain_decimal_is_read_as_what_it_is(text):
    assert read_number(text) == float(Decimal(text))


@settings(max_examples=300)
@given(LIKE_NUMBERS | PLAIN)
@example("1e99").via("the largest exponent")
@example("0" * 39 + "1").via("zeros before")
def test_a_number_is_refused_or_read_as_its_decimal(text):
    value = read(read_number, text)
    if text == "":
        assert pd.isna(value)
    elif value is not None:
        assert set(text) <= set(DIGITS + ".eE+-")
        assert text[0] not in "+-"
        assert not re.match(r"0\d", text)
        assert value == float(Decimal(text)) >= 0
        assert (value == 0) == (Decimal(text) == 0)
        assert value < float("inf")


@given(PLAIN, st.characters(exclude_characters=DIGITS + ".eE+-"), st.integers(0, 20))
def test_any_other_character_makes_it_no_number(text, character, place):
    assert read(read_number, text[:place] + character + text[place:]) is None


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(["", "K", "M", "G"]),
       st.sampled_from(["", " "]), st.booleans())  # fmt: skip
def test_parameters_are_the_number_times_its_factor(whole, decimals, factor, blank, byte):
    text = f"{whole}.{decimals:02d}" + (f"{blank}{factor}{'B' * byte}" if factor else "")
    exact = Decimal(f"{whole}.{decimals:02d}") * FACTORS[factor]
    assert _parameters(text) == pytest.approx(float(exact), rel=1e-15, abs=0.5 if factor else 0)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from("KMG"))
def test_the_parts_of_parameters_are_added(trainable, fixed, factor):
    text = f"Trainable {trainable} {factor} non-Trainable {fixed}{factor}"
    assert _parameters(text) == (trainable + fixed) * FACTORS[factor]


@settings(max_examples=300)
@given(LIKE_NUMBERS)
@example("5B")
@example("1.2MiB")
def test_parameters_are_refused_or_read_by_the_rule(text):
    value = read(_parameters, text)
    if value is not None and text != "":
        match = re.fullmatch(r"([\d.eE+-]+)( *([KMG])B?)?", text, re.ASCII)
        assert match, text
        exact = Decimal(match[1]) * FACTORS[match[3] or ""]
        assert value == pytest.approx(float(exact), rel=1e-15, abs=0.5 if match[3] else 0)


@given(st.integers(1, 999_999), st.sampled_from(["", " (5 SEDT, 5 frame-wise model)", " ()"]))
def test_a_subsystem_count_is_read(count, remark):
    assert _subsystems(f"{count}{remark}") == count


@settings(max_examples=300)
@given(LIKE_NUMBERS)
def test_a_subsystem_count_is_refused_or_read(text):
    value = read(_subsystems, text)
    if value is not None and text not in ("", "None"):
        assert re.fullmatch("[1-9][0-9]{0,5}", text)
        assert value == int(text)


@st.composite
def systems(draw):
    """One system in the fields of 2024, its values as text, as a team may report them."""
    energies = {}
    for whole in (f for f in FORMATS[2].fields.values() if f.startswith("energy_consumption_")):
        energies[whole] = draw(st.none() | ENERGY)
    low, mean, high = sorted(draw(st.lists(st.integers(0, 1000), min_size=3, max_size=3)))
    return energies | {
        "system_name": draw(NAME.filter(is_name).filter(team)),
        "system_complexity_params": draw(st.none() | st.integers(1, 10**10).map(str)),
        "macs": draw(st.none() | st.integers(1, 10**13).map(str)),
        "psds1_desed_eval_bootstrap": f"{mean / 1000:.3f} ({low / 1000:.3f} - {high / 1000:.3f})",
        "mean_sbpauc_maestro_eval_fullset": draw(st.none() | st.just("0.050")),
        "system_complexity_time": draw(st.none() | st.just("3h (1 GTX 1080 Ti)")),
        "an_unknown_field": draw(st.none() | st.lists(st.text(max_size=3), max_size=2)),
    }


@settings(max_examples=25)
@given(st.lists(systems(), min_size=1, max_size=4, unique_by=lambda s: s["system_name"]))
def test_what_is_imported_is_read_again(entries):
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "x.yaml"), Path(folder, "2025.csv")
        source.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
        rows = read_results(source)
        write_csv(rows, target)
        table = read_csv(target)
        assert table.to_dict("records") == rows
        assert read_results(target) == rows
        frame = typed(table, target)
    assert list(table.columns) == list(NAMES)
    assert frame["system"].tolist() == [e["system_name"] for e in entries]
    for column, field in FORMATS[2].fields.items():
        for given_, text, value in zip(entries, table[column], frame[column], strict=True):
            if column.endswith("_kwh") or column == "macs":
                assert text == (given_.get(field) or "")
                assert pd.isna(value) if text == "" else value == float(Decimal(text))
    for given_, row in zip(entries, rows, strict=True):
        assert given_["psds1_desed_eval_bootstrap"] == (
            "{psds} ({psds_low} - {psds_high})".format_map(row)
        )


@given(NAME)
@example("=HYPERLINK(1)_task4_1")
@example("A\r\nB_task4_1")
def test_a_name_comes_through_unchanged_or_not_at_all(name):
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "x.yaml"), Path(folder, "2025.csv")
        source.write_text(yaml.safe_dump([{**FIELDS, "system_name": name}]), encoding="utf-8")
        rows = read_results(source)
        assert rows[0]["system"] == name
        if is_name(name) and team(name):
            write_csv(rows, target)
            assert typed(read_csv(target), target)["system"].tolist() == [name]
        else:
            with pytest.raises(DataError, match=r"^x\.yaml, row 1.*, column (system|team): "):
                typed(pd.DataFrame(rows, columns=list(NAMES)), source)


@settings(max_examples=200)
@given(st.binary(max_size=40), st.integers(0, 400), st.integers(0, 60))
def test_any_bytes_are_read_or_refused_in_words(noise, place, length):
    raw = entry(**{HARDWARE: "3h"}).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.yaml")
        path.write_bytes(raw[:place] + noise + raw[place + length :])
        try:
            typed(pd.DataFrame(read_results(path), columns=list(NAMES)), path)
        except DataError as error:
            for line in str(error).splitlines():
                assert line.startswith("x.yaml")
                assert line.isprintable()
