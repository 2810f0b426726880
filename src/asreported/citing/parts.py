"""What a citation is made of: the dataset, a figure with its speakers, the article that printed it, a selection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asreported.citing.entries import Entry

__all__ = ["Article", "Citation", "Dataset", "Selection"]


class _Shown:
    """What is cited prints as text, shows itself in a notebook, and turns into any style."""

    __slots__ = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return the entries of a bibliography that it takes."""
        raise NotImplementedError

    def to(self, style: str) -> str:
        """Return it in one of the styles.

        Raises:
            UnknownName: there is no such style.
        """
        from asreported.citing.styles import render

        return render(self.entries(), style)

    def __str__(self) -> str:
        """Return the text style."""
        return self.to("text").rstrip("\n")

    def _repr_markdown_(self) -> str:
        from asreported.citing.notebook import as_markdown

        return as_markdown(self.entries())

    def _repr_html_(self) -> str:
        from asreported.citing.notebook import as_html

        return as_html(self.entries())


@dataclass(frozen=True)
class Dataset(_Shown):
    """A data package in one exact version. `sha256` is that of all its data files."""

    name: str
    title: str
    version: str
    created: date | None
    authors: tuple[str, ...]
    license: str
    url: str
    sha256: str
    rows: int

    def entries(self) -> tuple[Entry, ...]:
        """Return its one entry."""
        from asreported.citing.entries import dataset_entry

        return (dataset_entry(self),)


@dataclass(frozen=True)
class Article(_Shown):
    """A report that printed figures. `basis` says how its title, day and address are known; None is not known."""

    source_id: str
    key: str
    kind: str
    title: str | None
    publisher: str
    byline: str | None
    published_on: date | None
    url: str | None
    archived_url: str | None
    accessed_on: date | None
    basis: str
    language: str | None
    phrases: tuple[str, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return its one entry."""
        from asreported.citing.entries import article_entry

        return (article_entry(self),)


@dataclass(frozen=True)
class Citation(_Shown):
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
    def in_text(self) -> str:
        """The short form for a running text, in brackets."""
        from asreported.citing.prose import in_text

        return in_text(self)

    @property
    def sentence(self) -> str:
        """A sentence of prose that says number, qualifier and speaker together."""
        from asreported.citing.prose import sentence

        return sentence(self)

    def entries(self) -> tuple[Entry, ...]:
        """Return two entries: the row of the dataset, and the article."""
        from asreported.citing.entries import article_entry, figure_entry

        return figure_entry(self), article_entry(self.article)


@dataclass(frozen=True)
class Selection(_Shown):
    """Figures that a query picks from one version of the data, with the hash of what it gave.

    Source: RDA Working Group on Data Citation, Recommendations on Dynamic Data Citation (Rauber, Asmi, van Uytvanck and
    Pröll, 2015): cite the query, the version that it ran on, and a hash of the sorted result.
    """

    query: str
    citations: tuple[Citation, ...]
    sha256: str
    dataset: Dataset

    def entries(self) -> tuple[Entry, ...]:
        """Return the entry of the query, one for each figure, and one for each article."""
        from asreported.citing.entries import bibliography, selection_entry

        return (selection_entry(self), *bibliography(self.citations))
