"""Entries of a bibliography, in no format yet: which fact stands in which field.

What must survive stands in the title. Over 300 citation styles, words kept in a note survive in 10 of them, words in
the title in 290; so a figure's title carries phrase, bounds, speaker, period and the figure's id, and an article's
title says what about it is not verified or not known. The note repeats the rest for those who keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from asreported.citing.fragments import with_phrases
from asreported.citing.parts import Article, Citation, Dataset, Selection

__all__ = [
    "Entry",
    "article_entry",
    "bibliography",
    "dataset_entry",
    "figure_entry",
    "printed",
    "remarks",
    "selection_entry",
    "speaker",
]

_BASES = {
    "stated": "as the words state",
    "resolved": "completed by the day of publication",
    "inferred": "inferred",
}


#: The kinds of source that come from no newspaper, site or agency.
_REPORTS = frozenset({"statement", "study"})


@dataclass(frozen=True)
class Entry:
    """One entry. `container` is what it is part of: the dataset of a row, the publisher of a source.

    A source is an `article` (of a newspaper, a site, an agency) or a `report` (a statement, a study).
    """

    key: str
    kind: Literal["row", "dataset", "article", "report"]
    title: str
    authors: tuple[str, ...] = ()
    issued: date | None = None
    container: str = ""
    publisher: str = ""
    version: str = ""
    number: str = ""
    url: str = ""
    archived_url: str = ""
    accessed: date | None = None
    language: str = ""
    note: str = ""

    @property
    def is_source(self) -> bool:
        """Whether it is a report that printed figures, and not the data."""
        return self.kind in {"article", "report"}


def bibliography(citations: Sequence[Citation]) -> tuple[Entry, ...]:
    """Return an entry for each figure, then one for each article with all the phrases that are cited from it."""
    articles: dict[str, Article] = {}
    for citation in citations:
        article = citation.article
        seen = articles.get(article.key, replace(article, phrases=()))
        articles[article.key] = replace(seen, phrases=(*seen.phrases, *article.phrases))
    return (*map(figure_entry, citations), *map(article_entry, articles.values()))


def figure_entry(citation: Citation) -> Entry:
    """Return the entry of a figure: a row of the dataset."""
    return Entry(
        key=_key(f"{citation.dataset.name}.figure.{citation.figure_id}"),
        kind="row",
        title=f"{printed(citation)} [figure {citation.figure_id} of {_edition(citation.dataset)}]",
        number=citation.figure_id,
        language="en",
        note=_figure_note(citation),
        container=citation.dataset.title,
        authors=citation.dataset.authors,
        issued=citation.dataset.created,
        version=citation.dataset.version,
        url=citation.dataset.url,
    )


def printed(citation: Citation) -> str:
    """Return phrase, bounds, what is counted, speaker and period in words, in this order."""
    unit = citation.unit or "unit unknown"
    words = [f"“{citation.phrase}” ({citation.bounds}; {unit}: {_spaced(citation.measure)})", speaker(citation)]
    inferred = " (inferred)" if citation.period and citation.period_basis == "inferred" else ""
    return ", ".join(filter(None, (*words, f"{citation.period}{inferred}")))


def speaker(citation: Citation) -> str:
    """Return who said it in words, also where nobody is named."""
    if not citation.said_by:
        return "speaker not coded"
    if citation.said_by.startswith("no source named"):
        return citation.said_by
    return f"said by {citation.said_by}"


def article_entry(article: Article) -> Entry:
    """Return the entry of an article; its address leads to the phrases that are cited from it."""
    said = "; ".join(remarks(article))
    return Entry(
        key=_key(article.key),
        kind="report" if article.kind in _REPORTS else "article",
        title=f"{article.title or 'Report without a known title'}{f' [{said}]' if said else ''}",
        authors=(article.byline,) if article.byline else (),
        issued=article.published_on,
        container=article.publisher,
        publisher=article.publisher,
        url=with_phrases(article.url, article.phrases) if article.url else "",
        archived_url=article.archived_url or "",
        accessed=article.accessed_on,
        language=article.language or "",
    )


def dataset_entry(dataset: Dataset) -> Entry:
    """Return the entry of a whole dataset; until it has a DOI, version and sha256 identify the data."""
    return Entry(
        key=_key(dataset.name),
        kind="dataset",
        title=f"{dataset.title} [dataset {_edition(dataset)}]",
        language="en",
        note=f"The data files have sha256 {dataset.sha256}; {dataset.rows:,} figures{_licence(dataset)}",
        authors=dataset.authors,
        issued=dataset.created,
        version=dataset.version,
        url=dataset.url,
    )


def selection_entry(selection: Selection) -> Entry:
    """Return the entry of a query: what was asked of which version, how many rows it gave, and their hash."""
    dataset, found = selection.dataset, len(selection.citations)
    return Entry(
        key=_key(f"{dataset.name}.query.{selection.sha256[:12]}"),
        kind="row",
        title=f"Figures where {selection.query} [{found:,} of {dataset.rows:,} rows of {_edition(dataset)}]",
        container=dataset.title,
        language="en",
        note=(
            f"The query was WHERE {selection.query} on the figures of {_edition(dataset)}; "
            f"its {found:,} rows have sha256 {selection.sha256}"
        ),
        authors=dataset.authors,
        issued=dataset.created,
        version=dataset.version,
        url=dataset.url,
    )


def _figure_note(citation: Citation) -> str:
    value = "not printed" if citation.value is None else f"{citation.value}"
    low = "open" if citation.low is None else f"{citation.low}"
    high = "open" if citation.high is None else f"{citation.high}"
    # No note begins with "Word:", which reference managers take for a field of their own.
    return "; ".join(
        (
            f"The row has sha256 {citation.fingerprint}",
            f"qualifier {citation.qualifier}, value {value}, low {low}, high {high}",
            f"counted “{citation.counted}” (measure {citation.measure}, unit {citation.unit or 'unknown'})",
            f"period {_period(citation)}",
            f"place {citation.place or 'not stated'}",
        )
    )


def _period(citation: Citation) -> str:
    if not citation.dates:
        return "not stated"
    words = f"“{citation.period_phrase}”" if citation.period_phrase else "not printed"
    return f"{words}, as dates {citation.dates} ({_BASES.get(citation.period_basis, citation.period_basis)})"


def remarks(article: Article) -> Iterable[str]:
    """Yield what has to be said of an article: which of its facts nobody verified, and which are not known."""
    facts = {
        "title": article.title,
        "publisher": article.publisher,
        "byline": article.byline,
        "day": article.published_on,
        "address": article.url,
    }
    known = [name for name, fact in facts.items() if fact and name != "publisher"]
    if article.basis == "external_unverified" and known:
        yield f"{_listed(known, 'and')} not verified"
    unknown = [name for name, fact in facts.items() if not fact]
    if unknown:
        yield f"no {_listed(unknown, 'or')} known"


def _listed(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _edition(dataset: Dataset) -> str:
    return f"{dataset.name} {dataset.version or 'without a version'}"


def _licence(dataset: Dataset) -> str:
    return f"; licence {dataset.license}" if dataset.license else ""


def _spaced(code: str) -> str:
    return code.replace("_", " ")


def _key(name: str) -> str:
    # A key may hold no blank, comma, brace or anything else that a BibTeX reader or pandoc stops at.
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name)
