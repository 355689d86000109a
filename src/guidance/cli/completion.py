"""Shell completion: names of commands and options, and the names in the records."""

from __future__ import annotations

import click

_HOW = {
    "bash": 'eval "$(guidance completion bash)"   # in ~/.bashrc',
    "zsh": 'eval "$(guidance completion zsh)"   # in ~/.zshrc',
    "fish": "guidance completion fish | source   # in ~/.config/fish/config.fish",
}


@click.command(
    "completion",
    epilog="""\b
Examples:
  guidance completion bash

Exit codes: 0 fine; 2 usage.""",
)
@click.argument("shell", type=click.Choice(tuple(_HOW)))
def completion(shell: str) -> None:
    """Print the script that gives your shell tab completion for this command."""
    from click.shell_completion import get_completion_class

    from guidance.cli.app import app

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  (click knows the three)
    script = kind(app, {}, "guidance", "_GUIDANCE_COMPLETE")
    # source() would start the shell to ask for its version; the template is all that is needed.
    click.echo(f"# To use it: {_HOW[shell]}")
    click.echo(script.source_template % script.source_vars())
