"""Licences as addresses, and the days that a written date covers."""

from datetime import date

import pytest

from qala.atlas.records.coverage import Period, box_as_wkt, period_of
from qala.atlas.records.licences import licence_address
from qala.core.geometry import BBox


@pytest.mark.parametrize(
    ("stated", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        (" cc0-1.0 ", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("https://example.org/ and another", ""),
        ("javascript:alert(1)", ""),
        ("Free for schools", ""),
        ("", ""),
    ],
)
def test_a_licence_is_known_by_its_identifier_or_address(stated, address):
    assert licence_address(stated) == address


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2024", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("2025-12", Period(date(2025, 12, 1), date(2025, 12, 31))),
        (" 2025-09-30 ", Period(date(2025, 9, 30), date(2025, 9, 30))),
        ("2025-02-30", None),
        ("last year", None),
        ("", None),
    ],
)
def test_a_written_date_covers_days(written, period):
    assert period_of(written) == period


def test_a_box_is_a_closed_ring():
    box = BBox(76.9, 43.2, 77.0, 43.3)
    assert box_as_wkt(box) == "POLYGON((76.9 43.2, 77 43.2, 77 43.3, 76.9 43.3, 76.9 43.2))"
