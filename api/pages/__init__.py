"""The pages: rendered on the server, with the same actions as the API."""

from fastapi import FastAPI

from api.pages import (
    admin,
    console,
    icons,
    invitation,
    language_choice,
    own_address,
    own_sessions,
    recovery,
    reference,
    security,
    verify,
)
from api.pages.frame import theme_route
from api.pages.frame.assets import Assets
from api.pages.frame.cookies import CookieJar
from api.pages.frame.error_pages import show_missing_pages
from api.pages.frame.kept_forms import KeptForms
from api.pages.frame.origins import Origins, plain_loopback
from api.pages.frame.rendering import Renderer
from api.pages.frame.typed_fields import TypedFields
from api.pages.frame.visit import Pages
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings


def add_pages(app: FastAPI, settings: Settings, ring: KeyRing) -> None:
    """Adds routes and static files; what they share is in `app.state.pages`.

    Called after `answer_problems`, so that a missing page gets a page and a missing
    resource a problem document.
    """
    assets, kept_forms = Assets(), KeptForms(ring)
    app.state.pages = Pages(
        Renderer(assets.address),
        CookieJar(secure=not plain_loopback(settings.public_url)),
        Origins(settings.public_url),
        kept_forms,
        TypedFields(kept_forms),
    )
    app.mount("/static", assets)
    for router in (
        *verify.ROUTERS,
        *admin.ROUTERS,
        console.router,
        own_sessions.router,
        security.router,
        own_address.router,
        recovery.router,
        invitation.router,
        reference.router,
        icons.router,
        theme_route.router,
        language_choice.router,
    ):
        app.include_router(router)
    show_missing_pages(app)
