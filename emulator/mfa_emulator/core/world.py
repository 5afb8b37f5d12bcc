"""One isolated world: a clock, ids, an inbox, faults, a journal and what each provider remembers."""

import heapq
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mfa_emulator.core.descriptions.misfit_words import Unfit, in_document
from mfa_emulator.core.descriptions.suggestions import unknown
from mfa_emulator.core.faults.faults import Faults
from mfa_emulator.core.helping.held import Held
from mfa_emulator.core.http.json import Json
from mfa_emulator.core.http.limits import Limits, limits_of
from mfa_emulator.core.http.outbound import Outbound
from mfa_emulator.core.identifiers import host_name
from mfa_emulator.core.ids import Ids, pins_of
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.issued.tokens import Tokens
from mfa_emulator.core.journal import Journal
from mfa_emulator.core.options import Options, settings_of
from mfa_emulator.core.otp import enrollment_answers
from mfa_emulator.core.otp.authenticator import Authenticator
from mfa_emulator.core.parts import Vendors
from mfa_emulator.core.providers import Providers
from mfa_emulator.core.store import snapshot_reading, vendor_folders
from mfa_emulator.core.store.expiry import Ending
from mfa_emulator.core.store.lazy import OnFirstUse
from mfa_emulator.core.store.savepoint import undone_upon_error
from mfa_emulator.core.store.slices import Work, at_once
from mfa_emulator.core.store.snapshot import Data, Document, Snapshot
from mfa_emulator.core.store.snapshot_reading import MISFITS
from mfa_emulator.core.store.state import State
from mfa_emulator.core.time import durations
from mfa_emulator.core.time.clock import Clock
from mfa_emulator.core.time.durations import Instant
from mfa_emulator.core.watching.broadcast import Broadcasts
from mfa_emulator.core.work.engagement import Engagement
from mfa_emulator.core.work.workshop import Workshop

if TYPE_CHECKING:
    from mfa_emulator.core.handles import Person
    from mfa_emulator.core.provider import Folder
    from mfa_emulator.core.worlds import Common

T = TypeVar("T")


