"""The one command of the product: `openmappa COMMAND ...`.

A command is a Django management command of one of the rooms, one of those below, or `law`. Before
a room's command runs, the embedded database is started and brought up to date where needed.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import BaseCommand, CommandError, load_command_class
from django.db import OperationalError, connections

import openmappa
from openmappa.config import backup, postgres, schema, serving, sign_on
from openmappa.config.home import SetupError, home

INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell says it: 128 and the signal

USAGE = "usage: openmappa COMMAND [ARGUMENTS]\n"


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status. `argv` is without the program's own name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmappa.config.settings")
    try:
        status = _dispatch(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except (SetupError, CommandError) as error:
        print(error, file=sys.stderr)
        return error.returncode if isinstance(error, CommandError) else 1
    except OperationalError as error:
        print(f"The database did not answer: {error}".rstrip(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; nor can Python say anything there at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return status


def _dispatch(argv: list[str]) -> int:
    name, *arguments = argv or ["help"]
    if name in {"help", "-h", "--help"}:
        return _dispatch([arguments[0], "--help"]) if arguments else _help()
    if name == "--version":
        print(openmappa.__version__)
        return 0
    if name in OWN:
        return OWN[name](arguments)
    if name in _room_commands():
        return _run(name, arguments)
    near = difflib.get_close_matches(name, [*OWN, *_room_commands()])
    print(f"openmappa has no command '{name}'.", file=sys.stderr)
    if near:
        print(f"Did you mean {' or '.join(near)}?", file=sys.stderr)
    print("'openmappa help' lists the commands.", file=sys.stderr)
    return 2


# Commands of the rooms


def _room_commands() -> dict[str, str]:
    """The rooms' commands and the room of each, found without loading any of them."""
    return {
        file.stem: file.parents[2].name
        for folder in openmappa.__path__
        for file in sorted(Path(folder).glob("*/management/commands/*.py"))
        if not file.stem.startswith("_")
    }


def _run(name: str, arguments: list[str]) -> int:
    only_help = not {"-h", "--help"}.isdisjoint(arguments)
    if not only_help:
        _open_database()
    django.setup()
    if not only_help:
        _bring_up_to_date()
    command = load_command_class(f"openmappa.{_room_commands()[name]}", name)
    command._called_from_command_line = True  # type: ignore[attr-defined] # faults exit with 2
    parser = command.create_parser("openmappa", name)
    for action in parser._actions:
        if action.dest in DJANGOS_OWN:
            action.help = argparse.SUPPRESS
    options = vars(parser.parse_args(arguments))
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()
    return 0


DJANGOS_OWN = {
    action.dest
    for action in BaseCommand().create_parser("openmappa", "any")._actions
    if action.dest != "help"
}


def _open_database() -> postgres.Server:
    server, place = postgres.ensure(), home()
    if backup.interrupted(place):
        with postgres.locked(place):
            backup.settle(server, place)
    return server


def _bring_up_to_date() -> bool:
    """Run new migrations, in the embedded database only: elsewhere `setup` does when told to."""
    if "DATABASE_URL" in os.environ or schema.is_up_to_date(home()):
        return False
    print("Bringing the database up to date ...", file=sys.stderr)
    return schema.bring_up_to_date(home())


# Commands of the installation


def _setup(arguments: list[str]) -> int:
    """Make what is missing: home, database, logins, tables."""
    _parser("setup", _setup).parse_args(arguments)
    place = home()
    new = not place.passwords.exists()
    with postgres.locked(place):
        postgres.Embedded(place).prepare()
    print(f"{'Made' if new else 'Found'} the home {place.path}")
    server = _open_database()
    if server.embedded:
        print("The embedded database is running.")
    elif server.administrator:
        postgres.set_up_logins(server)
        print(f"Saw to the logins of the database {server.database}.")
    else:
        print("DATABASE_URL names no user: the logins are taken to be there.")
    django.setup()
    if server.embedded:
        changed = _bring_up_to_date()
    else:
        schema.migrate()
        changed = True
    print("Brought the tables up to date." if changed else "The tables are up to date.")
    return 0


def _stop(arguments: list[str]) -> int:
    """End the embedded database of this home."""
    _parser("stop", _stop).parse_args(arguments)
    if "DATABASE_URL" in os.environ:
        print("DATABASE_URL names a server of your own, which is not stopped from here.")
        return 0
    print("Stopped." if postgres.stop() else "It was not running.")
    return 0


