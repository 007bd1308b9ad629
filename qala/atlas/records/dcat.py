"""The catalogue as DCAT-AP 3 in JSON-LD, all texts in all languages of the city.

https://semiceu.github.io/DCAT-AP/releases/3.0.1/ - valid against its shapes, as the tests check.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, override

from qala.atlas.provenance import licence, publisher
from qala.atlas.queries import Published
from qala.atlas.records.coverage import box_as_wkt, period_of
from qala.atlas.records.distributions import Distribution, distributions
from qala.atlas.records.licences import licence_address
from qala.core.city import City
from qala.core.geometry import BBox
from qala.core.text import Text

Node = dict[str, Any]

CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
MEDIA = "https://www.iana.org/assignments/media-types/"
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
SERVICES = {
    "ogc": ("OGC API Features", "/ogc/", "http://www.opengis.net/def/interface/ogcapi-features"),
    "tilejson": (
        "TileJSON",
        "/tiles/",
        "https://github.com/mapbox/tilejson-spec/tree/master/3.0.0",
    ),
}
"""Services by the form of `distributions` that they give: title, address, standard."""
FREQUENCY = {
    "continuous": "CONT",
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "quarterly": "QUARTERLY",
    "annual": "ANNUAL",
    "irregular": "IRREG",
}


def catalogue_record(city: City, datasets: Iterable[Published], *, origin: str) -> Node:
    """The whole catalogue with all datasets."""
    records = [_dataset(city, each, origin) for each in datasets]
    issued = [each["dct:issued"] for each in records]
    catalogue: Node = {
        "@id": f"{origin}/data",
        "@type": "dcat:Catalog",
        "dct:title": _texts(city, lambda _: gettext("Data"), suffix=city.name),
        "dct:description": _texts(
            city,
            lambda _: gettext(
                "Everything the city has published, with source, date and licence, to read and to"
                " take away."
            ),
        ),
        "dct:publisher": _agent(f"{origin}/#publisher", city.contact.name or city.name),
        "dct:language": _languages(city),
        "dct:spatial": _location(city.bounds),
        "foaf:homepage": {"@id": f"{origin}/", "@type": "foaf:Document"},
        "dcat:themeTaxonomy": {
            "@id": f"{origin}/data#themes",
            "@type": "skos:ConceptScheme",
            "dct:title": _texts(city, lambda _: gettext("Themes"), suffix=city.name),
        },
        "dcat:dataset": records,
        "dcat:service": [_service(city, form, origin) for form in SERVICES],
    }
    if issued:
        catalogue["dct:modified"] = max(issued, key=lambda each: each["@value"])
    return {"@context": CONTEXT, **catalogue}


def dataset_record(city: City, each: Published, *, origin: str) -> Node:
    """One dataset."""
    return {"@context": CONTEXT, **_dataset(city, each, origin)}


def _dataset(city: City, each: Published, origin: str) -> Node:
    dataset, manifest = each.dataset, each.release.manifest
    this = f"{origin}/data/{dataset.id}"
    stated = _licence(licence(each.release))
    published = {"@value": manifest.published_at, "@type": "xsd:dateTime"}
    record: Node = {
        "@id": this,
        "@type": "dcat:Dataset",
        "dct:identifier": this,
        "dct:title": _texts(city, dataset.title.in_language),
        "dct:description": _texts(city, lambda code: _description(each, code)),
        "dct:publisher": _agent(f"{this}#publisher", _publisher(city, each)),
        "dct:issued": published,
        "dct:modified": published,
        "dcat:version": str(manifest.sequence),
        "adms:versionNotes": _texts(city, lambda _: identifiers_note(each)),
        "dct:language": _languages(city),
        "dct:spatial": _location(BBox(*manifest.extent) if manifest.extent else city.bounds),
        "dct:accessRights": {
            "@id": f"{EU}/access-right/PUBLIC",
            "@type": "dct:RightsStatement",
        },
        "dcat:theme": _theme(city, dataset.theme, origin),
        "dcat:landingPage": [
            {"@id": f"{origin}/{code}/data/{dataset.id}", "@type": "foaf:Document"}
            for code in city.languages
        ],
        "dcat:distribution": [
            _distribution(city, one, stated, origin) for one in distributions(each)
        ],
    }
    return record | _optional(city, each, origin)


def _optional(city: City, each: Published, origin: str) -> Node:
    """What a dataset has only where its source or the city says so."""
    source, found = each.release.manifest.source, Node()
    if period := period_of(str(source.get("date") or "")):
        found["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": period.first.isoformat(), "@type": "xsd:date"},
            "dcat:endDate": {"@value": period.last.isoformat(), "@type": "xsd:date"},
        }
    if each.dataset.frequency:
        found["dct:accrualPeriodicity"] = {
            "@id": f"{EU}/frequency/{FREQUENCY[each.dataset.frequency]}",
            "@type": "dct:Frequency",
        }
    note = Text(source.get("note") or {})
    if note:
        found["dct:provenance"] = {
            "@type": "dct:ProvenanceStatement",
            "rdfs:label": _texts(city, note.in_language),
        }
    if city.contact.email:
        found["dcat:contactPoint"] = {
            "@id": f"{origin}/#contact",
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": (city.contact.name or city.name).in_language(city.languages[0]),
            "vcard:hasEmail": {"@id": f"mailto:{city.contact.email}"},
        }
    return found


def identifiers_note(each: Published) -> str:
    """Whether identifiers of its features outlive a release, in the active language."""
    if each.dataset.is_raster:
        return gettext("A grid has no identifiers.")
    if each.dataset.key:
        return gettext("Identifiers stay the same from release to release.")
    return gettext("Identifiers last one release.")


def _description(each: Published, language: str) -> str:
    told = each.dataset.abstract.in_language(language)
    if each.release.manifest.generated:
        invented = gettext("This is demonstration data: invented, not measured.")
        told = f"{told} {invented}"
    return told


def _publisher(city: City, each: Published) -> Text:
    names = {code: publisher(each.release, code) for code in city.languages}
    return Text({code: name for code, name in names.items() if name}) or city.name


def _distribution(city: City, one: Distribution, stated: Node | None, origin: str) -> Node:
    form, href = one.form, f"{origin}{one.href}"
    node: Node = {
        "@id": f"{href}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": form.name,
        "dcat:accessURL": {"@id": href, "@type": "rdfs:Resource"},
        "dcat:mediaType": {"@id": f"{MEDIA}{form.media_type}", "@type": "dct:MediaType"},
    }
    if form.file_type:
        node["dct:format"] = {
            "@id": f"{EU}/file-type/{form.file_type}",
            "@type": "dct:MediaTypeOrExtent",
        }
    if form.service:
        node["dcat:accessService"] = _service(city, form.id, origin)
    else:
        node["dcat:downloadURL"] = {"@id": href, "@type": "rdfs:Resource"}
    if one.bytes is not None:
        node["dcat:byteSize"] = {"@value": str(one.bytes), "@type": "xsd:nonNegativeInteger"}
    if stated:
        node["dct:license"] = stated
    return node


def _service(city: City, form: str, origin: str) -> Node:
    title, path, standard = SERVICES[form]
    return {
        "@id": f"{origin}/data#{form}",
        "@type": "dcat:DataService",
        "dct:title": f"{title}, {city.name.in_language(city.languages[0])}",
        "dcat:endpointURL": {"@id": f"{origin}{path}", "@type": "rdfs:Resource"},
        "dct:conformsTo": {"@id": standard, "@type": "dct:Standard"},
    }


def _licence(stated: str) -> Node | None:
    """A licence by its address, else by its words."""
    if not stated:
        return None
    known = licence_address(stated)
    if known:
        return {"@id": known, "@type": "dct:LicenseDocument"}
    return {"@type": "dct:LicenseDocument", "rdfs:label": stated}


def _theme(city: City, theme_id: str, origin: str) -> Node:
    titles = {theme.id: theme.title for theme in city.themes}
    return {
        "@id": f"{origin}/data#{theme_id}",
        "@type": "skos:Concept",
        "skos:prefLabel": _texts(city, titles[theme_id].in_language),
        "skos:inScheme": {"@id": f"{origin}/data#themes"},
    }


def _agent(address: str, name: Text) -> Node:
    return {
        "@id": address,
        "@type": "foaf:Agent",
        "foaf:name": [{"@value": text, "@language": code} for code, text in name.items()],
    }


def _location(box: BBox) -> Node:
    return {
        "@type": "dct:Location",
        "dcat:bbox": {"@value": box_as_wkt(box), "@type": "geosparql:wktLiteral"},
    }


def _languages(city: City) -> list[Node]:
    return [
        {"@id": f"{LANGUAGE}{code}", "@type": "dct:LinguisticSystem"} for code in city.languages
    ]


def _texts(
    city: City, worded: Callable[[str], str], *, suffix: Mapping[str, str] | None = None
) -> list[Node]:
    """A text in each language of the city; `worded` is called with that language active."""
    found = []
    for code in city.languages:
        with override(code):
            text = worded(code)
        if suffix:
            text = f"{text} · {Text(suffix).in_language(code)}"
        if text:
            found.append({"@value": text, "@language": code})
    return found
