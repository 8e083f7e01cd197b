"""`doorstep why`: facts about a member's sign-in, the reason in them, its sentences."""
