"""The dataset as it is cited: one exact version of a data package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from asreported.citing.entry import Entry, key_of
from asreported.citing.shown import Shown

__all__ = ["Dataset"]


@dataclass(frozen=True)
class Dataset(Shown):
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

    @property
    def edition(self) -> str:
        """Its name and version; until it has a DOI, these and sha256 identify the data."""
        return f"{self.name} {self.version or 'without a version'}"

    def entries(self) -> tuple[Entry, ...]:
        """Return its one entry."""
        licence = f"; licence {self.license}" if self.license else ""
        entry = Entry(
            key=key_of(self.name),
            kind="dataset",
            title=f"{self.title} [dataset {self.edition}]",
            authors=self.authors,
            issued=self.created,
            version=self.version,
            url=self.url,
            language="en",
            note=f"The data files have sha256 {self.sha256}; {self.rows:,} figures{licence}",
        )
        return (entry,)

    def row(self, key: str, title: str, note: str, number: str = "") -> Entry:
        """Return the entry of something that is part of it."""
        return Entry(
            key=key_of(f"{self.name}.{key}"),
            kind="row",
            title=title,
            authors=self.authors,
            issued=self.created,
            container=self.title,
            version=self.version,
            number=number,
            url=self.url,
            language="en",
            note=note,
        )
