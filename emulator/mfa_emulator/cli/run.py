"""``mfa-emulator run``."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import click

from mfa_emulator.cli import files, interrupts, scenario_files, scenario_results, vendors
from mfa_emulator.cli.access_options import AccessOptions, access_options
from mfa_emulator.cli.failure import BadInput, Failed
from mfa_emulator.cli.output import echo
from mfa_emulator.cli.scenario_files import Planned, ScenarioFile
from mfa_emulator.cli.scenario_results import Result
from mfa_emulator.cli.scenario_worlds import LIVE, Live, Place
from mfa_emulator.cli.world_options import WorldOptions, world_options
from mfa_emulator.core.time import realtime

_PAUSE = 0.3
"""Real seconds between two looks at files that are watched."""


class _Choice(NamedTuple):
    """The runs that a command line asks for, and the way in which they are to be done."""

    paths: tuple[str, ...]
    words: str
    jobs: int
    junit: str


@click.command(short_help="Run scenario files.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Only tell all that is wrong with the files; nothing runs.")
@click.option("-k", "words", metavar="WORDS", default="", help="Only those whose path, name or tags have these words: "
              "'sms and not slow or totp'.")  # fmt: skip
@click.option("-j", "jobs", metavar="N", type=click.IntRange(1, 64), default=1, help="So many at once, which helps "
              "where they wait: with --target.")  # fmt: skip
@click.option("--target", metavar="URL", help="An emulator that runs, or `live` for the vendor itself; else an "
              "emulator in this process.")  # fmt: skip
@click.option("--yes-live", is_flag=True, help="With --target live: even if the account looks like production.")
@click.option("--live-url", metavar="URL", default="", help="With --target live: a server in the place of the "
              "vendor's, such as that of `record`.")  # fmt: skip
@click.option("--live-record", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False, exists=True),
              help="With --target live: write a recording of each run there, scrubbed.")  # fmt: skip
@click.option("--token", envvar="MFA_EMULATOR_TOKEN", help="For a target that serves others too.")
@click.option("--junit", metavar="FILE", default="", help="Write the results as JUnit's XML too.")
@click.option("--watch", is_flag=True, help="Run again whenever one of the files changes, until Ctrl-C.")
@world_options
@access_options
def command(
    world: WorldOptions,
    access: AccessOptions,
    paths: tuple[str, ...],
    check: bool,
    words: str,
    jobs: int,
    target: str | None,
    yes_live: bool,
    live_url: str,
    live_record: Path | None,
    token: str | None,
    junit: str,
    watch: bool,
) -> None:
    """Run scenarios: `*.mfa.yaml` files, or folders that hold some. Each runs in a world of its own.

    Time stands still in it, at the instant of --freeze or now. The bundled scenarios go by name:
    `identity_toolkit`, `identity_toolkit/totp`, `onelogin`, `twilio_verify`; those of a vendor from another package by
    that vendor's.

    A scenario that fails is reported with its place in the file, what was sent, what came, and the last message. A file
    that is none is a failure too, with all that is wrong with it; the others still run.
    """
    if target and access.given:
        raise BadInput(f"{access.given} is for an emulator that starts here: {target} was started with its own")
    live = Live(yes_live, live_url, live_record)
    _check_live(target, live, world)
    if junit:
        files.check_writable(junit)
    world.changes.setdefault("freeze", True)
    choice = _Choice(paths, words, jobs, junit)
    if check:
        return _check(paths)
    place = Place(world, access, target or "", token or "", live)
    if watch:
        return _watch(choice, place)
    if any(result.is_bad for result in _results(choice, place)):
        raise SystemExit(Failed.exit_code)


def _check_live(target: str | None, live: Live, world: WorldOptions) -> None:
    """Refuse options that have no meaning for the target."""
    if target == LIVE and (world.changes or world.seeds):
        raise BadInput("a live vendor takes no options of worlds: --freeze, --set, --seed-file and the like")
    if target != LIVE and live != Live():
        raise BadInput("--yes-live, --live-url and --live-record are for --target live")


def _check(paths: Sequence[str]) -> None:
    providers = vendors.known()
    found = [scenario_files.loaded(path, providers, environment=False) for path in scenario_files.found(paths)]
    mistakes = [line for file in found for line in file.problems]
    faulty = sum(bool(file.problems) for file in found)
    for line in mistakes:
        echo(line)
    if mistakes:
        echo(f"{len(mistakes)} {_many('mistake', len(mistakes))} in {faulty} {_many('file', faulty)} of {len(found)}")
        raise SystemExit(Failed.exit_code)
    echo(f"{len(found)} {_many('file', len(found))}: nothing is wrong")


def _many(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _watch(choice: _Choice, place: Place) -> None:
    """Run again and again. Ctrl-C ends it as it ends any command."""
    while True:
        before = scenario_files.state(scenario_files.found(choice.paths))
        _results(choice, place)
        echo(f"watching {len(before)} {_many('file', len(before))}; Ctrl-C ends it")
        while scenario_files.state(scenario_files.found(choice.paths)) == before:
            realtime.pause(_PAUSE)


def _results(choice: _Choice, place: Place) -> list[Result]:
    """The results of all runs, each told as it comes, in the order of the files."""
    began = realtime.monotonic()
    providers = vendors.known()
    found = [scenario_files.loaded(path, providers) for path in scenario_files.found(choice.paths)]
    faulty = [_faulty(file) for file in found if file.problems]
    planned = [run for file in found for run in file.runs() if run.is_meant_by(choice.words)]
    if not planned and not faulty:
        raise BadInput(f"no scenario is meant by -k {choice.words!r}")
    results: list[Result] = []
    with interrupts.raised(), closing(_played(planned, place, choice.jobs)) as played:
        for result in (*faulty, *played):
            results.append(result)
            echo(result.line(len(results), len(planned) + len(faulty)))
    seconds = realtime.monotonic() - began
    echo(scenario_results.summary(results, seconds))
    if choice.junit:
        files.write(choice.junit, scenario_results.junit(results, seconds))
    return results


def _faulty(file: ScenarioFile) -> Result:
    return Result(str(file.path), Path(file.path).name, "faulty", text="\n".join(file.problems))


def _played(planned: Sequence[Planned], place: Place, jobs: int) -> Generator[Result]:
    if jobs == 1:
        for run in planned:
            yield _play(run, place)
        return
    pool = ThreadPoolExecutor(jobs)
    try:
        yield from pool.map(lambda run: _play(run, place), planned)
    finally:
        pool.shutdown(cancel_futures=True)


def _play(planned: Planned, place: Place) -> Result:
    """The result of one run in a new world."""
    model, file = planned.scenario.model, str(planned.path)
    if isinstance(model.skip, str):
        return Result(file, planned.name, "skipped", text=model.skip)
    began = realtime.monotonic()
    if place.target == LIVE and not model.live:
        return Result(file, planned.name, "skipped", text="it is not marked for a live vendor")
    report = _report(planned, place)
    seconds = realtime.monotonic() - began
    if isinstance(model.xfail, str):
        if report:
            return Result(file, planned.name, "xfailed", seconds, model.xfail)
        report = f"it passes, although it is said to fail: {model.xfail}"
    return Result(file, planned.name, "failed" if report else "passed", seconds, report)


def _report(planned: Planned, place: Place) -> str:
    """The report of a run that failed; "" of one that went as it should."""
    from mfa_emulator.live_runs.vendor_account import NotLive
    from mfa_emulator.scenario.emulator_target import EmulatorTarget
    from mfa_emulator.scenario.failure import StepFailed
    from mfa_emulator.scenario.masking import Mask
    from mfa_emulator.scenario.positions import LoadError
    from mfa_emulator.scenario.runner import run

    hidden: dict[str, str] = {}
    try:
        with place.world_of(planned.scenario, hidden) as client:
            run(planned.scenario, planned.case, EmulatorTarget(client))
    except (StepFailed, LoadError) as failure:
        return Mask(hidden).text(str(failure))
    except NotLive as refusal:
        return f"  not run: {refusal}"
    return ""
