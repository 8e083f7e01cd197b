"""The pages on the way to a client, and back to it."""

from types import SimpleNamespace

from api.pages.frame.flash import Flash
from doorstep.rules.stages import LoginStage
from page_states import ID, NAME, NOW, State, account, login

_CLIENT = SimpleNamespace(
    name=f"The {NAME} Shop", client_uri="https://shop.test/", first_factor="doorstep"
)
_BACK = "https://shop.test/callback?code=secret&state=1&iss=https%3A%2F%2Flogin.test"


def _asked(template: str, **shown: object) -> State:
    return State(f"asked/{template}.html", {"asking": _CLIENT, **shown})


ASKED = {
    "sign out for a client": _asked(
        "sign_out", refused=False, signed_in=True, kept="test.sealed"
    ),
    "sign out, with nowhere to return to": _asked(
        "sign_out", refused=True, signed_in=True, kept="test.sealed"
    ),
    "signed out already, with nowhere to return to": State(
        "asked/sign_out.html",
        {"asking": None, "refused": True, "signed_in": False, "kept": "test.sealed"},
    ),
    "signed out for a client": _asked("signed_out"),
    "sign in to a client": _asked("sign_in", named=str(ID)),
    "wrong password for a client": _asked(
        "sign_in",
        named=str(ID),
        typed={"email": "jo@acme.test"},
        flash=Flash("sign-in", "invalid-credentials"),
    ),
    "code for a client": State(
        "steps/code_required.html",
        {
            "account": account(),
            "asking": _CLIENT,
            "login": login(LoginStage.code_required),
            "device_enrolled_at": NOW,
            "code_digits": 6,
        },
    ),
    "cancelled sign-in to a client": State(
        "steps/ended.html",
        {
            "account": account(),
            "asking": _CLIENT,
            "login": login(LoginStage.cancelled),
        },
    ),
    "back to a client": _asked("return", address=_BACK),
    "back to a client by a form": _asked(
        "form_post", address="https://shop.test/callback", values={"code": "secret"}
    ),
    "client that has stopped waiting": _asked(
        "again", address="https://shop.test/login?iss=https%3A%2F%2Flogin.test"
    ),
    "identity provider that has stopped waiting": _asked("again", address=None),
    "client that has used its code": State(
        "asked/done.html", {"asking": _CLIENT}, step="spent"
    ),
    "disabled client": State(
        "asked/done.html", {"asking": _CLIENT}, step="client_disabled"
    ),
    "client of another account": _asked("not_an_application", named=str(ID)),
    "back to a client, by its address": _asked("decline", named={"request": str(ID)}),
    "unknown client": _asked("refused", asking=None, slug="unknown-client"),
    "address that is not registered": _asked("refused", slug="redirect-uri"),
    "used request": _asked("refused", asking=None, slug="request-uri"),
    "request that is over": _asked("refused", asking=None, slug="request-over"),
}
