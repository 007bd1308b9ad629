"""Every address that Django answers; tiles and archives are answered before it, in `qala.asgi`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from qala import wiring
from qala.atlas import views as atlas
from qala.atlas.changes.feed import dataset_feed
from qala.atlas.downloads import current_file, release_file
from qala.atlas.drawn import views as drawn
from qala.atlas.exports import views as exports
from qala.atlas.links import views as links
from qala.atlas.ogc import pages as ogc
from qala.atlas.ogc.routes import ROUTES
from qala.atlas.qgis.views import layer_file
from qala.atlas.records import views as records
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
    path("s/<slug:code>", links.follow, name="short-link"),
    path("s/<slug:code>.svg", links.svg, name="short-link-svg"),
    path("s/<slug:code>.png", links.png, name="short-link-png"),
    path("api/docs", portal.api_docs, name="api-docs"),
    path("api/", api.urls),
    path(
        "files/<str:dataset_id>/<int:sequence>/features.parquet", release_file, {"name": FEATURES}
    ),
    path("ogc", ogc.resource),
    *(path(f"ogc/{each.django_path}", ogc.resource, name=f"ogc-{each.name}") for each in ROUTES),
    path("files/<str:dataset_id>/<int:sequence>/raster.tif", release_file, {"name": RASTER}),
    path("files/<str:dataset_id>/features.parquet", current_file, {"name": FEATURES}),
    path("files/<str:dataset_id>/raster.tif", current_file, {"name": RASTER}),
    path("data", records.identified),
    path("data.jsonld", records.catalogue, name="catalogue-record"),
    path("data/<str:dataset_id>.jsonld", records.dataset, name="dataset-record"),
    path("data/<str:dataset_id>.qlr", layer_file, name="dataset-qgis"),
    path("data/<str:dataset_id>", records.identified),
    path("feeds/data/<str:dataset_id>.atom", dataset_feed, name="dataset-feed"),
    path("id/<str:dataset_id>/<path:feature_id>", atlas.feature, name="feature"),
    path("download/<str:dataset_id>.<str:form>/status", exports.status, name="download-status"),
    path("download/<str:dataset_id>.<str:form>", exports.page, name="download"),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("map", atlas.map_page, name="map"),
        path("embed", atlas.embed, name="embed"),
        path("search", search_page, name="search"),
        path("data", atlas.catalogue, name="catalogue"),
        path("data/<slug:dataset_id>", atlas.dataset, name="dataset"),
        path("preview/city.png", drawn.city, name="preview-city"),
        path("preview/front-<slug:size>-<slug:scheme>.webp", drawn.front, name="preview-front"),
        path("preview/data/<str:dataset_id>.png", drawn.dataset, name="preview-dataset"),
        path(
            "preview/data/<str:dataset_id>-<slug:size>-<slug:scheme>.webp",
            drawn.shown_dataset,
            name="shown-dataset",
        ),
        path(
            "preview/place/<str:dataset_id>/<path:feature_id>.png",
            drawn.place,
            name="preview-place",
        ),
        path("preview/tour/<str:tour_id>.png", drawn.tour, name="preview-tour"),
        path("print/map.pdf", drawn.printed_map, name="print-map"),
        path("print/data/<str:dataset_id>.pdf", drawn.printed, name="print-dataset"),
        path("tours", tours.tours, name="tours"),
        path("tours/<str:tour_id>", tours.tour, name="tour"),
        *(path(each, pages.page, {"name": each}, name=each) for each in pages.PAGES),
    ),
]
