"""A shop with its own users and passwords, which leaves the code to Doorstep.

Three ways in: with Doorstep's password and code; with the shop's password, and the code
on Doorstep's page; or the code on the shop's own page, as for a payment too.

    SHOP_ISSUER         the address of Doorstep
    SHOP_PORT           where the shop listens, on 127.0.0.1
    SHOP_USERS          the file of its users
    SHOP_SIGN_IN        id:secret of a client, return address …/callback
    SHOP_SECOND_FACTOR  id:secret of one with first_factor client, …/verified
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, field
from html import escape
from typing import Annotated, cast

import uvicorn
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from doorstep_client import Document, Doorstep, Refused, SignIn
from fastapi import APIRouter, FastAPI, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

_COOKIE = "shop"
_HASHER = PasswordHasher()


@dataclass(frozen=True)
class User:
    """`id` is the shop's own, and never changes: it is what Doorstep knows."""

    id: str
    email: str
    name: str
    password_hash: str


@dataclass
class Visit:
    """What the shop knows of one browser."""

    begun: SignIn | None = None
    pending: User | None = None
    who: str = ""
    how: str = ""
    asked: Document | None = None


class Users:
    """The shop's own, in a file of SQLite."""

    def __init__(self, file: str) -> None:
        self._file = file
        with self._connected() as database:
            database.execute(
                "create table if not exists users "
                "(id text primary key, email text unique, name text, hash text)"
            )

    def find(self, email: str) -> User | None:
        query = "select id, email, name, hash from users where email = ?"
        with self._connected() as database:
            row = database.execute(query, (email,)).fetchone()
        return User(*row) if row else None

    def with_password(self, email: str, password: str) -> User | None:
        """None where the password is wrong; a new address registers."""
        user = self.find(email)
        if user is None:
            return self._add(email, password)
        try:
            _HASHER.verify(user.password_hash, password)
        except VerifyMismatchError:
            return None
        return user

    def _add(self, email: str, password: str) -> User:
        name = email.partition("@")[0]
        user = User(secrets.token_hex(8), email, name, _HASHER.hash(password))
        with self._connected() as database:
            database.execute("insert into users values (?, ?, ?, ?)", astuple(user))
        return user

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._file)) as database, database:
            yield database


@dataclass
class Shop:
    sign_in: Doorstep
    second_factor: Doorstep
    users: Users
    visits: dict[str, Visit] = field(default_factory=dict)

    def visit(self, request: Request) -> tuple[str, Visit]:
        key = request.cookies.get(_COOKIE, "")
        if key not in self.visits:
            key = secrets.token_urlsafe(32)
            self.visits[key] = Visit()
        return key, self.visits[key]

    def enter(self, key: str, who: str, how: str) -> Response:
        """Signed in: the cookie is a new one, nobody knew it before."""
        del self.visits[key]
        new = secrets.token_urlsafe(32)
        self.visits[new] = Visit(who=who, how=how)
        return _go(new, "/")


router = APIRouter()


def _shop(request: Request) -> Shop:
    return cast("Shop", request.app.state.shop)


def create_app(shop: Shop) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.state.shop = shop
    app.include_router(router)
    app.add_exception_handler(Refused, refused)
    return app


def refused(request: Request, why: Exception) -> Response:
    key, _ = _shop(request).visit(request)
    return _page(key, f'<p role="alert">Doorstep says: {escape(str(why))}.</p>', 403)


@router.get("/")
def home(request: Request) -> Response:
    shop = _shop(request)
    key, visit = shop.visit(request)
    return _page(
        key,
        _INSIDE.format(who=escape(visit.who), how=escape(visit.how))
        if visit.who
        else _OUTSIDE,
    )


@router.get("/sign-in")
def sign_in(request: Request) -> Response:
    """With Doorstep's password and code."""
    shop = _shop(request)
    key, visit = shop.visit(request)
    visit.begun = SignIn()
    return _go(key, shop.sign_in.address(visit.begun))


@router.get("/callback")
def callback(request: Request) -> Response:
    shop = _shop(request)
    key, visit = shop.visit(request)
    begun, visit.begun = visit.begun or SignIn(), None
    claims = shop.sign_in.signed_in(begun, request.query_params)
    return shop.enter(key, str(claims["preferred_username"]), _amr(claims))