def _back_up(arguments: list[str]) -> int:
    """Write the database and the documents into one file."""
    parser = _parser("backup", _back_up)
    parser.add_argument("file", type=Path, help="the file to make; it must not exist yet")
    file = parser.parse_args(arguments).file
    server = _open_database()
    django.setup()
    _bring_up_to_date()
    contents = backup.back_up(server, home(), file)
    print(f"Wrote {file}: the database and {contents.documents} documents.")
    return 0


def _restore(arguments: list[str]) -> int:
    """Put a backup in the place of what is here, all or nothing."""
    parser = _parser("restore", _restore)
    parser.add_argument("file", type=Path, help="a file that 'openmappa backup' made")
    parser.add_argument(
        "--replace", action="store_true", help="give up the records that are here already"
    )
    given = parser.parse_args(arguments)
    server = _open_database()
    django.setup()
    contents = backup.restore(server, home(), given.file, replace=given.replace)
    print(f"Restored the database and {contents.documents} documents as of {contents.taken_at}.")
    return 0


def _serve(arguments: list[str]) -> int:
    """Run the site on this machine until it is interrupted."""
    parser = _parser("serve", _serve)
    parser.add_argument("--host", default=serving.LOOPBACK, help="where to listen (%(default)s)")
    parser.add_argument(
        "--port", type=int, default=serving.PORT, help="the first port to try (%(default)s)"
    )
    given = parser.parse_args(arguments)
    _open_database()
    django.setup()
    _bring_up_to_date()
    sign_on.check(settings.SIGN_ON, home())
    connections.close_all()
    with serving.running(given.host, given.port) as address:
        print(f"The site is at {address}. Ctrl-C ends it.", flush=True)
        serving.wait()
    return 0


def _worker(arguments: list[str]) -> int:
    """Do the jobs that pages have asked for, until it is interrupted."""
    parser = _parser("worker", _worker)
    parser.add_argument("--once", action="store_true", help="do those that wait now, then end")
    given = parser.parse_args(arguments)
    os.environ["OPENMAPPA_LOGINS"] = "worker,intake,count"
    _open_database()
    django.setup()
    _take_up_what_was_left()
    jobs = import_module("procrastinate.contrib.django").app  # reads the settings
    with jobs.replace_connector(jobs.connector.get_worker_connector()):
        jobs.run_worker(concurrency=1, wait=not given.once)
    return 0


def _take_up_what_was_left() -> None:
    """Settle what a worker that died was at or had not begun; its jobs do not run again."""
    from openmappa.exchange import uploads  # noqa: PLC0415 - needs Django to be set up
    from openmappa.nominals import caseload, deciding, merging  # noqa: PLC0415
    from openmappa.nominals.jobs import WORKER  # noqa: PLC0415
    from openmappa.rights import jobs as rights  # noqa: PLC0415

    uploads.close_interrupted()
    uploads.import_waiting()
    deciding.apply_waiting()
    merging.apply_waiting()
    caseload.pass_on_lapsed(WORKER)
    rights.take_up_what_was_left()


def _law(arguments: list[str]) -> int:
    """Say what the law makes of given facts, or write the rule manual; no database is asked."""
    from openmappa.law import command  # noqa: PLC0415 - no other command pays for loading it

    return command.main(arguments)


def _parser(name: str, command: Callable[[list[str]], int]) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"openmappa {name}", description=command.__doc__)


OWN: dict[str, Callable[[list[str]], int]] = {
    "setup": _setup,
    "stop": _stop,
    "serve": _serve,
    "worker": _worker,
    "backup": _back_up,
    "restore": _restore,
    "law": _law,
}


# Help


def _help() -> int:
    """List every command with what it is for, by room."""
    django.setup()
    groups: dict[str, dict[str, str]] = {}
    for name, room in _room_commands().items():
        title = _line(import_module(f"openmappa.{room}").__doc__).split(":")[0]
        command = load_command_class(f"openmappa.{room}", name)
        groups.setdefault(title, {})[name] = _line(command.help)
    groups.setdefault("This installation", {}).update(
        {name: _line(run.__doc__) for name, run in OWN.items()}
    )
    width = max(len(name) for commands in groups.values() for name in commands)
    print(f"{USAGE}\n{_line(openmappa.__doc__)}.")
    for title, commands in groups.items():
        print(f"\n{title}:")
        for name, purpose in commands.items():
            print(f"  {name:<{width}}  {purpose}")
    print("\n'openmappa COMMAND --help' says more of each.")
    return 0


def _line(text: str | None) -> str:
    """The first sentence of a docstring or help text, without its full stop."""
    return (text or "").strip().split("\n", 1)[0].split(". ", 1)[0].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
