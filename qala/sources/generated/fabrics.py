"""The fabrics that every invented city is made of: `generated/fabrics.toml` of the base."""

from qala.sources.folder.document import read_document
from qala.sources.folder.table import Reading, Table
from qala.sources.generated.plan import KINDS, WEAVES, Fabric, Span

FABRICS = "generated/fabrics.toml"
SMALLEST_BLOCK_M = 60
"""Below this the width of the streets would leave no ground to build on."""


def read_fabrics(reading: Reading) -> dict[str, Fabric]:
    """The fabrics by id; what is wrong is added to the problems of the reading."""
    document = read_document(reading.base / FABRICS, reading.problems)
    if document is None:
        return {}
    entries = Table(document, reading).entries()
    return {name: _fabric(name, Table(node, reading)) for name, node in entries}


def _fabric(name: str, table: Table) -> Fabric:
    levels = _span(table, "levels")
    fabric = Fabric(
        id=name,
        kind=table.choice("kind", KINDS),
        weave=table.choice("weave", WEAVES),
        block_m=_span(table, "block_m"),
        levels=(int(levels[0]), int(levels[1])),
        lot_m2=_span(table, "lot_m2"),
        weight_people=table.number("weight_people"),
        weight_jobs=table.number("weight_jobs"),
        use=table.string("use", ""),
    )
    if fabric.weave != "none" and fabric.block_m[0] < SMALLEST_BLOCK_M:
        table.error(
            f"begins with {fabric.block_m[0]:g}, too little for a block",
            f"give {SMALLEST_BLOCK_M} m or more",
            key="block_m",
        )
    table.finish()
    return fabric


def _span(table: Table, key: str) -> Span:
    """Two numbers, the least and the most; (0, 0) where they are wrong, which is reported."""
    numbers = table.numbers(key, 2)
    if len(numbers) != 2:
        if key not in table:
            table.error(f"lacks `{key}`", f"add {key} = [least, most]")
        return 0.0, 0.0
    least, most = numbers
    if not 0 <= least <= most:
        table.error("is not a least and a most", f"write {key} = [least, most]", key=key)
    return least, most
