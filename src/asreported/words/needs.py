"""What a language needs to be read, heard and audited, and which classes of its words it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asreported.errors import Misuse
from asreported.words.loader import languages, rows, shared

__all__ = ["Need", "checked", "lacking", "needs"]

#: The columns that together name the class of a row.
_CLASS = {
    "cues": ("position", "qualifier"),
    "harm": ("kind", "position"),
    "numbers": ("kind",),
    "denials": ("kind",),
    "speakers": ("kind",),
    "outlets": ("kind",),
    "vague": ("qualifier",),
    "ranges": ("makes",),
    "not_counts": ("reason",),
    "shapes": ("reason",),
    "classes": ("class",),
    "speech": ("class",),
}
_LANGUAGES = "languages"
_CODE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Need:
    """A row of needs.csv: a class of words, or several of which one is enough, what it says, and an English example."""

    purpose: str
    table: str
    classes: tuple[str, ...]
    meaning: str
    example: str

    def __str__(self) -> str:
        """Return the need as a line of the report."""
        return f"{self.table}.csv  {' or '.join(self.classes)}: {self.meaning}, as in '{self.example}'"


def needs() -> list[Need]:
    """Return everything that a language needs, what it is read with first.

    >>> print(needs()[2])
    numbers.csv  teen: numbers that take no unit behind them, as in 'thirteen'
    """
    return [
        Need(row["purpose"], row["table"], tuple(row["class"].split("|")), row["meaning"], row["example"])
        for row in shared("needs")
    ]


def lacking(language: str) -> list[Need]:
    """Return what a language needs and has no row for, whether in its own folder or in that of every language.

    >>> lacking("en"), len(lacking("tlh")) > 50
    ([], True)
    """
    return [need for need in needs() if not _present(need.table, language).intersection(need.classes)]


def checked(asked: Sequence[str]) -> tuple[str, bool]:
    """Return a report of what the languages lack, all of them where none is asked for, and whether all are complete.

    Raises:
        Misuse: what is asked for is no code of a language.
    """
    for language in asked:
        if not _CODE.fullmatch(language):
            raise Misuse(f"{language!r} is no code of a language; give two or three small letters, for example de")
    lacks = {language: lacking(language) for language in asked or languages()}
    return "\n".join(line for language, lacked in lacks.items() for line in _lines(language, lacked)), not any(
        lacks.values()
    )


def _lines(language: str, lacked: Sequence[Need]) -> Iterator[str]:
    total = len(needs())
    yield (
        f"{language}: has all {total} classes of words" if not lacked else f"{language}: lacks {len(lacked)} of {total}"
    )
    for purpose in dict.fromkeys(need.purpose for need in lacked):
        yield f"  for {purpose}"
        yield from (f"    {need}" for need in lacked if need.purpose == purpose)


def _present(table: str, language: str) -> set[str]:
    if table == _LANGUAGES:
        return {"row"} if language in languages() else set()
    return {" ".join(row[column] for column in _CLASS[table]).strip() for row in rows(table, language)}
