"""The part of the profile that closes a codelist: qualifiers mean the same in every package."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from asreported.package import open_package
from asreported.package.rows import LINE, ROW
from asreported.package.tables import rows_of
from asreported.rules.rule import Broken

__all__ = ["changed_qualifiers"]


def changed_qualifiers(text: pl.DataFrame) -> Iterator[Broken]:
    """Yield each row of a package's qualifiers that is not the shipped one. `text` has the cells as text."""
    rows = rows_of(open_package().resource("qualifiers"))
    names = list(rows.labels)
    if not set(names) <= set(text.columns):
        return  # a field that is missing is told of already
    ours = {row[0]: row for row in rows.cells.select(map(str, range(len(names)))).iter_rows()}
    theirs = {row[2]: row for row in text.select(LINE, ROW, *names).iter_rows()}
    for code in ours.keys() - theirs.keys():
        wrong = f"the qualifier {code} is missing"
        yield {
            "wrong": wrong,
            "mend": "take the shipped row over",
            "column": "qualifier",
            "found": None,
            "expected": code,
        }
    for code, (line, row, *cells) in theirs.items():
        place = {LINE: line, ROW: row}
        if code not in ours:
            wrong = f"{code} is no qualifier; the codelist is closed"
            yield {**place, "wrong": wrong, "mend": "take the row out", "column": "qualifier", "found": code}
            continue
        for name, found, wanted in zip(names, cells, ours[code], strict=True):
            if found != wanted:
                yield {
                    **place,
                    "wrong": f"the {name} of {code} is not the shipped one",
                    "mend": f"set {name} to {wanted or ''}".rstrip(),
                    "column": name,
                    "found": found or "",
                    "expected": wanted,
                }
