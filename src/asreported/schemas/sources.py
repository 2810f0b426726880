"""Sources: the reports that the figures come from, pinned by the hash of their text."""

from __future__ import annotations

import datetime

from asreported.schemas.fields import address, code, day, key, locator, matching, reference, text, whole_number
from asreported.schemas.table import Table

__all__ = ["Sources"]

KINDS = {
    "article": "A report in a newspaper, on a news site or by a broadcaster.",
    "dispatch": "A report by a news agency.",
    "statement": "A text issued by someone involved.",
    "study": "A report by a research body, court or commission.",
}
METADATA_BASES = {
    "in_text": "Title, date and address stand in the text itself.",
    "external_unverified": "They were found elsewhere, and nobody has checked them.",
    "external_verified": "They were found elsewhere, and someone has checked them.",
}


class Sources(Table):
    """The reports that figures come from. The text itself is not kept; its hash pins it.

    The normal form of a text is without control and format characters, in NFC, every run of white space one space,
    trimmed. Hash, length and every `at` of the package refer to it, so a copy with other paragraphs still matches.
    """

    source_id: str = key("The report's key.", "al-jazeera-2021-06-28")
    kind: str = code("What sort of report it is.", "article", of=KINDS)
    title: str = text("Its headline, where known.", "US carries out air raids", nullable=True)
    publisher_id: str = reference("agents.agent_id", "Who published it.", "al-jazeera")
    byline: str = text("Its authors as printed.", "Jane Roe", nullable=True)
    url: str = address("Where it stands on the web.", "https://example.org/report")
    archived_url: str = address("Where an archived copy stands.", "https://example.org/archive/report")
    published_on: datetime.date = day("The day it was published.", "2021-06-28")
    accessed_on: datetime.date = day("The day its text was taken.", "2021-06-28")
    metadata_basis: str = code(
        "Where title, byline, address and day come from.", "external_unverified", of=METADATA_BASES
    )
    language: str = matching("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "Its language, BCP 47.", "en")
    text_sha256: str = matching(
        "[0-9a-f]{64}",
        "SHA-256 of the text's normal form, in UTF-8.",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    text_length: int = whole_number("Length of the normal form, in code points.", 3724, least=1)
    body_start: int = locator("Where the report itself begins; teasers for other stories lie before it.", 121)
    rights: str = text("Whose text it is.", "Copyright of its publisher", nullable=True)
    note: str = text("What a reader should know.", "The text has no headline.", nullable=True)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "sources"
        unique = ["source_id"]
