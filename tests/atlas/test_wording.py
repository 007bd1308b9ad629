"""What a feature is, in words."""

import pytest

from qala.atlas.wording import kind_of
from qala.core.dataset import Dataset, Field, FieldType, GeometryType, Style
from qala.core.text import Text
from qala.store.items import Item


@pytest.mark.parametrize(("field", "said"), [("kind", "lyceum"), ("room", "school")])
def test_a_kind_says_what_a_feature_is_and_a_state_does_not(field, said):
    values = {"one": Text({"en": "lyceum"})}
    dataset = Dataset(
        id="schools",
        title=Text({"en": "Schools"}),
        abstract=Text(),
        theme="education",
        geometry=GeometryType.POINT,
        fields=(Field(field, FieldType.CATEGORY, Text({"en": field}), values=values),),
        sources=(),
        file="schools.toml",
        singular=Text({"en": "school"}),
        style=Style(kind="category", field=field),
    )
    item = Item(id="1", properties={field: "one"}, geometry=None)
    assert kind_of(item, dataset, "en") == said
