"""Which column of the source fills which declared column, and the casting of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from qala.core.dataset import Dataset, Field, FieldType, SourceSpec
from qala.core.errors import BadInput
from qala.sources.conform.ledger import Ledger
from qala.sources.conform.values import as_arrow, as_text, cast, translated
from qala.sources.nearest import nearest_first


@dataclass(frozen=True, slots=True)
class Mapper:
    """Fills the declared columns of `dataset` from the columns of one source."""

    dataset: Dataset
    spec: SourceSpec
    languages: tuple[str, ...]

    def check(self, there: Iterable[str]) -> None:
        """Refuse a field map, or a key, that names a column the source does not have."""
        there = tuple(there)
        key = self.dataset.key
        named = {key: self.spec.fields.get(key, key)} if key else {}
        for column, wanted in {**named, **self.spec.fields}.items():
            if wanted not in there:
                raise BadInput(
                    f"there is no column `{wanted}` for `{column}`; "
                    f"the columns are: {nearest_first(wanted, there) or 'none'}",
                    file=self.spec.path or self.spec.kind,
                    where=f"{self.dataset.file} line {self.spec.line}",
                    remedy=f"write one of them as fields.{column} in the source's TOML",
                )

    def fill(self, given: Mapping[str, Sequence[Any]], ledger: Ledger) -> dict[str, pa.Array]:
        """All declared columns, cast; what cannot be read is counted by field."""
        rows = len(ledger.labels)
        filled: dict[str, pa.Array] = {}
        for field in self.dataset.fields:
            for column in field.columns(self.languages):
                source = given.get(self.spec.fields.get(column, column))
                filled[column] = (
                    pa.nulls(rows, pa.string())
                    if source is None
                    else self._cast(as_arrow(source), column, field, ledger)
                )
            if field.type is FieldType.NAME:
                self._complete_name(field, filled)
        for field in self.dataset.fields:
            if field.per_km2:
                known = pc.cast(filled[field.name], pa.float64())
                filled[field.name] = pc.coalesce(known, _density(field, filled))
        return filled

    def _cast(self, array: pa.Array, column: str, field: Field, ledger: Ledger) -> pa.Array:
        words = self.spec.translate.get(column) or self.spec.translate.get(field.name)
        if words:
            array = translated(as_text(array), words)
        result = cast(array, field)
        if result.refused.any():
            reason = "unknown_value" if field.type is FieldType.CATEGORY else "bad_value"
            ledger.note(f"{reason}:{column}", result.refused, array)
        return result.values

    def _complete_name(self, field: Field, filled: dict[str, pa.Array]) -> None:
        """Take the first language given as the local name; never the other way round."""
        names = [filled[column] for column in field.columns(self.languages)]
        filled[field.name] = pc.coalesce(*names)


def _density(field: Field, filled: Mapping[str, pa.Array]) -> pa.Array:
    """The count for each km2 of the area, unknown where either is or the area is nothing."""
    count, area = (pc.cast(filled[name], pa.float64()) for name in field.per_km2)
    km2 = pc.divide(pc.if_else(pc.greater(area, 0), area, None), 1e6)
    return pc.round(pc.divide(count, km2), field.decimals or 0)
