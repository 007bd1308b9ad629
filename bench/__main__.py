"""`python -m bench [SECTION ...]`: run the benchmarks, tell and keep the results."""

import sys
from collections.abc import Callable

from bench.downloads import downloads
from bench.drawn import drawn
from bench.features import features
from bench.growth import generated, growth
from bench.lighthouse import lighthouse
from bench.osm import import_of_osm
from bench.result import FOLDER, RESULTS, Result, keep
from bench.search import search
from bench.start import start
from bench.tiles import against_nginx, against_tipg

SECTIONS: dict[str, Callable[[], Result | list[Result]]] = {
    "nginx": against_nginx,
    "tipg": against_tipg,
    "features": features,
    "osm": import_of_osm,
    "start": start,
    "generated": generated,
    "growth": growth,
    "lighthouse": lighthouse,
    "drawn": drawn,
    "downloads": downloads,
    "search": search,
}


def main(asked: list[str]) -> int:
    """Exit code: 0 where all goals are met, 1 where one is missed or could not be measured."""
    if unknown := [each for each in asked if each not in SECTIONS]:
        print(f"no such section: {' '.join(unknown)}; there are: {' '.join(SECTIONS)}")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in asked or SECTIONS:
        try:
            found = SECTIONS[name]()
        except Exception as error:  # noqa: BLE001 - one that fails must not hide the others
            print(f"{name}: not measured: {type(error).__name__}: {error}", flush=True)
            failed = True
            continue
        results = found if isinstance(found, list) else [found]
        keep(results)
        for each in results:
            print("\n".join(each.lines()), flush=True)
            failed = failed or not each.passed
    print(f"Results: {RESULTS}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
