"""Any text, number and truth value comes back from each format as it was."""

import csv
import io
import math
import tempfile
from pathlib import Path

import numpy as np
import openpyxl
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qala.core.features import Features
from qala.store.exports import Form, Order
from qala.store.exports.making import make
from qala.store.shelf import Shelf
from tests.store.conftest import put
from tests.store.exports.conftest import CREDIT, THINGS
from tests.store.exports.test_formats import by_gdal

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
ROWS = st.lists(
    st.tuples(
        TEXTS,
        st.none() | st.integers(-(2**62), 2**62),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_values_survive_every_format(rows):
    names, counts, shares, truths = (list(each) for each in zip(*rows, strict=True))
    none = [None] * len(rows)
    features = Features(
        ids=[f"t{number}" for number in range(len(rows))],
        geometry=shapely.points(np.full(len(rows), 76.9), np.full(len(rows), 43.2)),
        columns={
            "name": names,
            "name_kk": none,
            "name_en": none,
            "kind": none,
            "count": counts,
            "share": shares,
            "open": truths,
            "since": none,
        },
    )
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder, "releases"))
        release = put(shelf, features, dataset=THINGS).release
        for form in (Form.GPKG, Form.FGB, Form.GEOJSON, Form.CSV, Form.XLSX):
            path = Path(folder, f"file.{form}")
            order = Order(shelf.root, "things", release.sequence, form, "things", CREDIT)
            make(order, path, lambda _done: None)
            found = READ[form](path)
            for number, (name, count, share, truth) in enumerate(rows):
                row = found[f"t{number}"]
                assert (row["name"] or None) == (name or None), form
                assert row["count"] == count, form
                assert row["open"] == truth, form
                assert close(row["share"], share), form


def close(found, expected):
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-15, abs_tol=5e-324)


def by_csv(path):
    rows = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
    truths = {"true": True, "false": False, "": None}
    return {
        row["id"]: {
            "name": row["name"],
            "count": int(row["count"]) if row["count"] else None,
            "share": float(row["share"]) if row["share"] else None,
            "open": truths[row["open"]],
        }
        for row in rows
    }


def by_openpyxl(path):
    header, *rows = openpyxl.load_workbook(path).worksheets[0].values
    found = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    for row in found.values():  # beyond 15 digits a sheet has whole numbers as text
        row["count"] = int(row["count"]) if isinstance(row["count"], str) else row["count"]
    return found


READ = {
    Form.GPKG: by_gdal,
    Form.FGB: by_gdal,
    Form.GEOJSON: by_gdal,
    Form.CSV: by_csv,
    Form.XLSX: by_openpyxl,
}
