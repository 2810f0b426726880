"""Fingerprints: short names for exact content. docs/citing.md defines each, so that anyone can compute it again.

Empty cells are left out and the others hashed as the text of the file, so a new empty column or another file format
changes no fingerprint; the chain is hashed with its agents' names, so whatever changes a citation's words does.

Source of the canonical form: RFC 8785 (JSON Canonicalization Scheme), here with texts as the only values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from asreported.package import Package, Resource

__all__ = ["canonical", "of_data", "of_row", "of_rows"]


def of_row(figure: Mapping[str, Any], chain: Sequence[Mapping[str, Any]]) -> str:
    """Return the sha256 of a row of figures and its links by position, each with `name` and `anonymity` of its agent.

    >>> of_row({"figure_id": "a", "low": 5, "high": None}, [{"agent_id": "b", "position": 1}])[:16]
    '9c6edb7a9561382c'
    """
    return hashlib.sha256(canonical([_texts(figure), [_texts(link) for link in chain]]).encode()).hexdigest()


def of_rows(fingerprints: Mapping[str, str]) -> str:
    """Return the sha256 of a set of rows: a line `FIGURE_ID FINGERPRINT` for each, sorted, so no order counts."""
    lines = sorted(f"{figure_id} {fingerprint}\n" for figure_id, fingerprint in fingerprints.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def of_data(package: Package) -> str:
    """Return the sha256 of all data files: that of the lines `SHA256  PATH`, sorted by path, as sha256sum prints them.

    Raises:
        UnsafePath: a file is missing, or its path is not one that a package may name.
    """
    lines = sorted((name, hashlib.sha256(content).hexdigest()) for name, content in _files(package.resources))
    return hashlib.sha256("".join(f"{digest}  {name}\n" for name, digest in lines).encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return canonical JSON: keys sorted, no white space, every character as itself.

    >>> canonical({"b": "é", "a": ["1"]})
    '{"a":["1"],"b":"é"}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _files(resources: Iterable[Resource]) -> Iterable[tuple[str, bytes]]:
    for resource in resources:
        if "data" in resource.descriptor:
            yield resource.name, canonical(resource.descriptor["data"]).encode()
        for path in resource.paths:
            yield path, resource.package.read(path)


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in row.items() if value is not None}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "|".join(map(_text, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
