"""The browser's types say what the server answers: the same keys, each with a type of its kind."""

import re

import pytest

from qala.atlas import schemas
from tests.conftest import PROJECT

INTERFACE = re.compile(r"^export interface (\w+) \{(.*?)^\}", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^  (\w+): ([^;]+);", re.MULTILINE)
KINDS = {
    "string": re.compile(r'string|"\w+"( \| "\w+")*|GeometryKind|FieldKind|TileEncoding'),
    "integer": re.compile("number"),
    "number": re.compile("number"),
    "boolean": re.compile("boolean"),
    "array": re.compile(r"\w+\[\]|Bounds|At|LonLat"),
    "object": re.compile(r"Record<string, \w+>"),
}
"""How TypeScript writes a type of JSON Schema."""

PAIRS = [
    ("config.ts", "LanguageLink", schemas.LanguageLink),
    ("config.ts", "City", schemas.CityOut),
    ("config.ts", "Theme", schemas.ThemeOut),
    ("config.ts", "View", schemas.ViewOut),
    ("config.ts", "FieldConfig", schemas.FieldOut),
    ("config.ts", "LayerStyle", schemas.StyleOut),
    ("config.ts", "LayerConfig", schemas.LayerOut),
    ("config.ts", "MapConfig", schemas.MapConfig),
    ("identify.ts", "Fact", schemas.PropertyOut),
    ("identify.ts", "Found", schemas.FeatureOut),
    ("identify.ts", "Unknown", schemas.UnknownOut),
    ("identify.ts", "Identified", schemas.IdentifyOut),
]


@pytest.mark.parametrize(("file", "name", "model"), PAIRS, ids=str)
def test_the_browser_knows_what_the_server_answers(file, name, model):
    text = (PROJECT / "web" / "src" / "lib" / file).read_text("utf-8")
    known = dict(KEY.findall(dict(INTERFACE.findall(text))[name]))
    answered = model.model_json_schema()["properties"]
    assert set(known) == set(answered)
    for key, schema in answered.items():
        if "type" in schema:  # else it is another of the models, or any value
            assert KINDS[schema["type"]].fullmatch(known[key]), key
