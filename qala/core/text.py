"""Text written in several languages, keyed by language as in a city's folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text(Mapping[str, str]):
    """One text in one or more languages: ``Text({"kk": "Алматы", "en": "Almaty"})``."""

    by_language: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, language: str) -> str:
        return self.by_language[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_language)

    def __len__(self) -> int:
        return len(self.by_language)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def in_language(self, language: str) -> str:
        """The text in `language`, else in the first language that has it, else empty."""
        wanted = self.by_language.get(language)
        if wanted:
            return wanted
        return next((text for text in self.by_language.values() if text), "")
