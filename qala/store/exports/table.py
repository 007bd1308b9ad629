"""CSV (RFC 4180), alone or in a ZIP archive with what is to be known about it.

The description for programs is CSVW (W3C, Metadata Vocabulary for Tabular Data).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pyarrow as pa
from pyarrow import csv

from qala.store.exports.flat import flattened, guarded, labelled
from qala.store.exports.order import Column, Order
from qala.store.exports.rows import Rows

BOM = b"\xef\xbb\xbf"
CSVW = "http://www.w3.org/ns/csvw"
DATATYPES = {pa.string(): "string", pa.int64(): "integer", pa.float64(): "number"}
README = "README.txt"


def write_csv(rows: Rows, path: Path) -> None:
    """Write a table to `path`: unknown is empty, an empty text is `""`."""
    with path.open("wb") as file:
        _write(rows, file)


def write_zip(rows: Rows, path: Path) -> None:
    """Write an archive of the table, a README for people and CSVW for programs."""
    name = rows.order.name
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open(_entry(f"{name}.csv", rows), "w", force_zip64=True) as file:
            schema = _write(rows, file)
        description = json.dumps(description_of(rows.order, schema), ensure_ascii=False, indent=1)
        for entry, text in (
            (f"{name}.csv-metadata.json", description),
            (README, readme_of(rows.order)),
        ):
            archive.writestr(_entry(entry, rows), text)


def _write(rows: Rows, file: IO[bytes]) -> pa.Schema:
    """Write the table; gives the columns it has."""
    words = rows.order.columns
    schema, batches = flattened(rows, as_points=False)
    written = schema
    if words:
        file.write(BOM)  # by which spreadsheets know the letters
        written = pa.schema([_for_people(each, words) for each in schema])
        batches = (_worded(batch, words, written) for batch in batches)
    with csv.CSVWriter(file, written) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return schema


def _for_people(column: pa.Field, words: Mapping[str, Column]) -> pa.Field:
    return column.with_name(words[column.name].heading if column.name in words else column.name)


def _worded(
    batch: pa.RecordBatch, words: Mapping[str, Column], written: pa.Schema
) -> pa.RecordBatch:
    columns = [
        guarded(labelled(column, words.get(name)))
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=written)


def description_of(order: Order, schema: pa.Schema) -> dict[str, Any]:
    """The table as CSVW describes it: columns, whose data it is, how it is written."""
    facts, words = order.credit.facts, order.columns
    about = {"dc:title": "title", "dc:source": "url", "dc:license": "licence"} | {
        "dc:publisher": "publisher",
        "dc:bibliographicCitation": "citation",
        "dc:date": "date",
    }
    columns = [
        {
            "name": each.name,
            "titles": _for_people(each, words).name,
            "datatype": DATATYPES.get(each.type, "boolean"),
        }
        for each in schema
    ]
    return {
        "@context": CSVW,
        "url": f"{order.name}.csv",
        **{name: facts[fact] for name, fact in about.items() if fact in facts},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": "id"},
        "notes": [{"generated": "generated" in facts}],
    }


def readme_of(order: Order) -> str:
    """What is to be known about the data, for people."""
    return "".join(f"{label}\n  {text}\n\n" for label, text in order.credit.lines)


def _entry(name: str, rows: Rows) -> ZipInfo:
    """An entry of the archive, dated like its release: the same data gives the same bytes."""
    published = datetime.fromisoformat(rows.release.manifest.published_at)
    entry = ZipInfo(name, published.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    return entry
