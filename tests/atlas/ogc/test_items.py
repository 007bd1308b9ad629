"""Features below `/ogc/`: selections, reference systems, paging, tags, refusals."""

import gzip
import json
from urllib.parse import quote, urlsplit

import numpy as np
import pyproj
import pytest
import shapely

from qala.atlas.tiles.messages import Request
from tests.atlas.ogc.conftest import COUNT
from tests.atlas.ogc.library import ITEMS
from tests.store.conftest import put, schools

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
HERE = (76.85, 43.22, 76.90, 43.25)


def ids(document) -> list[str]:
    return [each["id"] for each in document["features"]]


def link(document, rel: str) -> str:
    return next((each["href"] for each in document["links"] if each["rel"] == rel), "")


def followed(library, document):
    address = urlsplit(link(document, "next"))
    return library.json(address.path, address.query)


def inside(box) -> set[str]:
    x, y = shapely.get_coordinates(schools(COUNT).geometry).T
    west, south, east, north = box
    met = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return {f"school-{number}" for number in np.flatnonzero(met)}


def test_a_page_says_what_it_holds(library):
    page = library.json(ITEMS, "limit=10")
    assert page["type"] == "FeatureCollection"
    assert page["numberReturned"] == len(page["features"]) == 10
    assert page["numberMatched"] == COUNT
    assert page["timeStamp"].endswith("Z")
    feature = page["features"][0]
    number = int(feature["id"].removeprefix("school-"))
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["name_en"] == f"School {number}"
    assert shapely.Point(feature["geometry"]["coordinates"]) == schools(COUNT).geometry[number]


def test_all_pages_hold_every_feature_once_and_stay_on_their_release(make_library):
    library = make_library(COUNT)
    page = library.json(ITEMS, "limit=1000")
    found = ids(page)
    put(library.shelf, schools(30, first=9_000))
    while link(page, "next"):
        page = followed(library, page)
        found += ids(page)
    assert len(found) == len(set(found)) == COUNT
    assert len(ids(library.json(ITEMS, "limit=1000"))) == 30


def test_a_box_in_every_reference_system_finds_the_same(library):
    west, south, east, north = HERE
    written = {
        "": f"{west},{south},{east},{north}",
        f"{EPSG}4326": f"{south},{west},{north},{east}",
    }
    for code in (3857, 32643):
        move = pyproj.Transformer.from_crs(4326, code, always_xy=True)
        written[f"{EPSG}{code}"] = ",".join(
            map(str, move.transform_bounds(west, south, east, north))
        )
    for system, box in written.items():
        named = f"&bbox-crs={quote(system)}" if system else ""
        page = library.json(ITEMS, f"limit=1000&bbox={box}{named}")
        if system in ("", f"{EPSG}4326"):
            assert set(ids(page)) == inside(HERE)
            assert page["numberMatched"] == len(inside(HERE))
        else:  # the box of a box in another system is a little larger
            assert set(ids(page)) >= inside(HERE)
            assert len(ids(page)) < 1.1 * len(inside(HERE))


def test_a_box_over_the_180th_meridian_goes_round_the_world(library):
    assert library.json(ITEMS, "limit=1000&bbox=76.9,43,-170,44")["numberMatched"] == len(
        inside((76.9, 43, 180, 44))
    )
    assert library.json(ITEMS, "bbox=170,43,-170,44")["numberMatched"] == 0


@pytest.mark.parametrize("code", [4326, 3857, 32643])
def test_an_answer_is_given_in_the_asked_reference_system(library, code):
    plain = library.json(f"{ITEMS}/school-7")
    answer = library.ask(f"{ITEMS}/school-7", f"crs={quote(EPSG)}{code}")
    assert answer.headers["content-crs"] == f"<{EPSG}{code}>"
    lon, lat = plain["geometry"]["coordinates"]
    move = pyproj.Transformer.from_crs("OGC:CRS84", f"EPSG:{code}")
    expected = move.transform(lon, lat)
    given = json.loads(answer.body)["geometry"]["coordinates"]
    assert given == pytest.approx(expected, abs=1e-6)


def test_filters_by_fields_and_cql2_agree(library):
    by_name = library.json(ITEMS, "limit=1000&open=true&pupils=500")
    by_cql2 = library.json(ITEMS, "limit=1000&filter=" + quote("open AND pupils = 500"))
    tree = {
        "op": "and",
        "args": [{"property": "open"}, {"op": "=", "args": [{"property": "pupils"}, 500]}],
    }
    by_json = library.json(
        ITEMS, f"limit=1000&filter-lang=cql2-json&filter={quote(json.dumps(tree))}"
    )
    assert ids(by_name) == ids(by_cql2) == ids(by_json) != []
    assert {each["properties"]["pupils"] for each in by_name["features"]} == {500}


