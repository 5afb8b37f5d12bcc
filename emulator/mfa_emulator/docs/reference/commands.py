"""Commands of the command line."""

import inspect
from collections import Counter
from collections.abc import Iterator

import click

from mfa_emulator.docs.reference.markdown import bullets, code, prose, table

_Option = tuple[str, str]


def commands(group: click.Group) -> str:
    """A table of the commands, a section for each with its arguments and options, and the options of several."""
    context = click.Context(group, info_name="mfa-emulator")
    known = [(command, click.Context(command, info_name=name, parent=context)) for name, command in _inside(group)]
    counts = Counter(option for command, inner in known for option in dict.fromkeys(_all_options(command, inner)))
    shared = [option for option, count in counts.items() if count > 1]
    rows = [(f"[`{inner.info_name}`](#{inner.info_name})", command.get_short_help_str(200)) for command, inner in known]
    sections = [_section(command, inner, shared) for command, inner in known]
    return "\n".join([table(("command", "does"), rows), *sections, _shared(known, shared)])


def _inside(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield name, command


def _section(command: click.Command, context: click.Context, shared: list[_Option]) -> str:
    lines = bullets(_own(command, context, shared))
    if isinstance(command, click.Group):
        for name, inner in _inside(command):
            below = click.Context(inner, info_name=name, parent=context)
            lines += f"- `{_usage(inner, below)}`: {' '.join(_help(inner).split())}\n"
            lines += "".join(f"  {line}\n" for line in bullets(_own(inner, below, shared)).splitlines())
    more = "\nTakes [options of several commands](#options-of-several-commands) too.\n"
    takes_more = any(option in shared for option in _all_options(command, context))
    head = f"### {context.info_name}\n\n`{_usage(command, context)}`\n\n{_help(command)}\n"
    return head + (f"\n{lines}" if lines else "") + (more if takes_more else "")


def _shared(known: list[tuple[click.Command, click.Context]], shared: list[_Option]) -> str:
    """The options of several commands, each with the commands that take it."""
    lines = []
    for option in shared:
        takers = [f"`{inner.info_name}`" for command, inner in known if option in _all_options(command, inner)]
        lines.append((code(option[0]), f"{option[1]} Of {', '.join(takers)}."))
    return f"### Options of several commands\n\n{bullets(lines)}"


def _usage(command: click.Command, context: click.Context) -> str:
    return " ".join([context.command_path, *command.collect_usage_pieces(context)])


def _help(command: click.Command) -> str:
    """The help text; lines that click keeps as they are stay so."""
    parts = inspect.cleandoc(command.help or "").split("\n\n")
    return "\n\n".join(_kept(part) if part.startswith("\b\n") else prose(" ".join(part.split())) for part in parts)


def _kept(part: str) -> str:
    return "\n".join(f"    {line}" for line in part.splitlines()[1:])


def _own(command: click.Command, context: click.Context, shared: list[_Option]) -> Iterator[_Option]:
    return ((code(term), text) for term, text in _options(command, context) if (term, text) not in shared)


def _options(command: click.Command, context: click.Context) -> Iterator[_Option]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and "--help" not in parameter.opts:
            term, text = record[0], " ".join(record[1].split())
            if term.startswith("-") or text:
                yield term.replace(" INTEGER RANGE", " NUMBER"), text.replace("0<=x<=65535", "0 to 65535")


def _all_options(command: click.Command, context: click.Context) -> Iterator[_Option]:
    """The options of a command and of its subcommands."""
    yield from _options(command, context)
    if isinstance(command, click.Group):
        for name, inner in _inside(command):
            yield from _options(inner, click.Context(inner, info_name=name, parent=context))
