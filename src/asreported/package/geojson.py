"""GeoJSON and TopoJSON: which values of JSON are objects of theirs, down to the last position.

Source: RFC 7946, https://www.rfc-editor.org/rfc/rfc7946, and The TopoJSON Format Specification 1.0,
https://github.com/topojson/topojson-specification
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import NoneType
from typing import Any

__all__ = ["is_geojson", "is_topojson"]

_Judge = Callable[[Any], bool]


def is_geojson(found: Any) -> bool:
    """Tell whether a value of JSON is an object of GeoJSON.

    >>> [is_geojson({"type": "Point", "coordinates": position}) for position in ([2.35, 48.85], ["2.35", "48.85"])]
    [True, False]
    """
    try:
        return _is_collection(found) or _is_feature(found) or _is_geometry(found)
    except RecursionError:
        return False


def is_topojson(found: Any) -> bool:
    """Tell whether a value of JSON is a topology: objects whose arcs are all there."""
    if not _is_object(found) or found.get("type") != "Topology" or not _all(_is_arc)(found.get("arcs")):
        return False
    transform, objects, number = found.get("transform"), found.get("objects"), len(found["arcs"])
    if "transform" in found and not (isinstance(transform, dict) and all(_is_pair(transform.get(k)) for k in _MOVES)):
        return False
    try:
        return isinstance(objects, dict) and all(_is_shape(one, number) for one in objects.values())
    except RecursionError:
        return False


def _all(judge: _Judge, least: int = 0) -> _Judge:
    """Return what tells lists of so many values that a judge lets pass."""
    return lambda found: isinstance(found, list) and len(found) >= least and all(map(judge, found))


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


_is_position = _all(_is_number, 2)
_is_line = _is_arc = _all(_is_position, 2)


def _is_ring(found: Any) -> bool:
    return _all(_is_position, 4)(found) and bool(found[0] == found[-1])


def _is_pair(found: Any) -> bool:
    return _is_position(found) and len(found) == 2


_MOVES = ("scale", "translate")
_COORDINATES: Mapping[Any, _Judge] = {
    "Point": _is_position,
    "MultiPoint": _all(_is_position),
    "LineString": _is_line,
    "MultiLineString": _all(_is_line),
    "Polygon": _all(_is_ring),
    "MultiPolygon": _all(_all(_is_ring)),
}


def _is_object(found: Any, *others: str) -> bool:
    """Tell whether a value is an object with a type, and without the members that make objects of the other types."""
    if not isinstance(found, dict) or not isinstance(found.get("type"), str) or any(name in found for name in others):
        return False
    box = found.get("bbox", [0, 0, 0, 0])
    return _all(_is_number, 4)(box) and len(box) % 2 == 0


def _is_identified(found: Mapping[str, Any]) -> bool:
    return "id" not in found or isinstance(found["id"], str) or _is_number(found["id"])


def _is_collection(found: Any) -> bool:
    sound = _is_object(found, "coordinates", "geometries", "geometry", "properties")
    return sound and found["type"] == "FeatureCollection" and _all(_is_feature)(found.get("features"))


def _is_feature(found: Any) -> bool:
    if not _is_object(found, "coordinates", "geometries", "features") or found["type"] != "Feature":
        return False
    if not {"geometry", "properties"} <= set(found) or not isinstance(found["properties"], dict | NoneType):
        return False
    return _is_identified(found) and (found["geometry"] is None or _is_geometry(found["geometry"]))


def _is_geometry(found: Any) -> bool:
    if not _is_object(found, "geometry", "properties", "features"):
        return False
    if found["type"] == "GeometryCollection":
        return _all(_is_geometry)(found.get("geometries"))
    return found["type"] in _COORDINATES and _COORDINATES[found["type"]](found.get("coordinates"))


def _is_shape(found: Any, arcs: int) -> bool:
    """Tell whether a value is a geometry of a topology with so many arcs: lines and rings are of those arcs."""

    def is_arc_of_it(place: Any) -> bool:
        return isinstance(place, int) and not isinstance(place, bool) and -arcs <= place < arcs

    if not isinstance(found, dict) or not _is_identified(found):
        return False
    if not isinstance(found.get("properties", {}), dict):
        return False
    path = _all(is_arc_of_it, 1)
    match found.get("type", 0):
        case None:
            return True
        case "Point" | "MultiPoint" as kind:
            return _COORDINATES[kind](found.get("coordinates"))
        case "LineString":
            return path(found.get("arcs"))
        case "MultiLineString" | "Polygon":
            return _all(path)(found.get("arcs"))
        case "MultiPolygon":
            return _all(_all(path))(found.get("arcs"))
        case "GeometryCollection":
            return _all(lambda one: _is_shape(one, arcs))(found.get("geometries"))
    return False
