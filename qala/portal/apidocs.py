"""The OpenAPI document of the JSON API, arranged for a page that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    required: bool
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    method: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    answer: str


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """All operations of an OpenAPI 3 document, in its order."""
    return [
        Operation(
            method=method.upper(),
            path=path,
            summary=operation.get("summary", ""),
            parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
            answer=_answer(operation),
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _parameter(parameter: Mapping[str, Any]) -> Parameter:
    schema = parameter.get("schema", {})
    return Parameter(
        name=parameter["name"],
        required=parameter.get("required", False),
        type=schema.get("type", ""),
        description=parameter.get("description") or schema.get("description", ""),
    )


def _answer(operation: Mapping[str, Any]) -> str:
    """The name of the schema that a successful answer has."""
    content = operation["responses"].get(200, operation["responses"].get("200", {}))
    schema = content.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2]
