"""The form in which a number stands on paper, and how a value is rounded to it."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from sedenergy.errors import DataError
from sedenergy.vocabulary import QUANTITIES

_PRINTED = re.compile(
    r"(?P<digits>\d+(?:\.(?P<decimals>\d+))?)(?P<space> ?)(?P<suffix>[KMG%]?)", re.ASCII
)
_FACTORS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "%": 1}
_ROUNDINGS = {
    "half up": ROUND_HALF_UP,
    "twice": ROUND_HALF_UP,
    "cut": ROUND_DOWN,
    "up": ROUND_CEILING,
}


@dataclass(frozen=True)
class Form:
    """How a number stands on paper: decimals, and a suffix that scales it.

    Examples
    --------
    >>> Form.of("4.80 M").write(4804956.0), Form.of("53%").write(52.697)
    ('4.80 M', '53%')
    """

    decimals: int
    suffix: str = ""
    space: str = ""

    @classmethod
    def of(cls, printed: str) -> "Form":
        """Return the form of a printed number.

        Raises
        ------
        DataError
            The text is no such number.
        """
        match = _match(printed)
        return cls(len(match["decimals"] or ""), match["suffix"], match["space"])

    def write(self, value: float, rounding: str = "half up") -> str:
        """Write a value in this form.

        Parameters
        ----------
        value : float
            In the quantity's own unit (parameters, MACs, kWh, %).
        rounding : {'half up', 'twice', 'cut', 'up'}
            ``twice`` rounds to three decimals first, as a printout would have.
        """
        scaled = exact(value) / _FACTORS[self.suffix]
        if rounding == "twice":
            scaled = scaled.quantize(Decimal("0.001"), ROUND_HALF_UP)
        rounded = scaled.quantize(Decimal(1).scaleb(-self.decimals), _ROUNDINGS[rounding])
        return f"{rounded}{self.space}{self.suffix}"


def _match(printed: str) -> re.Match[str]:
    match = _PRINTED.fullmatch(printed)
    if not match:
        raise DataError("expected a number as the paper prints them", value=printed)
    return match


def number(printed: str) -> Decimal:
    """Return the number that a printed text stands for, in the quantity's own unit.

    Examples
    --------
    >>> number("4.80 M"), number("53%")
    (Decimal('4800000.00'), Decimal('53'))
    """
    match = _match(printed)
    return Decimal(match["digits"]) * _FACTORS[match["suffix"]]


def bumped(printed: str, units: int = 1) -> str:
    """Change a printed number by some units of its last digit.

    Examples
    --------
    >>> bumped("0.59"), bumped("4.80 M", -1), bumped("53%")
    ('0.60', '4.79 M', '54%')
    """
    match, form = _match(printed), Form.of(printed)
    step = Decimal(units).scaleb(-form.decimals)
    return f"{Decimal(match['digits']) + step}{form.space}{form.suffix}"


def exact(value: float) -> Decimal:
    """Return a float as the decimal number that it stands for.

    The figures have at most twelve digits. What a float carries beyond them is noise of binary
    arithmetic: 4.295 must not round to 4.29 because it is stored as 4.29499….
    """
    return Decimal(f"{value:.12g}")


def plain(value: float) -> str:
    """Write a value as a plain number with all its digits, for a file of data.

    Examples
    --------
    >>> plain(1.04e12), plain(0.00002), plain(53.0), plain(float("nan"))
    ('1040000000000', '0.00002', '53', '')
    """
    return "" if value != value else f"{exact(value):f}"


def in_scale(text: str, suffix: str) -> str:
    """Write a printed number in another scale and without its suffix; no digit is rounded.

    Examples
    --------
    >>> in_scale("912M", "G"), in_scale("4.80 M", "M"), in_scale("53%", "%")
    ('0.912', '4.80', '53')
    """
    match = _match(text)
    if match["suffix"] == suffix:
        return match["digits"]
    return f"{(number(text) / _FACTORS[suffix]).normalize():f}"


def natural_form(value: float, quantity: str) -> Form:
    """Return the form for a number that the paper did not print.

    Parameters
    ----------
    value : float
    quantity : str
        A name of `sedenergy.vocabulary.QUANTITIES`; it has the decimals. A count gets K, M or G
        and at least three digits.
    """
    record = QUANTITIES[quantity]
    if record.decimals is not None:
        return Form(record.decimals, "%" if record.unit == "%" else "")
    suffix = next(s for s in ("G", "M", "K", "") if value >= _FACTORS[s] or not s)
    scaled = value / _FACTORS[suffix]
    decimals = 0 if scaled >= 100 or not suffix else 1 if scaled >= 10 else 2
    return Form(decimals, suffix, " " if suffix else "")


def write_number(value: float, quantity: str, printed: str = "", rounding: str = "half up") -> str:
    """Write a value in the form of the printed number, or the natural one where there is none.

    The natural form is also taken where the printed one would leave nothing of the value, as of
    a thousandth of a billion.

    Examples
    --------
    >>> write_number(4804956.0, "parameters", "4.80 M"), write_number(0.0345, "test_kwh")
    ('4.80 M', '0.03')
    """
    natural = natural_form(value, quantity)
    form = Form.of(printed) if printed else natural
    leaves_nothing = value != 0 and not re.search("[1-9]", form.write(value))
    return (natural if leaves_nothing else form).write(value, rounding)


def write_point(x: float, y: float) -> str:
    """Write a point as the authors' notebook holds it: three decimals, no trailing zeros.

    Examples
    --------
    >>> write_point(0.621, 69.12), write_point(0.5, 128.0)
    ('(0.621, 69.12)', '(0.5, 128)')
    """
    return f"({_trim_decimals(x)}, {_trim_decimals(y)})"


def _trim_decimals(value: float) -> str:
    text = f"{exact(value).quantize(Decimal('0.001'), ROUND_HALF_UP)}"
    return text.rstrip("0").rstrip(".")


def write_digits(value: float, more: int = 0) -> str:
    """Write a number of any size: at least three digits and two decimals, half up; maybe more.

    Examples
    --------
    >>> write_digits(25.897477), write_digits(0.0123456), write_digits(0), write_digits(1234.5)
    ('25.90', '0.0123', '0.00', '1234.50')
    """
    decimal = exact(value)
    decimals = more + (max(2, 2 - decimal.adjusted()) if decimal else 2)
    return f"{decimal.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
