"""The chain of people who said a figure, as far as its words leave no doubt; silence where they do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from asreported.suggesting.sentences import Sentence, sentences
from asreported.suggesting.speakers import Speaker, speaker_before
from asreported.suggesting.speech import LEAD, TRAIL, Utterance, utterances
from asreported.words.wording import Wording

__all__ = ["UNATTRIBUTED", "Chain", "Chains"]

#: The voice of a publisher who names no source.
UNATTRIBUTED = "unattributed"
_NO_CHAIN = "who said it is not clear"
#: Signs behind which another clause begins.
_PARTING = frozenset(",;:–")
#: Somebody who goes on speaking was named at most so many sentences before.
_MEMORY = 2


@dataclass(frozen=True, slots=True)
class Chain:
    """Who said a figure, in the words of a report. Without a voice nothing is proposed; `doubt` says why."""

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
    doubt: str = ""


class Chains:
    """What is said in a text, by whom: asked for the chain of each figure.

    >>> from asreported.words.wording import wording
    >>> text = "Medics said five were hurt. They added that two had died."
    >>> [Chains(text, wording("en")).of(place, place + 3).originator for place in (12, 44)]
    ['medics', 'medics']
    """

    def __init__(self, text: str, wording: Wording, figures: Sequence[tuple[int, int]] = ()) -> None:
        self.text, self.wording = text, wording
        self.sentences = sentences(text, wording, figures)
        self._ends = [sentence.end for sentence in self.sentences]
        self._marks = {mark: [found.start() for found in re.finditer(mark, text)] for mark in (*"“”«»", '"')}
        self._said = [utterances(sentence, wording) for sentence in self.sentences]
        self._speaking: dict[tuple[int, int], Chain] = {}
        for number in range(len(self.sentences)):
            for one in self._said[number]:
                self._speaking[number, one.first] = self._chain(number, one)

    def sentence_of(self, place: int) -> int:
        """Return the number of the sentence in which a place of the text lies."""
        return min(bisect_right(self._ends, place), len(self._ends) - 1)

    def said_in(self, number: int) -> list[Utterance]:
        """Return who speaks in a sentence."""
        return self._said[number]

    def speaks(self, start: int, end: int) -> bool:
        """Tell whether words name someone who speaks: the two of "two officials said"."""
        number = self.sentence_of(start)
        spans = self.sentences[number].spans
        named = [one.speaker for one in self._said[number] if one.speaker and not one.speaker.pronoun]
        return any(spans[who.first][0] <= start and end <= spans[who.last - 1][1] for who in named)

    def of(self, start: int, end: int, *, silent: bool = False) -> Chain:
        """Return the chain of the figure from `start` to `end`; `silent`: its words say that somebody did not say."""
        number = self.sentence_of(start)
        sentence = self.sentences[number]
        first, last = sentence.word_at(start), sentence.word_at(end - 1) + 1
        if silent:
            return self._silent(number, first)
        if self.wording.anywhere("hearsay", sentence.words) != (0, 0):
            return Chain(doubt="the words are hearsay; " + _NO_CHAIN)
        if (quoted := self._quoted(number, start)) is not None:
            return quoted
        chosen, doubt = self._chosen(number, first, last)
        if doubt:
            return Chain(doubt=doubt)
        if chosen is None:
            in_quotes = self._quotation(start)[0] is not None
            alone = Chain(doubt="it stands in a quotation; " + _NO_CHAIN) if in_quotes else Chain(voice=UNATTRIBUTED)
            return self._going_on(number) or alone
        return self._chain(number, chosen) if chosen.relay else self._speaking[number, chosen.first]

    def _chosen(self, number: int, first: int, last: int) -> tuple[Utterance | None, str]:
        words, said = self.sentences[number].words, self._said[number]
        if not said:
            return None, ""
        leads = [one for one in said if one.order == LEAD and one.last <= first]
        asides = [one for one in said if one.order == TRAIL and one.last <= first]
        trails = [one for one in said if one.order == TRAIL and one.first >= last]
        later = [one for one in said if one.order == LEAD and one.first >= last]
        lead = max(leads + asides, key=lambda one: one.last, default=None)
        trail = min(trails, key=lambda one: one.first, default=None)
        parted = lead is not None and self.wording.anywhere("contrast", words, lead.last, first) != (0, 0)
        if trail is not None and any(one.first < trail.first for one in later):
            trail = None
        if lead is not None and trail is not None:
            if not parted and lead.order == LEAD and _is_passed_on(lead, trail):
                return replace(lead, relay=trail.speaker, relay_first=trail.first, relay_last=trail.last), ""
            inside = lead.speaker and lead.speaker.pronoun and not parted
            if not parted and not inside:
                return None, "two speakers are named around it; " + _NO_CHAIN
            return (trail, "") if parted else (None, "a speaker is quoted by another; " + _NO_CHAIN)
        if trail is not None:
            return trail, ""
        if lead is not None and self._is_within(words, lead, leads):
            return None, "a speaker is quoted by another; " + _NO_CHAIN
        if lead is not None and not parted and not (lead.order == TRAIL and self._starts_anew(words, lead, first)):
            return lead, ""
        return None, _NO_CHAIN

    def _is_within(self, words: tuple[str, ...], lead: Utterance, leads: Sequence[Utterance]) -> bool:
        """Tell whether what someone says is itself said by another: villagers said the mayor had told them."""
        outer = [one for one in leads if one.order == LEAD and one.last <= lead.first]
        between = [range(one.last, lead.first) for one in outer]
        return any(
            not any(words[place] in _PARTING or self.wording.at("and", words, place) for place in places)
            for places in between
        )

    def _starts_anew(self, words: tuple[str, ...], aside: Utterance, first: int) -> bool:
        """Tell whether a clause begins behind an aside that need not be its speaker's: ", police said, and ..."."""
        begins = self.wording.at("and", words, aside.last + 1) > 0
        return begins and not 4 < first - aside.last <= 12

    def _silent(self, number: int, first: int) -> Chain:
        sentence = self.sentences[number]
        speaker = speaker_before(sentence, first, self.wording)
        if speaker is None:
            return Chain(doubt=_NO_CHAIN)
        return self._chain(number, Utterance(speaker.first, speaker.last, LEAD, speaker))

    def _quoted(self, number: int, start: int) -> Chain | None:
        """Return the chain of words inside a quotation of several sentences; None where they are in none."""
        opened, closed = self._quotation(start)
        if opened is None or closed is None:
            return None
        begins, ends = self.sentence_of(opened), self.sentence_of(closed)
        if begins == ends == number:
            return None
        after = self.sentences[ends].word_at(closed)
        for one in self._said[ends]:
            if one.order == TRAIL and 0 <= one.first - after <= 2:
                return self._speaking[ends, one.first]
        before = self.sentences[begins].word_at(opened)
        for one in self._said[begins]:
            if one.order == LEAD and 0 <= before - one.last <= 3:
                return self._speaking[begins, one.first]
        return Chain(doubt="it stands in a quotation; " + _NO_CHAIN)

    def _going_on(self, number: int) -> Chain | None:
        """Return the chain of whoever goes on in a quotation of its own: "It was chaos," said a nurse. "Five died."."""
        if not number or not (self._is_quotation(number) and self._opens(number - 1)):
            return None
        trails = [one for one in self._said[number - 1] if one.order == TRAIL]
        return self._speaking[number - 1, trails[0].first] if len(trails) == len(self._said[number - 1]) == 1 else None

    def _opens(self, number: int) -> bool:
        return self.sentences[number].text[:1] in set('"“«')

    def _is_quotation(self, number: int) -> bool:
        """Tell whether a sentence is a quotation and nothing else."""
        text = self.sentences[number].text
        return self._opens(number) and text[-1:] in set('"”»') and not set('"“”«»') & set(text[1:-1])

    def _quotation(self, place: int) -> tuple[int | None, int | None]:
        """Return where the quotation begins and ends in which a place lies."""
        for opens, closes in ("“”", "«»"):
            opened, _ = self._around(opens, place)
            closed_before, closed = self._around(closes, place)
            if opened is not None and (closed_before is None or closed_before < opened):
                return opened, None if closed is None else closed + 1
        if bisect_left(self._marks['"'], place) % 2:
            opened, closed = self._around('"', place)
            return opened, None if closed is None else closed + 1
        return None, None

    def _around(self, mark: str, place: int) -> tuple[int | None, int | None]:
        """Return where a quotation mark stands last before a place, and first from it on."""
        places = self._marks[mark]
        behind = bisect_left(places, place)
        return places[behind - 1] if behind else None, places[behind] if behind < len(places) else None

    def _chain(self, number: int, one: Utterance) -> Chain:
        sentence, speaker = self.sentences[number], one.speaker
        if speaker is None or one.denies:
            return Chain(doubt=_NO_CHAIN)
        if (speaker.pronoun or self._is_repeated(speaker)) and (chain := self._named_before(number, one, speaker)):
            return chain
        if not speaker.anonymity:
            return Chain(doubt=f"whether '{speaker.name}' names someone is not clear")
        first = self._with_introduction(sentence, one)
        phrase, at = sentence.printed(first, one.last), sentence.spans[first][0]
        if speaker.passes_on and one.relay is None and one.voice != "tally":
            voice = "agency_report" if speaker.kind == "agency" else "report"
            doubt = f"who said it before '{speaker.name}' is not told, and a chain begins with an originator"
            relayed = {"relay": speaker.name, "relay_kind": speaker.kind, "relay_phrase": phrase, "relay_at": at}
            return Chain(voice=voice, doubt=doubt, **relayed)  # type: ignore[arg-type]
        voice = "statement" if one.voice == "tally" else one.voice
        chain = Chain(speaker.name, speaker.kind, self._anonymity(number, one, speaker), voice, phrase, at)
        if one.relay is None:
            return chain
        words = sentence.printed(one.relay_first, one.relay_last)
        place = sentence.spans[one.relay_first][0]
        relayed = {"relay": one.relay.name, "relay_kind": one.relay.kind, "relay_phrase": words, "relay_at": place}
        return replace(chain, **relayed)  # type: ignore[arg-type]

    def _with_introduction(self, sentence: Sentence, one: Utterance) -> int:
        """Take in "In a statement," before the speaker."""
        if one.first > 2 and sentence.words[one.first - 1] == ",":
            for place in range(max(0, one.first - 9), one.first):
                if self.wording.at("statement", sentence.words, place) == one.first - 1:
                    return place
        return one.first

    def _anonymity(self, number: int, one: Utterance, speaker: Speaker) -> str:
        words, said = self.sentences[number].words, self._said[number]
        follows = [other.first for other in said if other.first > one.first]
        end = min(follows, default=len(words))
        asked = self.wording.anywhere("anonymity", words, one.first, end) != (0, 0)
        if asked and speaker.anonymity == "unnamed":
            return "anonymous_on_request"
        return speaker.anonymity

    def _is_repeated(self, speaker: Speaker) -> bool:
        """Tell whether somebody named before goes on: "the official said"."""
        words = speaker.name.lower().split()
        anaphor = bool(words) and self.wording.at("anaphor", words, 0) == 1
        return anaphor and len(words) == 2 and speaker.kind in {"person", "group", "ngo", "armed_group", "government"}

    def _named_before(self, number: int, one: Utterance, speaker: Speaker) -> Chain | None:
        """Return the chain of whoever was named before and goes on speaking; None where "the official" is a new one."""
        for before in range(number, max(-1, number - _MEMORY - 1), -1):
            said = [other for other in self._said[before] if before < number or other.first < one.first]
            names = [self._speaking[before, other.first] for other in said if (before, other.first) in self._speaking]
            names = [chain for chain in names if chain.originator]
            if not names:
                if said and before < number:
                    break
                continue
            fitting = [chain for chain in names if self._fits(speaker, chain)]
            if fitting and len({chain.originator for chain in fitting}) == 1:
                return replace(fitting[-1])
            if speaker.pronoun or fitting:
                return Chain(doubt=f"whom '{speaker.head}' stands for is not clear")
        if speaker.pronoun:
            return Chain(doubt=f"whom '{speaker.head}' stands for is not clear")
        return None

    def _fits(self, speaker: Speaker, chain: Chain) -> bool:
        head = (speaker.head,)
        if self.wording.at("person_pronoun", head, 0):
            return chain.originator_kind in {"person", ""}
        if self.wording.at("body_pronoun", head, 0):
            return chain.originator_kind not in {"person", "group", ""}
        if speaker.pronoun:
            return chain.originator_kind != "person"
        return speaker.head in chain.originator.lower().replace("-", " ").split()


def _is_passed_on(lead: Utterance, trail: Utterance) -> bool:
    """Tell whether an agency or a medium reports what a speaker says: police said five died, Reuters reported."""
    first, second = lead.speaker, trail.speaker
    named = first is not None and second is not None and not first.pronoun and not second.pronoun
    return named and lead.relay is None and not first.passes_on and second.passes_on  # type: ignore[union-attr]
