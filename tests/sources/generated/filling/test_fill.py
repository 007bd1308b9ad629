"""The filling of a small city, layer by layer, as the datasets take it."""

from collections import Counter

import numpy as np
import pytest
import shapely
from pyproj import CRS

from qala.core.dataset import FieldType
from qala.core.features import Intake
from qala.core.projection import WGS84, mover
from qala.sources.conform import conform
from qala.sources.folder import load_city
from qala.sources.generated.filling import LAYERS, Words
from qala.sources.generated.plan import Block, Plan
from tests.conftest import PROJECT
from tests.sources.generated.filling.conftest import LANGUAGES, POPULATIONS, Filled
from tests.sources.generated.filling.plans import PROJECTION, small_plan

ALMATY = PROJECT / "cities" / "almaty"
TOUCH_M2 = 0.05


def metres(shapes: list[shapely.Geometry]) -> np.ndarray:
    back = mover(WGS84, CRS.from_epsg(PROJECTION))
    return np.asarray(shapely.transform(np.array(shapes, dtype=object), back))


def overlaps(shapes: np.ndarray) -> list[tuple[int, int]]:
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < two
    one, two = one[pairs], two[pairs]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[two])) > TOUCH_M2
    return list(zip(one[shared].tolist(), two[shared].tolist(), strict=True))


def test_every_layer_has_features_with_ids_of_their_own(filled: Filled) -> None:
    assert set(filled.layers) == set(LAYERS)
    for layer in LAYERS:
        ids = filled.ids(layer)
        assert len(ids) == len(set(ids)) > 20
        assert all(shapely.is_valid(filled.shapes(layer)))
        assert set(filled.column(layer, "generated")) == {True}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_datasets_take_every_feature_as_it_is(filled: Filled, layer: str) -> None:
    city = load_city(ALMATY)
    dataset = city.dataset(layer)
    assert dataset is not None
    spec = next(each for each in dataset.sources if each.kind == "generated")
    intake = Intake()
    chunks = list(
        conform(
            filled.layers[layer],
            dataset,
            spec,
            languages=LANGUAGES,
            bounds=city.bounds,
            intake=intake,
        )
    )
    assert sum(map(len, chunks)) == len(filled.ids(layer))
    notes = {reason for reason in intake.noted if not reason.startswith("unknown_value:district")}
    assert (notes, intake.skipped, intake.mended) == (set(), Counter(), Counter())


@pytest.mark.parametrize("layer", LAYERS)
def test_what_is_invented_says_so(layer: str) -> None:
    dataset = load_city(ALMATY).dataset(layer)
    assert dataset is not None
    field = dataset.field_named("generated")
    assert field is not None
    assert field.type is FieldType.BOOLEAN
    spec = next(each for each in dataset.sources if each.kind == "generated")
    assert set(spec.note) == set(LANGUAGES)


def test_no_house_and_no_plot_lies_on_another(filled: Filled) -> None:
    assert overlaps(metres(filled.shapes("buildings"))) == []
    assert overlaps(metres(filled.shapes("parcels"))) == []


def test_plots_cover_their_blocks_and_nothing_else(plan: Plan, filled: Filled) -> None:
    blocks = shapely.union_all([each.polygon for each in plan.blocks])
    plots = metres(filled.shapes("parcels"))
    assert shapely.area(plots).sum() == pytest.approx(blocks.area, rel=0.001)
    assert shapely.union_all(plots).difference(blocks.buffer(0.01)).area < 1


def test_houses_stand_within_their_plots_and_off_the_streets(plan: Plan, filled: Filled) -> None:
    houses, plots = metres(filled.shapes("buildings")), metres(filled.shapes("parcels"))
    tree = shapely.STRtree(shapely.buffer(plots, 0.01))
    inside, _ = tree.query(houses, predicate="within")
    assert set(inside.tolist()) == set(range(len(houses)))
    roads = [shapely.buffer(each.line, each.width_m / 2) for each in plan.streets]
    assert len(shapely.STRtree(roads).query(houses, predicate="intersects")[0]) == 0


