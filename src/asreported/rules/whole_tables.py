"""The rules on whole tables, of any package: keys, labels and the shape of the file.

The reader and the engine find what breaks them while the rows pass by. Such faults keep the names that frictionless
gives them.
"""

from __future__ import annotations

from typing import Any

from asreported.rules.rule import Rule

__all__ = ["RULES"]


def _in_passing(*_: Any) -> tuple[()]:
    return ()


def _found(name: str, sentence: str, reason: str, stock_type: str = "", why: str = "{why}", fix: str = "{fix}") -> Rule:
    """Return a rule whose broken rows the reader or the engine finds while the rows pass by."""
    return Rule(name, "table", sentence, reason, _in_passing, why=why, fix=fix, stock_type=stock_type or name)


RULES: tuple[Rule, ...] = (
    _found(
        "unique",
        "No value stands twice in a column, or set of columns, of unique values.",
        "What is said to be unique is used to find a row.",
        "unique-error",
        why="the key ({key}) stands in row {first} already",
        fix="give the row its own key, or delete it",
    ),
    _found(
        "primary-key",
        "No two rows have the same primary key.",
        "Other rows point at this one, and must find exactly one.",
        why="the key ({key}) stands in row {first} already",
        fix="give the row its own key, or delete it",
    ),
    _found(
        "foreign-key",
        "A key that points at another table finds its row there.",
        "A figure by nobody, of nothing, says nothing.",
        why="no row of {target} has {key} = {found}",
    ),
    _found(
        "missing-label",
        "Every column of the schema is in the file.",
        "A column that is lost takes its meaning with it.",
    ),
    _found(
        "extra-label",
        "Every column of the file is in the schema.",
        "A column that nobody has described is checked by nobody.",
        why="the schema has no such column",
        fix="take the column out, or add it to the schema",
    ),
    _found(
        "incorrect-label",
        "The columns stand in the order of the schema.",
        "Many readers take columns by their place.",
        why="the columns stand in another order than in the schema",
        fix="put them in this order: {order}",
    ),
    _found(
        "duplicate-label",
        "No column stands twice.",
        "Of two columns with one name a reader takes either.",
        why="the column stands {times} times",
        fix="keep one of them",
    ),
    _found("blank-row", "No row is blank.", "Some readers stop at a blank row, others skip it."),
    _found("extra-cell", "No row has more cells than the header.", "A cell too many shifts every cell behind it."),
    _found(
        "missing-cell",
        "No row has fewer cells than the header; none is padded.",
        "Filling a short row up would move values under other headings.",
    ),
    _found(
        "encoding",
        "A file is UTF-8 without NUL, its lines all ended alike.",
        "In another encoding letters turn into others without a word.",
        "encoding-error",
    ),
    _found(
        "dialect",
        "A file is a table that can be read: its quotes close, its format is known.",
        "An open quote swallows rows.",
        "source-error",
    ),
)
