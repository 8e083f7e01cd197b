"""The pages: server-rendered, over the same application layer as the API."""

from fastapi import FastAPI

from api.pages import (
    account_look,
    admin_center,
    administering,
    audit_trail,
    languages,
    look,
    running_setups,
    signing_in,
    steps,
    verifying,
    web_console,
)
from api.pages.assets import Assets
from api.pages.cookies import Jar
from api.pages.failing import show_missing_pages
from api.pages.origins import Origins, plain_loopback
from api.pages.rendering import Renderer
from api.pages.visiting import Pages
from doorstep.settings import Settings


def add_pages(app: FastAPI, settings: Settings) -> None:
    """Routes, static files, and what they share, in `app.state.pages`.

    Called after `answer_problems`: a missing page is told from a missing resource.
    """
    assets = Assets()
    app.state.pages = Pages(
        Renderer(assets.address),
        Jar(secure=not plain_loopback(settings.public_url)),
        Origins(settings.public_url),
    )
    app.mount("/static", assets)
    for routes in (
        signing_in,
        verifying,
        steps,
        web_console,
        admin_center,
        administering,
        running_setups,
        audit_trail,
        account_look,
        look,
        languages,
    ):
        app.include_router(routes.router)
    show_missing_pages(app)
