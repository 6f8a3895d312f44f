"""What data/README.md says of the data: each quirk is looked up, so that none is only told."""

import pytest
from conftest import DATA

from sedenergy.submissions.columns import COLUMN_NAMES
from sedenergy.submissions.facts import Facts
from sedenergy.submissions.years import read_systems

CARD = " ".join((DATA / "README.md").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def reported():
    return {n: read_systems(DATA / "submissions" / str(n)) for n in (2022, 2023, 2024)}


def said(*texts):
    for text in texts:
        assert text in CARD, text


def test_columns_and_facts_are_described():
    for name in COLUMN_NAMES:
        # The parts of the GPU, ends of intervals and the organisers' figures stand as a group.
        if not name.startswith(("gpu_", "organisers_")) and not name.endswith(("_low", "_high")):
            said(f"`{name}`")
    said(*(f"`{name}`" for name in vars(Facts())))


def test_hardware_as_it_is_written(reported):
    texts = [set(table["hardware"]) for table in reported.values()]
    for year, part in enumerate(("(1 RTX 6000)", "(2 GTX 3090)", "20~24h")):
        assert any(part in text for text in texts[year]), part
    said("`GTX 3090` as RTX 3090", "`RTX 6000` as the Quadro RTX 6000", "`20~24h` as its middle")


def figures(table, team, *columns):
    rows = table[table["team"] == team]
    assert len(rows) > 0, team
    return [rows[column].tolist() for column in columns]


def test_text_in_place_of_a_number(reported):
    assert {"625K", "1.2M", "5.3M", "Trainable 1.7 M non-Trainable 1.7M"} <= set(
        reported[2022]["parameters"]
    )
    said("`625K`", "`1.2M`", "`5.3M`", "`Trainable 1.7 M non-Trainable 1.7M`")
    assert figures(reported[2022], "Li_XJU", "parameters") == [["4.2MB"] * 4]
    (counts,) = figures(reported[2022], "Li_ICT-TOSHIBA", "subsystems")
    assert ["SEDT" in count for count in counts] == [True] * 4
    assert figures(reported[2023], "Lee_CAUET", "subsystems") == [["None"] * 2]
    said("the four of Li_XJU give `4.2MB`", "the two of Lee_CAUET give `None`")
    said("the four of Li_ICT-TOSHIBA", "`10 (5 SEDT, 5 frame-wise model)`")


@pytest.mark.parametrize(
    ("year", "team", "column", "counts", "sentence"),
    [
        (2024, "Kim_GIST-HanwhaVision", "train_kwh", ["", "128", "64"], "report the same energies"),
        (2024, "Kim_GIST-HanwhaVision", "test_kwh", ["", "128", "64"], "for 1, 64 and 128"),
        (2022, "Nam_KAIST", "train_kwh", ["12", "150", "31", "53"], "in 2022 for 12 to 150"),
        (2023, "Guan_HIT", "macs", ["", "11", "4", "8"], "(2023) give the same MACs for 1 to 11"),
        (2022, "KIM_HYU", "parameters", ["2", "3", "5"], "(2022) the same parameters for 2 to 5"),
    ],
)
def test_figures_that_do_not_follow_the_ensemble(year, team, column, counts, sentence, reported):
    subsystems, values = figures(reported[year], team, "subsystems", column)
    assert (sorted(set(subsystems)), len(set(values))) == (counts, 1)
    said(f"{team} {sentence}" if "for 1, 64" not in sentence else sentence)


def test_baselines_and_scores(reported):
    (chen,) = figures(reported[2023], "Chen_CHT", "baseline_train_kwh")
    assert (min(map(float, chen)), max(map(float, chen))) == (0.15, 2.34)
    systems = {year: table.set_index("system") for year, table in reported.items()}
    same = reported[2022].loc[reported[2022]["train_kwh"] == "1.717", "system"]
    assert set(same) == {
        "Baseline",
        "Dinkel_XiaoRice_task4_2",
        "Hao_UNISOC_task4_3",
        "Giannakopoulos_UNIPI_task4_1",
        "Giannakopoulos_UNIPI_task4_2",
    }
    assert systems[2024].loc["Cornell_CMU_task4_1", "baseline_train_kwh"] == "0.0299"
    assert f"{float(systems[2022].loc['Liu_NSYSU_task4_2', 'psds']):.4f}" == "0.0002"
    sjtu = systems[2024].loc["Huang_SJTU_task4_3"]
    assert (sjtu["psds"], f"{float(sjtu['train_kwh']):.0f}") == ("0.000", "27")
    macs = systems[2024][systems[2024]["team"] == "Huang_SJTU"].set_index("subsystems")["macs"]
    assert int(macs["20"]) < int(macs["7"])
    assert figures(reported[2024], "Cai_USTC", "segmpauc") == [["0.050"] * 4]
    said("the four of Chen_CHT report 0.15 to 2.34 kWh", "0.0299 kWh in the organisers' entry")
    said("Dinkel_XiaoRice_task4_2, Hao_UNISOC_task4_3 and the two of Giannakopoulos_UNIPI")
    said("Liu_NSYSU_task4_2 with 0.0002", "has 0.000 with 27 kWh", "segMPAUC of exactly 0.050")
    said("Huang_SJTU (2024) fewer MACs for 20 subsystems than for 7")


def test_missing_energies(reported):
    missing = (reported[2022][["train_kwh", "test_kwh"]] == "").any(axis=1).sum()
    both = (reported[2024][["train_kwh", "test_kwh"]] == "").all(axis=1).sum()
    no_baseline = (reported[2024]["baseline_train_kwh"] == "").sum() - both
    assert (missing, both, no_baseline) == (21, 5, 5)
    said("21 systems of 2022 lack one or both, five of 2024 both, and five more of 2024 lack")


def test_the_two_kinds_of_psds(reported):
    def apart(year):
        pair = reported[year][["psds", "psds_other"]].astype(float)
        return f"{(pair['psds'] - pair['psds_other']).abs().max():.3f}"

    assert (apart(2023), apart(2024)) == ("0.003", "0.010")
    assert (reported[2022]["psds_other"] == "").all()
    said("differ by 0.003 at most in 2023, by 0.010 in 2024")
