"""However many features there are, publishing them takes little memory."""

import subprocess
import sys
from pathlib import Path

WRITE = """
import resource, sys
from pathlib import Path
from qala.store import parquet
from tests.store.conftest import LANGUAGES, SCHOOLS, schools

parquet.SORT_MEMORY = "300MB"

def chunks(count):
    for first in range(0, count, 20_000):
        chunk = schools(20_000, seed=first, first=first)
        chunk.columns["name"] = [f"{n:0500d}" for n in range(20_000)]
        yield chunk

peaks = []
for count in (20_000, 500_000):
    target = Path(sys.argv[1]) / f"{count}.parquet"
    parquet.write_features(target, chunks(count), SCHOOLS, languages=LANGUAGES)
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(*peaks)
"""


def test_sorting_more_than_fits_spills_to_the_disk(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    few_mb, many_mb = map(int, done.stdout.split())
    assert many_mb - few_mb < 600
    assert done.stderr == ""
