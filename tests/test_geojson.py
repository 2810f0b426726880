"""Objects of GeoJSON and TopoJSON, and what comes nearest to being one."""

import json

import pytest

from asreported import validate
from asreported.package.geojson import is_geojson, is_topojson

RING = [[0, 0], [1, 0], [1, 1.5], [0, 0]]
LINE = [[0, 0], [1, 1, 30]]
POINT = {"type": "Point", "coordinates": [1, 2]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"a": 1}}


def geometry(kind, coordinates, **others):
    return {"type": kind, "coordinates": coordinates, **others}


def collection(*geometries):
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def features(*several, **others):
    return {"type": "FeatureCollection", "features": list(several), **others}


def nested(depth):
    inner = POINT
    for _ in range(depth):
        inner = collection(inner)
    return inner


@pytest.mark.parametrize(
    "found",
    [
        POINT,
        geometry("Point", [190.5, -95, 3, 4], bbox=[1, 2, 1, 2], foreign={"type": "x"}),
        geometry("MultiPoint", []),
        geometry("MultiPoint", [[1, 2]]),
        geometry("LineString", LINE),
        geometry("MultiLineString", [LINE, LINE]),
        geometry("Polygon", [RING, RING]),
        geometry("Polygon", [[[0, 0], [1, 0], [1, 1], [0.0, 0.0]]]),
        geometry("MultiPolygon", [[RING], [RING, RING]]),
        collection(),
        collection(POINT, collection(geometry("LineString", LINE))),
        FEATURE,
        {"type": "Feature", "geometry": None, "properties": None, "id": "a"},
        {**FEATURE, "geometry": collection(POINT), "id": 5},
        features(),
        features(FEATURE, FEATURE, bbox=[0, 0, 0, 1, 1, 1]),
        nested(100),
    ],
    ids=json.dumps,
)
def test_an_object_of_geojson_is_one(found):
    assert is_geojson(found)


@pytest.mark.parametrize(
    "found",
    [
        None,
        5,
        [1, 2],
        {},
        {"type": ["Point"], "coordinates": [1, 2]},
        geometry("Pint", [1, 2]),
        {"type": "Point"},
        geometry("Point", ["1", "2"]),
        geometry("Point", [True, 2]),
        geometry("Point", [1]),
        geometry("Point", []),
        geometry("Point", [[1, 2]]),
        geometry("Point", [1, None]),
        geometry("Point", [1, 2], properties={}),
        geometry("Point", [1, 2], geometry=None),
        geometry("Point", [1, 2], features=[]),
        geometry("Point", [1, 2], bbox=[1, 2]),
        geometry("Point", [1, 2], bbox=[1, 2, 3, 4, 5]),
        geometry("Point", [1, 2], bbox=None),
        geometry("Point", [1, 2], bbox=["1", "2", "3", "4"]),
        geometry("MultiPoint", [1, 2]),
        geometry("MultiPoint", "[1, 2]"),
        geometry("LineString", [[0, 0]]),
        geometry("LineString", [LINE, LINE]),
        geometry("MultiLineString", LINE),
        geometry("MultiLineString", [[[0, 0]]]),
        geometry("Polygon", RING),
        geometry("Polygon", [[RING]]),
        geometry("Polygon", [[*RING[:3], [2, 2]]]),
        geometry("Polygon", [[*RING[:2], RING[0]]]),
        geometry("Polygon", [RING, [[0, 0], [1, 0], [1, 1], [2, 2]]]),
        geometry("MultiPolygon", [RING]),
        geometry("MultiPolygon", [[RING[:3]]]),
        {"type": "GeometryCollection", "geometries": POINT},
        {"type": "GeometryCollection"},
        collection(FEATURE),
        collection(features()),
        collection({"type": "Point", "coordinates": []}),
        {"type": "Feature", "geometry": POINT},
        {"type": "Feature", "properties": {}},
        {**FEATURE, "properties": []},
        {**FEATURE, "geometry": FEATURE},
        {**FEATURE, "geometry": features(FEATURE)},
        {**FEATURE, "geometry": [1, 2]},
        {**FEATURE, "id": None},
        {**FEATURE, "id": True},
        {**FEATURE, "coordinates": [1, 2]},
        {**FEATURE, "features": []},
        features(POINT),
        features(features()),
        features(FEATURE, None),
        features(FEATURE, properties={}),
        features(FEATURE, coordinates=[]),
        {"type": "FeatureCollection", "features": FEATURE},
        {"type": "FeatureCollection"},
    ],
    ids=lambda found: str(found)[:80],
)
def test_what_is_nearly_one_is_none(found):
    assert not is_geojson(found)


