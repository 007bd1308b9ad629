"""The number of a tile along the Hilbert curves of PMTiles, four zoom levels at a time.

A Hilbert curve is a walk in which every quadrant holds the same walk, perhaps with its axes
swapped or turned around. There are four such orientations, so the walk of 16 x 16 tiles is looked
up in a table: the orientation and four bits of x and y give eight bits and the next orientation.
Method: the bit-wise rotation of the PMTiles specification v3, section 4.1, tabulated.
"""

BITS = 4
SIDE = 1 << BITS


def _rotated(side: int, x: int, y: int) -> tuple[int, int]:
    """The tile inside its quadrant of `side` tiles, as the walk of that quadrant counts."""
    inner_x, inner_y = x & (side - 1), y & (side - 1)
    if y & side:
        return inner_x, inner_y
    return (side - 1 - inner_y, side - 1 - inner_x) if x & side else (inner_y, inner_x)


def _walk(bits: int, x: int, y: int) -> int:
    """Position of (x, y) along the curve through 2^bits x 2^bits tiles, bit by bit."""
    position = 0
    for bit in reversed(range(bits)):
        side = 1 << bit
        right, upper = bool(x & side), bool(y & side)
        position = position << 2 | (3 * right ^ upper)
        x, y = _rotated(side, x, y)
    return position


def _turned(orientation: int, x: int, y: int) -> tuple[int, int]:
    """A tile of a block in another orientation: bit 0 swaps the axes, bit 1 turns them around."""
    if orientation & 2:
        x, y = SIDE - 1 - x, SIDE - 1 - y
    return (y, x) if orientation & 1 else (x, y)


def _orientation_behind(x: int, y: int) -> int:
    """The orientation in which the curve goes on inside tile (x, y) of an upright block."""
    orientation = 0
    for bit in reversed(range(BITS)):
        side = 1 << bit
        if not y & side:
            orientation ^= 3 if x & side else 1
        x, y = _rotated(side, x, y)
    return orientation


def _tabulated() -> tuple[tuple[int, ...], ...]:
    """For each orientation, by `x << 4 | y`: the position times four plus the next orientation."""
    tables = []
    for orientation in range(4):
        table = []
        for index in range(SIDE * SIDE):
            x, y = _turned(orientation, index >> BITS, index & (SIDE - 1))
            behind = orientation ^ _orientation_behind(x, y)
            table.append(_walk(BITS, x, y) << 2 | behind)
        tables.append(tuple(table))
    return tuple(tables)


TABLES = _tabulated()


def tile_id(z: int, x: int, y: int) -> int:
    """Number of the tile in PMTiles; expects 0 <= z <= 31 and 0 <= x, y < 2^z."""
    levels = (z + BITS - 1) // BITS * BITS
    orientation = (levels - z) & 1  # levels above the map only swap the axes
    position = 0
    for shift in range(levels - BITS, -1, -BITS):
        found = TABLES[orientation][(x >> shift & 15) << BITS | (y >> shift & 15)]
        position = position << 2 * BITS | found >> 2
        orientation = found & 3
    return ((1 << 2 * z) - 1) // 3 + position
