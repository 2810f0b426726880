"""From the tables of a package to citations."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from asreported.citing.article import Article
from asreported.citing.citation import Citation
from asreported.citing.dataset import Dataset
from asreported.citing.fingerprints import of_data, of_row, of_rows
from asreported.citing.selection import Selection
from asreported.errors import Misuse, UnknownName
from asreported.package import Package
from asreported.package.flat import OF_AGENTS, figures
from asreported.package.tables import load, load_ours
from asreported.showing import bounds_in_words, period_in_words

__all__ = ["Citable", "citations_of", "selection_of", "tidy"]

_AUTHORS = {"creator", "author"}
#: The columns that are read of the sources.
_OF_SOURCES = ("source_id", "kind", "title", "publisher_id", "byline", "published_on", "url", "archived_url",
               "accessed_on", "metadata_basis", "language")  # fmt: skip
#: Characters that turn the direction of all that follows: they could make a citation read as another one.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORMS = {"day": "{:%Y-%m-%d}", "month": "{:%Y-%m}", "year": "{:%Y}"}


@dataclass(frozen=True)
class Citable:
    """A package as citations are made from it: each table is asked for once, and only when it is needed.

    Raises, when a table is needed:
        BadCell: as `load`.
    """

    package: Package

    @cached_property
    def dataset(self) -> Dataset:
        """The dataset as its descriptor names it; what it does not say stays empty."""
        descriptor = self.package.descriptor
        licenses = [tidy(i.get("name") or i.get("title") or i.get("path")) for i in _objects(descriptor, "licenses")]
        return Dataset(
            name=tidy(self.package.name),
            title=tidy(descriptor.get("title") or self.package.name),
            version=tidy(self.package.version),
            created=_day(descriptor.get("created")),
            authors=_authors(_objects(descriptor, "contributors")),
            license=", ".join(filter(None, licenses)),
            url=tidy(descriptor.get("homepage")),
            sha256=of_data(self.package),
            rows=self._rows.height,
        )

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Every source of the package, as its table names them."""
        return tuple(_article(row, key, (), (), self.dataset) for key, row in self._sources.items())

    @cached_property
    def every(self) -> Mapping[str, Citation]:
        """The citation of every figure by its key."""
        return {citation.figure_id: citation for citation in self.citations()}

    def citations(self, figure_ids: Iterable[str] | None = None) -> tuple[Citation, ...]:
        """Return what `citations_of` does."""
        known = self._figures["figure_id"].to_list()
        wanted = known if figure_ids is None else list(dict.fromkeys(figure_ids))
        for figure_id in set(wanted) - set(known):
            raise UnknownName("figure", figure_id, tuple(known))
        chosen = pl.col("figure_id").is_in(wanted)
        flat = {row["figure_id"]: row for row in self._figures.filter(chosen).to_dicts()}
        rows = {row["figure_id"]: row for row in self._rows.filter(chosen).to_dicts()}
        chains: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for link in self._links.filter(chosen).to_dicts():
            chains[link["figure_id"]].append(link)
        return tuple(_citation(flat[i], rows[i], chains[i], self._sources, self.dataset) for i in wanted)

    def selection(self, query: str) -> Selection:
        """Return what `selection_of` does."""
        query = " ".join(query.split())
        try:
            found = self._figures.filter(pl.sql_expr(query))["figure_id"].to_list()
        except pl.exceptions.PolarsError as error:
            raise Misuse(f"the query {query!r} cannot be run: {str(error).splitlines()[0]}") from None
        citations = self.citations(found)
        digest = of_rows({citation.figure_id: citation.fingerprint for citation in citations})
        return Selection(query, citations, digest, self.dataset)

    @cached_property
    def _figures(self) -> pl.DataFrame:
        return figures(self.package)

    @cached_property
    def _rows(self) -> pl.DataFrame:
        """The table of figures as it is; without rows where the package has none."""
        has_figures = any(table.name == "figures" for table in self.package.tables)
        return load("figures", self.package) if has_figures else pl.DataFrame()

    @cached_property
    def _agents(self) -> pl.DataFrame:
        return load_ours("agents", self.package, *OF_AGENTS).select(*OF_AGENTS)

    @cached_property
    def _links(self) -> pl.DataFrame:
        """The links of all chains in order, each with its agent."""
        links = load_ours("attributions", self.package, "figure_id", "position", "agent_id", "role", "voice").join(
            self._agents, on="agent_id", how="left"
        )
        return links.sort("figure_id", "position")

    @cached_property
    def _sources(self) -> Mapping[str, Mapping[str, Any]]:
        """Each source by its key, with the name of its publisher."""
        names = self._agents.select(pl.col("agent_id").alias("publisher_id"), pl.col("name").alias("publisher"))
        sources = load_ours("sources", self.package, *_OF_SOURCES).join(names, on="publisher_id", how="left")
        return {row["source_id"]: row for row in sources.to_dicts()}


