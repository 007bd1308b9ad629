"""Any source's raw chunks made into what the dataset declares: mapped, cast, repaired, identified.

The reader has already counted the records it read; here they are skipped, mended and noted by
reason. Only declared columns come out.
"""

from collections.abc import Generator, Iterable, Iterator

import numpy as np

from qala.core.dataset import Dataset, SourceSpec
from qala.core.features import Features, Intake
from qala.core.geometry import BBox
from qala.sources.conform.columns import Mapper
from qala.sources.conform.geometry import settle
from qala.sources.conform.identity import Identities
from qala.sources.conform.ledger import Ledger
from qala.sources.conform.values import as_arrow, as_text


def conform(
    chunks: Iterable[Features],
    dataset: Dataset,
    spec: SourceSpec,
    *,
    languages: tuple[str, ...],
    bounds: BBox,
    intake: Intake,
) -> Iterator[Features]:
    """Chunks as `dataset` declares them, from chunks as the source has them.

    Raises BadInput when the source's first chunk lacks a column that `spec.fields` names.
    """
    mapper = Mapper(dataset, spec, languages)
    identities = Identities()
    try:
        for number, chunk in enumerate(chunks):
            if number == 0 and spec.kind != "osm":
                mapper.check(chunk.columns)
            yield _conformed(chunk, mapper, identities, bounds=bounds, intake=intake)
    finally:
        if isinstance(chunks, Generator):
            chunks.close()  # now, not when the garbage collector comes: files are open


def _conformed(
    chunk: Features, mapper: Mapper, identities: Identities, *, bounds: BBox, intake: Intake
) -> Features:
    dataset = mapper.dataset
    first = identities.row + 1
    labels = [own or f"record {first + index}" for index, own in enumerate(chunk.ids)]
    ledger = Ledger(intake, labels)
    shapes, kept = settle(chunk.geometry, dataset.geometry, bounds, ledger, mapped=dataset.mapped)
    columns = {
        name: array.to_pylist() for name, array in mapper.fill(chunk.columns, ledger).items()
    }
    own = chunk.columns.get(mapper.spec.fields.get("id", ""))
    if dataset.key:
        ids, kept = identities.by_key(columns[dataset.key], kept, ledger)
    elif own is not None:
        ids, kept = identities.by_key(as_text(as_arrow(own)).to_pylist(), kept, ledger)
    else:
        ids = identities.by_source(chunk.ids, kept, ledger)
    if kept.all():
        return Features(ids, shapes, columns)
    rows = np.flatnonzero(kept).tolist()
    return Features(
        [ids[row] for row in rows],
        shapes[kept],
        {name: [values[row] for row in rows] for name, values in columns.items()},
    )
