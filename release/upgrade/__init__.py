"""From the release before to this one, and back, while people sign in."""