def test_houses_are_parallel_to_the_longest_street_side(words: Words) -> None:
    """In a block of lots between parallel streets every house has a wall along them."""
    plan = small_plan(("lots",), side=1)
    angles = []
    for house in metres(Filled(plan, words).shapes("buildings")):
        points = shapely.get_coordinates(shapely.minimum_rotated_rectangle(house))
        along = points[1] - points[0]
        angles.append(np.degrees(np.arctan2(along[1], along[0])) % 90)
    street = np.subtract(*[np.array(plan.streets[0].line.coords[each]) for each in (-1, 0)])
    wanted = np.degrees(np.arctan2(street[1], street[0])) % 90
    assert np.median(angles) == pytest.approx(wanted, abs=3)


def test_residents_add_up_to_each_district_exactly(filled: Filled) -> None:
    people: Counter[str] = Counter()
    districts, counts = (
        filled.column("population", "district"),
        filled.column("population", "population"),
    )
    for district, count in zip(districts, counts, strict=True):
        people[district] += count
    assert dict(people) == POPULATIONS


def test_nobody_lives_where_there_are_no_dwellings(plan: Plan, filled: Filled) -> None:
    fabric = {each.id: each.fabric for each in plan.blocks}
    lived = {fabric[each].weight_people > 0 for each in filled.ids("population")}
    assert lived == {True}


def test_jobs_add_up_and_hold_the_staff_of_the_businesses(filled: Filled) -> None:
    assert sum(filled.column("jobs", "jobs")) == round(0.455 * sum(POPULATIONS.values()))
    industries = [name for name in filled.layers["jobs"][0].columns if name.startswith("jobs_")]
    by_industry = [filled.column("jobs", name) for name in industries]
    assert [sum(row) for row in zip(*by_industry, strict=True)] == filled.column("jobs", "jobs")


def test_the_main_industry_is_the_one_with_most_jobs(filled: Filled) -> None:
    chunk = filled.layers["jobs"][0]
    for row, main in enumerate(chunk.columns["main_industry"]):
        counts = [v[row] for name, v in chunk.columns.items() if name.startswith("jobs_")]
        assert chunk.columns[f"jobs_{main}"][row] == max(counts)


def test_addresses_and_businesses_are_points_in_their_houses(filled: Filled) -> None:
    houses = dict(zip(filled.ids("buildings"), filled.shapes("buildings"), strict=True))
    pairs = [
        *zip(filled.ids("addresses"), filled.shapes("addresses"), strict=True),
        *(
            (each.rsplit("-b", 1)[0], point)
            for each, point in zip(
                filled.ids("businesses"), filled.shapes("businesses"), strict=True
            )
        ),
    ]
    astray = [each for each, point in pairs if houses[each].distance(point) > 1e-8]
    assert astray == []


def test_the_same_seed_gives_the_same_city_and_another_another(plan: Plan, words: Words) -> None:
    one, two, other = (Filled(plan, words, seed=seed) for seed in (3, 3, 4))
    for layer in LAYERS:
        assert one.ids(layer) == two.ids(layer)
        assert one.shapes(layer) == two.shapes(layer)
        for name in one.layers[layer][0].columns:
            assert one.column(layer, name) == two.column(layer, name)
    assert one.shapes("buildings") != other.shapes("buildings")


def test_a_block_has_the_same_houses_whatever_is_around(plan: Plan, words: Words) -> None:
    block = plan.blocks[7]
    alone = Plan(plan.streets, (Block(block.id, block.polygon, block.fabric, "d1", block.streets),))
    mine = Filled(alone, words)
    whole = Filled(plan, words)
    wanted = {
        each: shape.wkb
        for each, shape in zip(whole.ids("buildings"), whole.shapes("buildings"), strict=True)
        if each.startswith(f"{block.id}-")
    }
    found = {
        each: shape.wkb
        for each, shape in zip(mine.ids("buildings"), mine.shapes("buildings"), strict=True)
    }
    assert found == wanted


def test_a_plan_without_blocks_is_an_empty_city(words: Words) -> None:
    assert Filled(Plan((), ()), words).layers == {}
