"""What the chapter on every choice shows and writes: how firmly claims stand, and all universes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd

from sedenergy.analysis.analysis import Analysis
from sedenergy.analysis.decisions import DECISIONS
from sedenergy.analysis.tables import TABLES
from sedenergy.analysis.worlds import list_choices
from sedenergy.check.ledger import name_printed_number
from sedenergy.claims.judgement import VERDICTS
from sedenergy.claims.robustness import HOLDS
from sedenergy.printed.forms import Form, write_number
from sedenergy.printed.keys import ClaimKey, NumberKey
from sedenergy.printed.record import Printed

NAMES = {(decision.field, decision.value): decision for decision in DECISIONS}
"""The decision of each field and value; the authors' own values are in none."""


_HEADS_OF_CHOICES = {
    "duplicates": "Duplicates",
    "baselines": "Baselines",
    "left_out": "Baseline energies",
    "none_is_ensemble": "The count None",
    "organisers_normalized": "Energies",
    "cap": "Caps",
    "contradictory": "Reports",
    "gpu_reports": "Systems",
    "one_a_team": "Teams",
    "centre": "Middle",
}
"""The head of each choice, for a page on which it can be set."""


def name_choice(field: str, value: object) -> str:
    """Name a value of a choice; the authors' own by its field."""
    decision = NAMES.get((field, value))
    return decision.name if decision else "as the authors"


def list_all_choices() -> pd.DataFrame:
    """Return a row a choice that can be defended, and what it means."""
    rows = [
        (decision.name, decision.meaning[0].upper() + decision.meaning[1:])
        for decision in DECISIONS
        if decision.is_choice
    ]
    return pd.DataFrame(rows, columns=["Choice", "Meaning"])


def share_holding(universes: pd.DataFrame) -> pd.Series:
    """Return for each claim in which share of the universes that can tell it holds."""
    can_tell = universes != VERDICTS[-1]
    return (universes == HOLDS).sum() / can_tell.sum().where(can_tell.any())


def list_firmness(
    universes: pd.DataFrame, turning: pd.DataFrame, printed: Printed, most: int = 2
) -> pd.DataFrame:
    """Return a row a claim, those that hold in most universes first; shares of one as numbers.

    Parameters
    ----------
    universes : DataFrame
        As `sedenergy.claims.robustness.judge_universes` gives them.
    turning : DataFrame
        As `sedenergy.claims.robustness.find_turning` gives it of them.
    printed : Printed
    most : int
        How many of the choices that turn a claim are named.
    """
    shares = share_holding(universes).sort_values(ascending=False, kind="stable")
    rows = []
    for key, share in shares.items():
        turned = turning.loc[key].sort_values(ascending=False, kind="stable")
        names = [f"{say_field(f)} ({write_per_cent(x)})" for f, x in turned[turned > 0].items()]
        same = (universes[key] == universes[key].iloc[0]).mean()
        rows.append(
            (
                *(str(key), printed.claims[key].claim, universes[key].iloc[0]),
                *(
                    *(share, same),
                    "; ".join(names[:most]) or "none",
                ),
            )
        )
    heads = ["Claim", "It says", "By the method", "Holds in", "Same verdict in", "Turned by"]
    return pd.DataFrame(rows, columns=heads)


