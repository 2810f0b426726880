#!/usr/bin/env python3
"""Write every generated file: Table Schemas, profile and the tables on its page, facts about files, and metadata.

python scripts/build.py            write them
python scripts/build.py --check    write nothing; print what would change and exit 1 if anything would
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from asreported.citing.metadata import standing_metadata  # noqa: E402
from asreported.package import DESCRIPTOR, PROFILE, open_package  # noqa: E402
from asreported.package.building import refreshed, written  # noqa: E402
from asreported.qualifiers import End, qualifiers  # noqa: E402
from asreported.rules.book import BOOK  # noqa: E402
from asreported.rules.standard import PROPERTIES  # noqa: E402
from asreported.schemas import TABLES, to_table_schema  # noqa: E402

#: The pages in words of which the tables between markers are made here.
PROFILE_PAGE, STANDARD_PAGE = "docs/profile.md", "docs/standard.md"
MAKER = "made by scripts/build.py from asreported.schemas.{}, do not edit"


def generated() -> dict[str, str]:
    """Return the content of every generated file by its path."""
    files = {f"schemas/{cls.to_schema().name}.json": _schema(cls) for cls in TABLES}
    files[PROFILE] = _json(_profile())
    files[PROFILE_PAGE] = _page(PROFILE_PAGE, bounds=_bounds(), rules=_rules())
    files[STANDARD_PAGE] = _page(STANDARD_PAGE, standard=_standard())
    package = open_package(ROOT)
    files[DESCRIPTOR] = written(package, refreshed(package)).decode()
    # From the descriptor and the tables as they are; the facts about files do not enter into them.
    files |= standing_metadata(package)
    return files


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")
    check = parser.parse_args(arguments).check
    stale = 0
    for path, content in generated().items():
        place = ROOT / path
        old = place.read_text("utf-8") if place.exists() else ""
        if old == content:
            continue
        stale += 1
        if check:
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), content.splitlines(True), path, f"{path} (as it should be)")
            )
        else:
            place.write_text(content, "utf-8", newline="\n")
            print(f"wrote {path}")
    if check and stale:
        print(f"{stale} files are stale: run python scripts/build.py", file=sys.stderr)
    return int(bool(check and stale))


def _page(path: str, **tables: Iterator[str]) -> str:
    """Return a page with its generated tables as they should be."""
    page = (ROOT / path).read_text("utf-8")
    for name, lines in tables.items():
        opening, closing = re.search(f"<!-- {name}: .*? -->\n", page), f"<!-- /{name} -->"
        start, end = opening.end(), page.index(closing)
        page = page[:start] + "\n".join(lines) + "\n" + page[end:]
    return page


def _bounds() -> Iterator[str]:
    yield "| qualifier | numbers printed | low | high | basis | meaning |\n|---|---|---|---|---|---|"
    for qualifier in qualifiers().values():
        ends = " | ".join(_end(end) for end in (qualifier.low, qualifier.high))
        number = {"required": "one", "two": "two", "none": "none"}[qualifier.number]
        yield f"| {qualifier.code} | {number} | {ends} | {qualifier.bounds_basis} | {qualifier.definition} |"


def _end(end: End) -> str:
    if not end.counted_from or end.counted_from == "constant":
        return str(end.shift) if end.counted_from else "open"
    return end.counted_from + (f" {end.shift:+}" if end.shift else "")


def _rules() -> Iterator[str]:
    for scope, rules in groupby(BOOK.values(), key=lambda rule: rule.looks_at):
        where = scope if scope in {"structure", "package"} or " " in scope else f"rows of {scope}"
        yield f"\n### {where.capitalize()}\n\n| rule | severity | demands |\n|---|---|---|"
        for rule in rules:
            yield f"| `{rule.id}` | {rule.severity} | {' '.join(filter(None, (rule.sentence, rule.reason)))} |"
    yield ""


def _standard() -> Iterator[str]:
    for part, properties in groupby(PROPERTIES, key=lambda one: one.part):
        yield f"\n### {part}\n\n| property | applied | what becomes of it |\n|---|---|---|"
        for one in properties:
            applied = "with some values" if one.only else one.applied
            yield f"| `{one.name}` | {applied} | {one.does} |"
    yield ""


def _schema(cls: Any) -> str:
    return _json({"$comment": MAKER.format(cls.__name__), **to_table_schema(cls.to_schema())})


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _profile() -> dict[str, Any]:
    """Return our profile: the official one, what ours asks for beyond it, and the tables that have to be there."""
    tables = [str(cls.to_schema().name) for cls in TABLES]
    return {
        "$comment": MAKER.format("TABLES"),
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "asreported profile, version 1",
        "description": (
            "A Data Package 2.0 whose figures keep qualifier, words and speakers. Beyond this schema: each named "
            "table has a Table Schema that asks for at least what the one beside this file asks for, and the rows of "
            "qualifiers are those that are shipped."
        ),
        "allOf": [{"$ref": "https://datapackage.org/profiles/2.0/datapackage.json"}],
        "type": "object",
        "required": ["$schema", "name", "title", "version", "created", "licenses", "contributors", "resources"],
        "properties": {
            "$schema": {"type": "string", "pattern": r"(^|/)asreported-profile-1\.json$"},
            "version": {
                "type": "string",
                "pattern": r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$",
                "x-message": "the version has the form MAJOR.MINOR.PATCH",
            },
            "resources": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["name", "path", "bytes", "hash"],
                    "properties": {
                        "hash": {
                            "type": "string",
                            "pattern": "^sha256:[0-9a-f]{64}$",
                            "x-message": "the hash of a file is its sha256",
                        },
                        "bytes": {"type": "integer", "minimum": 0},
                        "rows": {"type": "integer", "minimum": 0},
                    },
                    "if": {"required": ["schema"]},
                    "then": {"required": ["rows"]},
                },
                "allOf": [
                    {
                        "contains": {
                            "type": "object",
                            "required": ["name", "schema"],
                            "properties": {"name": {"const": name}},
                        },
                        "x-message": f"the table {name} is missing, or has no Table Schema",
                    }
                    for name in tables
                ],
            },
        },
    }


if __name__ == "__main__":
    sys.exit(main())
