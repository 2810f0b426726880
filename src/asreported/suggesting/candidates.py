"""Candidate rows: what a report seems to count, for a person to accept, mend or leave."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from asreported.errors import Misuse

__all__ = ["COLUMNS", "FIGURE", "Candidate", "save", "to_csv"]

#: The disposition of a row that is a figure; the others are those of `numbers`.
FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One number of a text: proposed as a figure, with its chain, or passed over, with the reason.

    A person writes yes into `accept`, and may correct every cell. `number` is the token itself, for `numbers`. The
    columns of the period stay empty but for its words, since dates need the day of publication and a judgement;
    `majority_of` is for the `figure_id` of the whole, where the words say "the majority of them".
    """

    accept: str = ""
    disposition: str = FIGURE
    phrase: str = ""
    at: int = 0
    qualifier: str = ""
    value: int | None = None
    low: int | None = None
    high: int | None = None
    counted: str = ""
    measure: str = ""
    originator: str = ""
    originator_kind: str = ""
    anonymity: str = ""
    voice: str = ""
    originator_phrase: str = ""
    originator_at: int | None = None
    relay: str = ""
    relay_kind: str = ""
    relay_phrase: str = ""
    relay_at: int | None = None
    place: str = ""
    country_code: str = ""
    period_phrase: str = ""
    period_at: int | None = None
    period_start: str = ""
    period_end: str = ""
    period_precision: str = ""
    period_basis: str = ""
    number: str = ""
    number_at: int | None = None
    reason: str = ""
    sentence: str = ""
    figure_id: str = ""
    title: str = ""
    incident_id: str = ""
    majority_of: str = ""
    source_id: str = ""
    language: str = ""
    note: str = ""

    @property
    def is_figure(self) -> bool:
        """Tell whether it is proposed as a figure, and not passed over."""
        return self.disposition == FIGURE

    def cells(self) -> dict[str, Any]:
        """Return its cells by column."""
        return asdict(self)


#: The columns of a file of candidates, in their order.
COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Candidate))


def to_csv(candidates: Sequence[Candidate]) -> str:
    """Return candidates as CSV, under a header.

    >>> to_csv([]).split(",")[:3]
    ['accept', 'disposition', 'phrase']
    """
    written = io.StringIO()
    rows = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(one.cells() for one in candidates)
    return written.getvalue()


def save(file: str | Path, candidates: Sequence[Candidate]) -> None:
    """Write candidates to a file that is not there yet, so that no review is lost.

    Raises:
        Misuse: it is there already, or cannot be written.
    """
    try:
        with Path(file).open("x", encoding="utf-8", newline="") as opened:
            opened.write(to_csv(candidates))
    except FileExistsError:
        raise Misuse(f"{file} is there already and may hold a review; name another file, or delete it") from None
    except OSError as error:
        raise Misuse(f"{file} cannot be written: {error.strerror}") from None
