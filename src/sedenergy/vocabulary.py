"""The quantities and statistics that the tables, figures and claims speak of: one record each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """Something that is measured or counted for each system.

    Attributes
    ----------
    name : str
        The column of the systems' frames, as `sedenergy.analysis.normalization.derive` gives them.
    words : str
        What it is, in the words of the field, as a sentence begins.
    head : str
        The head of a table's column, short.
    unit : str
        The unit, empty where there is none.
    note : str
        What stands in brackets in the label instead of the unit.
    decimals : int or None
        How many decimals it is written with where the paper printed no such number; None: at
        least three digits, with K, M or G.
    """

    name: str
    words: str
    head: str = ""
    unit: str = ""
    note: str = ""
    decimals: int | None = 2

    @property
    def label(self) -> str:
        """The words with the unit, for an axis."""
        brackets = self.note or self.unit
        return f"{self.words} ({brackets})" if brackets else self.words

    @property
    def in_prose(self) -> str:
        """The words in the middle of a sentence: `PSDS` and `MACs` stay as they are."""
        is_acronym = self.words[1].isupper()
        return self.words if is_acronym else self.words[0].lower() + self.words[1:]


QUANTITIES: dict[str, Quantity] = {
    quantity.name: quantity
    for quantity in (
        Quantity(
            "parameters",
            "System complexity",
            "System complexity (parameters)",
            "parameters",
            decimals=None,
        ),
        Quantity("macs", "MACs", "MACs", "MACs", note="per 10 s of audio", decimals=None),
        Quantity("train_kwh", "Training energy", "Energy train (kWh)", "kWh"),
        Quantity("test_kwh", "Test energy", "Energy test (kWh)", "kWh"),
        Quantity(
            "train_kwh_normalized",
            "Normalised training energy",
            "Energy train norm. (kWh)",
            "kWh",
        ),
        Quantity("test_kwh_normalized", "Normalised test energy", "Energy test norm. (kWh)", "kWh"),
        Quantity(
            "baseline_train_kwh",
            "Energy of ten baseline epochs",
            "Energy 10 epochs (kWh)",
            "kWh",
            decimals=3,
        ),
        Quantity("train_gpu_share", "GPU's share of training energy", "%GPU train", "%", "", 0),
        Quantity("test_gpu_share", "GPU's share of test energy", "%GPU test", "%", "", 0),
        Quantity("psds", "PSDS", "PSDS"),
        Quantity("segmpauc", "segMPAUC", "segMPAUC"),
        Quantity("ew_psds", "Energy-weighted PSDS"),
        Quantity("ew_segmpauc", "Energy-weighted segMPAUC"),
    )
}
"""Every quantity by its name."""


@dataclass(frozen=True)
class Cap:
    """A cap of table VI on a quantity: only systems below it are looked at.

    Attributes
    ----------
    name : str
    head : str
        The start of a column's head.
    words : str
        What it is, in the middle of a sentence.
    quantile : float or None
        Which quantile of the capped quantity it is; None: there is no cap.
    """

    name: str
    head: str
    words: str
    quantile: float | None


CAPS: dict[str, Cap] = {
    cap.name: cap
    for cap in (
        Cap("all", "All", "no cap", None),
        Cap("q25", "25 %", "cap at the 25th percentile", 0.25),
        Cap("median", "Median", "cap at the median", 0.5),
    )
}
"""Every cap by its name."""


@dataclass(frozen=True)
class Statistic:
    """What a table gives of a quantity.

    Attributes
    ----------
    name : str
    head : str
        The head of a table's column.
    words : str
        What it is, in the middle of a sentence.
    quantile : float or None
        Its place from 0 to 1, where it is a quantile.
    cap : Cap or None
        The cap, in table VI.
    of : str
        In table VI the quantity whose best value below the cap it is; empty for the threshold.
    under_cap : str
        The head of its column in table VI, where the row is the cap.
    """

    name: str
    head: str
    words: str
    quantile: float | None = None
    cap: Cap | None = None
    of: str = ""
    under_cap: str = ""


QUARTILES: tuple[str, ...] = ("q25", "median", "q75")
"""The names of the quartiles."""

STATISTICS: dict[str, Statistic] = {
    statistic.name: statistic
    for statistic in (
        Statistic("q25", "25 %", "25th percentile", 0.25),
        Statistic("median", "Median", "median", 0.5),
        Statistic("q75", "75 %", "75th percentile", 0.75),
        Statistic("mean", "Mean", "mean"),
        Statistic("std", "Std", "standard deviation"),
        Statistic("min", "Min", "minimum"),
        Statistic("max", "Max", "maximum"),
        *(
            Statistic(f"{cap.name}.{part}", f"{cap.head}: {head}", words, None, cap, of, under)
            for cap in CAPS.values()
            for part, head, words, of, under in (
                ("max", "max", "threshold", "", "Max"),
                ("psds", "PSDS", "best PSDS", "psds", "PSDS"),
            )
        ),
    )
}
"""Every statistic by its name."""
