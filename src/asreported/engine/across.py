"""The rules across tables and with the texts, run over the checked tables: each waits until what it reads is sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from asreported.engine.one_pass import CheckedTable
from asreported.errors import Misuse, UnknownName
from asreported.rules.beside_text import phrases_found
from asreported.rules.book import of_scope
from asreported.rules.quoting import QUOTED
from asreported.rules.rule import PLACE, Rule
from asreported.texts import normal_form

__all__ = ["TEXT_READS", "broken_across", "broken_beside_texts", "read_texts", "remarks_on_texts", "sources_of"]

#: What the rules that need the text read of each table.
TEXT_READS = {
    **{table: tuple(columns.split()) for table, columns in QUOTED.items()},
    "sources": ("source_id", "text_sha256", "text_length", "language"),
}
#: The rules that miss rows of a source, and the table in which they look for them.
_MISSED = {"every-number-accounted-for": "numbers"}
#: A rule with the rows of each table that break it; None where it waits.
_Judged = tuple[Rule, list[tuple[str, pl.DataFrame]] | None]


def broken_across(tables: Mapping[str, CheckedTable]) -> Iterator[_Judged]:
    """Yield each rule across tables with the rows that break it."""
    for rule in of_scope("tables"):
        if not _ready(tables, rule.reads):
            yield rule, None
            continue
        frames = {name: tables[name].frame.select(*PLACE, *columns) for name, columns in rule.reads.items()}
        broken = rule.broken(frames)
        yield rule, _by_table(broken) if "table" in broken.columns else [(rule.table, broken)]


def broken_beside_texts(tables: Mapping[str, CheckedTable], texts: Mapping[str, str]) -> Iterator[_Judged]:
    """Yield each rule that needs the text with the rows that break it, source by source."""
    is_ready = _ready(tables, TEXT_READS)
    frames = {name: table.frame for name, table in tables.items()}
    # What such a rule misses in a source may stand in a row that points at no source.
    lost = {rule for rule, name in _MISSED.items() if name in tables and tables[name].totals["foreign-key"]}
    for source, text in texts.items():
        for rule in of_scope("text"):
            waits = not is_ready or rule.id in lost
            yield rule, None if waits else _by_table(rule.broken(frames, source, text))


def remarks_on_texts(tables: Mapping[str, CheckedTable], texts: Mapping[str, str]) -> list[str]:
    """Return in a sentence for each source how many of its phrases stand in the text."""
    frames = {name: table.frame for name, table in tables.items()}
    ready = texts.items() if _ready(tables, TEXT_READS) else ()
    return [phrases_found(frames, source, text) for source, text in ready]


def sources_of(tables: Mapping[str, CheckedTable]) -> tuple[str, ...]:
    """Return the keys of the sources, as far as they can be read."""
    frame = tables["sources"].frame if "sources" in tables else pl.DataFrame()
    return tuple(frame["source_id"].drop_nulls()) if "source_id" in frame.columns else ()


def read_texts(texts: Mapping[str, str | Path], known: tuple[str, ...]) -> dict[str, str]:
    """Return the normal form of each text by its source, which is one of those that are known."""
    read = {}
    for source, file in texts.items():
        if source not in known:
            raise UnknownName("source", source, known)
        try:
            read[source] = normal_form(Path(file).read_bytes().decode("utf-8-sig"))
        except OSError as error:
            raise Misuse(f"{file}: the text of {source} cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise Misuse(f"{file}: the text of {source} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    return read


def _by_table(broken: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [(str(name), rows) for (name,), rows in broken.group_by("table", maintain_order=True)]


def _ready(tables: Mapping[str, CheckedTable], reads: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether every table is there, with all its rows, and sound in the columns that are read."""
    for name, columns in reads.items():
        table = tables.get(name)
        if table is None or not table.is_whole or not set(columns) <= set(table.columns):
            return False
        if table.unsound & set(columns):
            return False
    return True
