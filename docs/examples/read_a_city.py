"""Read a city's open data from Python: the catalogue, a dataset, what is at a place, what changed.

    python read_a_city.py https://map.example.org districts

Needs nothing beside Python 3.11. For tables and maps, pandas and GeoPandas read the GeoParquet file
that it names: geopandas.read_parquet(address).
"""

import json
import sys
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def read(address: str, **asked: Any) -> Any:
    """What an address answers, as JSON. Waits when the server says that we ask too often."""
    query = f"?{urlencode(asked)}" if asked else ""
    request = Request(address + query, headers={"Accept": "application/json, application/ld+json"})
    try:
        with urlopen(request) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code == 429:
            sleep(int(error.headers["Retry-After"]))
            return read(address, **asked)
        raise SystemExit(f"{address}: {json.load(error)['detail']}") from error


def in_english(texts: list[dict[str, str]]) -> str:
    """One of the languages of a text in the catalogue."""
    by_language = {text["@language"]: text["@value"] for text in texts}
    return by_language.get("en") or next(iter(by_language.values()))


def main(city: str, dataset: str) -> None:
    catalogue = read(f"{city}/data.jsonld")
    print("datasets:", len(catalogue["dcat:dataset"]))

    record = read(f"{city}/data/{dataset}.jsonld")
    print("title:", in_english(record["dct:title"]))
    for form in record["dcat:distribution"]:
        print("form:", form["dct:title"], form["dcat:accessURL"]["@id"])

    with urlopen(Request(f"{city}/files/{dataset}/features.parquet", method="HEAD")) as file:
        print("GeoParquet of the release in force:", file.url, file.headers["Content-Length"])

    tiles = read(f"{city}/tiles/{dataset}.json")
    west, south, east, north = tiles["bounds"]
    known = read(f"{city}/api/identify", lon=(west + east) / 2, lat=(south + north) / 2, lang="en")
    print("in the middle:", known["summary"])

    found = read(f"{city}/api/search", q=in_english(record["dct:title"]), lang="en", limit=3)
    print("found by name:", [each["title"] for each in found["results"]])


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])
