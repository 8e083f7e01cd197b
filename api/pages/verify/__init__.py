"""Signing in, and the setup and the code that it may ask for."""

from api.pages.verify import actions, pages, returning, sign_in

ROUTERS = (sign_in.router, pages.router, actions.router, returning.router)