def citations_of(package: Package, figure_ids: Iterable[str] | None = None) -> tuple[Citation, ...]:
    """Return the citations of these figures in the order given; of all, in the order of the text, where none is named.

    Raises:
        UnknownName: the package has no such figure.
        BadCell: as `load`.
    """
    return Citable(package).citations(figure_ids)


def selection_of(package: Package, query: str) -> Selection:
    """Return the figures for which an SQL expression over the columns of `figures()` holds.

    Raises:
        Misuse: the query is no such expression.
    """
    return Citable(package).selection(query)


def tidy(text: Any) -> str:
    """Return a text as one line; control characters, and those that turn its direction, are written out.

    >>> tidy("five\\n  drones\\x1b\\u202e")
    'five drones\\\\x1b\\\\u202e'
    """
    if text is None:
        return ""
    joined = " ".join(str(text).split())
    return "".join(c.encode("unicode_escape").decode() if _is_harmful(c) else c for c in joined)


def _is_harmful(character: str) -> bool:
    return character in _TURNING or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}


def _citation(
    flat: Mapping[str, Any],
    row: Mapping[str, Any],
    chain: Sequence[Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
    dataset: Dataset,
) -> Citation:
    code = f"({flat['country_code']})" if flat["country_code"] else ""
    links = tuple(
        {k: tidy(link[k] or link["agent_id"]) for k in ("name", "role", "voice", "anonymity")} for link in chain
    )
    phrase = tidy(flat["phrase"])
    return Citation(
        figure_id=tidy(flat["figure_id"]),
        title=tidy(flat["title"]),
        phrase=phrase,
        qualifier=tidy(flat["qualifier"]),
        value=flat["value"],
        low=flat["low"],
        high=flat["high"],
        bounds=bounds_in_words(flat),
        measure=tidy(flat["measure"]),
        unit=tidy(flat["unit"]),
        counted=tidy(flat["counted"]),
        said_by=tidy(flat["said_by"]),
        chain=links,
        period=period_in_words(flat["period_start"], flat["period_end"], flat["period_precision"]),
        period_phrase=tidy(flat["period_phrase"]),
        period_basis=tidy(flat["period_basis"]),
        dates=_interval(flat["period_start"], flat["period_end"], flat["period_precision"]),
        place=" ".join(filter(None, (tidy(flat["place"]), code))),
        fingerprint=of_row(row, chain),
        article=_article(articles.get(flat["source_id"]), flat["source_id"], links, (phrase,), dataset),
        dataset=dataset,
    )


def _article(
    row: Mapping[str, Any] | None,
    source_id: str,
    chain: Sequence[Mapping[str, str]],
    phrases: tuple[str, ...],
    dataset: Dataset,
) -> Article:
    said = next((link["name"] for link in chain if link["role"] == "publisher"), "")
    row = row or {}
    return Article(
        source_id=tidy(source_id),
        key=f"{dataset.name}.source.{tidy(source_id)}",
        kind=tidy(row.get("kind")),
        title=tidy(row.get("title")) or None,
        publisher=tidy(row.get("publisher")) or said,
        byline=tidy(row.get("byline")) or None,
        published_on=row.get("published_on"),
        url=tidy(row.get("url")) or None,
        archived_url=tidy(row.get("archived_url")) or None,
        accessed_on=row.get("accessed_on"),
        basis=tidy(row.get("metadata_basis")),
        language=tidy(row.get("language")) or None,
        phrases=phrases,
    )


def _interval(start: date | None, end: date | None, precision: str | None) -> str:
    """Return an interval of ISO 8601-2, with `..` for an open end; "" if undated."""
    if start is None and end is None:
        return ""
    form = _FORMS.get(precision or "day", _FORMS["day"])
    first, last = (".." if day is None else form.format(day) for day in (start, end))
    return first if first == last else f"{first}/{last}"


def _authors(contributors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    creators = [c for c in contributors if _AUTHORS & {*_roles(c)}]
    return tuple(name for c in creators or contributors if (name := tidy(c.get("title"))))


def _roles(contributor: Mapping[str, Any]) -> list[str]:
    roles = contributor.get("roles") or [contributor.get("role")]
    return [role for role in roles if isinstance(role, str)] if isinstance(roles, list) else []


def _objects(descriptor: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = descriptor.get(name)
    return [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []


def _day(created: Any) -> date | None:
    try:
        return date.fromisoformat(str(created)[:10])
    except ValueError:
        return None
