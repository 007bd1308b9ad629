"""CQL2 in text and JSON: the examples of the standard (OGC 21-065r2) become these conditions."""

import json

import pytest
import shapely

from qala.atlas.cql2.reading import JSON, TEXT, condition_of
from qala.core.errors import InvalidRequest
from qala.store.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    IsNull,
    Like,
    Not,
    OneOf,
    Related,
    Relation,
)

EQ, NE, LT, LE, GT, GE = Comparison
POLYGON = shapely.Polygon([(7.0, 50.0), (10.0, 50.0), (10.0, 52.0), (7.0, 52.0)])
RING = "((7 50,10 50,10 52,7 52,7 50))"


def read(text: str, written_in: str = TEXT):
    return condition_of(text, written_in=written_in, placed=lambda shape: shape)


def refusal(text: str, written_in: str = TEXT) -> str:
    with pytest.raises(InvalidRequest) as caught:
        read(text, written_in)
    (error,) = caught.value.errors
    assert error.field == "filter"
    return error.template.format(**error.params)


# clause 6.3 and 7 of the standard, one for each kind of predicate it defines
EXAMPLES = {
    "avg(windSpeed)": None,
    "city='Toronto'": Compare("city", EQ, "Toronto"),
    "balance-150.0 > 0": None,
    "updated >= DATE('1970-01-01')": Compare("updated", GE, "1970-01-01"),
    "eo:cloud_cover < 0.1": Compare("eo:cloud_cover", LT, 0.1),
    "name LIKE 'Smith%'": Like("name", "Smith%"),
    "name NOT LIKE 'Smith_'": Not(Like("name", "Smith_")),
    "CASEI(road_class) IN (CASEI('Οδος'),CASEI('Straße'))": OneOf(
        "road_class", ("Οδος", "Straße"), fold=True
    ),
    "depth BETWEEN 100.0 and 150.0": AllOf((Compare("depth", GE, 100), Compare("depth", LE, 150))),
    "cityName IN ('Toronto','Frankfurt','Tokyo','New York')": OneOf(
        "cityName", ("Toronto", "Frankfurt", "Tokyo", "New York")
    ),
    "category NOT IN (1,2,3,4)": Not(OneOf("category", (1, 2, 3, 4))),
    "geophys:SURVEY_NAME IS NULL": IsNull("geophys:SURVEY_NAME"),
    "owner IS NOT NULL": Not(IsNull("owner")),
    "(floors>5 AND material='brick') OR swimming_pool=true": AnyOf(
        (
            AllOf((Compare("floors", GT, 5), Compare("material", EQ, "brick"))),
            Compare("swimming_pool", EQ, value=True),
        )
    ),
    "NOT (floors<5) OR swimming_pool=true": AnyOf(
        (Not(Compare("floors", LT, 5)), Compare("swimming_pool", EQ, value=True))
    ),
    "vehicle_height > (bridge_clearance-1)": None,
    "swimming_pool": Compare("swimming_pool", EQ, value=True),
    "5 < floors": Compare("floors", GT, 5),
    "owner = 'it''s'": Compare("owner", EQ, "it's"),
    "TRUE": AllOf(()),
    "FALSE": AnyOf(()),
    "S_INTERSECTS(geometry,POINT(36.3 32.3))": Related(
        Relation.INTERSECTS, shapely.Point(36.3, 32.3)
    ),
    f"S_WITHIN(geometry,POLYGON{RING})": Related(Relation.WITHIN, POLYGON),
    f"S_WITHIN(POLYGON{RING},geometry)": Related(Relation.CONTAINS, POLYGON),
    f"S_CROSSES(POLYGON{RING},geometry)": Related(Relation.CROSSES, POLYGON),
    "T_AFTER(updated, DATE('2020-01-01'))": None,
    "A_CONTAINS(layers, ('a','b'))": None,
    "ACCENTI(name) = ACCENTI('é')": None,
    "a = b": None,
    "foo(a) = 1": None,
    "CASEI(name) = 'abc'": None,
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_read_or_refused_by_name(text):
    expected = EXAMPLES[text]
    if expected is None:
        assert refusal(text)
    else:
        assert read(text) == expected


def test_a_box_is_a_shape():
    found = read("S_INTERSECTS(geometry, BBOX(7,50,10,52))")
    assert found.shape.equals(POLYGON)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (
            {"op": "and", "args": [True, {"op": "=", "args": [{"property": "a"}, 1]}]},
            AllOf((AllOf(()), Compare("a", EQ, 1))),
        ),
        (
            {"op": "between", "args": [{"property": "a"}, 1, 2.5]},
            AllOf((Compare("a", GE, 1), Compare("a", LE, 2.5))),
        ),
        (
            {
                "op": "like",
                "args": [
                    {"op": "casei", "args": [{"property": "a"}]},
                    {"op": "casei", "args": ["x%"]},
                ],
            },
            Like("a", "x%", fold=True),
        ),
        (
            {"op": ">", "args": [{"property": "a"}, {"date": "1969-07-16"}]},
            Compare("a", GT, "1969-07-16"),
        ),
        (
            {
                "op": "s_disjoint",
                "args": [{"property": "geometry"}, json.loads(shapely.to_geojson(POLYGON))],
            },
            Related(Relation.DISJOINT, POLYGON),
        ),
    ],
)
def test_json_says_the_same(tree, expected):
    assert read(json.dumps(tree), JSON) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("foo(a) = 1", "“foo” is not understood here"),
        ("a + 1 = 2", "“+” is not understood here"),
        ("a = ", "from character 5 on"),
        ("(a = 1", "bracket"),
        ("a = b", "field on one side and a value"),
        ("a IN (b)", "a value is needed"),
        ("a = 1e999", "“inf” is not understood"),
        ("S_WITHIN(geometry, POLYGON((0 0,1 1)))", "cannot be read"),
        ("S_WITHIN(geometry, POLYGON((0 0,2 2,2 0,0 2,0 0)))", "crosses itself"),
        ("S_WITHIN(place, POINT(0 0))", "takes the field “geometry”"),
    ],
)
def test_what_is_wrong_is_said(text, said):
    assert said in refusal(text)
