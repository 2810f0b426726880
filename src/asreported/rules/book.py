"""The book of rules: every rule with its id, its sentence and how grave it is to break it.

Ids are stable and never reused. Faults of structure keep the names that frictionless gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from asreported.checks import ROW_RULES
from asreported.findings import Severity
from asreported.rules import attribution, for_a_person, parts, quotation, with_text
from asreported.rules.package_rule import PackageRule
from asreported.rules.with_text import TextRule

__all__ = ["BOOK", "PACKAGE_RULES", "TEXT_RULES", "Rule"]

#: Every rule across tables, those that list something for a person last.
PACKAGE_RULES: tuple[PackageRule, ...] = (*attribution.RULES, *parts.RULES, *quotation.RULES, *for_a_person.RULES)
#: Every rule that needs the text.
TEXT_RULES: tuple[TextRule, ...] = with_text.RULES


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: where it looks, what it demands, and the stock error type of frictionless that it comes under."""

    id: str
    scope: str
    sentence: str
    stock_type: str
    severity: Severity = "error"
    reason: str = ""


_STRUCTURE = (
    Rule(
        "type-error",
        "structure",
        "A cell has the type of its column.",
        "type-error",
        reason="A number that is no number cannot be counted with; it is never turned into one in silence.",
    ),
    Rule(
        "required",
        "structure",
        "A cell that must be filled is filled.",
        "constraint-error",
        reason="An empty cell says that the text does not tell; some things have to be told.",
    ),
    Rule(
        "enum",
        "structure",
        "A code is one of the column's codes.",
        "constraint-error",
        reason="A code that is not in the list means something else to everyone.",
    ),
    Rule(
        "pattern",
        "structure",
        "The whole cell matches the column's pattern.",
        "constraint-error",
        reason="A match of the start alone would let anything follow.",
    ),
    Rule(
        "minimum",
        "structure",
        "A value is not below the column's minimum.",
        "constraint-error",
        reason="Counts start at zero.",
    ),
    Rule(
        "maximum",
        "structure",
        "A value is not above the column's maximum.",
        "constraint-error",
        reason="A value beyond what can be is a slip of the pen.",
    ),
    Rule(
        "min-length",
        "structure",
        "A text or list is not shorter than the column allows.",
        "constraint-error",
        reason="An empty text is no text.",
    ),
    Rule(
        "max-length",
        "structure",
        "A text or list is not longer than the column allows.",
        "constraint-error",
        reason="A text that is too long is another kind of text.",
    ),
    Rule(
        "unique",
        "structure",
        "No value stands twice in a column, or set of columns, of unique values.",
        "unique-error",
        reason="What is said to be unique is used to find a row.",
    ),
    Rule(
        "primary-key",
        "structure",
        "No two rows have the same primary key.",
        "primary-key",
        reason="Other rows point at this one, and must find exactly one.",
    ),
    Rule(
        "foreign-key",
        "structure",
        "A key that points at another table finds its row there.",
        "foreign-key",
        reason="A figure by nobody, of nothing, says nothing.",
    ),
    Rule(
        "missing-label",
        "structure",
        "Every column of the schema is in the file.",
        "missing-label",
        reason="A column that is lost takes its meaning with it.",
    ),
    Rule(
        "extra-label",
        "structure",
        "Every column of the file is in the schema.",
        "extra-label",
        reason="A column that nobody has described is checked by nobody.",
    ),
    Rule(
        "incorrect-label",
        "structure",
        "The columns stand in the order of the schema.",
        "incorrect-label",
        reason="Many readers take columns by their place.",
    ),
    Rule(
        "duplicate-label",
        "structure",
        "No column stands twice.",
        "duplicate-label",
        reason="Of two columns with one name a reader takes either.",
    ),
    Rule(
        "blank-row",
        "structure",
        "No row is blank.",
        "blank-row",
        reason="Some readers stop at a blank row, others skip it.",
    ),
    Rule(
        "extra-cell",
        "structure",
        "No row has more cells than the header.",
        "extra-cell",
        reason="A cell too many shifts every cell behind it.",
    ),
    Rule(
        "missing-cell",
        "structure",
        "No row has fewer cells than the header; none is padded.",
        "missing-cell",
        reason="Filling a short row up would move values under other headings.",
    ),
    Rule(
        "canonical-form",
        "structure",
        "Under our profile a number, date or boolean has one form.",
        "type-error",
        reason="40.0, +40, 2,500 and 0014 are read differently by different programs.",
    ),
    Rule(
        "text-form",
        "structure",
        "Under our profile a text is trimmed, NFC, and free of unseen or garbled characters.",
        "constraint-error",
        reason="What nobody sees makes two equal words differ.",
    ),
)
_PACKAGE = (
    Rule(
        "descriptor",
        "package",
        "The descriptor keeps the official profile of Data Package 2.0.",
        "package-error",
        reason="Other tools read the package by the standard.",
    ),
    Rule(
        "profile",
        "package",
        "A package under our profile leaves out and loosens nothing of it.",
        "package-error",
        reason="A package that carries the name of the profile can be relied on without looking.",
    ),
    Rule(
        "hash",
        "package",
        "A file is, byte for byte, the one that the descriptor lists.",
        "hash-count",
        reason="Whoever cites a version must get that version.",
    ),
    Rule(
        "bytes",
        "package",
        "A file has the listed number of bytes.",
        "byte-count",
        reason="A file that was cut off looks like a shorter one.",
    ),
    Rule(
        "rows",
        "package",
        "A table has the listed number of rows.",
        "row-count",
        reason="A table that was cut off at a row looks whole.",
    ),
    Rule(
        "path",
        "package",
        "A path is relative, stays inside the package and names a regular file that is there.",
        "source-error",
        reason="A package comes from anywhere, and must not reach outside its folder.",
    ),
    Rule(
        "encoding",
        "package",
        "A file is UTF-8 without NUL, its lines all ended alike.",
        "encoding-error",
        reason="In another encoding letters turn into others without a word.",
    ),
    Rule(
        "dialect",
        "package",
        "A file is a table that can be read: its quotes close, its format is known.",
        "source-error",
        reason="An open quote swallows rows.",
    ),
    Rule(
        "unlisted-file",
        "package",
        "Every data file beside a listed one is listed.",
        "resource-error",
        "warning",
        reason="A file that nobody lists is checked by nobody, and may be what was meant.",
    ),
    Rule(
        "versions-agree",
        "package",
        "CITATION.cff gives the version of the descriptor.",
        "package-error",
        reason="Two versions for one thing cannot both be cited.",
    ),
    Rule(
        "change-recorded",
        "package",
        "A figure that changed since the older version is named in CHANGELOG.md, and the version took its step.",
        "package-error",
        reason="Whoever cited the figure must learn that it is another now, and from which version on.",
    ),
)

#: Every rule, in the order in which a reader meets them.
BOOK: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        *_STRUCTURE,
        *_PACKAGE,
        *(Rule(rule.id, rule.table, rule.sentence, "row-constraint", "error", rule.reason) for rule in ROW_RULES),
        *(Rule(r.id, "across tables", r.sentence, "row-constraint", r.severity, r.reason) for r in PACKAGE_RULES),
        *(Rule(r.id, "with the text", r.sentence, "row-constraint", r.severity, r.reason) for r in TEXT_RULES),
    )
}
