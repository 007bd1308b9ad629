"""The rows of the database, out and in, on either database and through any migrations.

Rows are written and read with the models as the migrations of their time describe them, so a
backup restores under a newer version, and from SQLite into PostgreSQL or back. Needs Django.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, Model

Node = tuple[str, str]

JSON_SCALARS = (bool, int, float, str, type(None))
SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}


def applied() -> tuple[Node, ...]:
    """The migrations that the database has been through, of those this version knows."""
    loader = MigrationLoader(connection)
    return tuple(sorted(node for node in loader.applied_migrations if node in loader.graph.nodes))


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as of one moment; others write on meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def tables(migrations: Sequence[Node]) -> dict[str, type[Model]]:
    """The models of that time by `app.model`, those between many and many included."""
    state = MigrationLoader(connection).project_state(list(migrations))
    models: Apps = state.apps
    found = models.get_models(include_auto_created=True)
    return {
        model._meta.label_lower: model
        for model in found
        if model._meta.managed and not model._meta.proxy
    }


def lines(model: type[Model]) -> Iterator[str]:
    """Every row of a table as a line of JSON: column -> value."""
    fields = model._meta.local_concrete_fields
    rows = model._base_manager.order_by("pk").iterator(chunk_size=2000)
    for row in rows:
        record = {field.attname: _plain(field, row) for field in fields}
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _plain(field: "Field[Any, Any]", row: Model) -> object:
    value: object = field.value_from_object(row)
    return value if isinstance(value, JSON_SCALARS) else field.value_to_string(row)


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def unknown(migrations: Iterable[Node]) -> list[Node]:
    """Those of the migrations that this version does not have."""
    known = MigrationLoader(connection).graph.nodes
    return [node for node in migrations if node not in known]


def make_tables(migrations: Sequence[Node]) -> None:
    """Make the tables of an empty database as they were after `migrations`."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    passed = {parent for node in migrations for parent in nodes[node].parents}
    executor.migrate([node for node in migrations if node not in passed])


def load(model: type[Model], records: Iterable[str]) -> int:
    """Add the rows of one table; returns how many."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    count = 0
    for line in records:
        values = {name: fields[name].to_python(value) for name, value in json.loads(line).items()}
        model(**values).save_base(raw=True, force_insert=True)
        count += 1
    return count


@contextmanager
def loading(models: Iterable[type[Model]]) -> Iterator[None]:
    """One transaction for all tables: references are looked at when all rows are there."""
    models = list(models)
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models:  # migrations may have put rows there
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a quoted name of ours
        yield
        connection.check_constraints()
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def remove_tables() -> None:
    """Drop every table of a database that was empty before."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")
