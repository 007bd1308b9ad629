"""What invented businesses are called and employ, and where else people work: data of the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qala.core.text import Text
from qala.sources.folder.document import read_document
from qala.sources.folder.table import Reading, Table

BUSINESSES = "generated/businesses.toml"
JOBS = "generated/jobs.toml"
PLACES = (
    "street", "yard", "houses", "office", "mall", "trade", "works", "campus",
    "school", "kindergarten", "college", "clinic", "hospital", "hotel",
)  # fmt: skip
"""Kinds of places where a business may be."""


@dataclass(frozen=True, slots=True)
class Category:
    """A sort of business. `where`: place -> how common; `names`: with `{n}` for a number."""

    id: str
    industry: str
    staff: tuple[int, int]
    where: Mapping[str, float]
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Jobs of a house by its use: relative density for each m2 of floor, parts by industry."""

    density: float
    industries: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """All that the filling takes from data."""

    categories: tuple[Category, ...]
    jobs_per_resident: float
    work: Mapping[str, Work]

    @property
    def industries(self) -> tuple[str, ...]:
        """Those that anything here names, in the order of the alphabet."""
        named = {each.industry for each in self.categories}
        return tuple(sorted(named.union(*(each.industries for each in self.work.values()))))


def load_words(base: Path, languages: tuple[str, ...]) -> Words:
    """The words of `_base`, in the city's languages. Raises BadInput with file and line."""
    reading = Reading(folder=base, base=base, languages=languages)
    businesses = read_document(base / BUSINESSES, reading.problems)
    jobs = read_document(base / JOBS, reading.problems)
    categories: list[Category] = []
    if businesses is not None:
        entries = Table(businesses, reading).entries()
        categories = [_category(name, Table(node, reading)) for name, node in entries]
    per_resident, work = _work(Table(jobs, reading)) if jobs is not None else (0.0, {})
    wrong = reading.problems.first_error()
    if wrong is not None:
        raise wrong.as_error()
    return Words(tuple(categories), per_resident, work)


def _category(name: str, table: Table) -> Category:
    staff = table.numbers("staff", 2) or (1.0, 1.0)
    where = _shares(table.table("where"))
    for place in where.keys() - set(PLACES):
        table.error(f"names a place `{place}`", f"the places are: {', '.join(PLACES)}", key="where")
    category = Category(
        id=name,
        industry=table.string("industry"),
        staff=(int(staff[0]), int(staff[1])),
        where=where,
        names=_names(table.table("names"), table.reading.languages),
    )
    table.finish()
    if not 1 <= category.staff[0] <= category.staff[1]:
        table.error("is not a least and a most", "write staff = [least, most]", key="staff")
    if not category.names:
        table.error("has no names", "give as many in each language, at least one", key="names")
    return category


def _names(table: Table, languages: tuple[str, ...]) -> tuple[Text, ...]:
    """The names in the city's languages, or in English where it has none of them here."""
    known = [language for language, _ in table.entries()]
    wanted = [each for each in languages if each in known] or known[-1:]
    lists = [table.strings(language) for language in wanted]
    if not lists or len({len(each) for each in lists}) != 1:
        return ()
    return tuple(Text(dict(zip(wanted, each, strict=True))) for each in zip(*lists, strict=True))


def _work(table: Table) -> tuple[float, dict[str, Work]]:
    per_resident = table.number("jobs_per_resident")
    uses = table.table("uses")
    work = {}
    for name, node in uses.entries():
        use = Table(node, table.reading)
        work[name] = Work(use.number("density"), _shares(use.table("industries")))
        use.finish()
    table.finish()
    return per_resident, work


def _shares(table: Table) -> dict[str, float]:
    return {name: table.number(name) for name, _ in table.entries()}
