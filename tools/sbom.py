"""Write the bill of materials of what runs in production as CycloneDX JSON, `build/sbom.json`."""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Part
from cyclonedx.model.component import ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from qala import __version__
from tools.components import PROJECT, Component, components

TARGET = PROJECT / "build" / "sbom.json"
LICENCES = LicenseFactory()


def bill_of_materials(found: Iterable[Component]) -> str:
    """The bill as CycloneDX 1.6 JSON; the same components give the same serial number."""
    parts = [_part(each) for each in found]
    application = Part(
        type=ComponentType.APPLICATION,
        name="qala",
        version=__version__,
        bom_ref="qala",
        licenses=[LICENCES.make_from_string("Apache-2.0")],
    )
    bill = Bom(components=parts, serial_number=_serial(parts))
    bill.metadata.component = application
    bill.register_dependency(application, parts)
    return JsonV1Dot6(bill).output_as_string(indent=2)


def _part(component: Component) -> Part:
    namespace, _, name = component.name.rpartition("/")
    address = PackageURL(component.kind, namespace or None, name, component.version)
    return Part(
        type=ComponentType.LIBRARY,
        group=namespace or None,
        name=name,
        version=component.version,
        purl=address,
        bom_ref=address.to_string(),
        licenses=[LICENCES.make_from_string(component.licence)],
    )


def _serial(parts: Iterable[Part]) -> UUID:
    listed = "\n".join(sorted(str(part.purl) for part in parts))
    return UUID(bytes=hashlib.sha256(listed.encode()).digest()[:16], version=4)


def write(target: Path = TARGET) -> int:
    """Write the bill and return the number of components."""
    found = components()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bill_of_materials(found) + "\n", "utf-8")
    return len(found)


if __name__ == "__main__":
    sys.stdout.write(f"{write()} components in {TARGET.relative_to(PROJECT)}\n")
