"""The command line in Danish: click's group in, an exit code out.

Click asks gettext for its own few words, and gettext wants a compiled catalogue for the locale of
the machine. Click is given Danish words directly instead, so that they depend on neither.
"""

from __future__ import annotations

import errno

import click

# Exit codes beside 0: errors in the book, wrong usage, the machine lacks something, Ctrl-C.
ERRORS, USAGE, MACHINE, STOPPED = 1, 2, 3, 130
_AGAIN = "Det, der lå i dist/, er der endnu. Kør kommandoen igen, når det passer."
_REFUSED = {
    errno.ENOSPC: "der er ikke mere plads på disken",
    errno.EDQUOT: "der er ikke mere plads til dig på disken",
    errno.EACCES: "det har du ikke lov til",
    errno.EPERM: "det har du ikke lov til",
    errno.EROFS: "disken kan kun læses",
}
_DANISH = {
    "Usage:": "Sådan:",
    "Options": "Tilvalg",
    "Commands": "Kommandoer",
    "Show this message and exit.": "Vis denne hjælp.",
    "Error: {message}": "Fejl: {message}",
    "Try '{command} {option}' for help.": "Se {command} {option}.",
    "Missing command.": "Der mangler en kommando.",
    "Invalid value: {message}": "Forkert værdi: {message}",
    "Invalid value for {param_hint}: {message}": "Forkert værdi til {param_hint}: {message}",
    "No such option {name!r}.": "Ukendt tilvalg »{name}«.",
    "No such command {name!r}.": "Ukendt kommando »{name}«.",
    "Option {name!r} requires an argument.": "Der mangler en værdi efter »{name}«.",
    "{value!r} is not one of {choices}.": "»{value}« er ikke en af {choices}.",
    "Got unexpected extra argument ({args})": "Der er et ord for meget: {args}",
    "Got unexpected extra arguments ({args})": "Der er ord for meget: {args}",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mente du et af dem her: {possibilities}?",
    "{name} {filename!r} does not exist.": "»{filename}« findes ikke.",
    "{name} {filename!r} is a file.": "»{filename}« er en fil, ikke en mappe.",
    "{name} {filename!r} is a directory.": "»{filename}« er en mappe, ikke en fil.",
}


def run(group: click.Group) -> int:
    """Run what the command line asks for. Stopped or out of means, it says so in a line."""
    _speak_danish()
    for command in (group, *group.commands.values()):
        _name(command)
    group.subcommand_metavar = "KOMMANDO [ORD]..."
    try:
        group.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.Abort:
        click.echo(f"\nAfbrudt. {_AGAIN}", err=True)
        return STOPPED
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        where = f" ({error.filename})" if error.filename else ""
        click.echo(f"Standset: {_REFUSED[error.errno]}{where}. {_AGAIN}", err=True)
        return MACHINE
    except Exception as error:
        # Loaded only now: a run that finds everything unchanged has no need of pandoc.
        from press.pandoc import PandocStoppedError

        if not isinstance(error, PandocStoppedError):
            raise
        click.echo(f"Afbrudt: {error}. {_AGAIN}", err=True)
        return MACHINE
    return 0


def _name(command: click.Command) -> None:
    """Say in Danish what kind of word each option takes."""
    command.options_metavar = "[TILVALG]"
    for option in command.params:
        if isinstance(option.type, click.Path):
            option.metavar = "MAPPE" if option.type.dir_okay else "FIL"
        elif isinstance(option, click.Argument):
            option.metavar = "[ORD]..."
        elif option.type is click.STRING:
            option.metavar = "ORD"


def _speak_danish() -> None:
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"):
        module = vars(getattr(click, name))
        module["_"] = _danish
        if "ngettext" in module:
            module["ngettext"] = _counted


def _danish(words: str) -> str:
    return _DANISH.get(words, words)


def _counted(one: str, several: str, number: int) -> str:
    return _danish(one if number == 1 else several)
