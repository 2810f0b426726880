"""Words that qualify a number from behind its noun: "eight persons at least", "12 civilians (or more)"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from asreported.auditing.kinds import any_of
from asreported.reading import Reading, read_count
from asreported.words.lexicon import lexicon
from asreported.words.loader import rows

__all__ = ["qualified_behind", "trailing_cue"]

#: How many words the noun may have.
_NOUN = 3
_WORD = re.compile(r"[^\W\d_]+")


def trailing_cue(behind: str, language: str) -> re.Match[str] | None:
    """Return the first words of a text that would qualify a number if they stood next to it.

    >>> trailing_cue(" persons at least in Idlib", "en")[0]
    'at least'
    """
    return _cues(language).search(behind)


def qualified_behind(one: Reading, text: str, right: int, language: str) -> Reading:
    """Return a count with the qualifier that stands right behind its noun; any other count as it is.

    `right` is where the next count begins.

    >>> from asreported.reading import find_counts
    >>> text = "a shell kills 8 persons at least in Idlib"
    >>> eight = qualified_behind(find_counts(text)[0], text, len(text), "en")
    >>> eight.qualifier, eight.high, text[eight.start:eight.end]
    ('at_least', None, '8 persons at least')
    """
    cue = trailing_cue(text[one.end : right], language)
    if cue is None or one.cue_span or one.status != "read" or not one.number_span:
        return one
    between = text[one.end : one.end + cue.start()]
    nouns = _WORD.findall(between)
    stops = lexicon(language).classes.get("stop")
    plain = not re.search(r"[^\w\s(\-“”\"]", between) and 0 < len(nouns) <= _NOUN
    if not plain or any(stops and stops.at([noun.casefold()], 0) for noun in nouns):
        return one
    told = read_count(f"{text[slice(*one.number_span)]} {cue[0]}", language)
    if told.status != "read" or told.value != one.value:
        return one
    place = one.end + cue.start(), one.end + cue.end()
    return replace(one, qualifier=told.qualifier, low=told.low, high=told.high, end=place[1], cue_span=place)


@cache
def _cues(language: str) -> re.Pattern[str]:
    known = lexicon(language)
    listed = (row["words"] for row in rows("cues", language) if row["position"] == "after")
    phrases = {phrase for phrase in listed if " " in phrase}
    # "casualties and more shelling": what begins with "and" joins too many things.
    joining = known.classes["and"].first_words() | known.and_words if "and" in known.classes else known.and_words
    plain = [one for one in phrases if one.replace(" ", "").isalpha() and one.split()[0] not in joining]
    return re.compile(any_of(plain).pattern, re.IGNORECASE)
