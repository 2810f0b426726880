"""A data package: its descriptor, read strictly, and its files, found safely.

A descriptor may come from anyone, so every path in it is relative, stays inside the package once resolved, and names a
regular file.
"""

from __future__ import annotations

import difflib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from asreported import shipped
from asreported.errors import PackageUnreadable, UnknownName, UnsafePath

__all__ = ["PROFILE", "Package", "Resource", "UnsafePath", "open_package", "read_json"]

#: The `$schema` of a package that keeps our tables and our rules. The last part is the profile's version.
PROFILE = "schemas/asreported-profile-1.json"
DESCRIPTOR = "datapackage.json"
_DEEPEST = 64


@dataclass(frozen=True)
class Resource:
    """One resource of a package: a table, or a file of another kind."""

    package: Package
    descriptor: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name of the resource, by which tables are known."""
        return str(self.descriptor.get("name", ""))

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files, as the descriptor gives them; none where its data are inline."""
        path = self.descriptor.get("path")
        if isinstance(path, str):
            return (path,)
        return tuple(str(p) for p in path) if isinstance(path, list) else ()

    @property
    def format(self) -> str:
        """The file format: what the descriptor says, else the ending of the path."""
        stated = self.descriptor.get("format")
        ending = PurePosixPath(self.paths[0]).suffix.lstrip(".") if self.paths else "inline"
        return str(stated or ending).lower()

    @property
    def is_table(self) -> bool:
        """Whether it holds rows and columns."""
        return self.descriptor.get("type") == "table" or "schema" in self.descriptor

    @cached_property
    def schema(self) -> Mapping[str, Any]:
        """The Table Schema: inline, or read from the path that stands in its place.

        Raises:
            UnsafePath: the path is not one that a package may name.
            ValueError: the file is not strict JSON, or is no object.
        """
        schema = self.descriptor.get("schema", {})
        if isinstance(schema, str):
            schema = read_json(self.package.read(schema))
        if not isinstance(schema, dict):
            raise ValueError("a Table Schema is a JSON object")
        return schema

    @property
    def fields(self) -> tuple[Mapping[str, Any], ...]:
        """The fields of the Table Schema, in order."""
        fields = self.schema.get("fields", ())
        return tuple(f for f in fields if isinstance(f, Mapping)) if isinstance(fields, list) else ()

    def read(self) -> bytes:
        """Return the bytes of its files, one after the other.

        Raises:
            UnsafePath: a file is missing, or its path is not one that a package may name.
        """
        return b"".join(self.package.read(path) for path in self.paths)


@dataclass(frozen=True)
class Package:
    """A folder with a readable descriptor."""

    folder: Path
    descriptor: Mapping[str, Any]
    descriptor_name: str = field(default=DESCRIPTOR)

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

    def locate(self, path: str) -> Path:
        """Return where a path of the descriptor leads.

        Raises:
            UnsafePath: it is absolute, a URL, leads out of the package or through a symbolic link, or names no regular
                file.
        """
        if "://" in path or path.startswith(("file:", "\\\\")):
            raise UnsafePath(
                path, "is a web address; validation reads local files only", "copy the file into the package"
            )
        pure = PurePosixPath(path)
        if not path or pure.is_absolute() or "\\" in path or "\0" in path or path.startswith("~") or ":" in path[:2]:
            raise UnsafePath(
                path, "is not a relative path", "write it relative to the descriptor, with forward slashes"
            )
        if ".." in pure.parts:
            raise UnsafePath(path, "leads out of the package", "move the file into the folder of the descriptor")
        place = self.folder.joinpath(*pure.parts)
        if not _lies_in(place, self.folder):
            raise UnsafePath(path, "is a symbolic link that leads out of the package", "put the file itself there")
        return place

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the package.

        Raises:
            UnsafePath: as `locate`, or the file is missing, no regular file or not readable.
        """
        place = self.locate(path)
        try:
            # O_NONBLOCK: a named pipe must be seen as one, not waited for.
            handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            near = difflib.get_close_matches(place.name, [f.name for f in place.parent.glob("*")], n=1, cutoff=0.8)
            fix = f"did you mean {near[0]}? " if near else ""
            raise UnsafePath(path, "is not there", fix + "put the file back, or correct its path") from None
        except OSError as error:
            raise UnsafePath(path, f"cannot be opened: {error.strerror}", "mend its permissions") from None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise UnsafePath(path, "is not a regular file", "put a regular file there")
        with os.fdopen(handle, "rb") as opened:
            return opened.read()


def _lies_in(place: Path, folder: Path) -> bool:
    return place.resolve().is_relative_to(folder.resolve())


def open_package(path: str | Path | None = None) -> Package:
    """Return the package at a folder or a datapackage.json; the shipped one where none is named.

    Raises:
        PackageUnreadable: no readable descriptor lies there.

    >>> open_package().name
    'us-air-raids-2021-06'
    """
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
        raise PackageUnreadable(
            descriptor, f"is no readable descriptor: {error}", "mend the JSON, then try again"
        ) from None
    if not isinstance(content, dict):
        raise PackageUnreadable(descriptor, "is no descriptor: a data package is described by a JSON object")
    return Package(descriptor.parent, content, descriptor.name)


def read_json(content: bytes) -> Any:
    """Return strict JSON: UTF-8, no key twice in one object, no NaN or Infinity, at most 64 levels deep.

    Raises:
        ValueError: it is not.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen = dict(pairs)
        if len(seen) < len(pairs):
            keys = [k for k, _ in pairs]
            raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
        return seen

    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start} is not UTF-8") from None
    try:
        parsed = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except RecursionError:
        raise ValueError(f"it nests more than {_DEEPEST} levels deep") from None
    if _depth(parsed) > _DEEPEST:
        raise ValueError(f"it nests more than {_DEEPEST} levels deep")
    return parsed


def _depth(parsed: Any) -> int:
    level, depth = [parsed], 0
    while level:
        inner = [v for v in level if isinstance(v, (dict, list))]
        depth += bool(inner)
        level = [x for v in inner for x in (v.values() if isinstance(v, dict) else v)]
    return depth
