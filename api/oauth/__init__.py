"""The OpenID provider: the endpoints that clients call, one file each."""

from fastapi import FastAPI

from api.oauth import (
    authorize,
    discovery,
    end_session,
    health,
    introspect,
    jwks,
    par,
    revoke,
    token,
    userinfo,
)

_ENDPOINTS = (
    *(authorize, par, discovery, jwks, token, userinfo, introspect, revoke),
    *(health, end_session),
)


def add_endpoints(app: FastAPI) -> None:
    for endpoint in _ENDPOINTS:
        app.include_router(endpoint.router)
