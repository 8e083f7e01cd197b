"""The OpenID provider: the endpoints that clients call, one file each."""

from fastapi import FastAPI

from api.oauth import discovery, jwks


def add_endpoints(app: FastAPI) -> None:
    for endpoint in (discovery, jwks):
        app.include_router(endpoint.router)
