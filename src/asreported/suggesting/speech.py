"""Who speaks in a sentence: each place where someone is said to say something, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from asreported.suggesting.sentences import Sentence
from asreported.suggesting.speakers import Speaker, is_person, speaker_before, speaker_behind
from asreported.words.wording import Wording

__all__ = ["LEAD", "TRAIL", "Utterance", "utterances"]

#: What is said stands behind the speaker, or before.
LEAD, TRAIL = "lead", "trail"
#: So many words name the hearers that no list knows.
_HEARER = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """The words from `first` up to `last` of a sentence by which someone says something.

    `speaker` is None where it is not clear who. `relay` is whom they told it to, if that is an agency or a medium, with
    the words from `relay_first` up to `relay_last`.
    """

    first: int
    last: int
    order: str
    speaker: Speaker | None
    voice: str = "statement"
    relay: Speaker | None = None
    relay_first: int = 0
    relay_last: int = 0
    denies: bool = False


def utterances(sentence: Sentence, wording: Wording) -> list[Utterance]:
    """Return each place where a sentence says who said it, in order.

    >>> from asreported.words.wording import wording
    >>> text = "Medics said five were hurt, according to Reuters."
    >>> [(one.order, one.speaker.name) for one in utterances(Sentence(text, 0, len(text)), wording("en"))]
    [('lead', 'medics'), ('trail', 'Reuters')]
    """
    told = (_by_verb, _according, _quoted, _shown)
    found = sorted((one for tell in told for one in tell(sentence, wording)), key=lambda one: one.first)
    return [_cited(sentence, one, wording) for one in found]


def _by_verb(sentence: Sentence, wording: Wording) -> Iterator[Utterance]:
    words, place = sentence.words, 0
    while place < len(words):
        behind, denies = wording.at("verb_to", words, place), False
        told = bool(behind)
        behind = behind or wording.at("verb", words, place)
        records = 0 if behind else wording.at("record", words, place)
        seen = 0 if behind or records else wording.at("witnessing", words, place)
        behind = behind or records or seen
        if not behind:
            behind, denies = wording.at("denying", words, place), True
        if not behind or _is_no_speech(sentence, place, behind, wording):
            place += 1
            continue
        one = _utterance(sentence, place, behind, told, wording)
        # A country records cases, and a witness counts coffins: only who is known to speak tells by recording.
        by_known = one is not None and one.speaker is not None and bool(one.speaker.kind)
        if one and (not records or by_known) and (not seen or (one.speaker and _is_own(one.speaker, wording))):
            yield replace(one, denies=denies)
        place = behind


def _quoted(sentence: Sentence, wording: Wording) -> Iterator[Utterance]:
    """Yield whom an agency or a medium quotes: Reuters quoted a medic as saying; a medic was quoted by Reuters."""
    words = sentence.words
    for place in range(1, len(words)):
        by = wording.at("quoted_by", words, place)
        active = 0 if by else wording.at("quoting", words, place)
        opens = by or active
        if not opens:
            continue
        as_saying, behind = wording.anywhere("as_saying", words, opens, min(opens + 12, len(words)))
        if not behind:
            continue
        before_verb = place
        while by and before_verb and wording.at("aux", words, before_verb - 1) == before_verb:
            before_verb -= 1
        before = speaker_before(sentence, before_verb, wording)
        other = speaker_behind(sentence, opens, wording, as_saying)
        speaker, relay = (before, other) if by else (other, before)
        if speaker is None or speaker.pronoun or relay is None:
            continue
        if not relay.passes_on:  # who quotes and who is quoted both said it
            yield Utterance(place, behind, LEAD, None)
            continue
        ends = behind >= len(words) or not words[behind][0].isalnum()
        first = min(speaker.first, relay.first)
        order = TRAIL if ends and first > 0 else LEAD
        yield Utterance(
            first, behind, order, speaker, relay=relay, relay_first=relay.first, relay_last=max(relay.last, opens)
        )


def _shown(sentence: Sentence, wording: Wording) -> Iterator[Utterance]:
    """Yield whose document tells it: counts provided by provincial governments show."""
    words = sentence.words
    for place in range(len(words)):
        document = wording.at("document", words, place)
        opens = wording.at("document_by", words, document) if document else 0
        stop, behind = wording.anywhere("showing", words, opens, min(opens + 10, len(words))) if opens else (0, 0)
        speaker = speaker_behind(sentence, opens, wording, stop) if behind else None
        if speaker and not speaker.pronoun and speaker.last == stop and not speaker.passes_on:
            yield Utterance(place, behind, LEAD, speaker)


def _is_no_speech(sentence: Sentence, place: int, behind: int, wording: Wording) -> bool:
    """Tell whether a verb is passive or an adjective: "is said to", "the reported deaths", "claimed by"."""
    words, before = sentence.words, place - 1
    while before >= 0 and wording.at("adverb", words, before) == before + 1:
        before -= 1
    passive = before >= 0 and bool(wording.at("not_after", words, before))
    other = wording.at("not_before", words, behind) and not wording.at("by_means", words, behind)
    return passive or bool(other) or (behind < len(words) and words[behind] == "-")


def _utterance(sentence: Sentence, place: int, behind: int, told: bool, wording: Wording) -> Utterance | None:
    words = sentence.words
    subject_end = place
    while subject_end and wording.at("adverb", words, subject_end - 1) == subject_end:
        subject_end -= 1
    after_mark = subject_end > 0 and (words[subject_end - 1] == "," or _closes(sentence, subject_end - 1, wording))
    if (after_mark or place == 0) and not told and (inverted := _inverted(sentence, behind, wording)):
        return _told(
            sentence, Utterance(place, inverted.last, TRAIL if place else LEAD, inverted), inverted.last, wording
        )
    speaker, last = None, subject_end
    if subject_end and words[subject_end - 1] in {",", "—", "–", ")"}:
        opened = _interposed(sentence, subject_end - 1, wording)
        speaker = speaker_before(sentence, opened, wording) if opened else None
        if speaker and is_person(sentence, opened + 1, subject_end - 1):
            speaker = replace(speaker, anonymity="named")
    else:
        speaker = speaker_before(sentence, subject_end, wording)
    if speaker is None:
        return Utterance(place, behind, _order(sentence, place, behind, wording), None)
    last = behind
    one = Utterance(speaker.first, last, _order(sentence, speaker.first, behind, wording), speaker)
    return _told(sentence, one, behind, wording, told=behind if told else 0)


def _is_own(speaker: Speaker, wording: Wording) -> bool:
    """Tell whether someone saw it for an agency or a medium: a Reuters witness."""
    return wording.at("own_people", (speaker.head,), 0) == 1


def _closes(sentence: Sentence, place: int, wording: Wording) -> bool:
    if sentence.words[place] == '"':
        return sentence.words[: place + 1].count('"') % 2 == 0
    return bool(wording.at("quote_close", sentence.words, place))


def _inverted(sentence: Sentence, start: int, wording: Wording) -> Speaker | None:
    """Return who stands behind the verb: "..., said the ministry."."""
    of_another = wording.at("preposition", sentence.words, start) > 0  # the mayor said of the Taliban
    speaker = None if of_another else speaker_behind(sentence, start, wording)
    if speaker is None or speaker.pronoun or (not speaker.kind and speaker.last - speaker.first > 4):
        return None
    words, end = sentence.words, speaker.last
    ends = end >= len(words) or not words[end][0].isalnum() or wording.at("speaker_end", words, end) > 0
    return speaker if ends or wording.at("adjunct", words, end) or wording.at("that", words, end) else None


def _interposed(sentence: Sentence, comma: int, wording: Wording) -> int:
    """Return where the name ends that a clause between commas parts from its verb; 0 where there is none."""
    words = sentence.words
    marks = {")": "("}.get(words[comma], words[comma])
    opened = next((p for p in range(comma - 1, 0, -1) if words[p] == marks), 0)
    if not opened or comma - opened > 25:
        return 0
    first = opened + 1
    named = any(wording.speakers.at(words, p) for p in range(first, min(first + 5, comma)))
    named = named or is_person(sentence, first, comma)
    return opened if marks == "(" or wording.at("interposer", words, first) or named else 0


def _order(sentence: Sentence, first: int, behind: int, wording: Wording) -> str:
    """Tell whether what is said stands behind the verb or before it."""
    words, place = sentence.words, behind
    parted = first > 0 and (words[first - 1] == "," or _closes(sentence, first - 1, wording))
    if not parted:
        return LEAD
    while place < len(words) and words[place][0].isalnum() and place - behind < 12:
        if wording.at("that", words, place):
            return LEAD
        place += 1
    bare = place == behind or wording.at("adjunct", words, behind) or wording.at("statement", words, behind)
    told = wording.outlets.at(words, behind) or wording.at("briefing", words, behind)
    ends = place >= len(words) or words[place] in {".", ",", ";", "”", "»", '"', ")", "؛", "،"}
    # Whoever is told is a word or two: told mourners.
    told = told or (bool(wording.at("verb_to", words, behind - 1)) and place - behind <= _HEARER)
    return TRAIL if ends and (bare or told) else LEAD


def _told(sentence: Sentence, one: Utterance, start: int, wording: Wording, told: int = 0) -> Utterance:
    """Add to whom it was told: an agency or a medium passes it on; reporters heard it together."""
    words, first, end = sentence.words, one.first, min(start + 9, len(sentence.words))
    stop = next((p for p in range(start, end) if wording.at("that", words, p) or words[p] in {",", ":"}), end)
    heard = wording.anywhere("briefing", words, told, stop) if told else _after_preposition(words, start, stop, wording)
    if heard == (0, 0) and not told:
        heard = _after_preposition(words, first, start, wording)
    if heard != (0, 0):
        return replace(one, voice="briefing")
    near = (*wording.anywhere("interview", words, first, min(start + 9, len(words))),)
    if near == (0, 0) and first:
        near = wording.anywhere("interview", words, 0, first) if words[first - 1] == "," else near
    opens = near[1] if near != (0, 0) else told
    if not opens:
        return one
    begins = near[0] if near != (0, 0) else told - 1
    heard_at = _outlet(sentence, opens, wording)
    if heard_at is None:
        return replace(one, voice="interview")
    return replace(one, voice="interview", relay=heard_at, relay_first=begins, relay_last=heard_at.last)


def _after_preposition(words: tuple[str, ...], start: int, stop: int, wording: Wording) -> tuple[int, int]:
    for place in range(start, stop):
        if wording.at("preposition", words, place) and (behind := wording.at("briefing", words, place + 1)):
            return place, behind
    return 0, 0


def _outlet(sentence: Sentence, start: int, wording: Wording) -> Speaker | None:
    """Return the agency or medium that is named from `start` on, by its own name alone: Reuters."""
    words = sentence.words
    for place in range(start, min(start + 6, len(words))):
        if not (words[place][0].isalnum() or words[place] in {"-", "'"}) or wording.at("boundary", words, place):
            return None
        found = wording.outlets.at(words, place)
        if found:
            kind, last = found
            generic = wording.outlets.at(words, last)  # "the Reuters news agency"
            first = place
            while first > start and sentence.is_capital(first - 1) and sentence.is_capital(place):
                first -= 1  # "the Coast News Agency"
            if not sentence.is_capital(place):
                first = start
            name = sentence.printed(first, last)
            kind, last = generic or (kind, last)
            return Speaker(start, last, name, kind, "named")
    return None


def _according(sentence: Sentence, wording: Wording) -> Iterator[Utterance]:
    words = sentence.words
    for place in range(len(words)):
        behind = wording.at("according", words, place)
        if not behind:
            continue
        opens = behind
        article = 1 if wording.at("determiner", words, opens) == opens + 1 else 0
        document = wording.at("document", words, opens) or wording.at("document", words, opens + article)
        if document:
            by = wording.at("document_by", words, document)
            opens = by
        speaker = speaker_behind(sentence, opens, wording) if opens else None
        if speaker and speaker.pronoun:
            speaker = None
        last = speaker.last if speaker else behind
        # In the middle of a sentence it may tell of what stands on either side.
        leads = place == 0 or wording.at("contrast", words, place - 1) > 0
        one = Utterance(place, last, LEAD if leads else TRAIL, speaker, "statement")
        yield replace(one, voice="tally") if document and speaker and speaker.passes_on else one


def _cited(sentence: Sentence, one: Utterance, wording: Wording) -> Utterance:
    """Let whom an agency or a medium cites be the speaker, and the agency the relay."""
    if one.speaker is None or one.voice == "tally" or one.relay is not None:
        return one
    words = sentence.words
    first, behind = wording.anywhere("citing", words, one.first)
    if not behind or not behind < len(words):
        return one
    if not one.speaker.passes_on:
        return replace(one, speaker=None) if first <= one.last + 1 else one  # said, quoting survivors, that
    speaker = speaker_behind(sentence, behind, wording)
    if speaker is None or speaker.pronoun:
        return replace(one, speaker=None)
    span = (one.speaker.first, one.last)
    cited = replace(one, speaker=speaker, relay=one.speaker, relay_first=span[0], relay_last=span[1])
    return replace(
        cited, first=min(one.first, first), last=max(one.last, speaker.last) if one.order == TRAIL else one.last
    )