def test_what_nests_deeper_than_python_calls_is_none():
    assert not is_geojson(nested(5000))
    assert not is_topojson(topology(objects={"a": nested(5000)}))


def topology(**others):
    return {"type": "Topology", "objects": {}, "arcs": [LINE, LINE], **others}


def shape(kind, **others):
    return topology(objects={"a": {"type": kind, **others}})


@pytest.mark.parametrize(
    "found",
    [
        topology(),
        topology(arcs=[], transform={"scale": [1, 2.5], "translate": [0, 0]}, bbox=[0, 0, 1, 1]),
        shape(None),
        shape("Point", coordinates=[1, 2], id="a", properties={}),
        shape("MultiPoint", coordinates=[[1, 2]]),
        shape("LineString", arcs=[0, -2]),
        shape("MultiLineString", arcs=[[0], [1]]),
        shape("Polygon", arcs=[[0, 1]]),
        shape("MultiPolygon", arcs=[[[-1]], []]),
        shape("GeometryCollection", geometries=[{"type": "Polygon", "arcs": [[0]]}]),
    ],
    ids=json.dumps,
)
def test_a_topology_is_one(found):
    assert is_topojson(found)


@pytest.mark.parametrize(
    "found",
    [
        None,
        POINT,
        {"type": "Topology", "objects": {}},
        topology(objects=[]),
        topology(arcs=[[[0, 0]]]),
        topology(arcs=[[["0", 0], [1, 1]]]),
        topology(transform=None),
        topology(transform={"scale": [1, 2]}),
        topology(transform={"scale": [1, 2, 3], "translate": [0, 0]}),
        topology(bbox=[1]),
        topology(objects={"a": None}),
        shape("Pint", coordinates=[1, 2]),
        topology(objects={"a": {"arcs": []}}),
        shape("Point", arcs=[0]),
        shape("Point", coordinates=[1, 2], id=[]),
        shape("Point", coordinates=[1, 2], properties=5),
        shape("LineString", arcs=[2]),
        shape("LineString", arcs=[-3]),
        shape("LineString", arcs=[True]),
        shape("LineString", arcs=[0.0]),
        shape("LineString", arcs=[]),
        shape("LineString", arcs=[[0]]),
        shape("Polygon", arcs=[0]),
        shape("MultiPolygon", arcs=[[0]]),
        shape("GeometryCollection", geometries=[{"type": "LineString", "arcs": [9]}]),
    ],
    ids=lambda found: str(found)[:80],
)
def test_what_is_nearly_a_topology_is_none(found):
    assert not is_topojson(found)


@pytest.mark.parametrize(("form", "good"), [("default", POINT), ("topojson", topology())])
def test_cells_are_looked_at_down_to_their_positions(form, good, tmp_path):
    bad = json.loads(json.dumps(good).replace("[1, 2]", '["1", "2"]').replace("[1, 1, 30]", '["1"]'))
    field = {"name": "a", "type": "geojson", "format": form}
    table = {"name": "t", "data": [{"a": good}, {"a": json.dumps(good)}, {"a": bad}], "schema": {"fields": [field]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [table]}), "utf-8")

    assert [("type-error", 4)] == [(f.rule, f.row) for f in validate(tmp_path).findings]
