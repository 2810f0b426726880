"""Those who speak: the words that name them, found before or behind a verb, and what these say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asreported.suggesting.sentences import Sentence
from asreported.words.wording import OUTLETS, Wording

__all__ = ["Speaker", "is_person", "speaker_before", "speaker_behind"]

#: Nobody is named with more words than this.
_LONGEST = 14
_SIGNS = {"-", "'", "&", "–"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words from `first` up to `last` of a sentence that name someone, and what they say of them.

    `name` is as printed, its first letter as inside a sentence; a `pronoun` has no name. `head` is the noun.
    """

    first: int
    last: int
    name: str
    kind: str = ""
    anonymity: str = ""
    head: str = ""
    pronoun: bool = False

    @property
    def passes_on(self) -> bool:
        """Tell whether this is an agency or a medium, which passes on what others say."""
        return self.kind in OUTLETS


def speaker_before(sentence: Sentence, end: int, wording: Wording) -> Speaker | None:
    """Return who is named by the words that end before `end`; None where it is not clear.

    >>> from asreported.words.wording import wording
    >>> text = "Five were hurt, a defence official said."
    >>> speaker_before(Sentence(text, 0, len(text)), 7, wording("en")).name
    'a defence official'
    """
    words, first = sentence.words, end
    while first and _is_nominal(words, first - 1, wording):
        if wording.at("and", words, first - 1) and not _is_speaker(sentence, first - 1, wording):
            break
        first -= 1
    first = _behind_introduction(sentence, first, end, wording)
    return _speaker(sentence, first, _before_time(sentence, first, end, wording), wording)


def speaker_behind(sentence: Sentence, start: int, wording: Wording, stop: int | None = None) -> Speaker | None:
    """Return who is named by the words that begin at `start`; None where it is not clear."""
    words, last = sentence.words, start
    limit = len(words) if stop is None else stop
    while last < limit and _is_nominal(words, last, wording):
        if wording.at("and", words, last) and not _names_someone(sentence, last + 1, wording):
            break
        last += 1
    return _speaker(sentence, start, _before_time(sentence, start, last, wording), wording)


def _is_nominal(words: tuple[str, ...], place: int, wording: Wording) -> bool:
    """Tell whether a word can be part of the words that name someone."""
    word = words[place]
    if not (word[0].isalnum() or word in _SIGNS):
        return word == "." and place > 0 and len(words[place - 1]) <= 3 and place + 1 < len(words)
    if wording.at("boundary", words, place) or wording.at("contrast", words, place):
        # The World Health Organization is written as a relative pronoun is.
        return False
    return not any(wording.at(name, words, place) for name in ("verb", "verb_to", "record", "denying"))


def _is_speaker(sentence: Sentence, end: int, wording: Wording) -> bool:
    """Tell whether the words before an "and" name someone by themselves, from a boundary on."""
    first = end
    while first and _is_nominal(sentence.words, first - 1, wording):
        first -= 1
    found = _speaker(sentence, first, end, wording)
    return found is not None and found.kind != "" and found.last - found.first <= 6


def _names_someone(sentence: Sentence, start: int, wording: Wording) -> bool:
    return any(
        wording.speakers.at(sentence.words, place) for place in range(start, min(start + 4, len(sentence.words)))
    )


def _behind_introduction(sentence: Sentence, first: int, end: int, wording: Wording) -> int:
    """Skip what comes before the name without a comma: "On Monday", "In a statement", "Meanwhile"."""
    words = sentence.words
    while first < end and (behind := wording.at("adverb", words, first)):
        first = behind
    while first < end and (behind := wording.at("statement", words, first)):
        first = behind
    while first < end and wording.at("preposition", words, first):
        behind = wording.at("day", words, first + 1)
        if not behind:
            later = [p for p in range(first + 2, end) if words[p] in _determiners(wording)]
            return later[-1] if later else end
        first = behind
    return first


def _determiners(wording: Wording) -> frozenset[str]:
    listed = wording.classes.get("determiner")
    return listed.words() if listed else frozenset()


def _before_time(sentence: Sentence, first: int, last: int, wording: Wording) -> int:
    """Leave out a day behind the name: "the ministry on Monday said"."""
    words = sentence.words
    for place in range(first + 1, last):
        if wording.at("day", words, place) or (
            wording.at("preposition", words, place) and wording.at("day", words, place + 1)
        ):
            return place
    while last > first + 1 and wording.at("adverb", words, last - 1) == last:
        last -= 1
    return last


