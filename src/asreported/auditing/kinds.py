"""What a count counts: the killed, the wounded, both at once, people of whom no more is said, or something else.

The words are data (`harm.csv` of each language). A headline counts shells, villages and hours as well as the dead,
and a stored number must not be compared with any of those only because the digits are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from asreported.package.tables import load
from asreported.words.loader import rows

__all__ = [
    "BOTH",
    "HARM",
    "NEAR",
    "OTHER",
    "SAME",
    "UNKNOWN",
    "Kinds",
    "any_of",
    "measure_words",
    "measures_named",
    "relation",
    "words_of_kinds",
]

#: How a count stands to the measure that is stored: it names it; people, whom no word puts to another measure; the
#: killed and the wounded in one number; something else.
SAME, NEAR, BOTH, OTHER = "same", "near", "both", "other"

#: The measures that words around a number name; the others are named by its noun.
HARM = ("killed", "wounded")
#: What is counted, in a language whose words for it are not listed yet.
UNKNOWN = "unknown"
#: Within how many words a verb before the number, or a participle behind it, belongs to it.
_BEFORE, _AFTER = 5, 12
#: How many words behind a number may be its noun.
_NOUN = 3
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.!?:…](?:\s|$)|…")


@cache
def words_of_kinds(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the words of each kind and position of a language; none for a language that has no rows yet."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows("harm", language):
        key = row["kind"], row["position"]
        found[key] = (*found.get(key, ()), row["words"])
    return found


@cache
def measure_words() -> dict[str, frozenset[str]]:
    """Return the words that name each measure of the shipped codelist."""
    rows = load("measures").select("measure", "words").iter_rows()
    return {measure: frozenset(words) for measure, words in rows}


def measures_named(noun: str | None) -> tuple[str, ...]:
    """Return the measures whose words the noun is one of.

    >>> measures_named("Attacks"), measures_named("raids")
    (('attacks',), ())
    """
    word = (noun or "").casefold()
    return tuple(measure for measure, words in measure_words().items() if word in words)


def relation(kind: str, named: tuple[str, ...], measure: str | None) -> str:
    """Return how a count stands to the measure that is stored; without a measure all are taken for the same.

    >>> [relation(kind, (), "killed") for kind in ("killed", "people", "both", "wounded")]
    ['same', 'near', 'both', 'other']
    """
    if measure is None or measure == kind or measure in named:
        return SAME
    if measure not in HARM:
        return OTHER
    return {"people": NEAR, UNKNOWN: NEAR, "both": BOTH}.get(kind, OTHER)


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    start: int
    end: int


class Kinds:
    """Tells what the counts of a language count, as far as the words show it."""

    def __init__(self, language: str) -> None:
        words = words_of_kinds(language)
        self._nouns = {word: kind for (kind, place), some in words.items() if place == "noun" for word in some}
        endings, listed = words.get(("plural", "ending"), ()), words.get(("plural", ""), ())
        self._plurals = {word for word in self._nouns if word.endswith(endings) or word in listed}
        self._tolls = words.get(("toll", "ending"), ())
        self._parting = re.compile(rf"[,.;:!?…–—]|{any_of(words.get(('and', ''), ())).pattern}")
        self._before = {kind: any_of(some) for (kind, place), some in words.items() if place == "before"}
        self._after = {kind: any_of(some) for (kind, place), some in words.items() if place == "after"}
        self._copula = any_of(words.get(("copula", ""), ()))
        self._both = _together(words) if words else None

    def kind(self, text: str, start: int, end: int, left: int, right: int, noun: str | None) -> str:
        """Return what the count from `start` to `end` counts, its neighbours at `left` and `right`.

        The text is in lower case.

        >>> text = "shelling kills 3 children and wounds 12"
        >>> english = Kinds("en")
        >>> english.kind(text, 15, 16, 0, 37, "children"), english.kind(text, 37, 39, 16, 39, None)
        ('killed', 'wounded')
        """
        if self._both is None:
            return UNKNOWN
        return self._kind(text, start, end, left, right, self._head(text[start:end], text[end:right], noun))

    def _head(self, count: str, behind: str, noun: str | None) -> str | None:
        """Return the noun that tells what is counted: the one that was read, or a known one before it."""
        if noun is None:
            # "36 students at least": the noun stands inside, before the cue.
            inside = [word for word in _WORD.findall(count) if word in self._nouns]
            return inside[-1] if inside else None
        noun = noun.casefold()
        if noun in self._nouns:
            return noun
        # "4 detainees carrying out work": only a plural is the head, for "3 civilian houses" are houses.
        before = _WORD.findall(behind.partition(noun)[0])[:_NOUN]
        return next((word for word in before if word in self._nouns and word in self._plurals), noun)

    def _kind(self, text: str, start: int, end: int, left: int, right: int, noun: str | None) -> str:
        named = self._nouns.get(noun or "")
        ahead, behind = text[left:start], text[end:right]
        if named == "other" or (noun and not named and not self._passive(behind, noun)):
            return "other"
        if self._both and (self._both_near(ahead, last=True) or self._both_near(behind, last=False)):
            return "both"
        if named in HARM:
            return named
        return self._verb_before(ahead) or self._verb_after(behind, right < len(text)) or (named or "other")

    def _both_near(self, window: str, *, last: bool) -> bool:
        """Tell whether "killed and wounded" stands on this side of a number, near it."""
        window = window if last else _sentence(window)
        found = list(self._both.finditer(window)) if self._both else []
        if not found:
            return False
        between = window[found[-1].end() :] if last else window[: found[0].start()]
        return len(_WORD.findall(between)) <= (_BEFORE if last else _AFTER)

    def _passive(self, behind: str, noun: str) -> bool:
        """Tell whether an unknown noun is told to have been killed or wounded: it must be people."""
        told = next(iter(_cues(self._after, _sentence(behind))), None)
        if told is None:
            return False
        words = _WORD.findall(behind[: told.start])
        return noun in words and bool(self._copula.search(behind[: told.start])) and len(words) <= _AFTER

    def _verb_before(self, ahead: str) -> str | None:
        told = list(_cues(self._before, ahead))
        if not told:
            return None
        between = ahead[told[-1].end :]
        reach = _AFTER if ahead[: told[-1].end].endswith(self._tolls) else _BEFORE
        far = len(_WORD.findall(between)) > reach or self._parting.search(between)
        return None if far else told[-1].kind

    def _verb_after(self, behind: str, counted_next: bool) -> str | None:
        sentence = _sentence(behind)
        told = next(iter(_cues(self._after, sentence)), None)
        if told is None or len(_WORD.findall(sentence[: told.start])) > _AFTER:
            return None
        # "20 gunmen killed 5 people": those who killed are not those who were killed.
        acting = counted_next and sentence == behind and not sentence[told.end :].strip()
        return "other" if acting and not self._copula.search(sentence[: told.start]) else told.kind


def _cues(patterns: dict[str, re.Pattern[str]], window: str) -> list[_Cue]:
    found = [_Cue(kind, one.start(), one.end()) for kind, some in patterns.items() for one in some.finditer(window)]
    return sorted(found, key=lambda cue: (cue.start, -cue.end))


def _sentence(window: str) -> str:
    """Return a window up to where its sentence ends."""
    found = _BREAK.search(window)
    return window[: found.start()] if found else window


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these words or phrases as a whole, the longest first; nothing where there are none."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + ("|".join(map(re.escape, ordered)) or r"(?!)") + r")\b")


def _together(words: dict[tuple[str, str], tuple[str, ...]]) -> re.Pattern[str]:
    """Return what finds "killed and wounded", "casualties or injuries", "dead and prisoners", in either order."""
    sides = [{word for (kind, _), some in words.items() if kind == harm for word in some} for harm in HARM]
    sides[1].update(words.get(("other", "after"), ()))
    both = ({*side, *words.get(("both", harm), ())} for side, harm in zip(sides, HARM, strict=True))
    killed, wounded = (any_of(side).pattern for side in both)
    joined = rf"\s*(?:[,/&-]|{any_of(words.get(('joined', ''), ())).pattern})\s*"
    return re.compile(f"(?:{killed}{joined}{wounded}|{wounded}{joined}{killed})")
