"""The search attributes by which operators find flows: keywords that hold ids."""

from temporalio.common import SearchAttributeKey

STAGE = SearchAttributeKey.for_keyword("DoorstepStage")
ACCOUNT = SearchAttributeKey.for_keyword("DoorstepAccount")
MEMBER = SearchAttributeKey.for_keyword("DoorstepMember")
APPLICATION = SearchAttributeKey.for_keyword("DoorstepApplication")
SEARCH_ATTRIBUTES = (STAGE, ACCOUNT, MEMBER, APPLICATION)
