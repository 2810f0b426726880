"""The report that the new rows come from, and what is said of it beside its text."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from asreported.slugs import slug, unused
from asreported.texts import normal_form, text_sha256

__all__ = ["NewReport"]


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report in normal form, with whatever is known of it; what is not known is empty.

    `incident_id` names an incident of the package that its figures are about; else one is made, under `incident_title`.
    """

    text: str
    source_id: str = ""
    publisher: str = ""
    language: str = "en"
    title: str = ""
    published_on: str = ""
    url: str = ""
    body_start: int = 0
    coded_by: str = ""
    incident_id: str = ""
    incident_title: str = ""

    @property
    def normal(self) -> str:
        """Return the text in the form in which places count."""
        return normal_form(self.text)

    def key(self, used: Container[str]) -> str:
        """Return the key that was given, else one of publisher and day, or of publisher and title."""
        if self.source_id:
            return self.source_id
        return unused([slug(self.publisher, self.published_on or self.title)], used)

    def row(self, source_id: str, publisher_id: str, publisher_kind: str) -> dict[str, str | int]:
        """Return its row of `sources`: the text pinned by hash and length, the metadata not verified."""
        known = any((self.title, self.published_on, self.url))
        return {
            "source_id": source_id,
            "kind": "dispatch" if publisher_kind == "agency" else "article",
            "title": self.title,
            "publisher_id": publisher_id,
            "url": self.url,
            "published_on": self.published_on,
            "metadata_basis": "external_unverified" if known else "in_text",
            "language": self.language,
            "text_sha256": text_sha256(self.normal),
            "text_length": len(self.normal),
            "body_start": self.body_start,
        }

    def incident(self, source_id: str, used: Container[str]) -> dict[str, str]:
        """Return the row of a new incident, for figures that name none."""
        title = self.incident_title or self.title or f"What {source_id} tells of"
        named = slug(self.incident_title) if self.incident_title else f"events-of-{source_id}"
        return {
            "incident_id": unused([named], used),
            "kind": "event",
            "title": title,
            "source_id": source_id,
        }
