"""Why a record was skipped, mended or noted, in words. The codes are those of `Intake`."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qala.core.dataset import Dataset

REASONS: dict[str, Promise] = {
    "geometry_missing": _("its place is not given"),
    "geometry_empty": _("its geometry is empty"),
    "geometry_unreadable": _("its geometry cannot be read"),
    "geometry_type": _("its geometry is of another kind than the dataset's"),
    "geometry_collection": _("its geometry mixes kinds, of which one was kept"),
    "geometry_collapsed": _("nothing was left of its geometry after repair"),
    "geometry_no_area": _("its outline encloses no area"),
    "geometry_self_intersection": _("its outline crosses itself"),
    "geometry_ring_self_intersection": _("its outline touches itself"),
    "geometry_hole_lies_outside_shell": _("a hole lies outside its outline"),
    "geometry_holes_are_nested": _("its holes lie in one another"),
    "geometry_nested_shells": _("its parts lie in one another"),
    "geometry_interior_is_disconnected": _("its holes cut it into pieces"),
    "geometry_duplicate_rings": _("one of its outlines is given twice"),
    "geometry_too_few_points_in_geometry_component": _("it has too few points"),
    "geometry_invalid_coordinate": _("one of its coordinates is not a number"),
    "coordinates_outside_world": _("its coordinates lie outside the world"),
    "outside_city": _("it lies far outside the city"),
    "ring_not_closed": _("its outline is not closed"),
    "ring_too_short": _("its outline has too few points"),
    "rings_touch_or_cross": _("its outlines touch or cross each other"),
    "area_not_closed": _("it should be an area, but its outline is not closed"),
    "too_few_nodes": _("it has too few points"),
    "node_missing": _("some of its points are not in the file"),
    "member_missing": _("some of its parts are not in the file"),
    "member_repeated": _("one of its parts was named twice"),
    "relation_without_ways": _("it has no outline"),
    "part_of_relation": _("it is part of a larger object that is in the data"),
    "level_or_name_missing": _("its administrative level or its name is not given"),
    "other_admin_level": _("it belongs to another administrative level"),
    "road_not_built": _("the road is not built yet"),
    "not_a_road": _("it is not a road to travel on"),
    "road_is_area": _("it is a square, not a line"),
    "track_not_in_use": _("the track is not in use"),
    "not_a_track": _("it is not a track"),
    "stop_position": _("it marks where vehicles halt, not the stop itself"),
    "not_a_building": _("it is marked as no building"),
    "house_number_missing": _("its house number is not given"),
    "not_water": _("it is not water"),
    "not_completed": _("the table that adds to it has no row for it"),
    "kind_not_listed": _("its kind is not in the list of categories"),
    "duplicate_id": _("another record has the same id"),
    "id_missing": _("it has no id, and was given its row number"),
    "source_id_repeated": _("its id is repeated or missing, and was replaced"),
    "malformed_row": _("its row has more or fewer columns than the head of the table"),
    "not_wanted": _("it is of a kind that does not belong to this dataset"),
    "reader_warning": _("the reader of the file gave a warning"),
}
"""Reasons that concern a record as a whole."""

FIELD_REASONS: dict[str, Promise] = {
    "bad_value": _("the value of “{field}” cannot be read"),
    "unknown_value": _("the value of “{field}” is not among the declared ones"),
}
"""Reasons that name a field behind a colon, as `bad_value:capacity`."""


def reason_in_words(reason: str, dataset: Dataset, language: str) -> str:
    """The reason as a reader wants it; a code that is not in the tables is shown as it is."""
    code, _colon, detail = reason.partition(":")
    if code in FIELD_REASONS:
        field = dataset.field_named(detail)
        label = field.label.in_language(language) if field else detail
        return str(FIELD_REASONS[code]).format(field=label)
    if code in REASONS:
        return str(REASONS[code])
    return gettext("other reason: {code}").format(code=reason)
