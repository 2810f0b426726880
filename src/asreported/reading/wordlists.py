"""The tables of words, `asreported/lexicon/*.csv`, and the small notation in which they are written.

In a cell `|` parts phrases, `<month>` stands for each phrase of that class, and `am/pm` for either word.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, product
from pathlib import Path

from asreported.reading.phrases import Phrase

__all__ = ["LEXICON", "patterns", "phrases", "rows", "shape", "words_of"]

#: Where the tables of words lie.
LEXICON = Path(__file__).parents[1] / "lexicon"

#: The phrases of each class of words.
Classes = Mapping[str, list[str]]

_WORD = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_CLASS = re.compile(r"<(\w+)>")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return every row of a table."""
    with (LEXICON / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def rows(name: str, language: str) -> list[dict[str, str]]:
    """Return a table's rows for a language, and those that hold for all (`*`)."""
    return [row for row in table(name) if row["language"] in (language, "*")]


def words_of(phrase: str) -> Phrase:
    """Return the words and signs of a phrase.

    >>> words_of("c. 20-plus")
    ('c', '.', '20', '-', 'plus')
    """
    # Most phrases are letters and spaces, which need no regular expression.
    return tuple(phrase.split() if phrase.replace(" ", "").isalpha() else _WORD.findall(phrase))


def phrases(cell: str, classes: Classes) -> Iterator[Phrase]:
    """Yield every phrase that a cell stands for.

    >>> list(phrases("most <people>", {"people": ["men", "women"]}))
    [('most', 'men'), ('most', 'women')]
    """
    for parts in patterns(cell, classes):
        for choice in product(*parts):
            yield tuple(chain.from_iterable(choice))


def patterns(cell: str, classes: Classes) -> Iterator[tuple[list[Phrase], ...]]:
    """Yield for each phrase of a cell the choices that its parts leave.

    >>> list(patterns("most <people>", {"people": ["men", "women"]}))
    [([('most',)], [('men',), ('women',)])]
    """
    for phrase in cell.split("|"):
        if phrase:
            yield tuple(_choices(item, classes) for item in phrase.split())


def shape(pattern: str, classes: Classes) -> str:
    """Return a regular expression with its classes written out.

    >>> shape("(?:<month>) [0-9]+", {"month": ["june", "july"]})
    '(?:(?:june|july)) [0-9]+'
    """
    return _CLASS.sub(lambda found: _either(classes.get(found[1], [])), pattern)


def _choices(item: str, classes: Classes) -> list[Phrase]:
    named = _CLASS.fullmatch(item)
    if named:
        return [words_of(phrase) for phrase in classes.get(named[1], [])]
    return [words_of(word) for word in item.split("/")] if len(item) > 1 else [(item,)]


def _either(members: list[str]) -> str:
    ordered = sorted(members, key=len, reverse=True)
    return "(?:" + ("|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in ordered) or r"\b\B") + ")"