def show_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with its shares of one as text in per cent."""
    shown = frame.copy()
    for name in frame.select_dtypes("float"):
        shown[name] = [write_per_cent(x) if pd.notna(x) else "–" for x in frame[name]]
    return shown


def write_per_cent(share: float) -> str:
    """Write a share of one in whole per cent; what is not all or none is not written so."""
    text = Form(0).write(100 * share)
    if share < 1 and text == "100":
        return "over 99 %"
    return "under 1 %" if share > 0 and text == "0" else f"{text} %"


def say_field(field: str) -> str:
    """Name a choice by the decisions that it has."""
    return " or ".join(d.name for d in DECISIONS if d.is_choice and d.field == field)


def count_firmness(universes: pd.DataFrame) -> dict[str, object]:
    """Count the claims: ``claims``, ``universes``, ``always``, ``never`` and ``hanging``."""
    shares = share_holding(universes).dropna()
    counts = {"always": int((shares == 1).sum()), "never": int((shares == 0).sum())}
    hanging = len(shares) - counts["always"] - counts["never"]
    return {"claims": len(shares), "universes": len(universes), **counts, "hanging": hanging}


def label_claims(shares: pd.DataFrame, printed: Printed, longest: int = 62) -> dict[ClaimKey, str]:
    """Return what each claim says, cut after a word where it is long."""
    texts = {key: printed.claims[key].claim for key in shares.index}
    cut = {key: f"{text[:longest].rpartition(' ')[0]} …" for key, text in texts.items()}
    return {key: text if len(text) <= longest else cut[key] for key, text in texts.items()}


def hold_by_choice(universes: pd.DataFrame) -> pd.DataFrame:
    """Return in which share of the universes with each choice a claim holds.

    Only claims that hold in some universes and not in all, those that hold in most first.

    Returns
    -------
    DataFrame
        Index ClaimKey; columns ``all``, and (field, value) of each choice.
    """
    choices = list_choices()
    taken = pd.DataFrame(list(product(*choices.values())), columns=list(choices))
    shares = share_holding(universes)
    hanging = shares[(shares > 0) & (shares < 1)].sort_values(ascending=False, kind="stable")
    chosen = universes[list(hanging.index)]
    columns: dict[object, pd.Series] = {"all": hanging}
    for field, values in choices.items():
        for value in values:
            columns[field, value] = share_holding(chosen[(taken[field] == value).to_numpy()])
    return pd.DataFrame(columns).reindex(hanging.index)


def compact_universes(analysis: Analysis, universes: pd.DataFrame, printed: Printed) -> str:
    """Return all universes as one compact JSON text: verdicts, and the tables of the paper.

    ``choices``: for each field its values, the authors' first, each with ``value``, ``name`` and
    ``meaning``, and the ``head`` of the choice. A universe is a combination of values; its place is
    that in the product of the fields in this order, the last field changing first. ``verdicts``:
    the words for the letters.
    ``claims``: for each claim a letter a universe; ``texts``: what it says. ``tables``: for each
    table and year the ``fields`` that change it, its ``numbers`` (quantity, statistic), the same in
    words (``says``), what the paper ``printed``, the different ``rows`` of texts that come out, and
    for each combination of these fields which row it is (``index``).
    """
    choices = list_choices()
    content: dict[str, Any] = {
        "choices": {
            field: [_describe(field, value) for value in values]
            for field, values in choices.items()
        },
        "verdicts": {_letter(verdict): verdict for verdict in VERDICTS},
        "claims": {str(key): "".join(map(_letter, universes[key])) for key in universes},
        "texts": {str(key): printed.claims[key].claim for key in universes},
        "tables": {
            table: {
                str(year): found
                for year in analysis.years
                if (found := _compact_table(analysis, printed, table, year, choices))
            }
            for table in TABLES
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _describe(field: str, value: object) -> dict[str, object]:
    decision = NAMES.get((field, value))
    return {
        "value": value,
        "head": _HEADS_OF_CHOICES.get(field, field),
        "name": name_choice(field, value),
        "meaning": decision.meaning if decision else "",
    }


def _letter(verdict: str) -> str:
    return dict(zip(VERDICTS, "hpfc", strict=True))[verdict]


def _compact_table(
    analysis: Analysis, printed: Printed, table: str, year: int, choices: Mapping[str, Any]
) -> dict[str, object]:
    keys = list(analysis.numbers_of(table, year))
    if not keys:
        return {}
    fields = [name for name in choices if name in analysis.fields_that_matter(table, year)]
    rows: dict[tuple[str, ...], int] = {}
    index = []
    for values in product(*(choices[field] for field in fields)):
        method = replace(analysis.method, **dict(zip(fields, values, strict=True)))
        numbers = analysis.of(method).numbers_of(table, year)
        texts = tuple(_write(key, numbers, printed) for key in keys)
        index.append(rows.setdefault(texts, len(rows)))
    return {
        "fields": fields,
        "numbers": [f"{key.quantity} {key.statistic}" for key in keys],
        "says": [name_printed_number(key).partition(", ")[2] for key in keys],
        "printed": [printed.numbers[k].text if k in printed.numbers else "" for k in keys],
        "rows": list(map(list, rows)),
        "index": index,
    }


def _write(key: NumberKey, numbers: Mapping[NumberKey, float], printed: Printed) -> str:
    if key not in numbers:
        return ""
    text = printed.numbers[key].text if key in printed.numbers else ""
    return write_number(numbers[key], key.measured, text)


def claims_by_universes(universes: pd.DataFrame) -> pd.DataFrame:
    """Return a row a claim for the ledger: ``id``, and ``universes``, in how many it holds."""
    shares = share_holding(universes)
    can_tell = (universes != VERDICTS[-1]).sum()
    rows = [
        (str(key), f"{write_per_cent(share)} of {can_tell[key]}" if can_tell[key] else "")
        for key, share in shares.items()
    ]
    return pd.DataFrame(rows, columns=["id", "universes"])
