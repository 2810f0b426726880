"""What a citation may cite, with the facts that it prints: which words of an entry belong to which fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from asreported.citing.aligning import WORDING
from asreported.citing.article import Article
from asreported.citing.citation import Citation
from asreported.citing.dataset import Dataset
from asreported.citing.entry import Entry
from asreported.citing.plain_words import listed, long_day
from asreported.citing.recognising import read_citations
from asreported.citing.selection import Selection
from asreported.citing.styles import render
from asreported.citing.wording import Wording, fold, is_word, tokens, wording
from asreported.showing import BASES

__all__ = ["FIELDED", "PLAIN", "Fact", "Subject", "of_article", "of_dataset", "of_figure", "of_prose", "of_selection"]

#: The styles of plain text, and those with fields.
PLAIN = ("text", "apa", "chicago")
FIELDED = ("bibtex", "biblatex", "csl-json", "ris", "r")
#: What is not said to be missing where only a bare year is printed, and what stands for the whole of a day.
YEAR = "year"

#: A fact by the name under which it is told of, and how it is printed.
Fact = tuple[str, str]


@dataclass(frozen=True)
class Subject:
    """Something that is cited, with its facts.

    `units` are texts that are printed whole, each with its facts in order; `facts` stand by themselves. `entry` is None
    for a text of prose.
    """

    name: str
    entry: Entry | None
    units: tuple[tuple[str, str, tuple[Fact, ...]], ...]
    facts: tuple[Fact, ...]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The facts that a full citation prints, each once."""
        named = [part for _, _, facts in self.units for part, text in facts if text]
        return tuple(dict.fromkeys(p for p in [*named, *(part for part, _ in self.facts)] if p != YEAR))

    @cached_property
    def plain(self) -> tuple[Wording, ...]:
        """Its words in each style of plain text."""
        if self.entry is None:
            return (self.marked(self.units[0][1]),)
        return tuple(self.marked(render([self.entry], style).strip()) for style in PLAIN)

    @cached_property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """What the styles with fields print, by the name of the field."""
        found: dict[str, list[str]] = {}
        entries = (read_citations(render([self.entry], style)) for style in FIELDED) if self.entry else ()
        for name, value in (field for cited in entries for entry in cited for field in entry.fields):
            found.setdefault(name, []).append(value)
        return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}

    @cached_property
    def movable(self) -> frozenset[tuple[str, ...]]:
        """The words of the facts that stand by themselves."""
        return frozenset(tuple(t.key for t in wording(text).tokens if is_word(t)) for _, text in self.facts)

    def marked(self, text: str) -> Wording:
        """Return a text of this subject with each word marked as part of the fact that it belongs to."""
        folded = fold(text)
        marks: list[tuple[str, str]] = [("", "")] * len(folded)
        for unit, whole, facts in self.units:
            composed = fold(whole).rstrip(".")
            start = folded.find(composed) if composed else -1
            if start >= 0 and not any(unit for _, unit in marks[start : start + len(composed)]):
                marks[start : start + len(composed)] = _marks(composed, unit, facts)
        for part, fact in sorted(self.facts, key=lambda fact: -len(fact[1])):
            for found in re.finditer(rf"(?<!\w){re.escape(fold(fact))}(?!\w)", folded):
                if not any(mark != ("", "") for mark in marks[found.start() : found.end()]):
                    marks[found.start() : found.end()] = [(part, "")] * len(found[0])
        marked = (replace(t, part=marks[t.start][0], unit=marks[t.start][1]) for t in tokens(folded))
        return Wording(folded, tuple(marked))


def of_figure(citation: Citation) -> Subject:
    """Return a figure as the row of the dataset that is cited."""
    dataset = citation.dataset
    title = (*citation.facts_of_title, ("figure", citation.figure_id), *_edition(dataset))
    entry = citation.row_entry()
    units = (("title", entry.title, title), ("note", entry.note, citation.facts_of_note))
    return Subject(citation.figure_id, entry, units, tuple(_facts(entry, "dataset title")))


