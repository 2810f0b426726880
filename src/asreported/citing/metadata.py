"""Standing metadata: the files by which hosts and catalogues cite the dataset itself.

CITATION.cff (Citation File Format 1.2), datacite.json (DataCite Metadata Schema 4.5) and .zenodo.json are made from the
descriptor and the table of sources. No identifier is invented: until there is a DOI, version and sha256 identify the
data. cffconvert could translate between the first two, but turns a dataset into software.

Source: CFF 1.2.0 schema guide; DataCite Metadata Schema 4.5, 2024; Zenodo's deposit metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from asreported.citing.article import Article
from asreported.citing.dataset import Dataset
from asreported.citing.gathering import Citable, tidy
from asreported.package import Package

__all__ = ["MAKER", "standing_metadata"]

MAKER = "made by scripts/build.py from datapackage.json and dataset/sources.csv, do not edit"
_MESSAGE = "If you use these figures, please cite the dataset and the article that printed them."
_VERSION = re.compile(r"\d+\.\d+\.\d+", re.ASCII)
_HASHED = "sha256 of the lines 'SHA256  PATH' of all data files, sorted by path"


@dataclass(frozen=True)
class _Facts:
    dataset: Dataset
    articles: Sequence[Article]
    description: str
    keywords: Sequence[str]
    licenses: Sequence[Mapping[str, Any]]
    formats: Sequence[str]

    @property
    def day(self) -> str:
        return f"{self.dataset.created:%Y-%m-%d}" if self.dataset.created else ""


def standing_metadata(package: Package) -> dict[str, str]:
    """Return the content of each file by its path beside the descriptor."""
    descriptor, citable = package.descriptor, Citable(package)
    facts = _Facts(
        dataset=citable.dataset,
        articles=citable.articles,
        description=tidy(descriptor.get("description")),
        keywords=[tidy(word) for word in descriptor.get("keywords", [])],
        licenses=descriptor.get("licenses", []),
        formats=sorted({str(r.descriptor["mediatype"]) for r in package.resources if "mediatype" in r.descriptor}),
    )
    return {
        "CITATION.cff": f"# {MAKER}\n" + "\n".join(_yaml(_present(_cff(facts)))) + "\n",
        "datacite.json": _json(_present(_datacite(facts))),
        ".zenodo.json": _json(_present(_zenodo(facts))),
    }


def _cff(facts: _Facts) -> dict[str, Any]:
    dataset = facts.dataset
    return {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": dataset.title,
        "abstract": facts.description,
        "version": dataset.version,
        "date-released": facts.day,
        "license": [str(licence["name"]) for licence in facts.licenses if licence.get("name")],
        "keywords": list(facts.keywords),
        "authors": [{"name": name} for name in dataset.authors],
        "url": dataset.url,
        "identifiers": [{"type": "other", "value": f"sha256:{dataset.sha256}", "description": _HASHED}],
        "references": [_present(_cff_article(article)) for article in facts.articles],
    }


def _cff_article(article: Article) -> dict[str, Any]:
    return {
        "type": "article",
        "title": article.heading,
        # CFF asks for an author; where no byline is known it is the publisher.
        "authors": [{"name": article.byline or article.publisher or "not known"}],
        "publisher": _present({"name": article.publisher}),
        "date-published": f"{article.published_on:%Y-%m-%d}" if article.published_on else "",
        "url": article.url,
        "languages": [article.language.split("-")[0]] if article.language else [],
        "notes": f"{article.remarks[:1].upper()}{article.remarks[1:]}",
    }


def _datacite(facts: _Facts) -> dict[str, Any]:
    dataset = facts.dataset
    return {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Reported figures"},
        "creators": [{"name": name, "nameType": "Organizational"} for name in dataset.authors],
        "titles": [{"title": dataset.title, "lang": "en"}],
        # Those who made it publish it themselves: no archive holds it.
        "publisher": {"name": ", ".join(dataset.authors)},
        "publicationYear": facts.day[:4],
        "subjects": [{"subject": word} for word in facts.keywords],
        "dates": [{"date": facts.day, "dateType": "Created"}] if facts.day else [],
        "language": "en",
        "alternateIdentifiers": [
            {"alternateIdentifier": f"{dataset.name} {dataset.version}", "alternateIdentifierType": "name and version"},
            {"alternateIdentifier": dataset.sha256, "alternateIdentifierType": _HASHED},
        ],
        "relatedItems": [_present(_datacite_article(article)) for article in facts.articles],
        "sizes": [f"{dataset.rows} figures"],
        "formats": list(facts.formats),
        "version": dataset.version,
        "rightsList": [_present(_rights(licence)) for licence in facts.licenses],
        "descriptions": [
            *([{"description": facts.description, "descriptionType": "Abstract"}] if facts.description else []),
            *({"description": _about(article), "descriptionType": "Other"} for article in facts.articles),
            {"description": MAKER, "descriptionType": "TechnicalInfo"},
        ],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def _datacite_article(article: Article) -> dict[str, Any]:
    address = {"relatedItemIdentifier": article.url, "relatedItemIdentifierType": "URL"} if article.url else {}
    return {
        "relatedItemType": "Text",
        "relationType": "IsDerivedFrom",
        "relatedItemIdentifier": address,
        "titles": [{"title": article.heading}],
        "publicationYear": f"{article.published_on.year}" if article.published_on else "",
        "publisher": article.publisher,
    }


def _rights(licence: Mapping[str, Any]) -> dict[str, Any]:
    is_spdx = str(licence.get("name", "")).startswith("CC-")
    return {
        "rights": licence.get("title") or licence.get("name"),
        "rightsUri": licence.get("path"),
        "rightsIdentifier": licence.get("name") if is_spdx else "",
        "rightsIdentifierScheme": "SPDX" if is_spdx else "",
    }


def _zenodo(facts: _Facts) -> dict[str, Any]:
    dataset = facts.dataset
    notes = [*map(_about, facts.articles), f"The data files have sha256 {dataset.sha256}", MAKER[0].upper() + MAKER[1:]]
    return {
        "upload_type": "dataset",
        "title": dataset.title,
        "description": f"<p>{escape(facts.description)}</p>",
        "creators": [{"name": name} for name in dataset.authors],
        "version": dataset.version,
        "publication_date": facts.day,
        "access_right": "open",
        "license": str(facts.licenses[0]["name"]).lower() if facts.licenses else "",
        "keywords": list(facts.keywords),
        "language": "eng",
        "related_identifiers": [
            {"identifier": article.url, "relation": "isDerivedFrom", "resource_type": "publication-article"}
            for article in facts.articles
            if article.url
        ],
        "notes": "".join(f"<p>{escape(note)}.</p>" for note in notes),
    }


def _about(article: Article) -> str:
    return f"Of the article “{article.heading}”: {article.remarks or 'nothing is left open'}"


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _scalar(text: str) -> str:
    """Return a text in YAML: a version of three numbers as it is, any other as a JSON string, which YAML 1.2 reads."""
    return text if _VERSION.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _yaml(value: Any, indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping in YAML."""
    for name, inner in value.items():
        if isinstance(inner, str):
            yield f"{indent}{name}: {_scalar(inner)}"
            continue
        yield f"{indent}{name}:"
        if isinstance(inner, Mapping):
            yield from _yaml(inner, f"{indent}  ")
            continue
        for item in inner:
            if isinstance(item, str):
                yield f"{indent}  - {_scalar(item)}"
            else:
                first, *rest = _yaml(item)
                yield f"{indent}  - {first}"
                yield from (f"{indent}    {line}" for line in rest)
