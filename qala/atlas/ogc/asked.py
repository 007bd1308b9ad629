"""One request below `/ogc/`: its address taken apart, its parameters known ones, its language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, urlencode

from qala.atlas.ogc.routes import ROUTES, Route
from qala.atlas.queries import Published, published_dataset
from qala.atlas.served import Served
from qala.atlas.tiles.messages import Request
from qala.atlas.tiles.refusals import asked_language
from qala.core.errors import FieldError, InvalidRequest, NotFound, mark

PREFIX = "/ogc"
PARAMETERS_MAX = 64
JSON = "json"
HTML = "html"
HTML_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class Asked:
    """What is asked: the route with the values of its address, and parameters, each given once."""

    served: Served
    request: Request
    route: Route
    values: Mapping[str, str]
    language: str
    parameters: Mapping[str, str]

    @property
    def root(self) -> str:
        """The address of the landing page without its last slash."""
        return self.site(PREFIX)

    def site(self, path: str) -> str:
        """The absolute address of a path of this site."""
        return f"{self.request.scheme}://{self.request.host}{path}"

    def parameter(self, name: str) -> str:
        """A parameter, empty where it is not given."""
        return self.parameters.get(name, "")

    @cached_property
    def published(self) -> Published:
        """The dataset of the address with its release in force; one with features."""
        each = published_dataset(self.served, self.values["collectionId"])
        if each.release.raster:
            raise NotFound(
                mark("“{dataset}” is a raster: it has tiles and a file, but no features."),
                dataset=each.dataset.id,
            )
        return each

    def href(self, path: str, **parameters: str) -> str:
        """The absolute address of something below `/ogc/`."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return f"{self.root}/{quote(path)}{query}"

    def page(self, path: str) -> str:
        """The address of the page of something below `/ogc/`, in the asked language."""
        return self.href(path, f=HTML, lang=self.language)

    def here(self, **changes: str) -> str:
        """This address with other parameters; an empty one goes."""
        kept = {**self.parameters, **changes}
        query = urlencode({name: value for name, value in kept.items() if value})
        path = self.site(quote(self.request.path))
        return f"{path}?{query}" if query else path


def route_of(path: str) -> tuple[Route, dict[str, str]]:
    """The route of an address and the values in it; NotFound where there is none."""
    rest = path.removeprefix(PREFIX).strip("/") if path.count("/") < 4 else path[len(PREFIX) + 1 :]
    for route in ROUTES:
        if match := route.pattern.fullmatch(rest):
            return route, match.groupdict()
    raise NotFound(mark("There is nothing at this address."))


def wants_html(request: Request) -> bool:
    """Whether a person asks: by `f=html`, else by an `Accept` that prefers pages."""
    if asked := request.parameter("f"):
        return asked == HTML
    for part in request.headers.get("accept", "").lower().split(","):
        media_type = part.partition(";")[0].strip()
        if media_type in HTML_TYPES:
            return True
        if "json" in media_type or media_type == "*/*":
            return False
    return False


def read(served: Served, request: Request) -> Asked:
    """The request taken apart; raises NotFound or InvalidRequest."""
    route, values = route_of(request.path)
    try:
        pairs = parse_qsl(
            request.query, keep_blank_values=True, max_num_fields=PARAMETERS_MAX, errors="strict"
        )
    except ValueError as error:  # too many, or no UTF-8
        raise InvalidRequest(FieldError("query", mark("This value cannot be used."))) from error
    names = [name for name, _ in pairs]
    asked = Asked(
        served=served,
        request=request,
        route=route,
        values=values,
        language=asked_language(request, served.city.languages),
        parameters=dict(pairs),
    )
    known = {*route.parameters, *_fields(asked)}
    errors = [
        FieldError(
            name[:64],
            mark("There is no such parameter here; there are: {names}."),
            names=", ".join(route.parameters),
        )
        for name in names
        if name not in known
    ]
    errors += [
        FieldError(name, mark("Give this once."))
        for name in sorted(set(names) & known)
        if names.count(name) > 1
    ]
    errors += _common_errors(asked)
    if errors:
        raise InvalidRequest(*errors)
    return asked


def _fields(asked: Asked) -> list[str]:
    """The fields that can be asked for by their names."""
    return asked.published.release.manifest.columns if asked.route.takes_fields else []


def _common_errors(asked: Asked) -> list[FieldError]:
    errors = []
    languages = asked.served.city.languages
    if "lang" in asked.parameters and asked.parameter("lang") not in languages:
        errors.append(
            FieldError("lang", mark("Give one of: {languages}."), languages=", ".join(languages))
        )
    if "f" in asked.parameters and asked.parameter("f") not in asked.route.formats:
        errors.append(
            FieldError("f", mark("Give one of: {formats}."), formats=", ".join(asked.route.formats))
        )
    return errors
