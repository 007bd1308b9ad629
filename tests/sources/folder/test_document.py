"""Where in a TOML file a value stands."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qala.sources.folder.document import key_lines, read_document
from qala.sources.folder.problems import Problems

TEXT = '''\
# a comment with = and [brackets]
name = { kk = "Қ", en = "Q" }
"quoted key" = 1
dotted.deep.key = true

long = """
[not a table]
x = 1
"""
list = [
  1, # one
  2,
]

[table."with.dot"]
a = 1

[[items]]
id = "first"

[items.sub]
x = "1"

[[items]]
id = "second"
[[items.nested]]
y = 2
[[items.nested]]
y = 3
'''
LINES = {
    ("name",): 2,
    ("name", "en"): 2,
    ("quoted key",): 3,
    ("dotted", "deep", "key"): 4,
    ("long",): 6,
    ("list",): 10,
    ("table", "with.dot"): 15,
    ("table", "with.dot", "a"): 16,
    ("items", 0): 18,
    ("items", 0, "id"): 19,
    ("items", 0, "sub"): 21,
    ("items", 0, "sub", "x"): 22,
    ("items", 1): 24,
    ("items", 1, "id"): 25,
    ("items", 1, "nested", 0, "y"): 27,
    ("items", 1, "nested", 1): 28,
    ("items", 1, "nested", 1, "y"): 29,
}


def test_each_key_is_found_in_its_line():
    found = key_lines(TEXT)
    assert {path: found[path] for path in LINES} == LINES
    assert ("x",) not in found


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"]), min_size=1),
        st.one_of(st.integers(), st.text(st.sampled_from('ab\n\u2028"=[]#қ'))),
        min_size=1,
    )
)
def test_lines_rise_with_the_keys_of_any_table(table):
    text = "".join(f"{_quoted(key)} = {_written(value)}\n" for key, value in table.items())
    assert tomllib.loads(text) == table
    found = key_lines(text)
    lines = text.split("\n")
    assert list(found) == [(key,) for key in table]
    for key, line in zip(table, found.values(), strict=True):
        assert lines[line - 1].startswith(_quoted(key) + " = ")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _written(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    return '"""\n' + value.replace("\\", "\\\\").replace('"', '\\"') + '"""'


def test_values_know_their_place_and_their_name(tmp_path: Path):
    file = tmp_path / "a.toml"
    file.write_text(TEXT, encoding="utf-8")
    root = read_document(file, Problems())
    assert root is not None
    nested = root.value["items"].value[1].value["nested"].value[1].value["y"]
    assert (nested.plain(), nested.line, nested.name) == (3, 29, "items[2].nested[2].y")
    assert root.plain() == tomllib.loads(TEXT)


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        (b"a = 1\nb = \n", 2, "not valid TOML"),
        (b'a = 1\nb = "', 2, "not valid TOML"),
        (b"a = 1\na = 2\n", 2, "not valid TOML"),
        ("name = 'Алматы'".encode("cp1251"), 0, "byte 8 is not UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_says_where_and_why(tmp_path: Path, written, line, said):
    file = tmp_path / "a.toml"
    file.write_bytes(written)
    problems = Problems()
    assert read_document(file, problems) is None
    (problem,) = problems.found
    assert (problem.file, problem.line) == (file, line)
    assert said in problem.message
