"""Groups of commands, `doorstep member …`, alike in how they print their help."""

import typer


def command_group(help_text: str) -> typer.Typer:
    """Help is plain text: a paragraph is wrapped as one, examples stand as written."""
    return typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        # Rich tracebacks would print local variables: passwords and keys are in them.
        pretty_exceptions_enable=False,
        help=help_text,
    )
