"""The text on hardware and duration: every one of the data, and what is not read."""

import pytest
from conftest import DATA

from sedenergy.analysis.hardware import Hardware, read_hardware
from sedenergy.submissions.years import read_systems

# Each text of the data, by year, and what a reader finds in it: for each stage the model, GPUs,
# hours, and form and memory in GB where they are named. None: the text does not say.
TEXTS = {
    2022: {
        "18h (1 Tesla P100 )": [("P100", 1, 18.0)],
        "12h (1 Tesla P100 )": [("P100", 1, 12.0)],
        "8h (1 Tesla P100 )": [("P100", 1, 8.0)],
        "7h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 7.0)],
        "35h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 35.0)],
        "10h * 6 (3060ti)": [("RTX 3060 Ti", 1, 60.0)],
        "28h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 28.0)],
        "10h 8m 25s (1 NVIDIA A100-SXM4-80GB)": [("A100", 1, 36505 / 3600, "SXM", 80)],
        "(1 NVIDIA A100-SXM4-80GB)": [("A100", 1, None, "SXM", 80)],
        "10h 52m 16s(1 NVIDIA A100-SXM4-80GB)": [("A100", 1, 39136 / 3600, "SXM", 80)],
        "13h 46m 27s (1 NVIDIA A100-SXM4-80GB)": [("A100", 1, 49587 / 3600, "SXM", 80)],
        "18h (nvidia A100)": [("A100", 1, 18.0)],
        "36h (1 NVIDIA A100 40Gb)": [("A100", 1, 36.0, "", 40)],
        "11h (1 RTX 2080 Ti)": [("RTX 2080 Ti", 1, 11.0)],
        "6h (1 NVIDIA A100 40Gb)": [("A100", 1, 6.0, "", 40)],
        "8h (1 RTX A5000)": [("RTX A5000", 1, 8.0)],
        "25h (4 A100 GPUs)": [("A100", 4, 25.0)],
        "16.9h (4 A100 GPUs)": [("A100", 4, 16.9)],
        "6h (1 GTX 2080 Ti)": [("RTX 2080 Ti", 1, 6.0)],
        "77h (1 NVIDIA Tesla V100 SXM2)": [("V100", 1, 77.0, "SXM")],
        "48h (1 NVIDIA Tesla V100 SXM2)": [("V100", 1, 48.0, "SXM")],
        "30h (1 NVIDIA Tesla V100 SXM2)": [("V100", 1, 30.0, "SXM")],
        "24h (1 NVIDIA Tesla V100 SXM2)": [("V100", 1, 24.0, "SXM")],
        "4h (1 GTX 3090 Ti)": [("RTX 3090 Ti", 1, 4.0)],
        "6h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 6.0)],
        "3 h": [(None, None, 3.0)],
        "24 h": [(None, None, 24.0)],
        "36h (1 RTX 6000)": [("Quadro RTX 6000", 1, 36.0)],
        "20h (1 NVIDIA Quadro RTX 5000)": [("Quadro RTX 5000", 1, 20.0)],
        "24h (1 NVIDIA Quadro RTX 5000)": [("Quadro RTX 5000", 1, 24.0)],
        "77h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 77.0)],
        "111h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 111.0)],
        "8.3h (1 A100-SXM4-80GB)": [("A100", 1, 8.3, "SXM", 80)],
        "6.6h (1 A100-SXM4-80GB)": [("A100", 1, 6.6, "SXM", 80)],
        "4h (1 A100-SXM4-80GB)": [("A100", 1, 4.0, "SXM", 80)],
        "74h (5 RTX 2080ti)": [("RTX 2080 Ti", 5, 74.0)],
        "18h (1 RTX A6000)": [("RTX A6000", 1, 18.0)],
        "2d (10 A100)": [("A100", 10, 48.0)],
        "5d (10 A100)": [("A100", 10, 120.0)],
        "4h (1 RTX 3090)": [("RTX 3090", 1, 4.0)],
        "6h (1 RTX Titan)": [("Titan RTX", 1, 6.0)],
        "4.5h (1 RTX 2080)": [("RTX 2080", 1, 4.5)],
        "8h (1 RTX 2080)": [("RTX 2080", 1, 8.0)],
        "29h (1 RTX 2080)": [("RTX 2080", 1, 29.0)],
        "20h (2 GTX 3090)": [("RTX 3090", 2, 20.0)],
        "6h (2 GTX 3090)": [("RTX 3090", 2, 6.0)],
        "3h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 3.0)],
        "8h (1 A100)": [("A100", 1, 8.0)],
        "3h (1 A100)": [("A100", 1, 3.0)],
        "186 h (1 RTX A4000) + 35 h (3 RTX 2080 Ti)": [
            ("RTX A4000", 1, 186.0),
            ("RTX 2080 Ti", 3, 35.0),
        ],
        "53h (1 RTX A4000) + 30 h (3 RTX 2080 Ti)": [
            ("RTX A4000", 1, 53.0),
            ("RTX 2080 Ti", 3, 30.0),
        ],
        "20min (1 GTX 3080 Ti)": [("RTX 3080 Ti", 1, 1200 / 3600)],
        "3h (1 GTX 3080 Ti)": [("RTX 3080 Ti", 1, 3.0)],
        "2h (1 GTX 3080 Ti)": [("RTX 3080 Ti", 1, 2.0)],
        "10h (1 RTX 2080 Ti)": [("RTX 2080 Ti", 1, 10.0)],
        "9h (1 RTX 2080 Ti)": [("RTX 2080 Ti", 1, 9.0)],
        "7h (1 Titan RTX)": [("Titan RTX", 1, 7.0)],
        "4h (1 GTX 3060 Ti)": [("RTX 3060 Ti", 1, 4.0)],
    },
    2023: {
        "3h (A100 40Gb)": [("A100", 1, 3.0, "", 40)],
        "18h (2 GTX 3090)": [("RTX 3090", 2, 18.0)],
        "6h (2 GTX 3090)": [("RTX 3090", 2, 6.0)],
        "3h (2 GTX 3090)": [("RTX 3090", 2, 3.0)],
        "2.5h (2 GTX 3090)": [("RTX 3090", 2, 2.5)],
        "36h (1 RTX3060)": [("RTX 3060", 1, 36.0)],
        "6h (1 RTX3060)": [("RTX 3060", 1, 6.0)],
        "30h (1 RTX3060)": [("RTX 3060", 1, 30.0)],
        "6h (1 Quadro RTX 8000)": [("Quadro RTX 8000", 1, 6.0)],
        "5h (1 Quadro RTX 8000)": [("Quadro RTX 8000", 1, 5.0)],
        "8h (1 A6000)": [("RTX A6000", 1, 8.0)],
        "13h (1 A100)": [("A100", 1, 13.0)],
        "23h (1 A100)": [("A100", 1, 23.0)],
        "138h (1 A100)": [("A100", 1, 138.0)],
        "345h (1 A100)": [("A100", 1, 345.0)],
        "4h (1 RTX A5000)": [("RTX A5000", 1, 4.0)],
        "5h (1 RTX A5000)": [("RTX A5000", 1, 5.0)],
        "4.5h (1 RTX A5000)": [("RTX A5000", 1, 4.5)],
        "25h (1 RTX A5000)": [("RTX A5000", 1, 25.0)],
        "50h (1 RTX A5000)": [("RTX A5000", 1, 50.0)],
        "20h (1 A4000)": [("RTX A4000", 1, 20.0)],
        "6h (1 GTX 3090)": [("RTX 3090", 1, 6.0)],
        "20min (1 V100)": [("V100", 1, 1200 / 3600)],
        "30 min (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 0.5)],
        "30min (1 V100)": [("V100", 1, 0.5)],
        "30h (4 Telsa A100)": [("A100", 4, 30.0)],
        "20h (4 Telsa A100)": [("A100", 4, 20.0)],
        "60h (4 Telsa A100)": [("A100", 4, 60.0)],
        "6h (1 Telsa A100)": [("A100", 1, 6.0)],
        "8h (1 GTX 4090)": [("RTX 4090", 1, 8.0)],
        "29h (1 GTX 4090)": [("RTX 4090", 1, 29.0)],
        "14h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 14.0)],
        "21h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 21.0)],
        "56h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 56.0)],
        "133h (1 GeForce RTX 2080 Ti)": [("RTX 2080 Ti", 1, 133.0)],
        "7h (1 RTX 3090)": [("RTX 3090", 1, 7.0)],
        "40h (1 RTX 3090)": [("RTX 3090", 1, 40.0)],
        "44h (1 RTX 3090)": [("RTX 3090", 1, 44.0)],
        "92h (NVIDIA A100-PCIE-40GB)": [("A100", 1, 92.0, "PCIe", 40)],
        "87h (NVIDIA A100-PCIE-40GB)": [("A100", 1, 87.0, "PCIe", 40)],
        "98h (NVIDIA A100-PCIE-40GB)": [("A100", 1, 98.0, "PCIe", 40)],
        "15h (NVIDIA A100-PCIE-40GB)": [("A100", 1, 15.0, "PCIe", 40)],
        "29h (3 RTX A6000)": [("RTX A6000", 3, 29.0)],
        "14h 36m (4 RTX A6000)": [("RTX A6000", 4, 14.6)],
        "15h 31m (4 RTX A6000)": [("RTX A6000", 4, 55860 / 3600)],
        "12h (4 RTX A6000)": [("RTX A6000", 4, 12.0)],
        "36h (4 RTX A6000)": [("RTX A6000", 4, 36.0)],
        "1d 7h * 20 (1 Tesla V100)": [("V100", 1, 620.0)],
        "1d 7h * 10 (1 Tesla V100)": [("V100", 1, 310.0)],
        "1d 7h * 18 (1 Tesla V100)": [("V100", 1, 558.0)],
        "1d 7h (1 Tesla V100)": [("V100", 1, 31.0)],
    },
    2024: {
        "160h (1 Nvidia A40)": [("A40", 1, 160.0)],
        "199h (1 Nvidia A40)": [("A40", 1, 199.0)],
        "8h (1 Nvidia A40)": [("A40", 1, 8.0)],
        "170h (1 RTX A6000)": [("RTX A6000", 1, 170.0)],
        "150h (1 RTX A6000)": [("RTX A6000", 1, 150.0)],
        "3h (1 GTX 1080 Ti)": [("GTX 1080 Ti", 1, 3.0)],
        "10h (1 RTX A6000)": [("RTX A6000", 1, 10.0)],
        "4h (1 GeForce RTX 3090)": [("RTX 3090", 1, 4.0)],
        "3h15m (1 GTX 4090)": [("RTX 4090", 1, 3.25)],
        "137h (1 A100)": [("A100", 1, 137.0)],
        "34h (1 GeForce RTX 3090)": [("RTX 3090", 1, 34.0)],
        "23h (1 A100)": [("A100", 1, 23.0)],
        "20~24h (3 A6000)": [("RTX A6000", 3, 22.0)],
        "144h (1 A100)": [("A100", 1, 144.0)],
        "24h (3 A6000)": [("RTX A6000", 3, 24.0)],
        "30m (1 GTX 4090)": [("RTX 4090", 1, 0.5)],
        "8h (1 NVIDIA A10)": [("A10", 1, 8.0)],
        "45m (1 GTX 4090)": [("RTX 4090", 1, 0.75)],
        "24h (1 NVIDIA GeForce RTX 4090)": [("RTX 4090", 1, 24.0)],
        "95h (1 A100)": [("A100", 1, 95.0)],
        "2h (1 GTX 4090)": [("RTX 4090", 1, 2.0)],
        "6h (1 NVIDIA GeForce RTX 4090)": [("RTX 4090", 1, 6.0)],
        "32h (1 NVIDIA GeForce RTX 4090)": [("RTX 4090", 1, 32.0)],
        "30h (1 RTX A5000)": [("RTX A5000", 1, 30.0)],
        "10h (1 NVIDIA GeForce RTX 4090)": [("RTX 4090", 1, 10.0)],
        "3h (2 Nvidia A100)": [("A100", 2, 3.0)],
        "5h (1 RTX A5000)": [("RTX A5000", 1, 5.0)],
        "6h (1 RTX A5000)": [("RTX A5000", 1, 6.0)],
        "10.5h (1 RTX 4090 D)": [("RTX 4090 D", 1, 10.5)],
        "10h (1 RTX 4090 D)": [("RTX 4090 D", 1, 10.0)],
        "9h (1 GTX TITAN)": [("GTX Titan", 1, 9.0)],
        "4h (1 RTX A5000)": [("RTX A5000", 1, 4.0)],
        "12h (NVIDIA GeForce RTX 3090)": [("RTX 3090", 1, 12.0)],
        "80h (1 NVIDIA A10)": [("A10", 1, 80.0)],
        "56h (1 NVIDIA A10)": [("A10", 1, 56.0)],
        "160h (1 NVIDIA A10)": [("A10", 1, 160.0)],
    },
}


