"""The OpenID provider: the endpoints that clients call, one file each."""

from fastapi import FastAPI

from api.oauth import authorize, discovery, introspect, jwks, revoke, token, userinfo

_ENDPOINTS = (authorize, discovery, jwks, token, userinfo, introspect, revoke)


def add_endpoints(app: FastAPI) -> None:
    for endpoint in _ENDPOINTS:
        app.include_router(endpoint.router)
