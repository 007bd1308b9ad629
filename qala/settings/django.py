"""Django's settings, all of them from the environment; see `docs/configuration.md`."""

from pathlib import Path

from qala.portal.static import add_headers
from qala.settings.database import database
from qala.settings.environment import read_environment
from qala.settings.secret import secret_key
from qala.sources.folder import load_city

PACKAGE = Path(__file__).resolve().parents[1]

ENVIRONMENT = read_environment()
CITY = load_city(ENVIRONMENT.city_folder)
RELEASES = ENVIRONMENT.releases
DRAWN = ENVIRONMENT.drawn
COMPARED = ENVIRONMENT.compared
DOWNLOADS = ENVIRONMENT.downloads
DOWNLOADS_MB = ENVIRONMENT.downloads_mb
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
IDENTIFY_PER_MINUTE = ENVIRONMENT.identify_per_minute
SEARCH_PER_MINUTE = ENVIRONMENT.search_per_minute
READ_PER_MINUTE = ENVIRONMENT.read_per_minute
LINKS_PER_MINUTE = ENVIRONMENT.links_per_minute
PRINTS_PER_MINUTE = ENVIRONMENT.prints_per_minute
INSIDE_PER_MINUTE = ENVIRONMENT.inside_per_minute

DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key or secret_key(ENVIRONMENT.data)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)

INSTALLED_APPS = ["django.contrib.staticfiles", "qala.atlas", "qala.portal"]
MIDDLEWARE = [
    "qala.portal.middleware.log_requests",
    "django.middleware.security.SecurityMiddleware",
    "qala.portal.middleware.restrict_pages",
    "qala.portal.middleware.keep_invented_out",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qala.portal.middleware.CompressText",
    "django.middleware.locale.LocaleMiddleware",
    "qala.portal.reading.open_reading",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "qala.portal.middleware.AnswerErrors",
]
ROOT_URLCONF = "qala.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "context_processors": ["qala.portal.context.page"],
            "builtins": ["django.templatetags.i18n", "qala.atlas.templatetags.words"],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, data=ENVIRONMENT.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGES = [(code, CITY.language_names.get(code, code)) for code in CITY.languages]
LANGUAGE_CODE = CITY.languages[0]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = CITY.time_zone
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/web/assets/.+-[\w-]{8}\.\w+"

SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_FAILURE_VIEW = "qala.portal.errors.csrf_failure"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "qala.portal.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": ENVIRONMENT.log_level},
    "loggers": {
        "django": {"handlers": [], "level": ENVIRONMENT.log_level, "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