class World(Vendors):
    """Everything that one test sees. Worlds share the key that signs tokens, and what programs are configured with."""

    def __init__(self, name: str, options: Options, providers: Providers, common: "Common") -> None:
        self.name = name
        self.providers = providers
        self.lock: threading.RLock = threading.RLock()
        self._common = common
        self.workshop: Workshop = common.workshop
        # These stay the same objects for good, so that a test may hold on to them across a reset.
        self.clock: Clock = Clock(options.freeze, self.lock)
        self.ids: Ids = Ids(options.seed, name)
        self.faults: Faults = Faults(providers)
        self.engagement: Engagement = Engagement()
        self.inbox: Inbox = Inbox(
            self.clock, self.ids, self.faults.strike_message, providers, engagement=self.engagement
        )
        self.journal: Journal = Journal(providers)
        self.outbound: Outbound = Outbound(self.clock)
        self.broadcasts: Broadcasts = Broadcasts(self)
        self.held: Held = Held()
        self._fill(options, settings_of(providers, options))

    def _fill(self, options: Options, settings: OnFirstUse[msgspec.Struct]) -> None:
        self.options = options
        self.settings = settings
        self.limits: Limits = limits_of(options.settings)
        self.journal.give_room(self.limits.journal)
        self.inbox.give_room(self.limits.inbox)
        self.outbound.give_room(self.limits.deliveries)
        self.outbound.allow({*options.outbound_hosts, host_name(options.functions_host)} - {""})
        self.__dict__.pop("tokens", None)
        self.states: OnFirstUse[State] = self._states()

    def sowing(self) -> Work[None]:
        """The work of putting in the seeds of its options, once and before anything else. Raises ValueError."""
        for number, document in enumerate(self.options.seeds):
            with in_document("seeds", number):
                yield from self.seeding(document)

    def configured(self, topic: str) -> Ids:
        """Ids and secrets that programs are configured with: client ids, API keys, SIDs of accounts and services.

        They are the same in all worlds of a server, after resets too, so that a program which read its configuration
        once can be led to any of them. Each topic has its own.
        """
        return Ids(self._common.seed, f"\0{topic}")  # which no world's name begins with

    @cached_property
    def tokens(self) -> Tokens:
        """Tokens and sealed values with the mark of this world, which changes when it begins again."""
        return Tokens(self._common.signer if self.options.signed_tokens else None, self.ids.marks)

    def _states(self, states: Mapping[str, State] | None = None) -> OnFirstUse[State]:
        """Each provider's state, made when it is asked for first, with what is there from the start."""
        return OnFirstUse(lambda name: self.providers[name].new_state(self), states or {}, self.lock)

    def state_of(self, vendor: str, kind: type[T]) -> T:
        """The state of a vendor, by its type: ``world.state_of("okta", State)``."""
        state = self.states[vendor]
        assert isinstance(state, kind)
        return state

    def settings_of(self, vendor: str, kind: type[T]) -> T:
        """The settings of a vendor, by their type."""
        settings = self.settings[vendor]
        assert isinstance(settings, kind)
        return settings

    def _world_of_vendors(self) -> "World":
        return self

    def reset(self, options: Options | None = None) -> Mapping[str, State]:
        """Begin again: seeds loaded, clock as at the start, all else gone, and what was issued means nothing any more.

        Returns the states dropped. Raises ValueError, and changes nothing, when the `options` cannot hold.
        """
        return at_once(self.resetting(options))

    def resetting(self, options: Options | None = None) -> Work[Mapping[str, State]]:
        """The work of `reset`, with the world's lock from begin to end."""
        options = options or self.options
        settings = settings_of(self.providers, options)
        with self.lock:
            dropped = self.states
            self.clock.begin(options.freeze)
            self.ids.begin(options.seed)
            for part in (self.inbox, self.faults, self.journal, self.outbound):
                part.begin()
            self._fill(options, settings)
            yield from self.sowing()
        return dropped

    def close(self) -> Mapping[str, State]:
        """Give back the memory that it took, and end what waits in it; for a world that is used no more.

        Returns the states dropped.
        """
        with self.lock:
            dropped, self.states = self.states, self._states()
            for part in (self.clock, self.inbox, self.broadcasts):
                part.end()
            for emptied in (self.faults, self.journal, self.outbound):
                emptied.begin()
        return dropped

    def authenticator(self, source: str | Mapping[str, Json]) -> Authenticator:
        """An authenticator app on this world's clock.

        `source`: a Base32 secret, an ``otpauth://`` URI, or a vendor's answer to an enrolment, which holds either.
        """
        # One by one: a vendor is loaded when the names of those before it lead to nothing.
        totp, label = enrollment_answers.read(source, (provider.totp_names for provider in self.providers.values()))
        return Authenticator(totp, self.clock, label)

    def authenticators(self) -> list[Authenticator]:
        """The authenticator apps of all users: one for every TOTP factor of every provider."""
        return [app for provider in self.providers.values() for app in provider.authenticators_in(self)]

    def people(self) -> "list[Person]":
        """The people of every vendor, with their factors."""
        return [person for provider in self.providers.values() for person in provider.people(self)]

    def timeline(self, until: Instant | None = None, limit: int = 100) -> list[Ending]:
        """The records of all vendors that end next, the nearest first: codes, sessions, challenges, tokens.

        At most `limit` of them, and none that end after `until`. Raises ValueError when that cannot be read.
        """
        last = None if until is None else durations.instant(until)
        return heapq.nsmallest(limit, self._endings(self.clock.micros(), last), key=lambda ending: ending.at)

    def _endings(self, now: int, until: int | None) -> Iterator[Ending]:
        for provider, state in list(self.states.items()):
            for at, what, subject in state.endings(now, until):
                yield Ending(at, what, provider, subject)

    # State

    def seed(self, document: Mapping[str, Json]) -> None:
        """Put in a seed document: ``{"identity_toolkit": …, "codes": {recipient: code}}``.

        Raises ValueError, and changes nothing, when any part of it does not fit.
        """
        at_once(self.seeding(document))

    def seeding(self, document: Mapping[str, Json]) -> Work[None]:
        """The work of `seed`, with the world's lock from begin to end: nobody sees it halfway."""
        wrong = set(document) - set(self.providers) - {"codes"}
        if wrong:
            raise Unfit(unknown("part of a seed", min(wrong), [*self.providers, "codes"]), (min(wrong),))
        codes = pins_of(document)
        with self.lock:
            yield from self._undone_upon_error(self._seeding(codes, document))

    def _undone_upon_error(self, work: Work[None]) -> Work[None]:
        ids, before = self.ids.dump(), dict(self.states)

        def undo() -> None:
            self.ids.load(ids)
            self.states = self._states(before)

        return undone_upon_error(before.values(), work, undo)

    def _seeding(self, codes: Mapping[str, str], document: Mapping[str, Json]) -> Work[None]:
        for recipient, code in codes.items():
            self.ids.pin(recipient, code)
        for name, part in document.items():
            if name != "codes":
                yield from self._seed(name, part)

    def _seed(self, name: str, part: Json) -> Work[None]:
        try:
            work = self.providers[name].seed(self, part)
            if work is not None:
                yield from work
        except Unfit as error:
            raise error.within(name) from error
        except ValueError as error:
            raise Unfit(f"{name}: {error}", (name,)) from error
        except MISFITS as error:
            raise Unfit(f"{name}: the seed does not fit: {error!r}", (name,)) from error

    def read_folder(self, files: Mapping[str, bytes]) -> None:
        """Put in a folder that a vendor's own tools have written: its files by their names.

        Raises ValueError, and changes nothing, when a file does not fit, or the folder is of no vendor's form.
        """
        folders = vendor_folders.fitting(self, files)
        with self.lock:
            at_once(self._undone_upon_error(self._reading_folders(folders, files)))

    def _reading_folders(self, folders: "Iterable[Folder]", files: Mapping[str, bytes]) -> Work[None]:
        for folder in folders:
            folder.read(self, files)
            yield

    def write_folder(self) -> dict[str, bytes]:
        """The world in the folders of the vendors' own tools: files by their names."""
        return {name: b"".join(pieces) for name, pieces in at_once(vendor_folders.writing(self)).items()}

    # Snapshots

    def snapshot(self) -> Snapshot:
        """The world as it is now, to go back to it."""
        with self.lock:
            return Snapshot(self._data(), {name: state.copy() for name, state in self.states.items()})

    def document(self) -> Document:
        """The world as it is now, to be written."""
        with self.lock:
            return Document(self._data(), self.states)

    def _data(self) -> Data:
        return Data(
            clock=self.clock.dump(), ids=self.ids.dump(), inbox=self.inbox.contents(), faults=self.faults.dump()
        )

    def restore(self, snapshot: Snapshot | bytes) -> None:
        """Go back to a snapshot. Raises ValueError, and changes nothing, when a document does not fit."""
        self.adopt(self.ready(snapshot))

    def ready(self, snapshot: Snapshot | bytes) -> Snapshot:
        """A snapshot to `adopt`: a copy, or what the document holds. Raises ValueError when it does not fit."""
        return snapshot.copy() if isinstance(snapshot, Snapshot) else at_once(self.reading(snapshot))

    def reading(self, document: bytes | bytearray) -> Work[Snapshot]:
        """The work of reading a document. Raises ValueError when it does not fit.

        All is built in a world aside, so that this one does not change, and may be used meanwhile.
        """
        return snapshot_reading.reading(World(self.name, self.options, self.providers, self._common), document)

    def adopt(self, snapshot: Snapshot) -> Mapping[str, State]:
        """Go on from a snapshot that nobody else uses. Returns the states dropped."""
        data = snapshot.data
        with self.lock:
            dropped = self.states
            self.clock.load(data["clock"])
            self.ids.load(data["ids"])
            self.faults.load(data["faults"])
            if snapshot.inbox is None:
                self.inbox.take(data["inbox"])
            else:
                self.inbox.take_over(snapshot.inbox)
            self.__dict__.pop("tokens", None)
            self.states = self._states(snapshot.states)
            for name in snapshot.states:
                self.providers[name].resume(self)
        return dropped
