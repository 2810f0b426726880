"""An entry of a bibliography, in no format yet: what every style is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["Entry", "key_of"]


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


def key_of(name: str) -> str:
    """Return a name as the key of an entry, without a sign at which a BibTeX reader or pandoc stops.

    >>> key_of("us-raids.source.a b,c")
    'us-raids.source.a-b-c'
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "-" for c in name)
