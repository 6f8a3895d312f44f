"""Small made-up reports with their hardware, for cases that are worked out by hand."""

from small import small_year

from sedenergy.analysis.selection import select
from sedenergy.submissions.instruments import Card

# One card of 100 W, and one that comes with 200 W, or with 400 W on a board.
CARDS = (
    Card("A10", "", 24, 100, "s"),
    Card("A100", "PCIe", 40, 200, "s"),
    Card("A100", "SXM", 40, 400, "s"),
    Card("A100", "SXM", 80, 400, "s"),
)


def report(hardware, kwh, **more):
    return {"hardware": hardware, "train_kwh": kwh, **more}


def year_of(*rows, year=2030, **facts):
    made = small_year(*rows, year=year, **facts)
    return type(made)(made.year, made.facts, made.systems, CARDS)


def chosen(*rows, year=2030, **facts):
    return {year: select(year_of(*rows, year=year, **facts))}