@router.post("/password")
def password(
    request: Request,
    email: Annotated[str, Form()],
    password: Annotated[str, Form()],
    here: Annotated[str, Form()] = "",
) -> Response:
    """The shop's own password, then the code: on Doorstep's page, or here."""
    shop = _shop(request)
    key, visit = shop.visit(request)
    user = shop.users.with_password(email, password)
    if user is None:
        return _page(key, '<p role="alert">Wrong password.</p>' + _OUTSIDE, 401)
    known = shop.second_factor.register(user.id, user.email, user.name)
    visit.begun, visit.pending = SignIn(), user
    if here and known["two_step"] == "enrolled":  # a setup is on Doorstep's pages
        return _ask(shop, key, visit, user, "Sign in")
    return _go(key, shop.second_factor.pushed_address(visit.begun, user.id))


@router.get("/verified")
def verified(request: Request) -> Response:
    """Back from Doorstep: it must be the person whose password was checked."""
    shop = _shop(request)
    key, visit = shop.visit(request)
    begun, user = visit.begun or SignIn(), visit.pending
    visit.begun = visit.pending = None
    claims = shop.second_factor.signed_in(begun, request.query_params)
    if user is None or claims["preferred_username"] != user.id:
        raise Refused(403, "another person")
    return shop.enter(key, user.email, _amr(claims))


@router.post("/pay")
def pay(request: Request) -> Response:
    """A code for this payment, on the shop's own page."""
    shop = _shop(request)
    key, visit = shop.visit(request)
    user = shop.users.find(visit.who)
    if user is None:
        wrong = "Only customers with a password of the shop can pay."
        return _page(key, f'<p role="alert">{wrong}</p>', 403)
    return _ask(shop, key, visit, user, "Payment of 25 €")


@router.post("/code")
def code(request: Request, code: Annotated[str, Form()]) -> Response:
    shop = _shop(request)
    key, visit = shop.visit(request)
    if visit.asked is None:
        return _go(key, "/")
    login, token = str(visit.asked["id"]), str(visit.asked["flow_token"])
    if not shop.second_factor.is_right(login, token, code):
        return _page(key, '<p role="alert">Wrong code.</p>' + _CODE, 422)
    visit.asked = None
    if visit.pending:
        return shop.enter(key, visit.pending.email, "otp")
    return _page(key, '<p role="status">Paid: 25 €.</p>')


def _ask(shop: Shop, key: str, visit: Visit, user: User, purpose: str) -> Response:
    visit.asked = shop.second_factor.ask_for_code(user.id, purpose)
    return _page(key, _CODE)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    shop = _shop(request)
    key, _ = shop.visit(request)
    shop.visits.pop(key)
    return _go(key, "/")


def _amr(claims: Document) -> str:
    amr = claims["amr"]
    return " and ".join(map(str, amr)) if isinstance(amr, list) else str(amr)


def _go(key: str, address: str) -> Response:
    return _with_cookie(key, RedirectResponse(address, 303))


def _page(key: str, content: str, status: int = 200) -> Response:
    return _with_cookie(key, HTMLResponse(_PAGE + content + "</main>", status))


def _with_cookie(key: str, response: Response) -> Response:
    response.set_cookie(_COOKIE, key, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    return response


_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>The shop</title>
<style>
body { font: 1rem/1.5 system-ui; margin: 0; color: #1d1b18; background: #f5f4f1 }
main { max-width: 26rem; margin: 3rem auto; padding: 1.5rem; background: #fff }
label, input, button, a { display: block; width: 100%; box-sizing: border-box }
label { margin: 1rem 0 }
input, button, a { padding: .7rem; font: inherit; border: 1px solid #777 }
button, a { background: #1d3557; color: #fff; border-radius: .5rem }
a { text-align: center; text-decoration: none }
form + form, button + button { margin-top: .75rem }
[role=alert] { color: #b00020 }
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
<button>Continue</button>
<button name="here" value="yes">Continue, and enter the code here</button></form>
"""
_INSIDE = """
<p>You are signed in as <strong>{who}</strong>, with {how}.
<form method="post" action="/pay"><button>Pay 25 €</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
"""
_CODE = """
<form method="post" action="/code">
<label>Code from your authenticator app
<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>
<button>Continue</button></form>
"""


def from_environment() -> Shop:
    issuer, port = os.environ["SHOP_ISSUER"], os.environ["SHOP_PORT"]
    own = f"http://127.0.0.1:{port}"

    def client(variable: str, path: str) -> Doorstep:
        client_id, _, secret = os.environ[variable].partition(":")
        return Doorstep(issuer, client_id, secret, f"{own}{path}")

    return Shop(
        client("SHOP_SIGN_IN", "/callback"),
        client("SHOP_SECOND_FACTOR", "/verified"),
        Users(os.environ["SHOP_USERS"]),
    )


if __name__ == "__main__":
    uvicorn.run(
        create_app(from_environment()),
        host="127.0.0.1",
        port=int(os.environ["SHOP_PORT"]),
        log_level="warning",
    )
