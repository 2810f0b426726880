"""Cues that other words part: "passed [the price of oil] 90", "no fewer [prisoners] than 30"."""

from __future__ import annotations

from asreported.reading.nearby import Nearby
from asreported.reading.tokens import WORD
from asreported.words.lexicon import GAP, Cue

__all__ = ["PartedCues"]

#: How many words may stand in the gap.
_WORDS_IN_GAP = 8
#: No cue has more words before its gap, and behind it.
_LONGEST_HEAD, _LONGEST_TAIL = 8, 3


class PartedCues(Nearby):
    """The cues of one text that leave a gap for other words."""

    def parted(self, place: int, since: int, near: int) -> tuple[Cue, int] | None:
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
