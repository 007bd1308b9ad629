"""Every address that Django answers; tiles and archives are answered before it, in `qala.asgi`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from qala import wiring
from qala.atlas import views as atlas
from qala.atlas.downloads import release_file
from qala.atlas.drawn import views as drawn
from qala.atlas.search.views import search_page
from qala.portal import home, pages, tours
from qala.portal import views as portal
from qala.portal.api import api
from qala.store.manifest import FEATURES, RASTER

wiring.wire()

handler400 = "qala.portal.errors.bad_request"
handler403 = "qala.portal.errors.forbidden"
handler404 = "qala.portal.errors.not_found"
handler500 = "qala.portal.errors.server_error"

urlpatterns = [
    path("", portal.choose_language),
    path("health", portal.health),
    path("robots.txt", portal.robots),
    path("sitemap.xml", portal.sitemap),
    path("api/docs", portal.api_docs, name="api-docs"),
    path("api/", api.urls),
    path(
        "files/<str:dataset_id>/<int:sequence>/features.parquet", release_file, {"name": FEATURES}
    ),
    path("files/<str:dataset_id>/<int:sequence>/raster.tif", release_file, {"name": RASTER}),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("map", atlas.map_page, name="map"),
        path("search", search_page, name="search"),
        path("data", atlas.catalogue, name="catalogue"),
        path("data/<str:dataset_id>", atlas.dataset, name="dataset"),
        path("preview/city.png", drawn.city, name="preview-city"),
        path("preview/front-<slug:size>-<slug:scheme>.webp", drawn.front, name="preview-front"),
        path("preview/data/<str:dataset_id>.png", drawn.dataset, name="preview-dataset"),
        path(
            "preview/place/<str:dataset_id>/<path:feature_id>.png",
            drawn.place,
            name="preview-place",
        ),
        path("preview/tour/<str:tour_id>.png", drawn.tour, name="preview-tour"),
        path("print/data/<str:dataset_id>.pdf", drawn.printed, name="print-dataset"),
        path("tours", tours.tours, name="tours"),
        path("tours/<str:tour_id>", tours.tour, name="tour"),
        *(path(each, pages.page, {"name": each}, name=each) for each in pages.PAGES),
    ),
]
