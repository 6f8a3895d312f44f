"""What data/README.md says of the data: each quirk is looked up, so that none is only told."""

import pytest
from conftest import DATA

from sedenergy.columns import NAMES
from sedenergy.submissions import read_csv

CARD = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def reported():
    return {n: read_csv(DATA / "submissions" / f"{n}.csv") for n in (2022, 2023, 2024)}


def team(table, name):
    rows = table[table["team"] == name]
    assert len(rows) > 0, name
    return rows


def said(*texts):
    for text in texts:
        assert text in CARD, text


def test_every_column_is_described():
    for name in ("system", "team", "subsystems", "parameters", "macs", "train_kwh", "psds2",
                 "segmpauc", "hardware", "baseline_test_kwh"):  # fmt: skip
        assert name in NAMES
        said(f"`{name}`")


def test_parameters_as_text(reported):
    texts = set(reported[2022]["parameters"])
    for text in ("625K", "1.2M", "5.3M", "Trainable 1.7 M non-Trainable 1.7M"):
        assert text in texts
        said(f"`{text}`")
    assert list(team(reported[2022], "Li_XJU")["parameters"]) == ["4.2MB"] * 4
    said("the four of Li_XJU give `4.2MB`")


def test_subsystems_as_text(reported):
    counts = team(reported[2022], "Li_ICT-TOSHIBA")["subsystems"]
    assert len(counts) == 4
    assert counts.str.contains("SEDT").all()
    said("the four of Li_ICT-TOSHIBA", "`10 (5 SEDT, 5 frame-wise model)`")
    assert list(team(reported[2023], "Lee_CAUET")["subsystems"]) == ["None", "None"]
    said("the two of Lee_CAUET give `None`")


def test_energies_and_sizes_that_do_not_follow_the_ensemble(reported):
    kim = team(reported[2024], "Kim_GIST-HanwhaVision")
    assert sorted(set(kim["subsystems"])) == ["", "128", "64"]
    assert len(kim) == 4
    assert kim[["train_kwh", "test_kwh"]].drop_duplicates().shape[0] == 1
    said("the four of Kim_GIST-HanwhaVision report the same energies for 1, 64 and 128")
    nam = team(reported[2022], "Nam_KAIST")
    assert nam["train_kwh"].nunique() == 1
    assert {int(n) for n in nam["subsystems"]} == {12, 31, 53, 150}
    said("likewise Nam_KAIST in 2022 for 12 to 150")
    guan = team(reported[2023], "Guan_HIT")
    assert (len(guan), guan["macs"].nunique()) == (6, 1)
    assert set(guan["subsystems"]) == {"", "4", "8", "11"}
    said("the six of Guan_HIT (2023) give the same MACs for 1 to 11 subsystems")
    hyu = team(reported[2022], "KIM_HYU")
    assert (len(hyu), hyu["parameters"].nunique()) == (4, 1)
    assert {int(n) for n in hyu["subsystems"]} == {2, 3, 5}
    said("the four ensembles of KIM_HYU (2022) the same parameters for 2 to 5")
    huang = team(reported[2024], "Huang_SJTU").set_index("subsystems")["macs"].astype(int)
    assert huang["20"] < huang["7"]
    said("Huang_SJTU (2024) fewer MACs for 20 subsystems than for 7")


def test_baselines(reported):
    chen = team(reported[2023], "Chen_CHT")["baseline_train_kwh"].astype(float)
    assert (chen.min(), chen.max()) == (0.15, 2.34)
    said("the four of Chen_CHT report 0.15 to 2.34 kWh")
    same = reported[2022][reported[2022]["train_kwh"] == "1.717"]["system"]
    assert set(same) == {
        "Baseline",
        "Dinkel_XiaoRice_task4_2",
        "Hao_UNISOC_task4_3",
        "Giannakopoulos_UNIPI_task4_1",
        "Giannakopoulos_UNIPI_task4_2",
    }
    said("Dinkel_XiaoRice_task4_2, Hao_UNISOC_task4_3 and the two of Giannakopoulos_UNIPI")
    own = reported[2024].set_index("system").loc["Cornell_CMU_task4_1", "baseline_train_kwh"]
    assert own == "0.0299"
    said("0.0299 kWh in the organisers' entry")


def test_scores_and_missing_energies(reported):
    nsysu = reported[2022].set_index("system").loc["Liu_NSYSU_task4_2", "psds"]
    assert f"{float(nsysu):.4f}" == "0.0002"
    huang = reported[2024].set_index("system").loc["Huang_SJTU_task4_3"]
    assert (huang["psds"], f"{float(huang['train_kwh']):.0f}") == ("0.000", "27")
    cai = team(reported[2024], "Cai_USTC")
    assert list(cai["segmpauc"]) == ["0.050"] * 4
    said("Liu_NSYSU_task4_2 with 0.0002", "has 0.000 with 27 kWh", "segMPAUC of exactly 0.050")
    missing = (reported[2022][["train_kwh", "test_kwh"]] == "").any(axis=1).sum()
    both = (reported[2024][["train_kwh", "test_kwh"]] == "").all(axis=1).sum()
    no_baseline = (reported[2024]["baseline_train_kwh"] == "").sum() - both
    assert (missing, both, no_baseline) == (21, 5, 5)
    said("21 systems of 2022 lack one or both, five of 2024 both, and five more of 2024 lack")