def expect(text, stages):
    """Hold what is read of a text against the stages that it has."""
    found = read_hardware(text)
    assert [h.hours for h in found] == pytest.approx([hours for _, _, hours, *_ in stages]), text
    wanted = [Hardware(*s[:2], h.hours, *s[3:]) for h, s in zip(found, stages, strict=True)]
    assert list(found) == wanted, text


@pytest.mark.parametrize("year", TEXTS)
def test_each_text_of_the_data_is_read_as_it_is_meant(year):
    given = read_systems(DATA / "submissions" / str(year))["hardware"]
    assert set(given) == set(TEXTS[year])
    for text, stages in TEXTS[year].items():
        expect(text, stages)


def test_how_much_is_read():
    """97 of 101 systems of 2022 name a GPU, and 100 their hours; all of 2023 and 2024 do."""
    counts = {}
    for year in TEXTS:
        read = [
            read_hardware(t) for t in read_systems(DATA / "submissions" / str(year))["hardware"]
        ]
        named = sum(all(stage.model for stage in stages) for stages in read)
        timed = sum(all(stage.hours for stage in stages) for stages in read)
        counts[year] = len(read), named, timed
    assert counts == {2022: (101, 97, 100), 2023: (84, 84, 84), 2024: (42, 42, 42)}


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("", []),
        ("  ", []),
        ("5h (made up)", [(None, None, 5.0)]),
        ("(2 made up)", [(None, 2, None)]),
        ("about 5h (1 A100)", [("A100", 1, None)]),
        ("5h 1 A100", [(None, None, None)]),
        ("5 (1 A100)", [("A100", 1, None)]),
        ("5h (1 A100", [(None, None, None)]),
        ("5h (1 A100) and more", [(None, None, None)]),
        ("5h (1 A100 and 1 V100)", [(None, 1, 5.0)]),
        ("0h (0 A100)", [("A100", 0, 0.0)]),
        ("2d 1h 30m 36s (H100 SXM5 80 GB)", [("H100", 1, 49.51, "SXM", 80)]),
        ("1h * 2", [(None, None, 2.0)]),
        ("1h~3h", [(None, None, None)]),
        ("1h (GTX 1080) + 2h", [("GTX 1080", 1, 1.0), (None, None, 2.0)]),
        ("1h (2060)", [("RTX 2060", 1, 1.0)]),
        ("1h (rtx 5090)", [("RTX 5090", 1, 1.0)]),
        ("1h (RTX A7000)", [(None, None, 1.0)]),
        ("1h (RTX 5000)", [("Quadro RTX 5000", 1, 1.0)]),
        ("1h (5000)", [(None, None, 1.0)]),
        ("1h (A100)" + " " * 200, [(None, None, None)]),
    ],
)
def test_what_cannot_be_read_is_none_and_never_guessed(text, stages):
    expect(text, stages)


def test_gpu_hours_need_hours_and_gpus():
    assert Hardware("A100", 2, 3.0).gpu_hours == 6.0
    for count, hours in [(None, 3.0), (2, None), (0, 3.0), (2, 0.0)]:
        assert Hardware("A100", count, hours).gpu_hours is None
