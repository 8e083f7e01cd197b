"""`doorstep doctor`: finds problems of an installation, and names their remedies."""
