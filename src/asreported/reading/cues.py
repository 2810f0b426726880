"""The words that qualify a number: before it, after it and around it.

Other words may part a cue: "passed [the price of oil] 90", "no fewer [prisoners] than 30".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asreported.reading.denials import DOUBTFUL, HARMLESS
from asreported.reading.mentions import Mention
from asreported.reading.tokens import WORD, Token
from asreported.words.lexicon import GAP, Cue, Lexicon
from asreported.words.lookup import Phrases

__all__ = ["Before", "Cues"]

#: How many words may part a number from the cue behind it: 40 people killed at least.
_WORDS_BETWEEN = 2
#: How many may part it from one that can only trail its noun.
_WORDS_TO_TRAILING = 4
#: No number is qualified by more cues and fillers; words repeated without end would be read back to their first.
_MOST = 16
#: What a limit is where it is denied: not below 60 is at least 60.
_DENIED = {"more_than": "at_most", "fewer_than": "at_least", "at_least": "fewer_than", "at_most": "more_than"}

#: How many words may stand in the gap.
_WORDS_IN_GAP = 8
#: No cue has more words before its gap, and behind it.
_LONGEST_HEAD, _LONGEST_TAIL = 8, 3


@dataclass(frozen=True, slots=True)
class Before:
    """The cues before a number: where the first of them begins, and where what belongs to the number itself begins."""

    qualifiers: tuple[str, ...]
    start: int
    own_start: int


class Cues:
    """The cues of one text."""

    def __init__(self, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, words, lexicon

    def before(self, mention: Mention, since: int = 0) -> Before:
        """Return the cues before a mention, the nearest first; currencies and words like "another" may lie between.

        A cue that leaves a gap reaches back as far as `since`, where the figure before ends.
        """
        own_start = self._past(mention.first, "currency")
        place, start, found = own_start, own_start, []
        for _ in range(_MOST):
            cue = self.lexicon.before.before(self.words, place)
            cue = self._parted(place, since, cue[1] if cue else place) or cue or self._between_commas(place)
            if cue:
                qualifier, place = cue[0].qualifier, cue[1]
                if qualifier in _DENIED and (denial := self._denial(place)):
                    place, certain = denial
                    qualifier = _DENIED[qualifier] if certain else f"{_DENIED[qualifier]}?{qualifier}"
                found.append(qualifier)
                start = place
            else:
                past = self._past(place, "filler")
                if past == place:
                    break
                place = past
        return Before(tuple(found), start, own_start)

    def after(self, mention: Mention, stop: int) -> tuple[tuple[Cue, ...], int, int] | None:
        """Return the cue behind a mention and its tokens; it ends at `stop`, where the next figure begins."""
        places = [mention.last, *(self._behind(mention.last, name) for name in ("unit", "span"))]
        for place in dict.fromkeys(places):
            if found := self._ends_by(self.lexicon.after, place, stop):
                return found[0], place, found[1]
        place = max(places)
        for passed in range(1, _WORDS_TO_TRAILING + 1):
            if (
                place >= stop
                or self._is_verb(place)
                or not (self.tokens[place].kind == WORD or self.words[place] == ",")
            ):
                return None
            place = self._word_end(place)
            found = self._ends_by(self.lexicon.after, place, stop)
            near = found and passed <= _WORDS_BETWEEN and self._stands_alone(place, found[1])
            if found and (near or self._trails(found[0], mention.last, place)):
                return found[0], place, found[1]
        return None

    def _between_commas(self, place: int) -> tuple[Cue, int] | None:
        """Return the cue that stands in commas of its own: killing, at least, nine people."""
        found = self.lexicon.before.before(self.words, place - 1) if place and self.words[place - 1] == "," else None
        return found if found and found[1] and self.words[found[1] - 1] == "," else None

    def _denial(self, place: int) -> tuple[int, bool] | None:
        """Return where the words begin that deny a cue, and whether no word but a known verb stands between."""
        verb = self._past(place, "being")
        if (denial := self._past(verb, "denying")) != verb:
            return denial, True
        word = place - 1
        if word <= 0 or self.tokens[word].kind != WORD or self.lexicon.is_at(self.words, word, "stop"):
            return None
        verb = self._past(self._past(word, "filler"), "being")
        denial = self._past(verb, "denying")
        found = self.lexicon.denials.at(self.words, denial)
        open_still = found is not None and found[0] in (HARMLESS, DOUBTFUL) and found[1] >= place
        return None if denial == verb or open_still else (denial, False)

    def _parted(self, place: int, since: int, near: int) -> tuple[Cue, int] | None:
        """Return the cue that other words part from the number, or from its own last words: passed [the price] 90.

        Its last words are at least the tokens from `near` on, which make a cue by themselves: was not [seen to] exceed.
        """
        parted = self.lexicon.parted
        first = place
        for _ in range(_WORDS_IN_GAP if parted.meanings else 0):
            first = self._word_start(first)
            if first <= since or self.tokens[first].kind != WORD:
                return None
            head = self.words[max(0, first - _LONGEST_HEAD) : first]
            for last in range(min(near, place), max(first, place - _LONGEST_TAIL), -1):
                known = [*head, GAP, *self.words[last:place]]
                found = parted.before(known, len(known))
                start = first - len(head) + found[1] if found else first
                if found and self._fills_gap(first, last) and self._tells_amount(start, first, last, last < place):
                    return found[0], start
        return None

    def _fills_gap(self, first: int, last: int) -> bool:
        return not any(
            self.tokens[place].kind != WORD
            or self.lexicon.is_at(self.words, place, "verb", "clause")
            or self.lexicon.begins_clause(self.words[place])
            for place in range(first, last)
        )

    def _tells_amount(self, start: int, first: int, last: int, has_tail: bool) -> bool:
        """Tell whether a cue from `start` whose gap begins at `first` is about a number: not "passed [the police] 3".

        Two words before the gap and one behind it can be about nothing else; less needs an amount, a price or a toll.
        """
        if not has_tail and self.lexicon.is_before(self.words, last, "takes_number"):
            return False
        sure = has_tail and first - start > 1
        return sure or any(self.lexicon.is_at(self.words, place, "amount") for place in range(first, last))

    def _trails(self, found: tuple[Cue, ...], last: int, place: int) -> bool:
        """Tell whether a cue can only belong to the number, with no more than its noun phrase between them."""
        return any(cue.trailing for cue in found) and not any(
            self.lexicon.is_at(self.words, between, "stop") and not self.lexicon.is_at(self.words, between, "whole")
            for between in range(last, place)
        )

    def _stands_alone(self, place: int, end: int) -> bool:
        """Tell whether a cue behind a noun belongs to the number, and not to what follows: "at least partly"."""
        in_words = all(token.kind == WORD for token in self.tokens[place:end])
        ends = end == len(self.tokens) or self.tokens[end].kind != WORD or self._behind(end, "beyond_cue") != end
        return in_words and (ends or self._is_verb(end))

    def _ends_by(self, table: Phrases[tuple[Cue, ...]], place: int, stop: int) -> tuple[tuple[Cue, ...], int] | None:
        found = table.at(self.words, place)
        # One word or sign between two numbers joins them: 16MP + 2MP.
        joins = found and found[1] == place + 1 == stop < len(self.tokens) and not self._is_glued(place)
        return found if found and found[1] <= stop and not joins else None

    def _past(self, place: int, name: str) -> int:
        found = self.lexicon.classes[name].before(self.words, place) if name in self.lexicon.classes else None
        return found[1] if found else place

    def _behind(self, place: int, name: str) -> int:
        found = self.lexicon.classes[name].at(self.words, place) if name in self.lexicon.classes else None
        return found[1] if found else place

    def _is_verb(self, place: int) -> bool:
        return self.lexicon.is_at(self.words, place, "verb")

    def _is_glued(self, place: int) -> bool:
        return self.tokens[place - 1].end == self.tokens[place].start

    def _word_start(self, place: int) -> int:
        """Return the first token of the word that ends before a place, with what is written onto it."""
        place -= 1
        while place > 0 and self._is_glued(place) and self.tokens[place - 1].kind == WORD:
            place -= 1
        return place

    def _word_end(self, place: int) -> int:
        """Return the token behind the word that begins at a place, with what is written onto it."""
        place += 1
        while place < len(self.tokens) and self.tokens[place].kind == WORD and self._is_glued(place):
            place += 1
        return place
