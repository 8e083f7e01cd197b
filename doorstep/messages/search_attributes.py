"""The search attributes of flows: keywords for operators, without personal data."""

from uuid import UUID

from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
)

from doorstep.rules.stages import ApplicationId, EnrollmentStage, LoginStage

STAGE = SearchAttributeKey.for_keyword("DoorstepStage")
ACCOUNT = SearchAttributeKey.for_keyword("DoorstepAccount")
MEMBER = SearchAttributeKey.for_keyword("DoorstepMember")
APPLICATION = SearchAttributeKey.for_keyword("DoorstepApplication")
TROUBLE = SearchAttributeKey.for_keyword("DoorstepTrouble")
SEARCH_ATTRIBUTES = (STAGE, ACCOUNT, MEMBER, APPLICATION, TROUBLE)


def attributes(
    stage: LoginStage | EnrollmentStage,
    account_id: UUID,
    member_id: UUID,
    application: ApplicationId,
) -> TypedSearchAttributes:
    """The search attributes that a flow starts with."""
    return TypedSearchAttributes(
        [
            SearchAttributePair(STAGE, stage.value),
            SearchAttributePair(ACCOUNT, str(account_id)),
            SearchAttributePair(MEMBER, str(member_id)),
            SearchAttributePair(APPLICATION, application),
        ]
    )
