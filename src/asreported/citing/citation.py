"""A figure as it is cited: its facts, its entries in a bibliography, and its words in a running text.

What must survive stands in the title. Over 300 citation styles, words kept in a note survive in 10 of them, words in
the title in 290; so a figure's title carries phrase, bounds, speaker, period and the figure's id. The note repeats the
rest for those who keep it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from asreported.citing.article import Article
from asreported.citing.dataset import Dataset
from asreported.citing.entry import Entry
from asreported.citing.plain_words import listed, long_day
from asreported.citing.shown import Shown
from asreported.showing import BASES

__all__ = ["Citation", "bibliography"]

_ANONYMITY = {"unnamed": " (unnamed)", "anonymous_on_request": " (anonymous on request)"}


@dataclass(frozen=True)
class Citation(Shown):
    """One figure as it is cited: the words, what they allow, who said so, of what, when and where.

    `period` and `bounds` are in words, `dates` is an interval of ISO 8601-2; `said_by` is the chain in words, publisher
    last; `speakers` are its names in order. An empty text is what the report does not state.
    """

    figure_id: str
    title: str
    phrase: str
    qualifier: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    bounds: str
    measure: str
    unit: str
    counted: str
    said_by: str
    chain: tuple[Mapping[str, str], ...]
    period: str
    period_phrase: str
    period_basis: str
    dates: str
    place: str
    fingerprint: str
    article: Article
    dataset: Dataset

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of the chain, from the first speaker to the publisher."""
        return tuple(link["name"] for link in self.chain)

    @property
    def attribution(self) -> str:
        """Who said it in words, also where nobody is named."""
        if not self.said_by:
            return "speaker not coded"
        return self.said_by if self.said_by.startswith("no source named") else f"said by {self.said_by}"

    @property
    def printed(self) -> str:
        """Phrase, bounds, what is counted, speaker and period in words, in this order."""
        *_, (_, period) = self.facts_of_title
        words = (f"“{self.phrase}” ({self.bounds}; {self.counted_as})", self.attribution, period)
        return ", ".join(filter(None, words))

    @property
    def in_text(self) -> str:
        """The short form for a running text: phrase, speakers and year in brackets.

        >>> from asreported import cite
        >>> cite("attacks-on-us-interests").in_text
        '(“more than 40 attacks”, Al Jazeera, 2021)'
        """
        said_by = self.said_by.removeprefix("no source named, in ") or "speaker not coded"
        year = f"{self.article.published_on.year}" if self.article.published_on else "n.d."
        return f"(“{self.phrase}”, {said_by}, {year})"

    @property
    def sentence(self) -> str:
        """A sentence of prose, ready to be used, that says number, qualifier and speaker together.

        >>> from asreported import cite
        >>> print(cite("others-wounded").sentence)
        As Al Jazeera reported (28 June 2021, a day not verified), Syrian Observatory for Human Rights said “several others wounded”; the words allow 2 or more (persons: wounded).
        """  # noqa: E501
        return f"{self._lead()}{self._details()}."

    def entries(self) -> tuple[Entry, ...]:
        """Return two entries: the row of the dataset, and the article."""
        return (self.row_entry(), *self.article.entries())

    def row_entry(self) -> Entry:
        """Return the entry of the row of the dataset."""
        title = f"{self.printed} [figure {self.figure_id} of {self.dataset.edition}]"
        return self.dataset.row(f"figure.{self.figure_id}", title, self._note(), number=self.figure_id)

    @property
    def counted_as(self) -> str:
        """What is counted: the unit, and the measure in words."""
        return f"{self.unit or 'unit unknown'}: {self.measure.replace('_', ' ')}"

    @property
    def facts_of_title(self) -> tuple[tuple[str, str], ...]:
        """The facts that `printed` holds, in order, each by its name."""
        inferred = " (inferred)" if self.period and self.period_basis == "inferred" else ""
        return (
            ("phrase", self.phrase),
            ("bounds", self.bounds),
            ("counted", self.counted_as),
            ("speakers", self.attribution),
            ("period", f"{self.period}{inferred}"),
        )

    @property
    def facts_of_note(self) -> tuple[tuple[str, str], ...]:
        """The facts that the note holds, in order, each by its name."""
        dates = (
            (
                ("words of the period", self.period_phrase or "not printed"),
                ("dates", self.dates),
                ("period basis", BASES.get(self.period_basis, self.period_basis)),
            )
            if self.dates
            else (("dates", "not stated"),)
        )
        return (
            ("row", self.fingerprint),
            ("numbers", self._numbers()),
            ("noun", self.counted),
            ("measure", self.measure),
            ("unit", self.unit or "unknown"),
            *dates,
            ("place", self.place or "not stated"),
        )

    def _note(self) -> str:
        # No note begins with "Word:", which reference managers take for a field of their own.
        return "; ".join(
            (
                f"The row has sha256 {self.fingerprint}",
                self._numbers(),
                f"counted “{self.counted}” (measure {self.measure}, unit {self.unit or 'unknown'})",
                f"period {self._dated()}",
                f"place {self.place or 'not stated'}",
            )
        )

    def _numbers(self) -> str:
        value = "not printed" if self.value is None else f"{self.value}"
        low = "open" if self.low is None else f"{self.low}"
        high = "open" if self.high is None else f"{self.high}"
        return f"qualifier {self.qualifier}, value {value}, low {low}, high {high}"

    def _dated(self) -> str:
        if not self.dates:
            return "not stated"
        words = f"“{self.period_phrase}”" if self.period_phrase else "not printed"
        return f"{words}, as dates {self.dates} ({BASES.get(self.period_basis, self.period_basis)})"

    def _lead(self) -> str:
        """Return the first half of the sentence: who reported that who said which words."""
        publisher = self.article.publisher or "A report whose publisher is not known"
        unverified = ", a day not verified" if self.article.basis == "external_unverified" else ""
        day = long_day(self.article.published_on)
        dated = f" ({day}{unverified})" if day else " (day not known)"
        quoted = f"“{self.phrase}”"
        speakers, via = self._names("originator"), self._names("relay")
        if not speakers and via:
            speakers, via = via, ""
        if not speakers:
            return f"{publisher} printed {quoted}{dated}, naming no source"
        told = f" via {via}" if via else ""
        if self.qualifier == "not_reported":
            return f"As {publisher} reported{dated}{told}, {speakers} {quoted}"
        return f"As {publisher} reported{dated}, {speakers} said{told} {quoted}"

    def _details(self) -> str:
        """Return the second half of the sentence: what the words allow, of what, when and where."""
        if self.qualifier == "not_reported":
            return f", which gives no count and is not zero ({self.counted_as})"
        is_dated_otherwise = self.period and self.period_basis in {"resolved", "inferred"}
        basis = f" ({BASES[self.period_basis]})" if is_dated_otherwise else ""
        when = f", {self.period}{basis}" if self.period else ""
        where = f", {self.place}" if self.place else ""
        allowed = f"allow {self.bounds}" if self.low is not None or self.high is not None else "set no number"
        return f"; the words {allowed} ({self.counted_as}){when}{where}"

    def _names(self, role: str) -> str:
        links = (link for link in self.chain if link["role"] == role)
        return listed([f"{link['name']}{_ANONYMITY.get(link['anonymity'], '')}" for link in links])


def bibliography(citations: Sequence[Citation]) -> tuple[Entry, ...]:
    """Return an entry for each figure, then one for each article with all the phrases that are cited from it."""
    articles: dict[str, Article] = {}
    for citation in citations:
        article = citation.article
        seen = articles.get(article.key, replace(article, phrases=()))
        articles[article.key] = replace(seen, phrases=(*seen.phrases, *article.phrases))
    rows = (citation.row_entry() for citation in citations)
    return (*rows, *(entry for article in articles.values() for entry in article.entries()))
