"""The `[[fields]]` of a dataset."""

from collections.abc import Mapping

from qala.core.dataset import AGGREGATES, NAME, OWN_COLUMNS, Field, FieldType
from qala.core.text import Text
from qala.core.units import UNITS
from qala.sources.folder.table import Table
from qala.sources.nearest import nearest

NAME_REMEDY = "use up to 64 small Latin letters, digits and _, beginning with a letter"


def read_fields(dataset: Table) -> tuple[Field, ...]:
    """All fields, in the order of the file; a name must not come twice."""
    fields: dict[str, Field] = {}
    tables: dict[str, Table] = {}
    for table in dataset.tables("fields"):
        field = _field(table)
        if field.name in fields:
            table.error(f'repeats the field "{field.name}"', "rename or remove it", key="name")
        fields[field.name], tables[field.name] = field, table
    for name, table in tables.items():
        _check_density(table, fields[name], fields)
    return tuple(fields.values())


def _field(table: Table) -> Field:
    name = table.string("name")
    if name in OWN_COLUMNS:
        table.error(f'is "{name}", which every release has', "choose another name", key="name")
    elif name and not NAME.fullmatch(name):
        table.error(f'is "{name}"', NAME_REMEDY, key="name")
    kind = FieldType(table.choice("type", [each.value for each in FieldType]))
    field = Field(
        name=name,
        type=kind,
        label=table.text("label"),
        unit=table.choice("unit", UNITS, ""),
        values=_values(table, kind),
        decimals=table.integer("decimals", 0) if "decimals" in table else None,
        per_km2=table.strings("per_km2"),
        aggregate=table.choice("aggregate", AGGREGATES, ""),
    )
    if field.aggregate and not field.is_number:
        table.error(f'does not go with type "{kind}"', "use it with a number", key="aggregate")
    table.finish()
    return field


def _check_density(table: Table, field: Field, fields: Mapping[str, Field]) -> None:
    """A density is a number made of two other declared numbers."""
    numbers = [name for name, each in fields.items() if each.is_number and name != field.name]
    if not field.per_km2:
        return
    known = all(name in numbers for name in field.per_km2)
    if field.type is not FieldType.NUMBER or len(field.per_km2) != 2 or not known:
        table.error(
            "is not a density",
            'use type = "number" and two other numeric fields, a count and an area in m2',
            key="per_km2",
        )


def _values(table: Table, kind: FieldType) -> dict[str, Text]:
    values = {
        value: table.reading.text(node)
        for value, node in (table.table("values").entries() if "values" in table else [])
    }
    if kind is FieldType.CATEGORY and not values:
        table.error("has no values", 'add [fields.values] with value = { en = "..." }')
    if kind is not FieldType.CATEGORY and values:
        table.error(f'does not go with type "{kind}"', 'use type = "category"', key="values")
    return values


def check_names(table: Table, keys: list[str], known: list[str], what: str) -> None:
    """Report each of `keys` of the table (as data) that is not one of `known`."""
    for key in keys:
        if key not in known:
            table.error(f"is not a declared {what}", nearest(key, known), key=key)
