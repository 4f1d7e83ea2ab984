"""All settings, in one file and one order. The environment is read here and nowhere else.

An empty environment gives a working development site. With ``DEBUG`` off, a missing secret
stops the start by name.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, validate
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")), recurse=False)

# --- Site -----------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", True)
PORT = env.int("PORT", 8000)
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_IS_HTTPS = SITE_URL.startswith("https://")
SITE_HOST = SITE_URL.split("://", 1)[-1]

_DEVELOPMENT_KEY = "for-development-only-this-key-is-public-and-refused-when-debug-is-off"
SECRET_KEY = env.str("SECRET_KEY", _DEVELOPMENT_KEY if DEBUG else "")
if not DEBUG and (not SECRET_KEY or SECRET_KEY == _DEVELOPMENT_KEY):
    message = "SECRET_KEY is not set. Give it 50 or more random characters in the environment."
    raise ImproperlyConfigured(message)
# Earlier secret keys, the newest first: what they signed or hashed is still recognised.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [SITE_HOST.split(":")[0], "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# --- Applications ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom",
    "comments",
    "articles",
    "taxonomy",
    "literature",
    "media",
    "core",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "tree_queries",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.logs.identified",
    "core.middleware.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
                "taxonomy.context_processors.sections",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Seconds: a new connection reads the whole schema again.
    DATABASES["default"]["CONN_MAX_AGE"] = 600
else:
    # Seconds: a request that waits longer for the database is refused in words.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "pool": {"min_size": 1, "max_size": 4, "timeout": 3, "reconnect_timeout": 3},
    }
# A replica that readers' pages are made from where it is up to date; empty: there is none.
REPLICA_DATABASE_URL = env.str("REPLICA_DATABASE_URL", "")
DATABASE_ROUTERS: list[str] = []
if REPLICA_DATABASE_URL:
    DATABASES["replica"] = dj_database_url.parse(REPLICA_DATABASE_URL, conn_health_checks=True)
    if {row["ENGINE"] for row in DATABASES.values()} != {"django.db.backends.postgresql"}:
        message = "REPLICA_DATABASE_URL is for PostgreSQL, and so must DATABASE_URL be."
        raise ImproperlyConfigured(message)
    DATABASES["replica"]["CONN_MAX_AGE"] = 60
    DATABASES["replica"]["OPTIONS"] = {"connect_timeout": 2, "tcp_user_timeout": 3_000}
    DATABASE_ROUTERS = ["core.pages.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "var" / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "newsroom.stylesheets.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
# With a bucket, pictures are kept there and MEDIA_ROOT is not used.
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "media.storage.Bucket",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.str("MEDIA_ENDPOINT", "") or None,
            "region_name": env.str("MEDIA_REGION", "us-east-1"),
            "access_key": env.str("MEDIA_ACCESS_KEY", ""),
            "secret_key": env.str("MEDIA_SECRET_KEY", ""),
        },
    }
    if MEDIA_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
# Maps for debuggers are hardly ever asked for, and compressing them takes half of the time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A story's body may hold a megabyte of text, in a form with many fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_194_304
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# An address typed without a scheme is taken for https, as Django 6 does by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English"))]
TIME_ZONE = env.str("TIME_ZONE", "America/New_York")
USE_I18N = True
USE_TZ = True

# --- People and their sign-in ---------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- What the browser is told ---------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", SITE_IS_HTTPS)
# Asked at the node's own port, which speaks no TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000 if SITE_IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail and logs --------------------------------------------------------------------------

EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "newsroom@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "core.logs.Lines",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "json": {"()": "core.logs.Json"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.bool("LOG_JSON", False) else "line",
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}

# --- Our own settings -----------------------------------------------------------------------

# The publication's name, as printed in the masthead.
SITE_NAME = env.str("SITE_NAME", "The Offprint")
# One line under the name on the front page.
SITE_MOTTO = env.str("SITE_MOTTO", "Research, read closely")
# The address readers may write to; shown on the static pages.
SITE_CONTACT_EMAIL = env.str("SITE_CONTACT_EMAIL", "desk@example.org")
# The address for reports of weaknesses, named in security.txt.
SITE_SECURITY_EMAIL = env.str("SITE_SECURITY_EMAIL", SITE_CONTACT_EMAIL)
# The reference style of the site: ama, nlm, apa, chicago, nature or nejm.
REFERENCE_STYLE = env.str("REFERENCE_STYLE", "ama")
# Stories on one page of a list.
STORIES_PER_PAGE = env.int("STORIES_PER_PAGE", 20)
# Where a story can be passed on: names of articles/sharing.py. Empty: its address is shown alone.
SHARE_LINKS = env.list("SHARE_LINKS", ["email", "bluesky", "linkedin", "whatsapp"])
# Whether feeds carry whole stories; without, the standfirst of each.
FEED_FULL_TEXT = env.bool("FEED_FULL_TEXT", True)
# Characters a reader's comment may have at most.
COMMENT_MAX_LENGTH = env.int("COMMENT_MAX_LENGTH", 5_000)
# Days after which a commenter's e-mail address and network fingerprint are forgotten.
COMMENT_ADDRESS_DAYS = env.int("COMMENT_ADDRESS_DAYS", 90)
# Months after which e-mail addresses are hashed with a new key. Hashes from periods of another
# length are not found, so a site keeps to one length.
COMMENT_KEY_MONTHS = env.int("COMMENT_KEY_MONTHS", 6, validate=validate.Range(min=1, max=24))
# Months after which the hash of a confirmed address that was not used again is forgotten.
COMMENT_IDENTITY_MONTHS = env.int("COMMENT_IDENTITY_MONTHS", 24, validate=validate.Range(min=1))
# Seconds between two comments from one network or one writer, and how many of them in ten minutes
# and in a day; three times as many from a confirmed writer.
COMMENT_PAUSE = env.int("COMMENT_PAUSE", 10)
COMMENT_RATE = env.int("COMMENT_RATE", 6)
COMMENT_RATE_DAY = env.int("COMMENT_RATE_DAY", 20)
# Comments under one story in a minute, and on the whole site in an hour, from which on each waits
# for a moderator, for so many minutes.
COMMENT_STORY_RATE = env.int("COMMENT_STORY_RATE", 60)
COMMENT_SITE_RATE = env.int("COMMENT_SITE_RATE", 600)
COMMENT_FLOOD_MINUTES = env.int("COMMENT_FLOOD_MINUTES", 30)
# Comments one web process has in hand; fewer than its threads, so that pages find one.
COMMENT_AT_ONCE = env.int("COMMENT_AT_ONCE", 2)
# Minutes in which a reader may change a comment that nobody has answered yet.
COMMENT_EDIT_MINUTES = env.int("COMMENT_EDIT_MINUTES", 10)
# Whether a comment waits until its writer has confirmed the e-mail address.
COMMENT_CONFIRM = env.bool("COMMENT_CONFIRM", False)
# The key for Akismet, a service outside that gives a second opinion on spam. Empty: not asked.
AKISMET_KEY = env.str("AKISMET_KEY", "")
# Days after which the words of withdrawn comments and of spam are forgotten.
COMMENT_WITHDRAWN_DAYS = env.int("COMMENT_WITHDRAWN_DAYS", 30)
# Days after which rejected comments are forgotten.
COMMENT_REJECTED_DAYS = env.int("COMMENT_REJECTED_DAYS", 365)
# Hours in which somebody who asked for erasure may change their mind.
COMMENT_ERASURE_HOURS = env.int("COMMENT_ERASURE_HOURS", 24)
# Whether moderators with an e-mail address get digests of held comments.
COMMENT_DIGESTS = env.bool("COMMENT_DIGESTS", True)
# Seconds after which addresses that lead nowhere are counted in the database; 0: never.
MISSES_SECONDS = env.int("MISSES_SECONDS", 60)
# Where finished pages are kept, a directory for this machine alone; empty: no page is kept.
PAGE_STORE_DIR = env.str("PAGE_STORE_DIR", str(BASE_DIR / "var" / "pages"))
# Bytes of finished pages on the disk, and in the memory of each web process.
PAGE_STORE_DISK = env.int("PAGE_STORE_DISK", 1_073_741_824)
PAGE_STORE_MEMORY = env.int("PAGE_STORE_MEMORY", 67_108_864)
# The file of headers that nginx adds to the pages it serves from there; empty: it serves none.
PAGE_STORE_FRONT = env.str("PAGE_STORE_FRONT", "")
# The key by which a CDN in front shows in X-CDN-Key that it is the one; empty: there is none.
CDN_KEY = env.str("CDN_KEY", "")
# The header in which it is told the tags of each page: Surrogate-Key or Cache-Tag.
CDN_TAG_HEADER = env.str("CDN_TAG_HEADER", "Surrogate-Key")
# Seconds a CDN may keep a page at most; also how long it is tried to tell it of a change.
CDN_SECONDS = env.int("CDN_SECONDS", 300)
# Where changes are sent to, so that it forgets pages, and the token that goes with them.
CDN_PURGE_URL = env.str("CDN_PURGE_URL", "")
CDN_PURGE_TOKEN = env.str("CDN_PURGE_TOKEN", "")
if CDN_TAG_HEADER not in {"Surrogate-Key", "Cache-Tag"}:
    message = "CDN_TAG_HEADER is Surrogate-Key or Cache-Tag."
    raise ImproperlyConfigured(message)
if CDN_PURGE_URL and not (CDN_PURGE_TOKEN and (DEBUG or CDN_PURGE_URL.startswith("https://"))):
    message = "CDN_PURGE_URL begins with https:// and needs a token, CDN_PURGE_TOKEN."
    raise ImproperlyConfigured(message)
# The bearer token with which Prometheus may read /metrics; empty: nothing is counted or told.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
# Where the processes of this machine keep their counts.
METRICS_DIR = env.str("METRICS_DIR", str(BASE_DIR / "var" / "metrics"))
if METRICS_TOKEN:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_DIR
    MIDDLEWARE.insert(0, "newsroom.metrics.counted")
# Where errors are sent, without anything about people; empty: nowhere.
SENTRY_DSN = env.str("SENTRY_DSN", "")
# Whether this process answers /media/ itself; switch off where nginx or a bucket does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", True)
# Whether the site asks services outside at all; switched off it says so and works without them.
NETWORK = env.bool("NETWORK", True)
# Whether those may be this machine itself, on any port; only the tests' own servers are.
NETWORK_LOOPBACK = False