def _speaker(sentence: Sentence, first: int, last: int, wording: Wording) -> Speaker | None:
    words = sentence.words
    if not first < last <= first + _LONGEST:
        return None
    if wording.at("subject_pronoun", words, first) == last:
        return Speaker(first, last, "", pronoun=True, head=words[first])
    if any(wording.at(name, words, first) for name in ("self", "nobody")) or any(
        re.fullmatch("[0-9]+", word) for word in words[first + 1 : last]
    ):
        return None
    first = _behind_base(sentence, first, last, wording)
    stop = next((p for p in range(first + 1, last) if wording.at("preposition", words, p)), last)
    heads = [(p, f) for p in range(first, last) if (f := wording.speakers.at(words, p)) and f[1] <= last]
    core = [(p, f) for p, f in heads if p < stop and not any(o < p < other[1] for o, other in heads)]
    outlet = next((f[0] for _, f in core if f[0].kind in OUTLETS), None)
    if outlet and "'" not in words[first:stop] and wording.at("own_people", words, stop - 1) == stop:
        name = sentence.printed(first, last)
        name = name[0].lower() + name[1:] if first == 0 and words[first] in _determiners(wording) else name
        return Speaker(first, last, name, "person", "unnamed", words[stop - 1])
    if any(f[0].kind in OUTLETS and words[f[1] : f[1] + 1] == ("'",) for _, f in core):
        return None  # an outlet's own correspondent is neither the outlet nor its source
    proper = any(_is_name(sentence, p, wording) for p in range(first, stop))
    head = core[-1] if core else None
    if not head and not proper:
        return _unlisted(sentence, first, last, wording)
    if head and not _ends_with(sentence, head[1][1], stop, wording):
        return None
    kind = outlet or (head[1][0] if head else None)
    anonymity = kind.anonymity if kind else "named"
    if kind and kind.kind == "person" and _has_personal_name(sentence, head[0] + 1 if head else first, stop, wording):
        anonymity = "named"
    determined = words[first] in _determiners(wording) or bool(head) or words[first][0].isdigit()
    if not (determined or sentence.is_capital(first)):
        return None
    named = kind.kind if kind else ("person" if is_person(sentence, first, stop) else "")
    name = sentence.printed(first, last)
    is_common = head is not None and head[0] == first and not head[1][0].is_proper
    if first == 0 and (words[first] in _determiners(wording) or is_common):
        name = name[0].lower() + name[1:]
    return Speaker(first, last, name, named, anonymity, words[head[0]] if head else "")


def _ends_with(sentence: Sentence, behind: int, stop: int, wording: Wording) -> bool:
    """Tell whether nothing but names stands between the noun and the end of what names someone."""
    words = sentence.words
    return "adjective_behind" in wording.classes or all(
        sentence.is_capital(place) or words[place] in {*_SIGNS, "."} or wording.at("behind_head", words, place)
        for place in range(behind, stop)
    )


def _unlisted(sentence: Sentence, first: int, last: int, wording: Wording) -> Speaker | None:
    """Return someone whom no list knows, after an article: "the baker". A document says nothing by itself.

    Whether such words name someone is not clear, so the anonymity stays empty.
    """
    words = sentence.words
    article = wording.at("article", words, first) == first + 1
    if not article or not first + 1 < last <= first + 4 or wording.at("document_noun", words, last - 1):
        return None
    name = sentence.printed(first, last)
    return Speaker(first, last, name[0].lower() + name[1:], "", "", words[last - 1])


def _behind_base(sentence: Sentence, first: int, last: int, wording: Wording) -> int:
    """Leave out where someone is based: "the Britain-based Syrian Observatory"."""
    words = sentence.words
    for place in range(first, min(first + 5, last - 1)):
        if words[place] == "-" and (behind := wording.at("based", words, place + 1)):
            return behind
    return first


def _is_name(sentence: Sentence, place: int, wording: Wording) -> bool:
    inside = place > 0 or len(sentence.words[place]) > 1
    listed = sentence.words[place] in _determiners(wording)
    return inside and sentence.is_capital(place) and not listed


def _has_personal_name(sentence: Sentence, first: int, last: int, wording: Wording) -> bool:
    """Tell whether a name stands behind the noun: "spokesman Yahya Saree"."""
    return any(_is_name(sentence, place, wording) for place in range(first, last))


def is_person(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether all that is there are two or three names: Lawrence Korb."""
    places = [p for p in range(first, last) if sentence.words[p] not in {*_SIGNS, "."}]
    return 2 <= len(places) <= 4 and all(sentence.is_capital(p) and len(sentence.words[p]) > 1 for p in places)
