"""A text taken apart: its tokens, its figures, and what each of them does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from asreported.errors import UnknownName
from asreported.reading.company import OPTIONS
from asreported.reading.counted import Figure, Passed, figures
from asreported.reading.mentions import VAGUE
from asreported.reading.names import with_names
from asreported.reading.neighbours import with_neighbours
from asreported.reading.nouns import noun_at
from asreported.reading.ranges import join_ranges
from asreported.reading.roles import roles
from asreported.reading.scan import scan
from asreported.reading.tokens import WORD, Token, tokenise
from asreported.reading.values import Span
from asreported.words.folding import normalise
from asreported.words.lexicon import Lexicon, lexicon

__all__ = ["Examined", "examine"]


@dataclass(frozen=True, slots=True)
class Examined:
    """A text as printed and what was found in it; `figures` come with their roles, in text order."""

    text: str
    places: Sequence[int]
    tokens: Sequence[Token]
    lexicon: Lexicon
    figures: tuple[tuple[Figure, str], ...]
    passed: tuple[Passed, ...]

    def span(self, first: int, last: int) -> Span:
        """Return where the tokens from `first` up to `last` stand in the text."""
        return self.places[self.tokens[first].start], self.places[self.tokens[last - 1].end]

    def number_span(self, figure: Figure) -> Span:
        """Return where the number itself stands."""
        return self.span(figure.mention.number, figure.mention.last)

    def cue_span(self, figure: Figure) -> Span | None:
        """Return where its cues stand, from the first to the last, or the words that open a range."""
        if figure.cues:
            return self.span(min(start for start, _ in figure.cues), max(end for _, end in figure.cues))
        if figure.mention.opened:
            return self.span(figure.mention.first, figure.mention.number)
        return None

    def noun(self, figure: Figure) -> str | None:
        """Return the noun that is counted."""
        last = figure.mention.last
        if figure.mention.noun is not None:
            return self.text[slice(*self.span(figure.mention.noun, figure.mention.noun + 1))]
        # The noun of "20 or more people" stands behind the cue, that of "20 people or more" before it.
        near = [end for start, end in figure.cues if start <= last or (start == last + 1 and self._is_sign(last))]
        token = noun_at(self.tokens, max([last, *near]), self.lexicon)
        return self.text[self.places[token.start] : self.places[token.end]] if token else None

    def _is_sign(self, place: int) -> bool:
        return self.tokens[place].kind != WORD

    def counted(self) -> set[int]:
        """Return the tokens of cues, of vague words and of what was passed over."""
        runs = [run for figure, _ in self.figures for run in figure.cues]
        mentions = [figure.mention for figure, _ in self.figures if figure.mention.form == VAGUE]
        mentions += [passed.mention for passed in self.passed]
        runs += [(mention.first, mention.last) for mention in mentions]
        return {place for first, last in runs for place in range(first, last)}


def examine(text: str, language: str, include: Collection[str] = ()) -> Examined:
    """Return a text taken apart.

    Raises:
        UnknownName: no such language, or nothing of that name to include.

    >>> [role for _, role in examine("three of the five convoys", "en").figures]
    ['count', 'whole']
    """
    for option in include:
        if option not in OPTIONS:
            raise UnknownName("kind of number", option, OPTIONS)
    known = lexicon(language)
    normal = normalise(text)
    tokens = tokenise(normal, known, include)
    tokens = with_names(tokens, [text[normal.places[token.start]].isupper() for token in tokens], known)
    words = [token.text for token in tokens]
    mentions = join_ranges(scan(tokens, known, articles="article" in include), words, known)
    found = with_neighbours(figures(tokens, mentions, known, frozenset(include)), words, known)
    counted = [item for item in found if isinstance(item, Figure)]
    told = tuple(zip(counted, roles(found, tokens, words, known), strict=True))
    return Examined(text, normal.places, tokens, known, told, tuple(item for item in found if isinstance(item, Passed)))
