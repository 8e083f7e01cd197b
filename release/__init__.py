"""What a release has beside the code: docs/releasing.md says how one is made."""
