"""The standing metadata keep the schemas of their formats, invent nothing, and follow the tables."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from datacite import schema45
from faults import KnownFault, apply

import asreported
from asreported.citing.metadata import standing_metadata

ROOT = Path(__file__).parents[1]
FILES = standing_metadata(asreported.open_package())
CFF = yaml.safe_load(FILES["CITATION.cff"])
DATACITE = json.loads(FILES["datacite.json"])
ZENODO = json.loads(FILES[".zenodo.json"])
SHA256 = asreported.cite().sha256


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_what_the_tables_make_of_them(name):
    assert FILES[name] == (ROOT / name).read_text("utf-8"), "run python scripts/build.py"


def test_citation_cff_keeps_the_schema_of_cff():
    schema = json.loads(Path(__file__).with_name("formats").joinpath("cff-1.2.0.json").read_text("utf-8"))

    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(CFF)


def test_citation_cff_is_a_dataset_with_the_article_as_a_reference():
    (article,) = CFF["references"]

    assert ("dataset", "1.0.0", "2026-11-22") == (CFF["type"], CFF["version"], CFF["date-released"])
    assert ("article", [{"name": "Al Jazeera"}], "2021-06-28") == (
        article["type"],
        article["authors"],
        article["date-published"],
    )
    assert "Title, day and address not verified; no byline known" == article["notes"]


def test_datacite_json_keeps_the_schema_of_datacite():
    assert schema45.validate(DATACITE)


def test_datacite_json_names_the_article_that_the_data_derive_from():
    (article,) = DATACITE["relatedItems"]

    assert ("IsDerivedFrom", "Al Jazeera", "2021") == (
        article["relationType"],
        article["publisher"],
        article["publicationYear"],
    )
    assert any("not verified" in told["description"] for told in DATACITE["descriptions"])


def test_zenodo_json_has_what_a_deposit_needs():
    # Zenodo's deposit metadata: these are required of a dataset, from these vocabularies.
    assert ("dataset", "open", "cc-by-4.0") == (ZENODO["upload_type"], ZENODO["access_right"], ZENODO["license"])
    assert {"title", "description", "creators", "publication_date", "version"} <= set(ZENODO)
    assert all(set(creator) == {"name"} for creator in ZENODO["creators"])
    assert {"isDerivedFrom"} == {related["relation"] for related in ZENODO["related_identifiers"]}
    assert "not verified" in ZENODO["notes"]


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_no_doi_is_invented_and_version_and_hash_identify_the_data(content):
    assert "doi" not in content.lower()
    assert SHA256 in content
    assert "1.0.0" in content
    assert "made by scripts/build.py" in content.lower()


def test_what_the_table_does_not_know_is_left_out(package):
    address = asreported.load("sources", package)["url"].item()
    apply(KnownFault("", "dataset/sources.csv", "al-jazeera-2021-06-28", "url", address, ""), package)
    apply(KnownFault("", "dataset/sources.csv", "al-jazeera-2021-06-28", "published_on", "2021-06-28", ""), package)

    files = standing_metadata(asreported.open_package(package))

    assert address not in "".join(files.values())
    assert "2021-06-28" not in files["CITATION.cff"]
    assert "no byline, day or address known" in files["datacite.json"]
    assert schema45.validate(json.loads(files["datacite.json"]))


def test_hard_characters_pass_into_yaml(package):
    title = 'a "b": #c & \\d %e — é عدد'
    descriptor = package / "datapackage.json"
    content = json.loads(descriptor.read_text("utf-8"))
    descriptor.write_text(json.dumps({**content, "title": title}), "utf-8")

    assert title == yaml.safe_load(standing_metadata(asreported.open_package(package))["CITATION.cff"])["title"]
