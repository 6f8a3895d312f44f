"""How values, changes, shares and lists are written in the evidence of a claim."""

from collections.abc import Iterable, Sequence

import pandas as pd

from sedenergy.printed.forms import Form, natural_form
from sedenergy.vocabulary import QUANTITIES, STATISTICS


def write_value(value: float, quantity: str) -> str:
    """Write a computed value without its unit, three digits or more of it."""
    if pd.isna(value):
        return "not reported"
    form, is_score = natural_form(value, quantity), not QUANTITIES[quantity].unit
    if is_score or (form.decimals and value < 1):
        form = Form(3)
    return form.write(value)


def write_unit(quantity: str) -> str:
    """Write what follows a value of a quantity; a percent sign is part of the value."""
    unit = QUANTITIES[quantity].unit
    return f" {unit}" if unit not in ("", "%") else ""


def write_full(value: float, quantity: str) -> str:
    """Write a computed value with its unit."""
    return f"{write_value(value, quantity)}{write_unit(quantity)}"


def write_share(share: float) -> str:
    """Write a share of one in whole per cent."""
    return f"{Form(0).write(100 * share)} %"


def write_part(part: int, whole: int) -> str:
    """Write how many of how many, with the share where it is neither none nor all."""
    return f"{part} of {whole}" + (f" ({write_share(part / whole)})" if 0 < part < whole else "")


def write_ratio(before: float, after: float) -> str:
    """Write by which factor a value changes."""
    return f"×{Form(2).write(after / before)}" if before > 0 else "from nothing"


def write_change(values: Sequence[float], quantity: str, texts: Sequence[str] = ()) -> str:
    """Write values that follow each other, as the texts have them; of two with the ratio."""
    said = " → ".join(texts or [write_value(value, quantity) for value in values])
    ratio = f" ({write_ratio(*values)})" if len(values) == 2 else ""
    return f"{said}{write_unit(quantity)}{ratio}"


def write_years(years: Iterable[int]) -> str:
    """Write years that follow each other, in brackets."""
    return f"({' → '.join(map(str, years))})"


def join(texts: Iterable[str]) -> str:
    """Join clauses of a sentence, without the empty ones."""
    return "; ".join(text for text in texts if text)


def write_list(items: Iterable[object]) -> str:
    """Write a list, or that there is none."""
    return ", ".join(map(str, items)) or "none"


def write_names(names: Sequence[object] | pd.Series) -> str:
    """Write names in brackets after a count; nothing where there are none."""
    return f" ({write_list(names)})" if len(names) else ""


def name_statistic(name: str) -> str:
    """Name a statistic of some systems in words."""
    return {"min": "lowest", "max": "highest"}.get(name) or STATISTICS[name].words


def name_number(quantity: str, statistic: str) -> tuple[str, str]:
    """Say what a number of a table is of, and which one it is."""
    words, cap = QUANTITIES[quantity].in_prose, STATISTICS[statistic].cap
    if cap is None:
        return words, name_statistic(statistic)
    is_free = cap.quantile is None
    if not STATISTICS[statistic].of:
        return f"{words} of single systems", name_statistic("max" if is_free else cap.name)
    below = "without a cap" if is_free else f"below the {name_statistic(cap.name)} of {words}"
    return "best PSDS of single systems", below
