"""The article as it is cited: its title says what of it is not verified or not known, its address leads to the words.

Source of the address: WICG, Scroll to Text Fragment, https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from asreported.citing.entry import Entry, key_of
from asreported.citing.plain_words import listed
from asreported.citing.shown import Shown

__all__ = ["Article", "with_phrases"]

#: The kinds of source that come from no newspaper, site or agency.
_REPORTS = frozenset({"statement", "study"})
_DIRECTIVE = ":~:"


@dataclass(frozen=True)
class Article(Shown):
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

    @property
    def remarks(self) -> str:
        """What has to be said of it: which of its facts nobody verified, and which are not known."""
        facts = {
            "title": self.title,
            "publisher": self.publisher,
            "byline": self.byline,
            "day": self.published_on,
            "address": self.url,
        }
        known = [name for name, fact in facts.items() if fact and name != "publisher"]
        unknown = [name for name, fact in facts.items() if not fact]
        unverified = f"{listed(known)} not verified" if self.basis == "external_unverified" and known else ""
        return "; ".join(filter(None, (unverified, f"no {listed(unknown, 'or')} known" if unknown else "")))

    @property
    def heading(self) -> str:
        """Its title, or words that say that none is known."""
        return self.title or "Report without a known title"

    def entries(self) -> tuple[Entry, ...]:
        """Return its one entry; the address leads to the phrases that are cited from it."""
        entry = Entry(
            key=key_of(self.key),
            kind="report" if self.kind in _REPORTS else "article",
            title=f"{self.heading}{f' [{self.remarks}]' if self.remarks else ''}",
            authors=(self.byline,) if self.byline else (),
            issued=self.published_on,
            container=self.publisher,
            publisher=self.publisher,
            url=with_phrases(self.url, self.phrases) if self.url else "",
            archived_url=self.archived_url or "",
            accessed=self.accessed_on,
            language=self.language or "",
        )
        return (entry,)


def with_phrases(url: str, phrases: Iterable[str]) -> str:
    """Return the address with one text directive for each phrase; a fragment of its own is kept before them.

    >>> with_phrases("https://example.org/a", ["2,500 American troops", "F-15 & co"])
    'https://example.org/a#:~:text=2%2C500%20American%20troops&text=F%2D15%20%26%20co'
    >>> with_phrases("https://example.org/a#top", ["more than 40"])
    'https://example.org/a#top:~:text=more%20than%2040'
    """
    directives = "&".join(f"text={_encoded(phrase)}" for phrase in dict.fromkeys(phrases))
    bare = url.partition(_DIRECTIVE)[0]
    if not directives:
        return url
    return f"{bare}{'' if '#' in bare else '#'}{_DIRECTIVE}{directives}"


def _encoded(phrase: str) -> str:
    # `-`, `,` and `&` are the syntax of a directive; quote leaves the hyphen as it is.
    return quote(phrase, safe="").replace("-", "%2D")
