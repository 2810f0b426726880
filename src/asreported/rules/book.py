"""The book of rules: every rule with its id, its sentence and how grave it is to break it.

Ids are stable and never reused. Faults of structure keep the names that frictionless gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from asreported.checks import ROW_RULES
from asreported.findings import Severity

__all__ = ["BOOK", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it looks, what it demands, and the stock error type of frictionless that it comes under."""

    id: str
    scope: str
    sentence: str
    stock_type: str
    severity: Severity = "error"


_STRUCTURE = (
    Rule("type-error", "structure", "A cell has the type of its column.", "type-error"),
    Rule("required", "structure", "A cell that must be filled is filled.", "constraint-error"),
    Rule("enum", "structure", "A code is one of the column's codes.", "constraint-error"),
    Rule("pattern", "structure", "The whole cell matches the column's pattern.", "constraint-error"),
    Rule("minimum", "structure", "A value is not below the column's minimum.", "constraint-error"),
    Rule("maximum", "structure", "A value is not above the column's maximum.", "constraint-error"),
    Rule("min-length", "structure", "A text or list is not shorter than the column allows.", "constraint-error"),
    Rule("max-length", "structure", "A text or list is not longer than the column allows.", "constraint-error"),
    Rule(
        "unique", "structure", "No value stands twice in a column, or set of columns, of unique values.", "unique-error"
    ),
    Rule("primary-key", "structure", "No two rows have the same primary key.", "primary-key"),
    Rule("foreign-key", "structure", "A key that points at another table finds its row there.", "foreign-key"),
    Rule("missing-label", "structure", "Every column of the schema is in the file.", "missing-label"),
    Rule("extra-label", "structure", "Every column of the file is in the schema.", "extra-label"),
    Rule("incorrect-label", "structure", "The columns stand in the order of the schema.", "incorrect-label"),
    Rule("duplicate-label", "structure", "No column stands twice.", "duplicate-label"),
    Rule("blank-row", "structure", "No row is blank.", "blank-row"),
    Rule("extra-cell", "structure", "No row has more cells than the header.", "extra-cell"),
    Rule("missing-cell", "structure", "No row has fewer cells than the header; none is padded.", "missing-cell"),
    Rule("canonical-form", "structure", "Under our profile a number, date or boolean has one form.", "type-error"),
    Rule(
        "text-form",
        "structure",
        "Under our profile a text is trimmed, NFC, and free of unseen or garbled characters.",
        "constraint-error",
    ),
)
_PACKAGE = (
    Rule("descriptor", "package", "The descriptor keeps the official profile of Data Package 2.0.", "package-error"),
    Rule("profile", "package", "A package under our profile leaves out and loosens nothing of it.", "package-error"),
    Rule("hash", "package", "A file is, byte for byte, the one that the descriptor lists.", "hash-count"),
    Rule("bytes", "package", "A file has the listed number of bytes.", "byte-count"),
    Rule("rows", "package", "A table has the listed number of rows.", "row-count"),
    Rule(
        "path",
        "package",
        "A path is relative, stays inside the package and names a regular file that is there.",
        "source-error",
    ),
    Rule("encoding", "package", "A file is UTF-8 without NUL, its lines all ended alike.", "encoding-error"),
    Rule(
        "dialect",
        "package",
        "A file is a table that can be read: its quotes close, its format is known.",
        "source-error",
    ),
    Rule("unlisted-file", "package", "Every data file beside a listed one is listed.", "resource-error", "warning"),
    Rule("versions-agree", "package", "CITATION.cff gives the version of the descriptor.", "package-error"),
)

#: Every rule, in the order in which a reader meets them.
BOOK: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        *_STRUCTURE,
        *_PACKAGE,
        *(Rule(rule.id, rule.table, rule.sentence, "row-constraint") for rule in ROW_RULES),
    )
}
