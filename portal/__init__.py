"""The Short Breaks Portal: what short breaks a family is likely to get, why, and who to talk to."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect

from portal import beside, languages, page, security
from portal.application import Portal
from portal.config import Settings
from portal.delivery.deliverer import make_deliverer
from portal.languages import load_languages
from portal.pages import (
    about,
    assessment,
    council,
    desk,
    desk_feedback,
    desk_people,
    desk_remarks,
    desk_rules,
    desk_sign_in,
    errors,
    feedback,
    guides,
    health,
    home,
    inbox,
    offline,
    request,
    reviews,
    safety,
    saving,
    search,
    sign_in,
)
from portal.reading.appearance import dressed
from portal.reading.authority import CONTENT, find_folder, load_authority, load_national
from portal.reading.library import load_library
from portal.review.held_back import about_safety, signed_words
from portal.review.texts import kinds_of_passages, load_reviewables, review_dates
from portal.scripts import load_scripts
from portal.session import EncryptedCookieSessions
from portal.store import Store

STATIC = Path(__file__).parent.parent / "static"


def now() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


def create_app(
    environment: Mapping[str, str] = os.environ,
    clock: Callable[[], datetime] = now,
    content: Path = CONTENT,
) -> Flask:
    """Make the portal of one council, ready to serve; `content` is what is true everywhere in England."""
    settings = Settings.read(environment)
    authority = load_authority(settings.authority, content)
    national = load_national(content / "england.yaml")
    library = load_library(authority, national, find_folder(settings.authority), content)
    store = Store.open(settings.database, settings.keys)

    app = Portal(__name__, static_folder=None)
    app.extensions["authority"] = authority
    app.extensions["store"] = store
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock
    app.extensions["deliverer"] = make_deliverer(app, settings)
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["EXIT_ADDRESS"] = settings.exit_address
    app.config["SESSION_COOKIE_NAME"] = "portal"
    app.config["SESSION_COOKIE_SECURE"] = settings.address.startswith("https:")
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.config["COMPRESS_MIN_SIZE"] = 200
    # Not zstd, which packs our pages worst: the words in Punjabi would not fit the first round trip.
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 8
    app.session_interface = EncryptedCookieSessions(settings.keys, clock)

    languages.init_app(app, load_languages(find_folder(settings.authority), content))
    stylesheets = {name: (STATIC / f"{name}.css").read_text(encoding="utf-8") for name in ("portal", "staff")}
    stylesheets["portal"] = dressed(stylesheets["portal"], authority.colours, authority.mark)
    scripts = load_scripts(STATIC)
    security.init_app(app, stylesheets.values(), scripts.values())
    protection = CSRFProtect(app)
    Compress(app)
    page.init_app(app, library, stylesheets, scripts, clock)

    app.register_blueprint(health.blueprint)
    app.register_blueprint(home.blueprint)
    app.register_blueprint(assessment.make_blueprint(authority, library, clock))
    app.register_blueprint(saving.make_blueprint(settings.address, clock))
    app.register_blueprint(request.make_blueprint(authority, store, settings, clock))
    app.register_blueprint(guides.make_blueprint(library, settings.address))
    app.register_blueprint(council.make_blueprint(library))
    worker = (STATIC / "service-worker.js").read_text(encoding="utf-8")
    app.register_blueprint(offline.make_blueprint(library, settings.address, worker))
    search_page = search.make_blueprint(library, settings.keys, clock)
    # Its form stands on pages without a cookie, and changes nothing but the words in the box.
    protection.exempt(search_page)
    app.register_blueprint(search_page)
    app.register_blueprint(reviews.make_blueprint(national, clock))
    app.register_blueprint(safety.blueprint)
    app.register_blueprint(about.blueprint)
    app.register_blueprint(feedback.blueprint)
    app.register_blueprint(sign_in.blueprint)
    app.register_blueprint(inbox.blueprint)
    app.extensions["reviewables"] = load_reviewables(find_folder(settings.authority), content)
    app.extensions["kinds_of_passages"] = kinds_of_passages(app.extensions["reviewables"].values())
    app.extensions["review_dates"] = review_dates(library)
    app.extensions["about_safety"] = about_safety(library)
    if authority.require_sign_off:
        for language in app.extensions["languages"].values():
            language.catalogue.instead = signed_words
    app.register_blueprint(desk_sign_in.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(desk_remarks.blueprint)
    app.register_blueprint(desk_feedback.blueprint)
    app.register_blueprint(desk_people.blueprint)
    app.register_blueprint(desk_rules.blueprint)
    beside.init_app(app)
    errors.init_app(app)

    if settings.trusted_proxies:
        app.trust_proxies(settings.trusted_proxies)
    return app
