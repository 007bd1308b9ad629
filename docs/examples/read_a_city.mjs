// Read a city's open data from JavaScript: the catalogue, a dataset's tiles, what is at a place.
//
//     node read_a_city.mjs https://map.example.org districts
//
// The same code runs in a page of any other site: reading is open to every origin.

const [, , city, dataset] = process.argv;

/** What an address answers, as JSON. Waits when the server says that we ask too often. */
async function read(address) {
  const answer = await fetch(address);
  if (answer.status === 429) {
    const seconds = Number(answer.headers.get("Retry-After"));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return read(address);
  }
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${address}: ${body.detail}`);
  return body;
}

/** A style for MapLibre that shows a dataset; give it to `new maplibregl.Map({ container, style })`. */
function styleOf(tiles, id, geometry) {
  const layer = { id, source: id, "source-layer": id };
  const drawn = {
    point: { type: "circle", paint: { "circle-color": "#00708f" } },
    line: { type: "line", paint: { "line-color": "#00708f" } },
  };
  const area = { type: "fill", paint: { "fill-color": "#00708f", "fill-opacity": 0.4 } };
  return {
    version: 8,
    sources: { [id]: { type: "vector", url: tiles } },
    layers: [{ ...layer, ...(drawn[geometry] ?? area) }],
  };
}

const catalogue = await read(`${city}/data.jsonld`);
console.log("datasets:", catalogue["dcat:dataset"].length);

const tiles = await read(`${city}/tiles/${dataset}.json`);
console.log("tiles:", tiles.tiles[0], tiles.minzoom, tiles.maxzoom);

const map = await read(`${city}/api/map?lang=en`);
const layer = map.layers.find((each) => each.id === dataset);
console.log("style:", JSON.stringify(styleOf(`${city}/tiles/${dataset}.json`, dataset, layer.geometry)));

const [west, south, east, north] = tiles.bounds;
const asked = new URLSearchParams({ lon: (west + east) / 2, lat: (south + north) / 2, lang: "en" });
const known = await read(`${city}/api/identify?${asked}`);
console.log("in the middle:", known.summary);