def of_dataset(dataset: Dataset) -> Subject:
    """Return the dataset itself."""
    (entry,) = dataset.entries()
    title = (("dataset title", dataset.title), *_edition(dataset))
    note = (("data files", dataset.sha256), ("figures", f"{dataset.rows:,}"), ("licence", dataset.license))
    return Subject(
        dataset.name, entry, (("title", entry.title, title), ("note", entry.note, note)), tuple(_facts(entry, ""))
    )


def of_selection(selection: Selection) -> Subject:
    """Return a query and what it gave."""
    entry, found, dataset = selection.entries()[0], f"{len(selection.citations):,}", selection.dataset
    title = (
        ("query", selection.query),
        ("rows", found),
        ("rows of the dataset", f"{dataset.rows:,}"),
        *_edition(dataset),
    )
    note = (("query", selection.query), *_edition(dataset), ("rows", found), ("result", selection.sha256))
    units = (("title", entry.title, title), ("note", entry.note, note))
    return Subject(f"query {selection.query}", entry, units, tuple(_facts(entry, "dataset title")))


def of_article(article: Article) -> Subject:
    """Return an article, or another source."""
    (entry,) = article.entries()
    title = (("title", article.heading), ("what is not verified", article.remarks))
    return Subject(article.source_id, entry, (("title", entry.title, title),), tuple(_facts(entry, "publisher")))


def of_prose(citation: Citation) -> Iterator[Subject]:
    """Yield a figure in the forms for a running text: the sentence, and the short form in brackets."""
    words = (
        ("phrase", citation.phrase),
        ("bounds", citation.bounds),
        ("counted", citation.counted_as),
        ("speakers", citation.said_by),
        *(("speakers", name) for name in citation.speakers[:-1]),
        ("publisher", citation.article.publisher),
        ("period", citation.period),
        ("period basis", BASES.get(citation.period_basis, "")),
        ("place", citation.place),
        ("day", long_day(citation.article.published_on)),
    )
    for text in (citation.sentence, citation.in_text):
        facts = sorted(((text.find(fact), part, fact) for part, fact in words if fact and fact in text))
        ordered = tuple((part, fact) for _, part, fact in facts)
        yield Subject(citation.figure_id, None, (("prose", text, ordered),), ())


def _edition(dataset: Dataset) -> tuple[Fact, ...]:
    return ("dataset", dataset.name), ("version", dataset.version or "without a version")


def _facts(entry: Entry, container: str) -> Iterator[Fact]:
    """Yield the facts of an entry that stand by themselves, in each form in which a style prints them."""
    for authors in (listed(entry.authors), listed(entry.authors, "&"), *entry.authors):
        yield from [("authors", authors)] if authors else []
    for held in dict.fromkeys((entry.container, entry.publisher)):
        yield from [(container, held)] if held else []
    yield from (
        (part, text) for part, text in (("address", entry.url), ("archived address", entry.archived_url)) if text
    )
    yield from _days("day", YEAR, entry.issued)
    yield from _days("day of access", "day of access", entry.accessed)
    yield from [("version", entry.version)] if entry.version else []
    yield from [("figure", entry.number)] if entry.number else []


def _days(part: str, year: str, day: date | None) -> Iterator[Fact]:
    if day:
        yield part, long_day(day)
        yield part, f"{day.year}, {day:%B} {day.day}"
        yield part, f"{day:%B} {day.day}, {day.year}"
        yield year, f"{day.year}"


def _marks(composed: str, unit: str, facts: Iterable[Fact]) -> list[tuple[str, str]]:
    """Return for each character of a folded unit the fact and the unit that it belongs to."""
    marks, at = [(WORDING, unit)] * len(composed), 0
    for part, text in facts:
        fact = fold(text)
        start = composed.find(fact, at) if fact else -1
        if start >= 0:
            at = start + len(fact)
            marks[start:at] = [(part, unit)] * len(fact)
    return marks
