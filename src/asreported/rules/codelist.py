"""The rule of the closed codelist: qualifiers mean the same in every package."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from asreported import shipped
from asreported.findings import Finding
from asreported.loading.csv_text import read_csv
from asreported.qualifiers import CODELIST

__all__ = ["changed_qualifiers"]


def changed_qualifiers(text: pl.DataFrame, file: str, line: str, row: str) -> Iterator[Finding]:
    """Yield each row of a package's qualifiers that is not the shipped one. `text` has the cells as text."""
    shipped_table = read_csv((shipped.PACKAGE / CODELIST).read_bytes())
    names = list(shipped_table.labels)
    if not set(names) <= set(text.columns):
        return  # a field that is missing is told of already
    ours = {r[0]: r for r in shipped_table.cells.select([str(i) for i in range(len(names))]).iter_rows()}
    theirs = {r[2]: r for r in text.select(line, row, *names).iter_rows()}
    for code in ours.keys() - theirs.keys():
        yield Finding(
            "profile",
            file,
            f"the qualifier {code} is missing",
            "take the shipped row over",
            "qualifiers",
            column="qualifier",
            expected=code,
        )
    for code, (at_line, at_row, *cells) in theirs.items():
        if code not in ours:
            yield Finding(
                "profile",
                file,
                f"{code} is no qualifier; the codelist is closed",
                "take the row out",
                "qualifiers",
                at_line,
                at_row,
                "qualifier",
                code,
            )
            continue
        for name, found, wanted in zip(names, cells, ours[code], strict=True):
            if found != wanted:
                yield Finding(
                    "profile",
                    file,
                    f"the {name} of {code} is not the shipped one",
                    f"set {name} to {wanted or ''}".rstrip(),
                    "qualifiers",
                    at_line,
                    at_row,
                    name,
                    found or "",
                    wanted,
                )
