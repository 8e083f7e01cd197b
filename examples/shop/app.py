"""A shop with its own users and passwords, which leaves the code to Doorstep.

People sign in with Doorstep's password and code, or with the shop's own password and
the code on Doorstep's page. A payment wants another code, on the shop's own page.

    SHOP_ISSUER         the address of Doorstep
    SHOP_PORT           where the shop listens, on 127.0.0.1
    SHOP_USERS          the file of its users
    SHOP_SIGN_IN        id:secret of a client, return address …/callback
    SHOP_SECOND_FACTOR  id:secret of one with first_factor client, …/verified
"""

import os
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Annotated, NamedTuple, TypeAlias, cast

import uvicorn
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from doorstep_client import Document, Doorstep, Refused, SignIn
from fastapi import APIRouter, Depends, FastAPI, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

_HASHER = PasswordHasher()
router = APIRouter()


class User(NamedTuple):
    """`id` is the shop's own, and never changes: it is what Doorstep knows."""

    id: str
    email: str
    password_hash: str


@dataclass
class Visit:
    """What the shop knows of one browser, which has the key as its cookie."""

    who: str = ""
    how: str = ""
    begun: SignIn | None = None
    pending: User | None = None
    asked: Document | None = None
    key: str = field(default_factory=secrets.token_urlsafe)


class Shop(FastAPI):
    def __init__(self, sign_in: Doorstep, second_factor: Doorstep, users: str) -> None:
        super().__init__(openapi_url=None)
        self.sign_in, self.second_factor = sign_in, second_factor
        self.visits: dict[str, Visit] = {}
        self._users = sqlite3.connect(
            users, isolation_level=None, check_same_thread=False
        )
        columns = "id text primary key, email text unique, hash text"
        self._users.execute(f"create table if not exists users ({columns})")

    def user(self, email: str) -> User | None:
        query = "select id, email, hash from users where email = ?"
        row = self._users.execute(query, (email,)).fetchone()
        return User(*row) if row else None

    def with_password(self, email: str, password: str) -> User | None:
        """None where the password is wrong; a new address registers."""
        user = self.user(email)
        if user is None:
            user = User(secrets.token_hex(8), email, _HASHER.hash(password))
            self._users.execute("insert into users values (?, ?, ?)", user)
            return user
        try:
            _HASHER.verify(user.password_hash, password)
        except VerifyMismatchError:
            return None
        return user

    def enter(self, visit: Visit, who: str, how: str) -> Response:
        """Signed in: the cookie is a new one, nobody knew it before."""
        del self.visits[visit.key]
        return _go(self.begin(Visit(who, how)), "/")

    def begin(self, visit: Visit) -> Visit:
        self.visits[visit.key] = visit
        return visit


def _shop(request: Request) -> Shop:
    return cast("Shop", request.app)


def _visit(request: Request) -> Visit:
    shop = _shop(request)
    known = shop.visits.get(request.cookies.get("shop", ""))
    return known or shop.begin(Visit())


TheShop: TypeAlias = Annotated[Shop, Depends(_shop)]
TheVisit: TypeAlias = Annotated[Visit, Depends(_visit)]
Typed: TypeAlias = Annotated[str, Form()]


@router.get("/")
def home(shop: TheShop, visit: TheVisit) -> Response:
    """Only who has a password of the shop is offered to pay."""
    inside = _INSIDE.format(who=escape(visit.who), how=escape(visit.how))
    offer = _OFFER if shop.user(visit.who) else ""
    return _page(visit, inside + offer + _SIGN_OUT if visit.who else _OUTSIDE)


@router.get("/sign-in")
def sign_in(shop: TheShop, visit: TheVisit) -> Response:
    """With Doorstep's password and code."""
    visit.begun = SignIn()
    return _go(visit, shop.sign_in.address(visit.begun))


@router.get("/callback")
def callback(request: Request, shop: TheShop, visit: TheVisit) -> Response:
    begun, visit.begun = visit.begun or SignIn(), None
    claims = shop.sign_in.signed_in(begun, request.query_params)
    return shop.enter(visit, str(claims["preferred_username"]), _amr(claims))


@router.post("/password")
def password(shop: TheShop, visit: TheVisit, email: Typed, password: Typed) -> Response:
    """The shop's own password, then the code on Doorstep's page, or a setup."""
    user = shop.with_password(email, password)
    if user is None:
        return _page(visit, _alert("Wrong password.") + _OUTSIDE, 401)
    shop.second_factor.register(user.id, user.email, email.partition("@")[0])
    visit.begun, visit.pending = SignIn(), user
    return _go(visit, shop.second_factor.pushed_address(visit.begun, user.id))


