"""The one reader of the tables of words, `<language>/<table>.csv` beside it, each read when it is first asked for.

The folder `every` holds what is the same in every language; its rows come before those of the language.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from asreported.errors import UnknownName

__all__ = ["EVERY", "WORDS", "Row", "known_language", "languages", "listed", "own_rows", "rows", "shared"]

#: Where the tables lie.
WORDS = Path(__file__).parent
#: The folder of what is the same in every language.
EVERY = "every"

#: A row of a table by column.
Row = dict[str, str]


def shared(table: str) -> tuple[Row, ...]:
    """Return every row of a table that belongs to no one language: languages, needs, countries."""
    return _read(f"{table}.csv")


def rows(table: str, language: str) -> tuple[Row, ...]:
    """Return a table's rows for a language, behind those for every language; none where it has no such table."""
    return (*own_rows(table, EVERY), *own_rows(table, language))


def own_rows(table: str, language: str) -> tuple[Row, ...]:
    """Return the rows of a table that stand in the folder of a language, or of `EVERY`, itself."""
    return _read(f"{language}/{table}.csv")


def listed(table: str, language: str, column: str) -> dict[str, list[str]]:
    """Return the words of a table by what stands in another column, in the order of the rows.

    >>> listed("classes", "en", "class")["month"][:2]
    ['january', 'jan']
    """
    found: dict[str, list[str]] = {}
    for row in rows(table, language):
        found.setdefault(row[column], []).append(row["words"])
    return found


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be read.

    >>> "en" in languages()
    True
    """
    return tuple(row["language"] for row in shared("languages"))


def known_language(language: str) -> Row:
    """Return the row of languages.csv that tells how a language writes numbers.

    Raises:
        UnknownName: there is no such row.
    """
    found = next((row for row in shared("languages") if row["language"] == language), None)
    if found is None:
        raise UnknownName("language", language, languages())
    return found


@cache
def _read(name: str) -> tuple[Row, ...]:
    file = WORDS / name
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        header, *records = csv.reader(lines)
    return tuple(dict(zip(header, record, strict=True)) for record in records)
