"""The catalogue as DCAT-AP: valid against the published shapes, complete, in all languages."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from django.urls import resolve
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

from qala.atlas.queries import published
from qala.atlas.records.dcat import catalogue_record, dataset_record
from qala.atlas.records.distributions import distributions
from qala.atlas.served import Served, served
from qala.core.text import Text
from qala.sources.folder import load_city
from qala.store.engine import Engine
from qala.store.reader import Reader
from qala.store.shelf import Shelf
from tests.conftest import PROJECT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("wired"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # rdflib of itself
]

SHACL = Namespace("http://www.w3.org/ns/shacl#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")


@cache
def shapes(file: Path) -> Graph:
    """The shapes of DCAT-AP 3.0.1, without the two that it names and nowhere defines."""
    graph = Graph().parse(file)
    for shape, _, named in graph.triples((None, SHACL.property, None)):
        if (named, SHACL.path, None) not in graph:
            graph.remove((shape, SHACL.property, named))
    return graph


@pytest.fixture
def problems(shared: Path):
    """Tells what the shapes find wrong with a record."""
    file = shared / "reference" / "dcat-ap" / "dcat-ap-3.0.1-shacl.ttl"

    def found(record: str) -> str:
        data = Graph().parse(data=record, format="json-ld")
        assert len(data) > 10
        conforms, _, said = validate(data, shacl_graph=shapes(file))
        return "" if conforms else said

    return found


def graph_of(client, address="/data.jsonld") -> Graph:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/ld+json"
    return Graph().parse(data=response.content, format="json-ld")


def test_the_catalogue_and_each_dataset_are_valid(client, problems):
    assert problems(client.get("/data.jsonld").content.decode()) == ""
    for each in published(served()):
        record = client.get(f"/data/{each.dataset.id}.jsonld").content.decode()
        assert problems(record) == ""


def test_the_shapes_find_what_lacks(client, problems):
    record = json.loads(client.get("/data/schools.jsonld").content)
    for name in ("dct:title", "dct:description"):
        lacking = {key: value for key, value in record.items() if key != name}
        assert "MinCount" in problems(json.dumps(lacking))


def test_the_demonstration_city_is_valid(problems):
    shelf = Shelf(PROJECT / "data" / "releases")
    if not shelf.datasets():
        pytest.skip("needs the built demonstration city: make city")
    city = load_city(PROJECT / "cities" / "almaty")
    engine = Engine(shelf.root)
    almaty = Served(city, Reader(shelf, engine, projection=city.projection))
    record = catalogue_record(city, published(almaty), origin="https://city.example")
    engine.close()
    assert len(record["dcat:dataset"]) > 10
    assert problems(json.dumps(record)) == ""


def test_it_lists_every_dataset_with_its_forms(client):
    graph = graph_of(client)
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert {str(each) for each in datasets} == {
        f"http://testserver/data/{each.dataset.id}" for each in published(served())
    }
    schools = URIRef("http://testserver/data/schools")
    addresses = {
        str(address)
        for form in graph.objects(schools, DCAT.distribution)
        for address in graph.objects(form, DCAT.accessURL)
    }
    files = {f"/download/schools.{form}" for form in ("gpkg", "geojson", "fgb", "parquet")}
    files |= {"/download/schools.csv", "/download/schools.xlsx", "/tiles/schools.pmtiles"}
    services = {"/ogc/collections/schools", "/tiles/schools.json"}
    assert addresses == {f"http://testserver{path}" for path in files | services}


def test_every_file_it_names_has_an_address():
    for each in published(served()):
        for one in distributions(each):
            if not one.href.startswith(("/tiles/", "/ogc/")):  # answered elsewhere
                assert resolve(one.href).kwargs["dataset_id"] == each.dataset.id


def test_a_dataset_tells_its_titles_licence_time_and_place(client):
    graph = graph_of(client, "/data/schools.jsonld")
    schools = URIRef("http://testserver/data/schools")
    titles = {each.language: str(each) for each in graph.objects(schools, DCT.title)}
    assert titles == {"kk": "Мектептер", "ru": "Школы", "en": "Schools"}
    licences = set(graph.objects(None, DCT.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}
    assert [str(each) for each in graph.objects(None, DCAT.startDate)] == ["2025-09-01"]
    assert [str(each) for each in graph.objects(None, DCAT.endDate)] == ["2025-09-30"]
    (box,) = graph.objects(None, DCAT.bbox)
    assert str(box).startswith("POLYGON((76.9403 43.25")
    assert (schools, DCT.accrualPeriodicity, None) not in graph


def test_what_a_source_does_not_state_is_not_claimed(client):
    graph = graph_of(client, "/data/greenery.jsonld")
    assert (None, DCT.license, None) not in graph


def test_a_declared_rhythm_a_contact_and_an_unknown_licence_are_told(town, problems):
    each = next(one for one in published(served()) if one.dataset.id == "schools")
    manifest = replace(each.release.manifest, licence="Free for schools", generated=True)
    told = replace(
        each,
        dataset=replace(each.dataset, frequency="annual", key="name"),
        release=replace(each.release, manifest=manifest),
    )
    contact = replace(town.contact, email="city@example.org", name=Text({"en": "Council"}))
    city = replace(town, contact=contact)
    record = json.dumps(dataset_record(city, told, origin="https://city.example"))
    assert problems(record) == ""
    assert "authority/frequency/ANNUAL" in record
    assert "mailto:city@example.org" in record
    assert "Free for schools" in record
    assert "demonstration data" in record
    assert "Identifiers stay the same" in record


def test_the_name_of_a_dataset_leads_to_its_page_or_its_record(client):
    page = client.get("/data/schools", headers={"Accept": "text/html", "Accept-Language": "kk"})
    assert (page.status_code, page["Location"]) == (303, "/kk/data/schools")
    record = client.get("/data/schools", headers={"Accept": "application/ld+json"})
    assert (record.status_code, record["Location"]) == (303, "/data/schools.jsonld")
    whole = client.get("/data", headers={"Accept": "application/ld+json"})
    assert (whole.status_code, whole["Location"]) == (303, "/data.jsonld")
    assert client.get("/data/nothing", follow=True).status_code == 404
    assert client.get("/data/nothing.jsonld").status_code == 404


@pytest.mark.parametrize(
    ("page", "record"),
    [("/ru/data", "/data.jsonld"), ("/ru/data/schools", "/data/schools.jsonld")],
)
def test_a_page_links_to_its_record(client, page, record):
    link = f'type="application/ld+json" title="DCAT-AP" href="http://testserver{record}"'
    assert link in client.get(page).content.decode()
