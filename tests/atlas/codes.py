"""The codes of reasons that the sources count, read from their syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

COUNTERS = {"skip", "mend", "note"}
KEPT_IN = {"problems", "skipped", "mended"}
"""Lists and tables that keep codes from where they are found to where they are counted."""
FEATURES = {"Found", "area_or_reason", "point_or_area"}
"""What a layer of the OpenStreetMap reader returns where it has no reason to refuse."""


def codes_in(folder: Path) -> tuple[set[str], set[str]]:
    """The codes in all modules below, and the expressions whose code cannot be read there."""
    trees = [ast.parse(path.read_text("utf-8")) for path in folder.rglob("*.py")]
    constants = dict(each for tree in trees for each in _constants(tree))
    read: set[str] = set()
    opaque: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            for expression in _reasons(node):
                for code in _codes(expression, constants):
                    (opaque if code.startswith("=") else read).add(code)
    return read, {each.removeprefix("=") for each in opaque}


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.Assign([ast.Name(name)], ast.Constant(str(text))):
                yield name, text


def _reasons(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions that are a reason: counted, kept for counting, or returned by a layer."""
    match node:
        case ast.Call(ast.Attribute(attr=name), [first, *_]) if name in COUNTERS:
            yield first
        case ast.Call(ast.Attribute(value, "append"), [first]) if _last_name(value) in KEPT_IN:
            yield first
        case ast.Assign([ast.Subscript(kept)], value) if _last_name(kept) in KEPT_IN:
            yield value
        case ast.Assign([ast.Attribute(attr="broken") | ast.Name("reason" | "skipped")], value):
            yield value
        case ast.FunctionDef(returns=ast.Name("Reading")):
            yield from (each.value for each in ast.walk(node) if isinstance(each, ast.Return))


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _codes(node: ast.expr, constants: dict[str, str]) -> set[str]:
    """The codes an expression may have; `=` and the expression where that is not to be seen."""
    found: set[str] = {f"={ast.unparse(node)}"}
    match node:
        case ast.Constant(str(text)):
            found = {text.partition(":")[0]} - {""}
        case ast.Name(name) | ast.Call(_, [*_, ast.Name(name)]) if name in constants:
            found = {constants[name]}
        case ast.JoinedStr([ast.FormattedValue(first), *_]) | ast.JoinedStr([first, *_]):
            found = _codes(first, constants)
        case ast.IfExp(_, one, other) | ast.BoolOp(_, [one, other]):
            found = _codes(one, constants) | _codes(other, constants)
        case ast.Call(ast.Name(name)) if name in FEATURES:
            found = set()
    return found
