"""A query as it is cited: what was asked of which version, how many rows it gave, and their hash.

Source: RDA Working Group on Data Citation, Recommendations on Dynamic Data Citation (Rauber, Asmi, van Uytvanck and
Pröll, 2015): cite the query, the version that it ran on, and a hash of the sorted result.
"""

from __future__ import annotations

from dataclasses import dataclass

from asreported.citing.citation import Citation, bibliography
from asreported.citing.dataset import Dataset
from asreported.citing.entry import Entry
from asreported.citing.shown import Shown

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection(Shown):
    """Figures that a query picks from one version of the data, with the hash of what it gave."""

    query: str
    citations: tuple[Citation, ...]
    sha256: str
    dataset: Dataset

    def entries(self) -> tuple[Entry, ...]:
        """Return the entry of the query, one for each figure, and one for each article."""
        found = f"{len(self.citations):,}"
        entry = self.dataset.row(
            key=f"query.{self.sha256[:12]}",
            title=f"Figures where {self.query} [{found} of {self.dataset.rows:,} rows of {self.dataset.edition}]",
            note=(
                f"The query was WHERE {self.query} on the figures of {self.dataset.edition}; "
                f"its {found} rows have sha256 {self.sha256}"
            ),
        )
        return (entry, *bibliography(self.citations))
