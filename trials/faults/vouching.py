"""An application that has checked the password itself: it asks for the code alone."""

from trials.faults.applications import Application
from trials.faults.person import LostError, Person

_SCOPES = "subjects verifications"


async def verify_subject(person: Person, portal: Application) -> None:
    """From the person's registration to a code, with a setup in between."""
    token = await _token(person, portal)
    external_id = person.email.partition("@")[0]
    call, path = person.frontend.call_until_answered, f"/v1/subjects/{external_id}"
    body = {"email": person.email, "name": "Somebody", "language": "en"}
    known = await call("PUT", path, token, body)
    asked = {"external_id": external_id, "application": portal.id}
    opened = await call("POST", "/v1/verifications", token, asked)
    if not known.good or not opened.good:
        raise LostError(f"a person was answered {known}, a verification {opened}")
    person.login, person.vouched = opened.document, True
    await person.sign_in()
    kept = await call("GET", path, token)
    if kept.document.get("two_step") != "enrolled":
        raise LostError(f"a person who was verified is {kept}")


async def _token(person: Person, portal: Application) -> str:
    form = {"grant_type": "client_credentials", "scope": _SCOPES}
    answer = await person.frontend.form("/oauth2/token", form, portal.proof)
    if not answer.good:
        raise LostError(f"an application's secret was answered {answer}")
    return str(answer.document["access_token"])
