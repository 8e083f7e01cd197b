"""Why a member does not get in: facts, the one reason that they give, and its words."""
