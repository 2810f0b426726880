"""The rows of a resource, part by part, from whatever its files are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from asreported.package import delimited, parquet, snapshot
from asreported.package.compression import NotUnpacked, unpacked
from asreported.package.descriptor import read_json
from asreported.package.dialect import Dialect
from asreported.package.rows import MOST_COLUMNS, Fault, Part, Rows, ToldApart, header_fault
from asreported.package.snapshot import Resource
from asreported.package.structured import rows_of_json

__all__ = ["Tally", "read_parts"]

#: Takes the bytes of a file as they are read, to count and to hash them.
Tally = Callable[[bytes], None]


def read_parts(resource: Resource, tally: Tally | None = None) -> Iterator[Part]:
    """Yield the parts of a resource, read in order, each to be told apart by itself; several files one by one.

    Rows that have been read whole already come as one part. `tally` takes the bytes of the files as they pass by.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    if "rows" in resource.made:
        _pass_by(resource, resource.paths if tally else (), tally)
        yield ToldApart(resource.made["rows"])
        return
    try:
        given = resource.dialect
        dialect = Dialect.of(given)
    except ValueError as error:
        _pass_by(resource, resource.paths if tally else (), tally)
        yield _fault(f"the dialect is not read: {error}", "write the file as CSV with commas, and no dialect")
        return
    known = None if dialect.header_rows else tuple(str(f.get("name", "")) for f in resource.fields)
    if not resource.paths:
        data = resource.descriptor.get("data")
        if "data" not in resource.descriptor:
            yield _fault("no path of the resource names a file, and it has no data", "write the path of its file")
        elif isinstance(data, str) and resource.format in {"csv", "tsv"}:
            yield from delimited.parts([data.encode("utf-8", "surrogateescape")], dialect, "utf-8", known)
        else:
            rows = rows_of_json(data, given, resource.schema)
            yield _too_wide(rows.labels) if len(rows.labels) > MOST_COLUMNS else ToldApart(rows)
        return
    reader = _Reader(resource, given, dialect, tally)
    is_too_wide = False
    for path in resource.paths:
        for part in reader.parts(path, known):
            known = part.labels or known
            if known and len(known) > MOST_COLUMNS and not is_too_wide:
                is_too_wide = True
                yield _too_wide(known)
            # What is not examined goes by all the same: each block is counted and hashed once.
            if not is_too_wide:
                yield part if len(resource.paths) == 1 else _InFile(part, path)


def _blocks(resource: Resource, path: str, tally: Tally | None) -> Iterator[bytes]:
    for block in resource.package.blocks(path):
        if tally:
            tally(block)
        yield block


def _pass_by(resource: Resource, paths: Iterable[str], tally: Tally | None) -> None:
    """Go over files that are not read, so that they are counted and hashed, and what is wrong with a path is told."""
    for path in paths:
        for _ in _blocks(resource, path, tally):
            pass


def _too_wide(labels: Sequence[str]) -> Part:
    why = f"the table has {len(labels):,} columns, and no more than {MOST_COLUMNS:,} are examined"
    return _fault(why, "part the table into several")


def _fault(why: str, fix: str, labels: Sequence[str] = ()) -> Part:
    return ToldApart(Rows(tuple(labels), pl.DataFrame(), (Fault("dialect", why, fix, is_end=True),)))


@dataclass(frozen=True)
class _InFile:
    """A part of one of the files of a table."""

    part: Part
    path: str

    @property
    def labels(self) -> tuple[str, ...]:
        return self.part.labels

    def rows(self) -> Rows:
        return replace(self.part.rows(), path=self.path)

    def some(self, chosen: pl.Series) -> Rows:
        return replace(self.part.some(chosen), path=self.path)


@dataclass(frozen=True)
class _Reader:
    """What reads the files of a resource."""

    resource: Resource
    given: Mapping[str, Any]
    dialect: Dialect
    tally: Tally | None

    def parts(self, path: str, known: tuple[str, ...] | None) -> Iterator[Part]:
        """Yield the parts of one file, which may lie behind others with these labels."""
        resource, packed = self.resource, self.resource.compression
        if packed not in {"", "gz", "gzip"} or (packed and resource.format == "parquet"):
            _pass_by(resource, [path], self.tally)
            yield _fault(f"files packed as {packed} are not read", "unpack the file", known or ())
        elif resource.format in {"csv", "tsv"}:
            blocks = _blocks(resource, path, self.tally)
            content = unpacked(blocks) if packed else blocks
            encoding = str(resource.descriptor.get("encoding", "utf-8"))
            try:
                yield from delimited.parts(content, self.dialect, encoding, known)
            except NotUnpacked as error:
                yield _fault(f"{path} cannot be unpacked: {error}", "pack the file again with gzip", known or ())
            # What is behind bytes that are no text is counted and hashed all the same.
            for _ in blocks if self.tally else ():
                pass
        elif resource.format == "parquet":
            yield from self._parquet(path, known)
        elif resource.format == "json":
            yield self._json(path)
        else:
            _pass_by(resource, [path], self.tally)
            why = f"tables in the format {resource.format or 'that is not named'} are not read"
            named = "" if "format" in resource.descriptor else '; if it is CSV, write "format": "csv" into the resource'
            yield _fault(why, f"save the table as CSV or Parquet{named}", known or ())

    def _parquet(self, path: str, known: tuple[str, ...] | None) -> Iterator[Part]:
        with self.resource.package.open(path) as file:
            while self.tally and (block := file.read(snapshot.BLOCK)):
                self.tally(block)
            file.seek(0)
            for part in parquet.parts(file):
                if known and part.labels and part.labels != known:
                    wrong = header_fault(part.labels, known)
                    why = wrong.why if wrong else f"{path} has other columns than the first file of the table"
                    yield _fault(why, "write all files of a table with the same columns, in one order", known)
                    return
                yield ToldApart(part)

    def _json(self, path: str) -> Part:
        content = b"".join(_blocks(self.resource, path, self.tally))
        try:
            return ToldApart(rows_of_json(read_json(content), self.given, self.resource.schema))
        except ValueError as error:
            return _fault(f"{path} is no JSON that can be read: {error}", "mend the JSON")
