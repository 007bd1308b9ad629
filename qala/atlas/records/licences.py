"""Licences as addresses, where what the source states is one that is known."""

CREATIVE_COMMONS = "https://creativecommons.org"
OPEN_DATA_COMMONS = "https://opendatacommons.org/licenses"
ADDRESSES = {
    "cc0-1.0": f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/",
    "cc-by-4.0": f"{CREATIVE_COMMONS}/licenses/by/4.0/",
    "cc-by-3.0": f"{CREATIVE_COMMONS}/licenses/by/3.0/",
    "cc-by-sa-4.0": f"{CREATIVE_COMMONS}/licenses/by-sa/4.0/",
    "cc-by-sa-3.0": f"{CREATIVE_COMMONS}/licenses/by-sa/3.0/",
    "cc-by-nc-4.0": f"{CREATIVE_COMMONS}/licenses/by-nc/4.0/",
    "odbl-1.0": f"{OPEN_DATA_COMMONS}/odbl/1-0/",
    "odc-by-1.0": f"{OPEN_DATA_COMMONS}/by/1-0/",
    "pddl-1.0": f"{OPEN_DATA_COMMONS}/pddl/1-0/",
}
"""By the identifier of SPDX in small letters."""


def licence_address(stated: str) -> str:
    """The address of a licence stated by its SPDX identifier or its address; else empty."""
    text = stated.strip()
    if text.startswith(("https://", "http://")) and " " not in text:
        return text
    return ADDRESSES.get(text.casefold(), "")