@router.get("/verified")
def verified(request: Request, shop: TheShop, visit: TheVisit) -> Response:
    """Back from Doorstep: it must be the person whose password was checked."""
    begun, user = visit.begun or SignIn(), visit.pending
    visit.begun = visit.pending = None
    claims = shop.second_factor.signed_in(begun, request.query_params)
    if user is None or claims["preferred_username"] != user.id:
        raise Refused(403, "another person")
    return shop.enter(visit, user.email, _amr(claims))


@router.post("/pay")
def pay(shop: TheShop, visit: TheVisit) -> Response:
    """A code for this payment, on the shop's own page."""
    user = shop.user(visit.who)
    if user is None:
        sentence = "Only customers with a password of the shop can pay."
        return _page(visit, _alert(sentence), 403)
    visit.asked = shop.second_factor.ask_for_code(user.id, "Payment of 25 €")
    return _page(visit, _CODE)


@router.post("/code")
def code(shop: TheShop, visit: TheVisit, code: Typed) -> Response:
    if visit.asked is None:
        return _go(visit, "/")
    login, token = str(visit.asked["id"]), str(visit.asked["flow_token"])
    if not shop.second_factor.is_right(login, token, code):
        return _page(visit, _alert("Wrong code.") + _CODE, 422)
    visit.asked = None
    return _page(visit, '<p role="status">Paid: 25 €.</p>')


@router.post("/sign-out")
def sign_out(shop: TheShop, visit: TheVisit) -> Response:
    del shop.visits[visit.key]
    return _go(shop.begin(Visit()), "/")


def refused(request: Request, why: Exception) -> Response:
    return _page(_visit(request), _alert(f"Doorstep says: {escape(str(why))}."), 403)


def _amr(claims: Document) -> str:
    return " and ".join(map(str, cast("list[str]", claims["amr"])))


def _alert(sentence: str) -> str:
    return f'<p role="alert">{sentence}</p>'


def _go(visit: Visit, address: str) -> Response:
    return _with_cookie(visit, RedirectResponse(address, 303))


def _page(visit: Visit, content: str, status: int = 200) -> Response:
    return _with_cookie(visit, HTMLResponse(_PAGE + content, status))


def _with_cookie(visit: Visit, response: Response) -> Response:
    response.set_cookie("shop", visit.key, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    return response


_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>The shop</title>
<style>
body { font: 1rem/1.5 system-ui; color: #1d1b18 }
main { max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
label, input, button, a { display: block; width: 100%; box-sizing: border-box }
input, button, a { margin: .5rem 0; padding: .7rem; font: inherit; text-align: center }
button, a { background: #1d3557; color: #fff; border: 0; text-decoration: none }
</style>
<main><h1>The shop</h1>
"""
_OUTSIDE = """
<a href="/sign-in">Sign in with Doorstep</a>
<p>or with a password of the shop; a new address registers:
<form method="post" action="/password">
<label>Email address
<input name="email" type="email" autocomplete="username" required></label>
<label>Password
<input name="password" type="password" autocomplete="current-password" required></label>
<button>Continue</button></form>
"""
_INSIDE = """
<p>You are signed in as <strong>{who}</strong>, with {how}.
"""
_OFFER = '<form method="post" action="/pay"><button>Pay 25 €</button></form>'
_SIGN_OUT = '<form method="post" action="/sign-out"><button>Sign out</button></form>'
_CODE = """
<form method="post" action="/code">
<label>Code from your authenticator app
<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
<button>Continue</button></form>
"""


def shop_of(settings: Mapping[str, str]) -> Shop:
    def client(variable: str, path: str) -> Doorstep:
        own = f"http://127.0.0.1:{settings['SHOP_PORT']}{path}"
        client_id, _, secret = settings[variable].partition(":")
        return Doorstep(settings["SHOP_ISSUER"], client_id, secret, own)

    shop = Shop(
        client("SHOP_SIGN_IN", "/callback"),
        client("SHOP_SECOND_FACTOR", "/verified"),
        settings["SHOP_USERS"],
    )
    shop.include_router(router)
    shop.add_exception_handler(Refused, refused)
    return shop


if __name__ == "__main__":
    port = int(os.environ["SHOP_PORT"])
    uvicorn.run(shop_of(os.environ), port=port, log_level="warning")
