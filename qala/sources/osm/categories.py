"""The category tree of places: one table from tags to categories, as data.

Keys are tried in the order of the table; the first value found decides. Tags:
wiki.openstreetmap.org, Map features.
"""

from qala.sources.osm.elements import Tags

# category -> tag values, by key.
_TREE: dict[str, dict[str, tuple[str, ...]]] = {
    "amenity": {
        "food.restaurant": ("restaurant",),
        "food.cafe": ("cafe", "ice_cream"),
        "food.fast_food": ("fast_food", "food_court"),
        "food.bar": ("bar", "pub", "biergarten", "nightclub"),
        "shop.market": ("marketplace",),
        "health.hospital": ("hospital",),
        "health.clinic": ("clinic", "doctors"),
        "health.pharmacy": ("pharmacy",),
        "health.dentist": ("dentist",),
        "health.veterinary": ("veterinary",),
        "education.university": ("university",),
        "education.college": ("college",),
        "education.school": ("school",),
        "education.kindergarten": ("kindergarten", "childcare"),
        "education.library": ("library",),
        "education.courses": ("language_school", "music_school", "driving_school", "training"),
        "finance.bank": ("bank",),
        "finance.atm": ("atm",),
        "finance.exchange": ("bureau_de_change", "money_transfer"),
        "culture.theatre": ("theatre",),
        "culture.cinema": ("cinema",),
        "culture.arts_centre": ("arts_centre", "community_centre", "events_venue"),
        "culture.worship": ("place_of_worship", "monastery"),
        "transport.bus_station": ("bus_station",),
        "transport.fuel": ("fuel",),
        "transport.parking": ("parking",),
        "transport.charging": ("charging_station",),
        "transport.taxi": ("taxi",),
        "transport.rental": ("car_rental", "bicycle_rental", "car_sharing"),
        "public.police": ("police",),
        "public.fire": ("fire_station",),
        "public.post": ("post_office",),
        "public.court": ("courthouse",),
        "public.townhall": ("townhall",),
        "public.service_centre": ("public_building", "social_facility", "social_centre"),
        "public.embassy": ("embassy",),
        "public.toilets": ("toilets",),
        "service.car_repair": ("car_wash", "vehicle_inspection"),
        "leisure.amusement": ("casino", "gambling"),
        "office.coworking": ("coworking_space",),
    },
    "shop": {
        "shop.supermarket": ("supermarket", "wholesale"),
        "shop.convenience": ("convenience", "general", "kiosk", "grocery"),
        "shop.mall": ("mall", "department_store"),
        "shop.market": ("marketplace",),
        "shop.food": (
            *("bakery", "butcher", "greengrocer", "confectionery", "pastry", "seafood", "deli"),
            *("alcohol", "beverages", "wine", "cheese", "chocolate", "coffee", "tea", "dairy"),
            *("spices", "farm", "health_food", "frozen_food", "water", "food"),
        ),
        "shop.clothes": (
            *("clothes", "shoes", "boutique", "fashion", "fashion_accessories", "bag", "fabric"),
            *("leather", "sewing", "tailor", "watches", "jewelry"),
        ),
        "shop.electronics": (
            *("electronics", "computer", "mobile_phone", "hifi", "appliance", "camera"),
            *("video_games", "electrical", "photo"),
        ),
        "shop.furniture": (
            *("furniture", "interior_decoration", "kitchen", "bed", "carpet", "curtain", "lamps"),
            *("lighting", "houseware", "antiques", "bathroom_furnishing", "flooring"),
        ),
        "shop.building_materials": (
            *("doityourself", "hardware", "trade", "paint", "tiles", "building_materials"),
            *("windows", "doors", "garden_centre", "glaziery", "timber"),
        ),
        "shop.books": ("books", "stationery", "newsagent", "art", "music", "musical_instrument"),
        "shop.children": ("toys", "baby_goods"),
        "shop.sport": ("sports", "outdoor", "bicycle", "fishing", "hunting"),
        "shop.car": ("car", "car_parts", "motorcycle", "tyres", "truck"),
        "shop.florist": ("florist",),
        "shop.pharmacy_goods": (
            *("chemist", "medical_supply", "optician", "hearing_aids", "herbalist"),
            *("cosmetics", "perfumery", "nutrition_supplements"),
        ),
        "service.beauty": ("hairdresser", "beauty", "massage", "tattoo", "nails"),
        "service.laundry": ("laundry", "dry_cleaning"),
        "service.car_repair": ("car_repair", "motorcycle_repair"),
        "service.travel": ("travel_agency", "ticket"),
        "service.print": ("copyshop", "printing", "photo_studio"),
        "finance.exchange": ("money_lender", "pawnbroker"),
        "": ("vacant", "no", "disused", "closed"),
    },
    "healthcare": {
        "health.hospital": ("hospital",),
        "health.clinic": ("clinic", "doctor", "centre", "laboratory", "physiotherapist"),
        "health.dentist": ("dentist",),
        "health.pharmacy": ("pharmacy",),
    },
    "tourism": {
        "hotel.hotel": ("hotel", "motel", "apartment", "guest_house", "chalet"),
        "hotel.hostel": ("hostel",),
        "culture.museum": ("museum", "gallery"),
        "culture.attraction": ("attraction", "artwork"),
        "culture.viewpoint": ("viewpoint",),
        "leisure.zoo": ("zoo", "aquarium"),
        "leisure.amusement": ("theme_park",),
        "service.tourist_information": ("information",),
    },
    "leisure": {
        "sport.stadium": ("stadium",),
        "sport.centre": ("sports_centre", "fitness_centre", "sports_hall"),
        "sport.pool": ("water_park", "swimming_area"),
        "sport.pitch": ("pitch", "track"),
        "sport.ice_rink": ("ice_rink",),
        "leisure.park": ("park",),
        "leisure.playground": ("playground",),
        "leisure.amusement": ("amusement_arcade", "bowling_alley", "dance", "escape_game"),
    },
    "office": {
        "office.government": ("government", "administrative", "tax"),
        "office.ngo": ("ngo", "association", "foundation", "charity", "political_party"),
        "office.legal": ("lawyer", "notary", "tax_advisor", "accountant"),
        "office.coworking": ("coworking",),
        "public.embassy": ("diplomatic",),
        "": ("vacant", "no"),
    },
    "historic": {
        "culture.monument": ("monument", "memorial"),
        "culture.attraction": ("castle", "archaeological_site", "ruins", "fort"),
    },
    "railway": {"transport.rail_station": ("station", "halt")},
    "aeroway": {"transport.airport": ("aerodrome", "terminal")},
    "diplomatic": {"public.embassy": ("embassy", "consulate")},
}
# What a key means whatever its value, where the value stands in no list above.
CATEGORY_OF_KEY = {"shop": "shop.other", "office": "office.company", "craft": "service.craft"}
CATEGORY_OF_TAG = {
    key: {value: category for category, values in table.items() for value in values}
    for key, table in _TREE.items()
}
_ALL = (*(each for table in _TREE.values() for each in table), *CATEGORY_OF_KEY.values())
CATEGORIES = tuple(dict.fromkeys(category for category in _ALL if category))


def category_of(tags: Tags) -> str | None:
    """The category of a place, or None when its tags make it none."""
    for key, categories in CATEGORY_OF_TAG.items():
        value = tags.get(key)
        if value and (category := categories.get(value, CATEGORY_OF_KEY.get(key, ""))):
            return category
    return CATEGORY_OF_KEY["craft"] if tags.get("craft") else None
