"""Words that the lexicon treats alike, so that one stands for all: "soldiers" and "villagers" are in the same lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from asreported.words.lexicon import Lexicon, lexicon
from asreported.words.loader import rows
from asreported.words.lookup import Phrases

__all__ = ["KEPT_LETTERS", "size_words", "stand_ins"]

#: Longer words are alike whatever their length: only short ones make a name like "ID.3".
KEPT_LETTERS = 4
_PLACEHOLDER = ""
#: Forms of not_counts.csv that look at no more than whether a number is one, or four digits that may be a year.
_UNSIZED = ("", "words", "digits", "whole", "ordinal", "year", "recent", "one", "first")
#: Classes by which a shape only tells that it is none.
_EXCEPTIONS = {"stop", "people", "events", "unit", "joined", "currency", "ending"}


@cache
def stand_ins(language: str) -> Mapping[str, str]:
    """Return for each word of the lexicon the word that stands for all that are treated like it.

    >>> words = stand_ins("en")
    >>> words["soldiers"] == words["villagers"], words["five"] == words["six"], words["more"]
    (True, False, 'more')
    """
    uses: dict[str, set[object]] = {}
    for word, use in _uses(lexicon(language)):
        uses.setdefault(word, set()).add(use)
    alike: dict[object, str] = {}
    spelled, sizes = _spelled_out(language), size_words(language)
    found = {}
    for word, told in uses.items():
        likeness = word if word in spelled else (min(len(word), KEPT_LETTERS), word in sizes, frozenset(told))
        found[word] = alike.setdefault(likeness, word)
    return found


@cache
def size_words(language: str) -> frozenset[str]:
    """Return the words beside which it matters how large a number is: a month, an age, a time of day.

    >>> {"june", "aged"} <= size_words("en"), "attacks" in size_words("en")
    (True, False)
    """
    known = lexicon(language)
    sized = {place for place, row in enumerate(known.not_counts) if row.form not in _UNSIZED}
    named = {name for row in rows("shapes", language) for name in re.findall(r"<(\w+)>", row["pattern"])} - _EXCEPTIONS
    tables = (known.not_counts_before, known.not_counts_after)
    phrases = [phrase for table in tables for phrase, places in table.meanings.items() if sized & set(places)]
    phrases += [phrase for name in named if name in known.classes for phrase in known.classes[name].meanings]
    common = known.before.words().union(*(known.classes[name].words() for name in _EXCEPTIONS if name in known.classes))
    # One word of each phrase is enough to tell that the whole of it may be there: the least common.
    telling = {min(phrase, key=lambda word: (word in common, -len(word))) for phrase in phrases}
    return frozenset(telling | (_spelled_out(language) - common))


def _uses(known: Lexicon) -> Iterator[tuple[str, object]]:
    """Yield every word with each phrase that it stands in, itself left out, and what the phrase means."""
    tables: dict[str, Phrases[Any]] = {
        name: table for name in Lexicon.__slots__ if isinstance(table := getattr(known, name), Phrases)
    }
    tables |= {f"class {name}": table for name, table in known.classes.items()}
    for name, table in tables.items():
        for phrase, meaning in table.meanings.items():
            for place, word in enumerate(phrase):
                yield word, (name, meaning, *phrase[:place], _PLACEHOLDER, *phrase[place + 1 :])


def _spelled_out(language: str) -> set[str]:
    """Return the words that the shapes name themselves, outside of their classes."""
    patterns = " ".join(row["pattern"] for row in rows("shapes", language))
    return set(re.findall(r"[^\W\d_]+", re.sub(r"<\w+>", " ", patterns)))