def test_a_shape_in_a_filter_is_read_in_its_reference_system(library):
    west, south, east, north = HERE
    plain = f"S_INTERSECTS(geometry, BBOX({west},{south},{east},{north}))"
    turned = f"S_INTERSECTS(geometry, BBOX({south},{west},{north},{east}))"
    page = library.json(ITEMS, f"limit=1000&filter={quote(plain)}")
    assert set(ids(page)) == inside(HERE)
    again = library.json(ITEMS, f"limit=1000&filter={quote(turned)}&filter-crs={quote(EPSG)}4326")
    assert ids(again) == ids(page)


def test_sorting_goes_through_pages(library):
    page = library.json(ITEMS, "limit=1000&sortby=-pupils,%2Bname")
    rows = page["features"]
    while link(page, "next"):
        page = followed(library, page)
        rows += page["features"]
    values = [each["properties"]["pupils"] for each in rows]
    known = [each for each in values if each is not None]
    assert known == sorted(known, reverse=True)
    assert values == known + [None] * (COUNT - len(known))


def test_more_than_the_most_is_taken_as_the_most(library):
    assert len(ids(library.json(ITEMS, "limit=50000"))) == 1_000


def test_a_count_beyond_the_cap_is_left_out(make_library):
    library = make_library(12_000)
    assert "numberMatched" not in library.json(ITEMS, "bbox=76,43,78,44")
    assert library.json(ITEMS)["numberMatched"] == 12_000


@pytest.mark.parametrize(
    "query",
    ["datetime=2020-01-01T00:00:00Z", "datetime=2020-01-01/..", "datetime=../2020-01-01"],
)
def test_features_without_a_time_belong_to_every_time(library, query):
    assert library.json(ITEMS, query)["numberMatched"] == COUNT


BAD = {
    "limit=0": "limit",
    "limit=many": "limit",
    "bbox=1,2,3": "bbox",
    "bbox=1,9,3,4": "bbox",
    "bbox=nan,1,2,3": "bbox",
    "bbox=1,2,3,4&bbox-crs=EPSG:4326": "bbox-crs",
    "crs=EPSG:4326": "crs",
    "filter-crs=x": "filter-crs",
    "datetime=yesterday": "datetime",
    "datetime=../..%2F": "datetime",
    "sortby=beauty": "sort",
    "filter=beauty%20%3D%201": "filter",
    "filter=pupils%20%3D%20%27x%27": "pupils",
    "filter=(": "filter",
    "filter-lang=sql": "filter-lang",
    "pupils=many": "pupils",
    "pupils=1.5": "pupils",
    "open=perhaps": "open",
    "beauty=1": "beauty",
    "limit=1&limit=2": "limit",
    "lang=xx": "lang",
    "f=gml": "f",
    "cursor=zzz": "cursor",
}


@pytest.mark.parametrize("query", BAD)
def test_bad_input_is_refused_with_its_parameter_in_the_asked_language(library, query):
    document = library.json(ITEMS, query, status=400)
    assert BAD[query] in {each["field"] for each in document["errors"]}
    if "lang" not in query:
        answer = library.ask(ITEMS, f"{query}&lang=ru")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["content-language"] == "ru"
        assert json.loads(answer.body)["title"] == "Запрос непонятен"


@pytest.mark.parametrize(
    "path",
    [
        "/ogc/nothing",
        "/ogc/collections/nothing",
        "/ogc/collections/nothing/items",
        f"{ITEMS}/nobody",
        f"{ITEMS}/school-1/2",
        "/ogc/collections/schools/tiles/Other",
        "/ogc/tileMatrixSets/Other",
    ],
)
def test_what_is_not_there_is_said(library, path):
    assert library.json(path, status=404)["status"] == 404


def test_an_id_may_have_slashes(make_library):
    library = make_library(3)
    chunk = schools(1, first=70)
    chunk.ids = ["way/70 ü?"]
    put(library.shelf, chunk)
    assert library.json(f"{ITEMS}/way/70 ü?")["id"] == "way/70 ü?"


def test_a_client_that_has_seen_an_answer_is_told_so(make_library):
    library = make_library(10)
    first = library.ask(ITEMS, "limit=3")
    tag = first.headers["etag"]
    assert library.ask(ITEMS, "limit=3", if_none_match=tag).status == 304
    assert library.ask(ITEMS, "limit=3&lang=ru", if_none_match=tag).status == 200
    put(library.shelf, schools(9))
    assert library.ask(ITEMS, "limit=3", if_none_match=tag).status == 200


def test_answers_are_compressed_for_who_reads_gzip(library):
    plain, packed = library.ask(ITEMS), library.ask(ITEMS, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert ids(json.loads(gzip.decompress(packed.body))) == ids(json.loads(plain.body))


def test_other_methods_are_refused_and_other_sites_may_ask(library):
    assert library.ask(ITEMS, method="POST").status == 405
    assert library.ask(ITEMS, method="POST").headers["allow"] == "GET, HEAD, OPTIONS"
    asked_before = library.ask(ITEMS, method="OPTIONS")
    assert asked_before.status == 204
    assert asked_before.headers["access-control-allow-origin"] == "*"


def test_a_host_that_is_not_ours_gets_no_links(library):
    foreign = Request("GET", "/ogc/", "", {}, "http", "evil.example")
    assert library.front.answer(foreign).status == 400
