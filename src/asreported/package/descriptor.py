"""Descriptors: JSON that comes from anyone, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from asreported.package.decimals import Written

__all__ = ["DESCRIPTOR", "PROFILE", "as_list", "fields_of", "read_json"]

#: The `$schema` of a package that keeps our tables and our rules. The last part is the profile's version.
PROFILE = "schemas/asreported-profile-1.json"
DESCRIPTOR = "datapackage.json"
_DEEPEST = 64
#: How a surrogate begins in JSON.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(content: bytes) -> Any:
    """Return strict JSON: UTF-8, no key twice in an object, no NaN or Infinity, no half of a letter, at most 64 levels.

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
        parsed = json.loads(text, object_pairs_hook=unique, parse_constant=refuse, parse_float=Written.of)
    except RecursionError:
        raise ValueError(f"it nests more than {_DEEPEST} levels deep") from None
    if _depth(parsed) > _DEEPEST:
        raise ValueError(f"it nests more than {_DEEPEST} levels deep")
    if _HALF.search(text):
        try:
            json.dumps(parsed, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("it holds one half of a surrogate pair, which is no letter") from None
    return parsed


def _depth(parsed: Any) -> int:
    level, depth = [parsed], 0
    while level:
        inner = [v for v in level if isinstance(v, (dict, list))]
        depth += bool(inner)
        level = [x for v in inner for x in (v.values() if isinstance(v, dict) else v)]
    return depth


def as_list(names: Any) -> Any:
    """Return the names that a descriptor gives as one or as a list, as a list."""
    return [names] if isinstance(names, str) else names


def fields_of(schema: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the fields of a Table Schema, in order; what is none is left out."""
    fields = schema.get("fields")
    return tuple(f for f in fields if isinstance(f, Mapping)) if isinstance(fields, list) else ()
