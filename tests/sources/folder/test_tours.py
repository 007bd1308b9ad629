"""Tours and the contact of a city: each mistake in them has file, line and remedy."""

import pytest

from qala.core.tour import Camera
from qala.sources.folder import Severity, load_city

WALK = "tours/first-walk.toml"
TOUR = """\
title = { kk = "Серуен", en = "A walk" }
summary = { kk = "Қысқа серуен.", en = "A short walk." }
seconds = 9.5

[sources.paper]
title = { kk = "Газет", en = "A newspaper" }
publisher = "Council"
date = "2018-11-30"
url = "https://paper.example/1"

[[stops]]
at = [76.9, 43.2, 12]
bearing = -20
pitch = 45
layers = ["schools"]
on = "2027-12-31"
seconds = 5.5
title = { kk = "Басы", en = "The start" }
text = { kk = "Мұнда басталады.", en = "It begins here." }

[[stops.claims]]
figure = "12"
of = { kk = "мектеп", en = "schools" }
source = "paper"

[[stops]]
at = [76.95, 43.25, 14]
seconds = 4
title = { kk = "Соңы", en = "The end" }
text = { kk = "Мұнда бітеді.", en = "It ends here." }
"""
CONTACT = '\n[contact]\nname = "Council"\nemail = "map@town.example"\nphone = "+7 727 000 00 00"\n'


@pytest.fixture
def walked(town):
    """The town with one tour."""
    town.file("tours").mkdir()
    town.file(WALK).write_text(TOUR, encoding="utf-8")
    return town


def test_a_tour_is_read_with_its_claims_and_their_source(walked):
    assert walked.problems() == []
    (tour,) = load_city(walked.folder).tours
    first, last = tour.stops
    assert (tour.id, tour.seconds) == ("first-walk", 9.5)
    assert first.camera == Camera(at=(76.9, 43.2, 12.0), bearing=-20.0, pitch=45.0)
    assert (first.layers, first.on, last.layers, last.on) == (("schools",), "2027-12-31", (), "")
    assert last.camera == Camera(at=(76.95, 43.25, 14.0))
    (claim,) = first.claims
    assert (claim.figure["kk"], claim.of["en"]) == ("12", "schools")
    assert (claim.report.publisher["en"], claim.report.date) == ("Council", "2018-11-30")


def test_tours_come_in_the_order_they_ask_for(walked):
    walked.file("tours/a-late-one.toml").write_text(TOUR, encoding="utf-8")
    assert [each.id for each in load_city(walked.folder).tours] == ["a-late-one", "first-walk"]
    walked.replace(WALK, "seconds = 9.5", "seconds = 9.5\norder = 1")
    assert [each.id for each in load_city(walked.folder).tours] == ["first-walk", "a-late-one"]


@pytest.mark.parametrize(
    ("old", "new", "said", "remedy"),
    [
        ("seconds = 9.5", "seconds = 60", "is 60, but the stops last 9.5", "change one"),
        ("at = [76.9, 43.2, 12]", "at = [43.2, 76.9, 12]", "outside `bounds`", "longitude"),
        ("at = [76.9, 43.2, 12]", "at = [76.9, 43.2]", "not a list of 3 numbers", "[1, 2.5"),
        ("bearing = -20", "bearing = 340", "`stops[1].bearing` is 340", "-180 to 180"),
        ("pitch = 45", "pitch = 85", "`stops[1].pitch` is 85", "0 to 70"),
        ('["schools"]', '["school"]', '"school", which is no dataset', "`schools`"),
        ("2027-12-31", "2027-31-12", "which is no day", "2027-12-31"),
        ("seconds = 5.5", "seconds = 0.5", "`stops[1].seconds` is 0.5", "2 to 60"),
        ('source = "paper"', 'source = "papper"', "which the tour does not have", "`paper`"),
        ('date = "2018-11-30"', 'date = "30.11.2018"', 'is "30.11.2018"', "2018-11-30"),
        ('"мектеп", en =', '"мектеп", ru =', "`stops[1].claims[1].of` has no en", "en ="),
        ("seconds = 4\n", "secondes = 4\n", "`stops[2].secondes` is not a known key", "`seconds`"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_tour_is_named_with_line_and_remedy(walked, old, new, said, remedy):
    line = walked.replace(WALK, old, new)
    found = [
        each
        for each in walked.problems()
        if said in each.message and each.severity is Severity.ERROR
    ]
    assert [(each.file, each.line) for each in found] == [(walked.file(WALK), line)]
    assert remedy in found[0].remedy


def test_a_tour_without_stops_or_with_a_wrong_name_is_refused(walked):
    title, _, _ = TOUR.partition("seconds = 9.5")
    walked.file(WALK).write_text(title, encoding="utf-8")
    walked.file("tours/Second_Walk.toml").write_text(TOUR, encoding="utf-8")
    assert [each.message for each in walked.problems()] == [
        'the tour id "Second_Walk" (its file) is not a name',
        "has no stop",
    ]


def test_a_city_says_who_answers_for_it_or_nothing(town):
    assert load_city(town.folder).contact.email == ""
    with town.file("city.toml").open("a", encoding="utf-8") as file:
        file.write(CONTACT)
    contact = load_city(town.folder).contact
    assert (contact.name["kk"], contact.email) == ("Council", "map@town.example")
    assert (contact.phone, dict(contact.hours)) == ("+7 727 000 00 00", {})


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("map@town.example", "map at town", "name@example.org"),
        ("+7 727 000 00 00", "call us", "+7 727"),
    ],
)
def test_a_contact_that_cannot_be_used_is_named(town, old, new, remedy):
    with town.file("city.toml").open("a", encoding="utf-8") as file:
        file.write(CONTACT)
    line = town.replace("city.toml", old, new)
    (problem,) = town.problems()
    assert problem.line == line
    assert remedy in problem.remedy
