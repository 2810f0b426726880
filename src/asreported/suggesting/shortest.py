"""The shortest words of a sentence that carry qualifier, number, noun, and the word that says what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from asreported.reading import Reading
from asreported.suggesting.measure_words import MeasureWords, Named
from asreported.suggesting.sentences import Sentence
from asreported.words.folding import normalise
from asreported.words.wording import Wording

__all__ = ["FigurePhrase", "figure_phrases"]

#: The word that says what happened to what is counted stands at most so many words behind the noun.
_REACH = 10
_STOPS = {".", ",", ";", ":", "“", "”", "«", "»", '"', "(", ")", "—", "–", "!", "?", "،", "؛", "؟"}
_JOINED = "the words count two things together"


@dataclass(frozen=True, slots=True)
class FigurePhrase:
    """A phrase from `start` to `end` of the text, the noun that is counted, and the measure that it names."""

    start: int
    end: int
    counted: str
    measure: str = ""
    doubt: str = ""


def figure_phrases(
    sentence: Sentence, reading: Reading, measures: MeasureWords, wording: Wording, next_at: int | None
) -> list[FigurePhrase]:
    """Return the phrase of a figure, or two where its words decline to say two things.

    `next_at` is where the next figure of the sentence begins.
    """
    first, last = sentence.word_at(reading.start), sentence.word_at(reading.end - 1) + 1
    limit = _limit(sentence, last, wording, next_at)
    if reading.qualifier == "not_reported":
        return _declined(sentence, first, last, measures, wording)
    noun = _noun_end(sentence, reading, last, limit, wording)
    named = measures.named(sentence.words, last, limit)
    own = next((one for one in named if one.first < noun <= one.last), None)
    happened = _happened(sentence, named, noun, wording) or _across(sentence, noun, measures, wording)
    if reading.qualifier == "ordinal":
        return [_repetition(sentence, first, last, named)]
    if happened is not None:
        return [_with(sentence, reading, first, noun, happened, measures, wording)]
    if own is not None:
        return [_made(sentence, first, own.last, noun, last, own)]
    if before := _before(sentence, first, measures, wording, elided=noun == last):
        doubt = _JOINED if before.code == "" and before.last - before.first > 1 else ""
        made = _made(sentence, before.first, max(noun, last), noun, last, before)
        return [FigurePhrase(made.start, made.end, made.counted, made.measure, doubt)]
    return [_made(sentence, first, max(noun, last), noun, last, None)]


def _limit(sentence: Sentence, last: int, wording: Wording, next_at: int | None) -> int:
    words = sentence.words
    end = len(words) if next_at is None else min(len(words), sentence.word_at(next_at))
    for place in range(last, end):
        inside = place + 1 < len(words) and words[place] in "-'"
        if (words[place] in _STOPS and not inside) or wording.at("contrast", words, place):
            return place
    return end


def _noun_end(sentence: Sentence, reading: Reading, last: int, limit: int, wording: Wording) -> int:
    """Return the place behind the noun: the first plural of "25 shells landed here", else what the reader found."""
    words, first = sentence.words, last
    if behind := wording.at("of", words, last):
        first = wording.at("article", words, behind) or behind
    elif not reading.noun:
        return last
    if reading.value != 1 or first > last:
        for place in range(first, min(limit, first + 6)):
            if any(wording.at(name, words, place) for name in ("boundary", "preposition", "aux", "verb")):
                break
            if _is_plural(sentence, place, wording) and words[place + 1 : place + 2] != ("-",):
                more = place + 1
                while more < limit and _is_plural(sentence, more, wording):
                    more += 1
                return more
    wanted = normalise(reading.noun or "").text
    return next((p + 1 for p in range(last, min(limit, last + 8)) if words[p] == wanted), last)


def _is_plural(sentence: Sentence, place: int, wording: Wording) -> bool:
    words = sentence.words
    if wording.at("plural", words, place):
        return True
    if wording.at("not_plural", words, place):
        return False
    endings = wording.classes.get("plural_ending")
    word = words[place]
    ends = (
        any(word.endswith(ending[0]) and not word.endswith(ending[0] * 2) for ending in endings.meanings)
        if endings
        else False
    )
    return ends and len(word) > 2 and words[place - 1] != "'" and not sentence.printed(place, place + 1).isupper()


def _happened(sentence: Sentence, named: list[Named], noun: int, wording: Wording) -> Named | None:
    """Return what is said to have happened: the "were killed" behind the noun."""
    words = sentence.words
    for one in named:
        if one.first < noun or one.first - noun > _REACH:
            continue
        place = noun
        while place < one.first and (behind := wording.at("aux", words, place)):
            place = behind
        if place >= one.first:
            return one
        auxiliary = any(wording.at("aux", words, p) == one.first for p in range(noun, one.first))
        article = wording.at("determiner", words, one.first - 1)
        if auxiliary and not article and not wording.at("aux_filler", words, one.first - 1):
            return one
        rest = words[place : one.first]
        plain = not any(wording.at(name, (word,), 0) for word in rest for name in ("boundary", "preposition"))
        if place > noun and len(rest) <= 2 and plain and all(word.isalpha() for word in rest):
            return one
    return None


def _across(sentence: Sentence, noun: int, measures: MeasureWords, wording: Wording) -> Named | None:
    """Return what happened behind an insertion: "five people, including two children, were killed"."""
    words = sentence.words
    if noun >= len(words) or words[noun] != "," or not wording.at("including", words, noun + 1):
        return None
    for comma in range(noun + 2, min(noun + 12, len(words))):
        if words[comma] == ",":
            named = measures.named(words, comma + 1, min(comma + 6, len(words)))
            return _happened(sentence, named, comma + 1, wording) if named else None
    return None


def _with(
    sentence: Sentence,
    reading: Reading,
    first: int,
    noun: int,
    happened: Named,
    measures: MeasureWords,
    wording: Wording,
) -> FigurePhrase:
    words, end, code, doubt = sentence.words, happened.last, happened.code, ""
    joined = wording.at("joined", words, end)
    other = measures.named(words, joined, min(joined + 2, len(words))) if joined else []
    if other and other[0].first == joined and other[0].code != code:
        end, code, doubt = other[0].last, "", _JOINED
    number_end = sentence.word_at(reading.end - 1) + 1
    made = _made(sentence, first, end, noun, number_end, Named(happened.first, happened.last, code))
    return FigurePhrase(made.start, made.end, made.counted, code, doubt)


def _made(sentence: Sentence, first: int, end: int, noun: int, number_end: int, named: Named | None) -> FigurePhrase:
    counted = sentence.printed(noun - 1, noun) if noun > number_end else ""
    if not counted and named is not None:
        counted = sentence.printed(named.last - 1, named.last)
    return FigurePhrase(sentence.spans[first][0], sentence.spans[end - 1][1], counted, named.code if named else "")


def _before(sentence: Sentence, first: int, measures: MeasureWords, wording: Wording, *, elided: bool) -> Named | None:
    """Return what is said before the number: "killed at least five", "the death toll rose to 40"."""
    words = sentence.words
    named = [one for one in measures.named(words, max(0, first - 8), first) if one.last <= first]
    if not named:
        return None
    one = named[-1]
    if one.last == first:
        others = [two for two in named if wording.at("joined", words, two.last) == one.first]
        passive = wording.at("aux", words, one.first - 1) if one.first else 0
        if others and others[-1].code != one.code:
            return Named(others[-1].first, one.last, "")
        return None if passive and not elided else one
    if elided and wording.anywhere("toll", words, one.last, first) != (0, 0):
        between = words[one.last : first]
        return one if not any(word in _STOPS for word in between) else None
    return None


def _repetition(sentence: Sentence, first: int, last: int, named: list[Named]) -> FigurePhrase:
    """Return the phrase of "the second time he has ordered attacks": what is repeated ends it."""
    end, code = min(last + 1, len(sentence.words)), ""
    counted = sentence.printed(last, end)
    for one in named:
        if not code or one.first - end <= 2:
            end, code = one.last, code or one.code
    return FigurePhrase(sentence.spans[first][0], sentence.spans[end - 1][1], counted, code)


def _declined(
    sentence: Sentence, first: int, last: int, measures: MeasureWords, wording: Wording
) -> list[FigurePhrase]:
    words = sentence.words
    limit = next((p for p in range(last, len(words)) if words[p] in _STOPS), len(words))
    named = measures.named(words, last, limit)
    chain = named[:1]
    for one in named[1:]:
        if wording.at("joined", words, chain[-1].last) == one.first:
            chain.append(one)
    someone = wording.anywhere("someone", words, last, limit)
    counted = sentence.printed(*someone) if someone != (0, 0) else ""
    end = max([last, *(one.last for one in chain), someone[1] if not chain else 0])
    start, stop = sentence.spans[first][0], sentence.spans[end - 1][1]
    if not chain:
        return [FigurePhrase(start, stop, counted)]
    return [
        FigurePhrase(start, stop, counted or sentence.printed(one.first, one.last), one.code)
        for one in {one.code: one for one in chain}.values()
    ]
