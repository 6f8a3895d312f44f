"""The choices that the numbers rest on."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Method:
    """The choices that the numbers rest on; the defaults are those of the authors.

    Attributes
    ----------
    duplicates : {'absolute', 'normalized', 'train normalized', 'kept'}
        Systems are duplicates when equal in parameters and in both energies as reported, or in
        parameters and both normalised energies, or in normalised training energy alone, or none
        is.
    baselines : bool
        The organisers' baselines count as systems.
    left_out : bool
        The systems that the year's facts name are left out of the normalised comparison.
    none_is_ensemble : bool
        The text ``None`` for a subsystem count counts as one.
    organisers_normalized : bool
        The organisers' own normalised training energies, rounded to three decimals, are used.
    contradictory : bool
        Systems count whose reported energy contradicts the hardware that is reported with it.
    gpu_reports : bool
        In years that asked for the GPU's energy, only systems that report it count.
    one_a_team : bool
        Of a team's ensembles, and of its single systems, only the one with the best PSDS counts.
    centre : {'median', 'geometric mean'}
        What stands for the middle of the systems.
    cap : {'below', 'at most'}
        Which systems a cap leaves: strictly below the threshold, or on it as well.
    rounding : {'half up', 'twice', 'cut', 'up'}
        How a value becomes a printed number.
    """

    duplicates: Literal["absolute", "normalized", "train normalized", "kept"] = "absolute"
    baselines: bool = True
    left_out: bool = True
    none_is_ensemble: bool = True
    organisers_normalized: bool = False
    contradictory: bool = True
    gpu_reports: bool = False
    one_a_team: bool = False
    centre: Literal["median", "geometric mean"] = "median"
    cap: Literal["below", "at most"] = "below"
    rounding: Literal["half up", "twice", "cut", "up"] = "half up"
