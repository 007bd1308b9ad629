"""Columns as sources give them, turned into text, numbers, dates ... column by column, in Arrow."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from qala.core.dataset import Field, FieldType
from qala.sources.conform.parsers import (
    EXACT,
    parse_boolean,
    parse_date,
    parse_integer,
    parse_number,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """`values`: n values of the declared type; `refused`: where a value was there but unusable."""

    values: pa.Array
    refused: NDArray[np.bool_]


def as_arrow(values: Sequence[Any]) -> pa.Array:
    """Any column as one Arrow array; columns of mixed types become text. NaN becomes null."""
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        array = pa.array([None if each is None else str(each) for each in values], pa.string())
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def as_text(array: pa.Array) -> pa.Array:
    """The values as text: stripped, empty ones null, whole floats without `.0`, lists as JSON."""
    kind = array.type
    if pa.types.is_nested(kind):
        return pa.array(
            [
                None if each is None else json.dumps(each, ensure_ascii=False, default=str)
                for each in array.to_pylist()
            ],
            pa.string(),
        )
    text = pc.utf8_trim_whitespace(array.cast(pa.string()))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def by_distinct(texts: pa.Array, parse: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """`parse` applied once to each distinct text; what it answers None for becomes null."""
    encoded = texts.dictionary_encode()
    parsed = pa.array([parse(each) for each in encoded.dictionary.to_pylist()], kind)
    return parsed.take(encoded.indices)


def translated(texts: pa.Array, words: Mapping[str, str]) -> pa.Array:
    """Texts replaced where `words` has them; a replacement of nothing makes the value unknown."""
    return by_distinct(texts, lambda text: words.get(text, text) or None, pa.string())


def numbers(array: pa.Array) -> Cast:
    """Any column as finite float64; see `parse_number` for what is understood."""
    if _is_number(array.type):
        values = array.cast(pa.float64())
    else:
        array = as_text(array)
        pointed = pc.replace_substring_regex(array, r"^([+-]?\d+),(\d+)$", r"\1.\2")
        try:
            values = pointed.cast(pa.float64())
        except pa.ArrowInvalid:
            values = by_distinct(array, parse_number, pa.float64())
    values = pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))
    return _cast(array, values)


def cast(array: pa.Array, field: Field) -> Cast:
    """The column as `field` declares it; what cannot be read so is null and marked refused."""
    return _CASTS[field.type](array, field)


def _text(array: pa.Array, _: Field) -> Cast:
    text = as_text(array)
    return _cast(text, text)


def _category(array: pa.Array, field: Field) -> Cast:
    text = as_text(array)
    known = pc.is_in(text, value_set=pa.array(list(field.values), pa.string()))
    return _cast(text, pc.if_else(known, text, pa.scalar(None, pa.string())))


def _integer(array: pa.Array, _: Field) -> Cast:
    if pa.types.is_floating(array.type):
        values = array.cast(pa.float64())
        whole = pc.and_(pc.equal(pc.floor(values), values), pc.less(pc.abs(values), EXACT))
        safe = pc.if_else(whole, values, pa.scalar(None, pa.float64()))
        return _cast(array, safe.cast(pa.int64()))
    text = as_text(array)
    try:
        return _cast(text, text.cast(pa.int64()))
    except pa.ArrowInvalid:
        return _cast(text, by_distinct(text, parse_integer, pa.int64()))


def _number(array: pa.Array, field: Field) -> Cast:
    read = numbers(array)
    if field.decimals is None:
        return read
    return Cast(pc.round(read.values, ndigits=field.decimals), read.refused)


def _boolean(array: pa.Array, _: Field) -> Cast:
    if pa.types.is_boolean(array.type):
        return _cast(array, array)
    text = as_text(array)
    return _cast(text, by_distinct(text, parse_boolean, pa.bool_()))


def _date(array: pa.Array, _: Field) -> Cast:
    text = as_text(array)
    return _cast(text, by_distinct(text, parse_date, pa.string()))


_CASTS: dict[FieldType, Callable[[pa.Array, Field], Cast]] = {
    FieldType.TEXT: _text,
    FieldType.NAME: _text,
    FieldType.CATEGORY: _category,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
}


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _cast(given: pa.Array, values: pa.Array) -> Cast:
    refused = pc.and_(pc.is_valid(given), pc.is_null(values))
    return Cast(values, refused.to_numpy(zero_copy_only=False))
