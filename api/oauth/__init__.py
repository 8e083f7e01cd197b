"""The OpenID provider: the endpoints that clients call, one file each."""

from fastapi import FastAPI

from api.oauth import discovery, introspect, jwks, revoke, token, userinfo


def add_endpoints(app: FastAPI) -> None:
    for endpoint in (discovery, jwks, token, userinfo, introspect, revoke):
        app.include_router(endpoint.router)
