"""The description of the data: every file that is there, as it is."""

import csv
import hashlib
import json
import tomllib

import pytest
from conftest import DATA

from sedenergy.errors import DataError
from sedenergy.submissions.columns import COLUMNS
from sedenergy.submissions.datapackage import describe


@pytest.fixture(scope="module")
def resources():
    return {each["path"]: each for each in json.loads(describe(DATA))["resources"]}


def test_every_file_is_described_with_its_hash(resources):
    described = {"README.md", "datapackage.json"}
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("[!.]*") if path.is_file()}
    assert set(resources) == files - described
    for name, resource in resources.items():
        raw = (DATA / name).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_the_description_that_is_kept_is_that_of_the_data():
    kept = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    assert json.loads(describe(DATA)) == kept


def test_every_table_has_its_columns(resources):
    for name, resource in resources.items():
        if name.endswith(".csv"):
            with (DATA / name).open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            assert [field["name"] for field in resource["schema"]["fields"]] == header
            assert resource.get("rows", len(rows)) == len(rows)
            assert all(field["title"] for field in resource["schema"]["fields"])
        else:
            assert tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def test_units_and_bounds_stand_with_the_column(resources):
    systems = resources["submissions/2024/systems.csv"]
    assert (systems["rows"], systems["in_paper"]) == (42, True)
    assert systems["schema"]["primaryKey"] == ["system"]
    fields = {field["name"]: field for field in systems["schema"]["fields"]}
    assert [fields[column.name].get("unit", "") for column in COLUMNS] == [
        column.kind.unit for column in COLUMNS
    ]
    expected = {
        "system": ("string", {"required": True, "unique": True}),
        "team": ("string", {"required": True}),
        "parameters": ("string", None),
        "hardware": ("string", None),
        "macs": ("number", {"minimum": 1}),
        "train_kwh": ("number", {"minimum": 0}),
        "psds": ("number", {"minimum": 0, "maximum": 1}),
        "organisers_ew_psds_train": ("number", {"minimum": 0}),
    }
    assert expected == {
        name: (fields[name]["type"], fields[name].get("constraints")) for name in expected
    }
    tables = resources["published/tables.csv"]["schema"]
    assert (tables["fields"][0]["constraints"], tables["primaryKey"]) == (
        {"required": True, "unique": True},
        ["id"],
    )
    assert "primaryKey" not in resources["published/figures.csv"]["schema"]


def test_a_year_that_cannot_be_read_is_named(data_dir):
    (data_dir / "submissions" / "2023" / "systems.csv").write_text("")
    with pytest.raises(
        DataError, match=r"^2023/systems\.csv: the file is empty; a list of systems"
    ):
        describe(data_dir)


def test_the_folder_of_a_year_can_be_another(data_dir, tmp_path):
    draft = (data_dir / "submissions" / "2023").rename(tmp_path / "draft")
    described = json.loads(describe(data_dir, {2031: draft, 2030: draft}))["resources"]
    assert [each["path"] for each in described][:4] == [
        f"submissions/{year}/{name}"
        for name in ("systems.csv", "facts.toml")
        for year in (2030, 2031)
    ]
