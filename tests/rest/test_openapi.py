"""The OpenAPI document is true: valid and invalid requests are generated from it."""

import asyncio

from loopback import listening
from service import EmptyService, Service
from targets import (
    CANCELLED_LOGIN,
    CLIENT,
    CLIENTS,
    GROUP,
    GROUPS,
    IN_GROUP,
    INVITATION,
    INVITATION_OF_MEMBER,
    LOGIN,
    RESET,
    SETUP,
    SUBJECT,
    targets_in,
)

_REACHED = {
    f"GET {LOGIN}": 200,
    f"POST {LOGIN}/setup": 201,
    f"POST {LOGIN}/code": 422,
    f"POST {LOGIN}/session": 200,
    f"DELETE {LOGIN}": 204,
    f"GET {SETUP}": 200,
    f"POST {SETUP}/resend": 429,
    f"POST {SETUP}/email-code": 422,
    f"POST {SETUP}/continue": 200,
    f"GET {SETUP}/authenticator": 200,
    f"POST {SETUP}/setup-code": 422,
    f"DELETE {SETUP}": 204,
    "POST /v1/logins": 401,
    "GET /v1/me": 200,
    "PATCH /v1/me": 200,
    "POST /v1/me/step-up": 422,
    "GET /v1/me/sessions": 200,
    "DELETE /v1/me/session": 204,
    "DELETE /v1/me/sessions/{session_id}": 204,
    "GET /v1/account": 200,
    "PATCH /v1/account": 200,
    "GET /v1/account/enrollments": 200,
    "GET /v1/account/enrollments/{enrollment_id}": 200,
    "POST /v1/account/enrollments/{enrollment_id}/cancel": 204,
    "POST /v1/account/enrollments/{enrollment_id}/resend": 429,
    f"POST {CANCELLED_LOGIN}": 204,
    "GET /v1/account/events": 200,
    "GET /v1/account/members": 200,
    "GET /v1/account/members.csv": 200,
    "POST /v1/account/members": 201,
    "GET /v1/account/members/{member_id}": 200,
    "PATCH /v1/account/members/{member_id}": 200,
    "POST /v1/account/members/{member_id}/reset-device": 204,
    "POST /v1/account/members/{member_id}/unlock": 204,
    "GET /v1/account/members/{member_id}/sessions": 200,
    "POST /v1/account/members/{member_id}/end-sessions": 204,
    "GET /v1/account/members/{member_id}/logins": 200,
    "POST /v1/account/members/{member_id}/erase": 422,
    f"GET {GROUPS}": 200,
    f"POST {GROUPS}": 201,
    f"GET {GROUP}": 200,
    f"PATCH {GROUP}": 409,  # the names it is given are those that were added before
    f"DELETE {GROUP}": 204,
    f"PUT {IN_GROUP}": 204,
    f"DELETE {IN_GROUP}": 204,
    f"GET {CLIENTS}": 200,
    f"POST {CLIENTS}": 422,
    f"GET {CLIENT}": 200,
    f"PATCH {CLIENT}": 200,
    f"DELETE {CLIENT}": 204,
    f"POST {CLIENT}/secrets": 201,
    f"DELETE {CLIENT}/secrets/{{secret_id}}": 204,
    "GET /v1/subjects": 200,
    f"GET {SUBJECT}": 200,
    f"PUT {SUBJECT}": 200,
    f"DELETE {SUBJECT}": 204,
    "POST /v1/verifications": 403,
    "POST /v1/me/password": 422,
    "POST /v1/me/email": 202,
    "GET /v1/me/email": 200,
    "POST /v1/me/email/resend": 429,
    "POST /v1/me/email/code": 422,
    "DELETE /v1/me/email": 204,
    "POST /v1/password-resets": 202,
    f"GET {RESET}": 200,
    f"POST {RESET}/resend": 429,
    f"POST {RESET}/code": 422,
    f"POST {RESET}/password": 422,
    f"POST {INVITATION_OF_MEMBER}": 202,
    f"DELETE {INVITATION_OF_MEMBER}": 204,
    f"GET {INVITATION}": 200,
    f"POST {INVITATION}": 422,
    f"DELETE {RESET}": 204,
}
"""The successful status that each operation must have answered at least once."""


async def test_A1_answers_match_the_document_for_any_request(
    shared_service: EmptyService, service: Service
) -> None:
    from fuzzing import fuzz  # schemathesis takes seconds to import

    targets = await targets_in(service)

    async with listening(shared_service.app) as address:
        answered = await asyncio.to_thread(fuzz, address, targets)

    assert set(answered) == set(_REACHED)
    for operation, status in _REACHED.items():
        assert status in answered[operation], (operation, answered[operation])
