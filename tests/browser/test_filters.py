"""Filters and the table of a layer in a real browser: map, counts, table and address agree."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visiting

pytestmark = pytest.mark.browser

PLACES = "/ru/map?at=76.93,43.24,13&layers=places"
POPULATION = "/en/map?at=76.93,43.24,12&layers=population"
SHOWN = """() => document.querySelector('qala-map').page.map.then((map) => new Set(
    map.rowsInView().map(({ id }) => id)).size)"""


def test_a_legend_entry_is_part_of_the_filter(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(PLACES)
    count = page.locator("qala-legend button .count").first
    expect(count).not_to_be_empty()
    page.locator("qala-legend button").first.click()
    matched = page.locator("qala-sieve .matched")
    expect(matched).to_have_text(f"{187 - int(count.inner_text())} из 187")
    page.wait_for_function("location.search.includes('filter=places/category:!')")
    page.reload()
    hidden = page.locator("qala-legend button[aria-pressed=false]")
    expect(hidden).to_have_count(1)
    page.get_by_role("button", name="Сбросить фильтры").click()
    expect(hidden).to_have_count(0)
    expect(matched).to_be_empty()
    assert not visit.wrong


def test_typed_limits_filter_map_counts_and_table(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(POPULATION)
    everything = page.evaluate(SHOWN)
    page.get_by_role("button", name="Filter", exact=True).press("Enter")
    page.locator("qala-filters summary", has_text="Population").first.press("Enter")
    page.locator("#filter-population-population-from").fill("1 000")
    page.locator("#filter-population-population-from").press("Tab")
    matched = page.locator("qala-sieve .matched")
    expect(matched).to_contain_text("of 10,591")
    page.wait_for_function(
        f"() => ({SHOWN})().then((count) => count > 0 && count < {everything} / 5)"
    )
    assert "filter=population/population:1000.." in page.url
    page.get_by_role("button", name="Table").press("Enter")
    table = page.get_by_role("region", name="Table:")
    expect(table.locator(".table-head .matched")).to_have_text(matched.inner_text())
    head = table.locator("th", has=page.locator("[data-column=population]"))
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(table.locator("tbody tr[data-id]").first).to_contain_text("1,00")
    assert not visit.wrong


def test_a_row_leads_to_its_feature_and_back(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open(f"{PLACES}&table=places/name")
    row = page.locator("qala-table tbody tr[data-id]").nth(2)
    name = row.get_by_role("button").inner_text()
    row.get_by_role("button").press("Enter")
    expect(row).to_have_attribute("aria-current", "true")
    expect(page.locator("qala-place")).to_contain_text(name)
    page.go_back()
    expect(row).not_to_have_attribute("aria-current", "true")
    page.locator("qala-table").get_by_role("button", name="Следующая страница").press("Enter")
    expect(page.locator(".table-foot")).to_contain_text("51–100 из 187")
    page.keyboard.press("Escape")
    expect(page.locator("qala-table")).to_have_count(0)
    expect(page.get_by_role("button", name="Таблица")).to_be_focused()
    assert not visit.wrong


def test_what_tiles_do_not_hold_filters_all_the_same(visiting: Visiting) -> None:
    visit = visiting()
    page = visit.open("/ru/map?at=76.93,43.238,15&layers=buildings&filter=buildings/street:абая")
    expect(page.locator("qala-sieve .matched")).to_contain_text("из 155")
    page.wait_for_function(f"() => ({SHOWN})().then((count) => count > 0 && count < 100)")
    assert not visit.wrong


def test_a_wrong_filter_is_left_out_and_told(visiting: Visiting) -> None:
    visit = visiting(width=390, height=844)
    page = visit.open(f"{PLACES}&filter=places/nope:1;category:shop.mall")
    expect(page.locator("qala-note")).to_contain_text("nope:1")
    page.locator(".fold").click()
    expect(page.locator("qala-sieve .matched")).to_have_text("29 из 187")
    assert not visit.wrong
