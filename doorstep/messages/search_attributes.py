"""The search attributes of flows: keywords for operators, without personal data."""

from temporalio.common import SearchAttributeKey

STAGE = SearchAttributeKey.for_keyword("DoorstepStage")
ACCOUNT = SearchAttributeKey.for_keyword("DoorstepAccount")
MEMBER = SearchAttributeKey.for_keyword("DoorstepMember")
APPLICATION = SearchAttributeKey.for_keyword("DoorstepApplication")
TROUBLE = SearchAttributeKey.for_keyword("DoorstepTrouble")
SEARCH_ATTRIBUTES = (STAGE, ACCOUNT, MEMBER, APPLICATION, TROUBLE)
