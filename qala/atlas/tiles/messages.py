"""A request and an answer of the tile front, without a word about any server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from qala.store.archive import Archive

QUERY_READ = 1_000
GZIP_REFUSALS = ("q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000")


@dataclass(frozen=True, slots=True)
class Request:
    """`path` is decoded, header names are lower case; `scheme`, `host` as the client sees them."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    scheme: str = "http"
    host: str = ""

    @property
    def accepts_gzip(self) -> bool:
        """Whether the client says that it reads gzip (RFC 9110, 12.5.3)."""
        accepted = {}
        for part in self.headers.get("accept-encoding", "").lower().split(","):
            name, _, weight = part.partition(";")
            accepted[name.strip()] = weight.replace(" ", "") not in GZIP_REFUSALS
        return accepted.get("gzip", accepted.get("x-gzip", accepted.get("*", False)))

    def has_seen(self, entity_tag: str) -> bool:
        """Whether `If-None-Match` names this tag (weak comparison, RFC 9110, 13.1.2)."""
        named = self.headers.get("if-none-match", "")
        tags = [each.strip().removeprefix("W/") for each in named.split(",")]
        return named.strip() == "*" or entity_tag in tags

    def parameter(self, name: str) -> str:
        """The first value of a query parameter, empty where it is not given near the start."""
        return parse_qs(self.query[:QUERY_READ]).get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class FilePart:
    """Bytes `start` to `end` (exclusive) of an archive, to be sent in pieces."""

    archive: Archive
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body."""

    status: int
    headers: dict[str, str]
    body: bytes | FilePart = b""

    @property
    def length(self) -> int:
        """Length of the body in bytes."""
        if isinstance(self.body, FilePart):
            return self.body.end - self.body.start
        return len(self.body)
