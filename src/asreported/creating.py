"""A new package of one's own: empty tables under our profile, and all that a reader and a robot need beside them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from asreported import shipped
from asreported.errors import Misuse
from asreported.package import DESCRIPTOR, PROFILE, Package, open_package
from asreported.package.building import refreshed, written
from asreported.package.writing import ASIDE, LOCK, writing

__all__ = ["GENERAL_MEASURES", "LICENSES", "new_package"]

#: The licences to choose from: title and address.
LICENSES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}
#: Those of the shipped measures that many reports count; the others are of the shipped article alone.
GENERAL_MEASURES = (
    "attacks",
    "bombings",
    "drone_attacks",
    "killed",
    "locations_targeted",
    "rocket_attacks",
    "troops_deployed",
    "wounded",
)
_TEMPLATES = Path(__file__).with_name("templates")
_FILES = {
    "README.md": "README.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CITATION.cff": "CITATION.cff",
    ".gitignore": "gitignore",
    ".github/workflows/validate.yml": "validate.yml",
}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COMMENT = "from asreported: add fields and tighten constraints, never loosen them"


def new_package(
    folder: str | Path,
    *,
    title: str,
    name: str | None = None,
    license: str = "CC-BY-4.0",
    contributors: Sequence[str] = (),
    install_from: str = "",
    created: datetime.datetime | None = None,
) -> Package:
    """Make a package that is valid as it stands, in a folder that is empty or not there yet, and return it.

    `name` is made from the title where none is given. `install_from` is what its workflow installs asreported from, as
    pip takes it; `created` is now where none is given.

    Raises:
        Misuse: the folder is not empty, the licence is unknown, or no name can be made from the title.
        Busy, WriteFailed: the folder cannot be written to; then it holds nothing of the package.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     new_package(Path(folder) / "floods", title="Floods in May").name
    'floods-in-may'
    """
    title, place = " ".join(title.split()), Path(folder)
    if not title:
        raise Misuse("the title is empty; say in a few words what the figures are about")
    if license not in LICENSES:
        raise Misuse(f"the licence {license!r} is not one of {', '.join(LICENSES)}; name one, and change it by hand")
    if any(not person.strip() for person in contributors):
        raise Misuse("a contributor has no name; write the name of a person or a body")
    for words in (title, install_from, *contributors):
        if not words.isprintable():
            raise Misuse(f"{words!r} holds characters that cannot be printed; write it without them")
    name = _name(title, name)
    _refuse_unless_empty(place)
    people = [" ".join(person.split()) for person in contributors] or [f"The makers of {title}"]
    filled_in = {
        "title": title,
        "title_quoted": _quoted(title),
        "name": name,
        "license": license,
        "license_title": LICENSES[license][0],
        "license_path": LICENSES[license][1],
        "authors": "\n".join(f"  - name: {_quoted(person)}" for person in people),
        "install_from": "'" + install_from.replace("'", "''") + "'" if install_from else "''",
        "day": (created or datetime.datetime.now(datetime.UTC)).date().isoformat(),
    }
    files = _tables_and_schemas()
    for path, template in _FILES.items():
        text = (_TEMPLATES / template).read_text("utf-8")
        files[path] = Template(text).substitute(filled_in).encode()
    descriptor = _descriptor(title, name, license, people, filled_in["day"])
    package = Package(place, descriptor)
    files[DESCRIPTOR] = written(package, refreshed(package, files))
    _write(place, files)
    return open_package(place)


def _name(title: str, name: str | None) -> str:
    plain = unicodedata.normalize("NFKD", title if name is None else name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") if name is None else name
    if not _NAME.fullmatch(made):
        given = f"the name {name!r} is not" if name is not None else "no name can be made from the title: give one"
        raise Misuse(f"{given} of small letters a-z, digits and single hyphens, such as floods-2024")
    return made


def _refuse_unless_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Misuse(f"{folder} is a file; name a folder that is empty or not there yet")
    # What an interrupted write left is taken away by the next one.
    held = sorted(p.name for p in folder.iterdir() if p.name not in {LOCK, ASIDE}) if folder.exists() else []
    if held:
        more = f" and {len(held) - 3} more" if len(held) > 3 else ""
        raise Misuse(
            f"{folder} is not empty: it holds {', '.join(held[:3])}{more}; name a folder that is empty or not there yet"
        )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misuse(f"{folder} cannot be made: {error.strerror}; name a folder that can") from None
    with writing(folder) as write:
        _refuse_unless_empty(folder)  # another writer may have been first, or an interrupted one has been finished
        write(files)


def _tables_and_schemas() -> dict[str, bytes]:
    """Return tables with headers alone, the codelists, the Table Schemas and the profile."""
    package, files = open_package(), {PROFILE: (shipped.PACKAGE / PROFILE).read_bytes()}
    for resource in package.tables:
        schema = {**resource.schema, "$comment": _COMMENT}
        files[str(resource.descriptor["schema"])] = _json(schema)
        header = ",".join(str(f["name"]) for f in resource.fields) + "\n"
        files[resource.paths[0]] = header.encode()
        if resource.name == "qualifiers":
            files[resource.paths[0]] = resource.read()
        elif resource.name == "measures":
            files[resource.paths[0]] = _general_measures(resource.read())
    return files


def _general_measures(content: bytes) -> bytes:
    table = csv.reader(io.StringIO(content.decode(), newline=""))
    header = next(table)
    chosen = io.StringIO()
    rows = csv.writer(chosen, lineterminator="\n")
    rows.writerows([header, *(row for row in table if row[0] in GENERAL_MEASURES)])
    return chosen.getvalue().encode()


def _descriptor(title: str, name: str, license: str, people: Sequence[str], day: str) -> dict[str, Any]:
    facts = {"bytes", "hash", "rows"}
    return {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "version": "0.1.0",
        "created": f"{day}T00:00:00Z",
        "licenses": [{"name": license, "path": LICENSES[license][1], "title": LICENSES[license][0]}],
        "contributors": [{"title": person, "roles": ["creator"]} for person in people],
        "resources": [
            {key: value for key, value in resource.descriptor.items() if key not in facts}
            for resource in open_package().tables
        ],
    }


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _quoted(text: str) -> str:
    """Return a text as YAML reads it: a JSON string is one in YAML too."""
    return json.dumps(text, ensure_ascii=False)
