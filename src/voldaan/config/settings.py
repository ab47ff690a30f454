"""Every setting of an installation, typed; a checkout with no environment at all runs.

What the *user* decides (policy, texts, mailbox) is not here but in the record.
"""

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from voldaan.config.environment import BadSetting, Environment
from voldaan.config.home import home_folder, secret_key

_environment = Environment()
_package = Path(__file__).resolve().parent.parent

HOME = home_folder(_environment.text("HOME"))
SECRET_KEY = _environment.secret("SECRET_KEY") or secret_key(HOME)
if len(SECRET_KEY) < 32:
    raise BadSetting(
        "The secret key is shorter than 32 characters; write a longer VOLDAAN_SECRET_KEY, or "
        f"take it away and, where {HOME / 'secret.key'} is damaged, put that file back."
    )
DEBUG = _environment.truth("DEBUG", default=False)

#: Where clients and owner reach this Voldaan; empty: this machine only, no links in texts.
PUBLIC_URL = _environment.text("PUBLIC_URL").rstrip("/")
_public = urlsplit(PUBLIC_URL)
# Clients get links below it: without https others on the way could read and use them.
_is_safe = _public.scheme == "https" or _public.hostname in {"localhost", "127.0.0.1"}
if PUBLIC_URL and not (
    re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?", PUBLIC_URL)
    and _is_safe
):
    raise BadSetting(f"VOLDAAN_PUBLIC_URL is {PUBLIC_URL!r}; write https://your.address.")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] + (
    [_public.hostname] if _public.hostname else []
)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"] if PUBLIC_URL else []


def _database(url: str) -> dict[str, Any]:
    """Give Django's database settings: one SQLite file, or PostgreSQL by one address."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "voldaan.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise BadSetting(
            "VOLDAAN_DATABASE_URL is not understood; "
            "write postgresql://user:password@host:5432/database."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(_environment.secret("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "voldaan.web",  # before allauth: our pages for signing in win
    "voldaan.portal",
    "allauth",
    "allauth.account",
    "voldaan.books",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "voldaan.web.language.language_middleware",  # needs to know who it is
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "voldaan.config.urls"
WSGI_APPLICATION = "voldaan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_USER_MODEL = "books.User"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "voldaan.web.sign_in.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "voldaan.web.sign_in.ClosedDoor"
ACCOUNT_FORMS = {"change_password": "voldaan.web.sign_in.NewPasswordForm"}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# One machine, plain http on the loopback: cookies are marked secure once https is public.
_https = _public.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
# A browser keeps cookies per host, whatever the port: two installations on one machine would
# sign each other out if their cookies had the same names.
_own = hashlib.sha256(str(HOME.resolve()).encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"voldaan_session_{_own}"
CSRF_COOKIE_NAME = f"voldaan_csrf_{_own}"
# Public https means one proxy in front: the limit on guessing counts who is behind it.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if _https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [_package / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
# Static files are served from the installed package itself: nothing to collect.
WHITENOISE_USE_FINDERS = True
# The largest file that a person may drop; larger ones are refused with a sentence.
LARGEST_UPLOAD_BYTES = (
    1024 * 1024 * _environment.number("LARGEST_UPLOAD_MB", default=200, least=1, most=2048)
)
# What is put in this folder is read as if it had been dropped on the page.
WATCHED_FOLDER = _environment.folder("WATCHED_FOLDER")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "voldaan.web.upload.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_tokens": {"()": "voldaan.portal.logs.WithoutTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}

_environment.refuse_unknown()
