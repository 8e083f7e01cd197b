"""The pages of a Django site, and those of django-allauth.

django-allauth keeps tokens but never refreshes them, and ends only its own session: the
site does both by itself.
"""

import os

import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialToken
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import include, path
from django.utils.http import urlencode

_ISSUER = os.environ["SITE_ISSUER"]
_HERE = f"http://localhost:{os.environ['SITE_PORT']}"


def index(request: HttpRequest) -> HttpResponse:
    """What the site holds of the person, if somebody is signed in."""
    token = SocialToken.objects.filter(account__user_id=request.user.pk).first()
    if token is None:
        return JsonResponse({})
    verified = EmailAddress.objects.filter(user_id=request.user.pk, verified=True)
    return JsonResponse(
        {
            "email": request.user.email,
            "verified": verified.exists(),
            "acr": token.account.extra_data["id_token"]["acr"],
            "access_token": token.token,
            "refresh_token": token.token_secret,
        }
    )


def refresh(request: HttpRequest) -> HttpResponse:
    token = SocialToken.objects.get(account__user_id=request.user.pk)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    answer = requests.post(
        f"{_ISSUER}/oauth2/token",
        data={"grant_type": "refresh_token", "refresh_token": token.token_secret},
        auth=(app["client_id"], app["secret"]),
        timeout=30,
    )
    answer.raise_for_status()
    given = answer.json()
    token.token, token.token_secret = given["access_token"], given["refresh_token"]
    token.save()
    return HttpResponseRedirect("/")


def sign_out(request: HttpRequest) -> HttpResponse:
    """django-allauth keeps no ID token, so Doorstep asks before it ends anything."""
    logout(request)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    asked = {"client_id": app["client_id"], "post_logout_redirect_uri": f"{_HERE}/bye"}
    return HttpResponseRedirect(f"{_ISSUER}/oauth2/end_session?{urlencode(asked)}")


def bye(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>Bye</h1>")


def onwards(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(os.environ["SITE_ONWARDS"])


urlpatterns = [
    path("", index),
    path("refresh", refresh),
    path("sign-out", sign_out),
    path("bye", bye),
    path("onwards", onwards),
    path("accounts/", include("allauth.urls")),
]
