"""A data package: its descriptor and files, read safely and once, its tables as frames, and how it is written."""

from __future__ import annotations

from asreported.errors import UnsafePath
from asreported.package.descriptor import DESCRIPTOR, PROFILE, read_json
from asreported.package.snapshot import Package, PackageLike, Resource, open_package

__all__ = ["DESCRIPTOR", "PROFILE", "Package", "PackageLike", "Resource", "UnsafePath", "open_package", "read_json"]
