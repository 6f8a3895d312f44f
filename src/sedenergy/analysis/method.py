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
    cap: Literal["below", "at most"] = "below"
    rounding: Literal["half up", "twice", "cut", "up"] = "half up"
