"""An opened data package: its descriptor and its files, each read at most once, so that an answer is of one state."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from asreported import shipped
from asreported.errors import PackageUnreadable, UnknownName, UnsafePath
from asreported.package.descriptor import DESCRIPTOR, PROFILE, fields_of, read_json
from asreported.package.paths import locate, open_file

__all__ = ["BLOCK", "TABULAR", "Package", "PackageLike", "Resource", "open_package"]

#: How many bytes of a file are read at a time. What fits into one block is kept, so that no file is read twice.
BLOCK = 16 << 20
#: The formats of media types.
_FORMATS = {
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/vnd.apache.parquet": "parquet",
}
#: The `profile` by which the first version of the standard calls a resource a table.
TABULAR = {
    "tabular-data-resource",
    "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
}


@dataclass(frozen=True)
class Resource:
    """One resource of a package: a table, or a file of another kind."""

    package: Package
    descriptor: Mapping[str, Any]
    #: What has been made of its files once, and need not be made again.
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the resource, by which tables are known."""
        return str(self.descriptor.get("name", ""))

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files, as the descriptor gives them; none where its data are inline."""
        # Before its first version the standard called it `url`.
        path = self.descriptor.get("path", None if "data" in self.descriptor else self.descriptor.get("url"))
        if isinstance(path, str):
            return (path,)
        return tuple(str(p) for p in path) if isinstance(path, list) else ()

    @property
    def format(self) -> str:
        """The file format: what the descriptor says, else the ending of the path, else the media type."""
        stated = self.descriptor.get("format")
        path = PurePosixPath(self.paths[0] if self.paths else "")
        ending = PurePosixPath(path.stem).suffix if path.suffix.lower() == ".gz" else path.suffix
        mediatype = _FORMATS.get(str(self.descriptor.get("mediatype", "")).partition(";")[0])
        return str(stated or ending.lstrip(".") or mediatype or ("" if self.paths else "json")).lower()

    @property
    def compression(self) -> str:
        """How its files are compressed: what the descriptor says, else what their ending tells; empty if not."""
        stated = self.descriptor.get("compression")
        if stated == "no":  # as the first versions of frictionless wrote it
            return ""
        return str(stated) if stated else "gz" if self.paths and self.paths[0].lower().endswith(".gz") else ""

    @property
    def is_table(self) -> bool:
        """Whether it holds rows and columns that a Table Schema describes, or says so."""
        stated = (self.descriptor.get("type"), self.descriptor.get("profile"))
        return "schema" in self.descriptor or stated[0] == "table" or stated[1] in TABULAR

    @cached_property
    def dialect(self) -> Mapping[str, Any]:
        """The Table Dialect: inline, or read from the path that stands in its place; a tab parts the cells of TSV.

        Raises:
            UnsafePath: the path is not one that a package may name.
            ValueError: the file is not strict JSON, or is no object.
        """
        dialect = self._inline_or_read("dialect")
        return {"delimiter": "\t", **dialect} if self.format == "tsv" else dialect

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The Table Schema: inline, or read from the path that stands in its place.

        Raises:
            UnsafePath: the path is not one that a package may name.
            ValueError: the file is not strict JSON, or is no object.
        """
        return self._inline_or_read("schema")

    def _inline_or_read(self, part: str) -> dict[str, Any]:
        given = self.descriptor.get(part, {})
        if isinstance(given, str):
            given = read_json(self.package.read(given))
        if not isinstance(given, dict):
            raise ValueError(f"a Table {part.capitalize()} is a JSON object")
        return given

    @property
    def fields(self) -> tuple[Mapping[str, Any], ...]:
        """The fields of the Table Schema, in order."""
        return fields_of(self.schema)

    def read(self) -> bytes:
        """Return the bytes of its files, one after the other.

        Raises:
            UnsafePath: a file is missing, or its path is not one that a package may name.
        """
        return b"".join(self.blocks())

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes of its files, one after the other, in blocks.

        Raises:
            UnsafePath: a file is missing, or its path is not one that a package may name.
        """
        for path in self.paths:
            yield from self.package.blocks(path)


@dataclass(frozen=True)
class Package:
    """A folder with a readable descriptor, as it was when it was opened: open it again to see what changed since."""

    folder: Path
    descriptor: Mapping[str, Any]
    descriptor_name: str = field(default=DESCRIPTOR)
    _kept: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    #: What was known of each file when the package was opened, by path.
    _seen: Mapping[str, tuple[int, int, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the package, or that of its folder."""
        return str(self.descriptor.get("name") or self.folder.resolve().name)

    @property
    def version(self) -> str:
        """The version of the data; empty where none is given."""
        return str(self.descriptor.get("version") or "")

    @property
    def is_ours(self) -> bool:
        """Whether it says that it keeps our profile."""
        profile = self.descriptor.get("$schema")
        return isinstance(profile, str) and PurePosixPath(profile).name == PurePosixPath(PROFILE).name

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Its resources, in the order of the descriptor."""
        resources = self.descriptor.get("resources")
        return tuple(Resource(self, r) for r in resources if isinstance(r, dict)) if isinstance(resources, list) else ()

    @property
    def tables(self) -> tuple[Resource, ...]:
        """Those of its resources that hold rows and columns."""
        return tuple(r for r in self.resources if r.is_table)

    def resource(self, name: str) -> Resource:
        """Return the resource of this name.

        Raises:
            UnknownName: there is none.
        """
        for resource in self.resources:
            if resource.name == name:
                return resource
        raise UnknownName("table", name, tuple(r.name for r in self.resources))

    def with_files(self, contents: Mapping[str, bytes]) -> Package:
        """Return the package as it is once these contents stand in the files of these paths."""
        return replace(self, _kept={**self._kept, **contents})

    def locate(self, path: str) -> Path:
        """Return where a path of the descriptor leads.

        Raises:
            UnsafePath: it is not one that a package may name.
        """
        return locate(self.folder, path)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the package.

        Raises:
            UnsafePath: the file is missing, or its path is not one that a package may name.
        """
        return b"".join(self.blocks(path))

    def open(self, path: str) -> BinaryIO:
        """Return a file of the package, open for reading; one of a single block from what is kept of it.

        Raises:
            UnsafePath: the file is missing, or its path is not one that a package may name.
        """
        if path not in self._kept:
            opened = open_file(self.folder, path)
            found = os.fstat(opened.fileno())
            if self._seen.get(path, _known_of(found)) != _known_of(found):
                opened.close()
                raise UnsafePath(path, "was changed after the package was opened", "open the package again")
            if found.st_size >= BLOCK:
                return opened
            with opened:
                self._kept[path] = opened.read()
        return io.BytesIO(self._kept[path])

    def blocks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file in blocks. A file of one block is read once, and kept.

        Raises:
            UnsafePath: the file is missing, or its path is not one that a package may name.
        """
        with self.open(path) as opened:
            while block := opened.read(BLOCK):
                yield block


#: What names a package: an opened one, its folder or its datapackage.json; None is the shipped one.
PackageLike = Package | str | Path | None


def open_package(package: PackageLike = None) -> Package:
    """Return the package at a folder or a datapackage.json; the shipped one where none is named.

    A package that is open already is returned as it is.

    Raises:
        PackageUnreadable: no readable descriptor lies there.

    >>> open_package().name
    'us-air-raids-2021-06'
    """
    if isinstance(package, Package):
        return package
    path = package
    place = shipped.PACKAGE if path is None else Path(path)
    descriptor = place / DESCRIPTOR if place.is_dir() else place
    if not place.exists():
        raise PackageUnreadable(place, "is not there", "give the folder of a data package, or its datapackage.json")
    if not descriptor.exists():
        raise PackageUnreadable(place, f"holds no {DESCRIPTOR}", "give the folder of a data package")
    if not descriptor.is_file():
        raise PackageUnreadable(descriptor, "is not a regular file", "give the folder of a data package")
    try:
        content = read_json(descriptor.read_bytes())
    except (OSError, ValueError) as error:
        other = "give the folder of a data package, or its datapackage.json"
        fix = "mend the JSON, then try again" if descriptor.suffix.lower() == ".json" else other
        raise PackageUnreadable(descriptor, f"is no readable descriptor: {error}", fix) from None
    if not isinstance(content, dict):
        raise PackageUnreadable(descriptor, "is no descriptor: a data package is described by a JSON object")
    opened = Package(descriptor.parent, content, descriptor.name)
    beside = (r.descriptor.get(key) for r in opened.resources for key in ("schema", "dialect"))
    named = [*(path for r in opened.resources for path in r.paths), *(s for s in beside if isinstance(s, str))]
    return replace(opened, _seen=dict(_seen_of(opened.folder, named)))


def _seen_of(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield what is known of each file that is there; what is not, or may not be named, is told of when it is read."""
    for path in paths:
        try:
            yield path, _known_of(locate(folder, path).stat())
        except (UnsafePath, OSError, ValueError):
            continue


def _known_of(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
