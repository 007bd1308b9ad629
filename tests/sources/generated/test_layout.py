"""The layout of a hamlet: streets and blocks between authored roads, a river and a park."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qala.sources.generated.layout import lay_out
from qala.sources.generated.layout.ground import water
from qala.sources.generated.skeleton import load_skeleton
from qala.sources.generated.street_names import load_street_names, ordinal
from tests.sources.generated.hamlet import BASE, hamlet, load, zones
from tests.sources.generated.measures import parts, paved, sides

LANGUAGES = ("kk", "ru", "en")
NAMES = load_street_names(BASE, LANGUAGES)
BUILT = ("old-grid", "slabs", "towers", "new-housing", "lots", "villas", "industry", "campus")


def _laid(folder, seed=7):
    skeleton = load_skeleton(load(folder))
    return skeleton, lay_out(skeleton, NAMES, seed)


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    return _laid(hamlet(tmp_path_factory.mktemp("hamlet")))


def test_all_streets_hang_together(laid):
    _, plan = laid
    assert len(parts(plan)) == 1
    assert 120 < len(plan.streets) < 600


def test_authored_roads_stay_where_they_are(laid):
    skeleton, plan = laid
    for fact in skeleton.tables["roads"]:
        drawn = [each for each in plan.streets if each.names["en"] == f"{fact.id} en"]
        line = shapely.union_all([each.line for each in drawn])
        assert line.hausdorff_distance(fact.shape) < 0.3
        assert {(each.road_class, each.generated, each.lanes) for each in drawn} == {
            ("primary", False, 4)
        }


def test_only_roads_and_links_cross_water_and_none_a_park(laid):
    skeleton, plan = laid
    river, park = water(skeleton)[0], skeleton.shapes("greenery")[0]
    bridges = [each for each in plan.streets if each.line.intersects(river)]
    assert sum(each.generated for each in bridges) <= 1
    assert not any(each.line.intersects(park.buffer(-1)) for each in plan.streets)


def test_blocks_are_clear_of_streets_water_parks_and_one_another(laid):
    skeleton, plan = laid
    blocks = [block.polygon for block in plan.blocks]
    ground = shapely.union_all(blocks)
    assert all(each.is_valid and each.area > 400 for each in blocks)
    assert sum(each.area for each in blocks) == pytest.approx(ground.area, abs=1)
    assert ground.intersection(paved(plan)).area < 20
    for shape in [*water(skeleton), *skeleton.shapes("greenery")]:
        assert ground.intersection(shape).area < 20  # noded on a grid of 10 cm
    assert {block.district for block in plan.blocks} == {"all"}
    assert all(block.streets for block in plan.blocks)


def test_blocks_are_of_the_size_of_their_fabric(laid):
    _, plan = laid
    grid = sides(plan, "old-grid")
    assert np.mean((grid > 120) & (grid < 270)) > 0.9
    lots = sides(plan, "lots")
    assert 70 < np.median(lots[:, 0]) < 115
    assert 180 < np.median(lots[:, 1]) < 330


def test_a_street_has_one_name_along_its_run_and_no_other_has_it(laid):
    _, plan = laid
    runs = {}
    for street in plan.streets:
        assert all(street.names[language].strip() for language in ("", *LANGUAGES))
        assert street.names[""] == street.names["kk"]
        runs.setdefault(street.names["en"], []).append(street.line)
    for lines in runs.values():
        assert shapely.line_merge(shapely.union_all(lines)).geom_type == "LineString"


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(laid, tmp_path):
    _, plan = laid
    _, again = _laid(hamlet(tmp_path))
    assert again == plan
    _, other = _laid(hamlet(tmp_path), seed=8)
    assert other.streets != plan.streets


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    west=st.sampled_from(BUILT),
    east=st.sampled_from((*BUILT, "open")),
    bearing=st.integers(0, 180),
    seed=st.integers(0, 10**6),
)
def test_any_fabrics_side_by_side_make_one_sound_network(tmp_path, west, east, bearing, seed):
    _, plan = _laid(hamlet(tmp_path, fabrics=zones(west, east, str(bearing))), seed)
    assert len(parts(plan)) == 1
    assert all(each.line.is_valid and each.line.length > 0 for each in plan.streets)
    assert all(each.polygon.is_valid for each in plan.blocks)
    assert {block.fabric.id for block in plan.blocks} == {west, east}


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (102, "102nd"), (111, "111th")],
)  # fmt: skip
def test_english_ordinals(number, said):
    assert ordinal(number) == said


def test_names_are_plain_first_and_russian_qualities_agree_with_their_things():
    names = NAMES.streets(4000, np.random.default_rng(1))
    for language in LANGUAGES:
        assert len({each[language] for each in names}) == 4000
    assert not any(character.isdigit() for each in names[:3000] for character in each["kk"])
    paired = {each["en"]: each for each in names[140:]}
    assert paired["White Birch Street"] == {
        "": "Ақ қайың көшесі",
        "kk": "Ақ қайың көшесі",
        "ru": "улица Белой Берёзы",
        "en": "White Birch Street",
    }
    assert paired["Old Oak Lane"]["ru"] == "переулок Старого Дуба"
