"""What differs between two releases of a dataset, worked out by DuckDB from their files.

A dataset with a key is compared feature by feature; one without, whose ids last one release, by
content: equal rows cancel each other out, and what is left was added or removed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa
import pyarrow.parquet as pq

from qala.core.dataset import OWN_COLUMNS
from qala.core.errors import ShelfDamaged, mark
from qala.store.engine import Engine
from qala.store.filtering import quoted
from qala.store.items import table_of
from qala.store.parquet import ROW_GROUP_ROWS
from qala.store.query import ROW
from qala.store.shelf import Release

GEOMETRY = "geometry"
"""What a changed geometry is called among the changed columns."""


class Kind(StrEnum):
    """What happened to a feature, in the order in which differences are kept."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


SCHEMA = pa.schema(
    [
        pa.field("kind", pa.string()),
        pa.field("id", pa.string()),
        pa.field("before", pa.int64()),
        pa.field("after", pa.int64()),
        pa.field("columns", pa.list_(pa.string())),
    ]
)
"""A difference: the id, its row in either release (null where it is not in it), what changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases of one dataset; `keyed` where ids mean the same feature in both."""

    before: Release
    after: Release
    keyed: bool

    def columns(self) -> list[str]:
        """The declared columns that both have, of one type: those that can be compared."""
        older, newer = (_schema(each) for each in (self.before, self.after))
        return [
            each.name
            for each in newer
            if each.name not in OWN_COLUMNS
            and each.name in older.names
            and older.field(each.name).type == each.type
        ]


def _schema(release: Release) -> pa.Schema:
    try:
        return pq.read_schema(release.features)
    except (pa.ArrowInvalid, OSError) as error:
        raise ShelfDamaged(mark("A release cannot be read: {said}"), said=error) from error


def compare(engine: Engine, pair: Pair) -> Iterator[pa.RecordBatch]:
    """The differences as batches of SCHEMA, by kind and id. Raises TimedOut, ShelfDamaged.

    Memory is that of the engine, which spills to disk.
    """
    sql = _by_key(pair) if pair.keyed else _by_content(pair)
    with engine.cursor() as cursor:
        for batch in cursor.execute(sql).to_arrow_reader(ROW_GROUP_ROWS):
            yield pa.RecordBatch.from_arrays(
                [batch.column(each.name).cast(each.type) for each in SCHEMA], schema=SCHEMA
            )


def _by_key(pair: Pair) -> str:
    """Geometries are compared by a digest of 128 bits, so that the join need not carry them."""
    columns = pair.columns()
    carried = ", ".join(["id", f"{ROW} AS row", "md5_number(geometry) AS shape", *_quoted(columns)])
    tests = [
        f"CASE WHEN b.{quoted(each)} IS DISTINCT FROM a.{quoted(each)} THEN {_text(each)} END"
        for each in columns
    ]
    tests.append(f"CASE WHEN b.shape IS DISTINCT FROM a.shape THEN '{GEOMETRY}' END")
    return f"""
        WITH b AS (SELECT {carried} FROM {table_of(pair.before)}),
             a AS (SELECT {carried} FROM {table_of(pair.after)}),
        pairs AS (
            SELECT CASE WHEN b.row IS NULL THEN '{Kind.ADDED}' WHEN a.row IS NULL
                   THEN '{Kind.REMOVED}' ELSE '{Kind.CHANGED}' END AS kind,
                   coalesce(a.id, b.id) AS id, b.row AS before, a.row AS after,
                   CASE WHEN b.row IS NULL OR a.row IS NULL THEN []
                   ELSE list_filter([{", ".join(tests)}], lambda each: each IS NOT NULL)
                   END AS columns
            FROM b FULL OUTER JOIN a ON a.id = b.id)
        SELECT * FROM pairs WHERE kind <> '{Kind.CHANGED}' OR len(columns) > 0
        ORDER BY kind, id
    """  # noqa: S608 - quoted declared columns and paths


def _by_content(pair: Pair) -> str:
    """Rows of equal content cancel out; of those too many the last are told."""
    values = ["md5(geometry)", *(f"{each}::VARCHAR" for each in _quoted(pair.columns()))]
    told = ", ".join(f"coalesce({each}, chr(30))" for each in values)
    content = f"md5_number(concat_ws(chr(31), {told}))"
    grouped = f"SELECT {content} AS content, list({ROW} ORDER BY {ROW}) AS rows FROM"
    return f"""
        WITH b AS ({grouped} {table_of(pair.before)} GROUP BY content),
             a AS ({grouped} {table_of(pair.after)} GROUP BY content),
        pairs AS (SELECT coalesce(b.rows, []) AS old, coalesce(a.rows, []) AS new
                 FROM b FULL OUTER JOIN a ON a.content = b.content)
        SELECT '{Kind.ADDED}' AS kind, NULL AS id, NULL AS before,
               unnest(new[len(old) + 1:]) AS after, [] AS columns FROM pairs
        UNION ALL
        SELECT '{Kind.REMOVED}', NULL, unnest(old[len(new) + 1:]), NULL, [] FROM pairs
        ORDER BY kind, after, before
    """  # noqa: S608 - quoted declared columns and paths


def _quoted(columns: list[str]) -> list[str]:
    return [quoted(each) for each in columns]


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
