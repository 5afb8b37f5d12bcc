"""Check of the emulator against recordings: each is replayed in a world of its own, and the answers are compared."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from mfa_emulator.contract.answer_drift import differences
from mfa_emulator.contract.finding import Finding
from mfa_emulator.contract.replay import Replay
from mfa_emulator.contract.report import Report, Seen
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import Providers
from mfa_emulator.emulator import Emulator
from mfa_emulator.recording.exchange import Exchange
from mfa_emulator.recording.making import scrub
from mfa_emulator.recording.recorded import ENDING, Recorded, Recording, decoded
from mfa_emulator.serving.hosts import Hosts


def files(path: Path) -> list[Path]:
    """The recordings at a path: it itself, or those in a folder. Raises ValueError when there are none."""
    found = sorted(path.rglob(f"*{ENDING}")) if path.is_dir() else [path]
    if not found:
        raise ValueError(f"{path}: no {ENDING} file there")
    return found


def read(path: Path) -> Recording:
    """The recording in a file. Raises ValueError, which names the file."""
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror or error}") from None
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None


def check(
    recording: Recording, name: str, providers: Sequence[Provider], report: Report, profile: str = ""
) -> Iterator[Finding]:
    """The differences of the emulator's answers from the recorded ones, each once.

    The profile is `strict` for recordings of a vendor's own servers, as nothing else answers as production does; for
    those of an emulator's world it is that one's, with its settings.
    """
    known = Providers(providers)
    by_vendor = Hosts(known.fronts).by_host(urlsplit(recording.target).hostname or "") is not None
    emulator = Emulator(
        freeze=recording.began,
        providers=providers,
        profile=profile or recording.profile or ("strict" if by_vendor else "emulator"),
        settings=recording.settings,
        seeds=recording.seeds,
    )
    made: list[tuple[Recorded, Exchange]] = []
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        for recorded, ours in Replay(recording, emulator.world, client).exchanges():
            _saw(report, recorded, Seen(recording.target, recording.began[:10], by_vendor))
            if isinstance(ours, str):
                _tell(report, f"{name}: {ours}")
            elif recorded.operation:
                made.append((recorded, ours))
    yield from dict.fromkeys(_compared(recording, made, known, name))


def _compared(
    recording: Recording, made: list[tuple[Recorded, Exchange]], known: Providers, name: str
) -> Iterator[Finding]:
    ours = scrub([exchange for _, exchange in made], known)
    for (theirs, _), own in zip(made, ours.exchanges, strict=True):
        for where, nature, their_value, our_value in differences(theirs, own, recording.tokens, ours.tokens):
            yield Finding(
                provider=theirs.provider,
                operation=theirs.operation,
                where=where,
                nature=nature,
                theirs=their_value,
                ours=our_value,
                source=name,
            )


def _saw(report: Report, recorded: Recorded, seen: Seen) -> None:
    row = report.find(recorded.provider, recorded.operation)
    if row is not None and seen not in row.seen:
        row.seen.append(seen)


def _tell(report: Report, text: str) -> None:
    if text not in report.not_checked:
        report.not_checked.append(text)
