"""Passwords that came in hashed are checked while the world goes on; afterwards everything is read again."""

import http.client
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Any

import msgspec
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.work.workshop import THREADS
from mfa_emulator.providers.identity_toolkit.accounts import password_hashes

LONG = 30.0
"""Seconds that nothing here takes."""
ADA = {"localId": "ada", "email": "ada@example.com", "passwordHash": "aGFzaA", "salt": "c2FsdA"}
IMPORT = {"hashAlgorithm": "SHA256", "rounds": 1, "users": [ADA]}
SIGN_IN = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}


class Hashing:
    """Stands in for the check of a hash: each one says that it has begun, and waits until it may end."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.threads: set[str] = set()
        self.passwords: list[str] = []

    def verify(self, stored: Any, password: str) -> bool:
        self.threads.add(threading.current_thread().name)
        self.passwords.append(password)
        self.begun.release()
        assert self.may_end.acquire(timeout=LONG)
        return password == "secret-1"


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Hashing:
    hashing = Hashing()
    monkeypatch.setattr(password_hashes, "verify", hashing.verify)
    return hashing


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(freeze=True, project="demo-project") as emulator:
        yield emulator


@pytest.fixture
def call(emulator: Emulator) -> Callable[..., tuple[int, Any]]:
    """Calls the live server; the answer's status and body."""

    def call(path: str, body: Any = None, world: str = "default", method: str = "POST") -> tuple[int, Any]:
        headers = {"Authorization": "Bearer owner", "X-MFA-World": world, "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection(emulator.host_port, timeout=LONG)) as connection:
            connection.request(method, path, msgspec.json.encode(body or {}), headers)
            answer = connection.getresponse()
            return answer.status, msgspec.json.decode(answer.read() or b"null")

    assert call("/v1/projects/demo-project/accounts:batchCreate", IMPORT)[0] == 200
    return call


@pytest.fixture
def signing_in(call, hashing) -> Iterator[Callable[..., "Future[tuple[int, Any]]"]]:
    """Begins a sign-in, and returns when its password is being checked."""
    with ThreadPoolExecutor(20) as pool:

        def signing_in(password: str = "secret-1", *, waits: bool = True) -> "Future[tuple[int, Any]]":
            answer = pool.submit(call, "/v1/accounts:signInWithPassword", {**SIGN_IN, "password": password})
            if waits:
                assert hashing.begun.acquire(timeout=LONG)
            return answer

        yield signing_in
        hashing.may_end.release(100)


def change(call, **changes: Any) -> None:
    assert call("/v1/projects/demo-project/accounts:update", {"localId": "ada", **changes})[0] == 200


def error(answer: "Future[tuple[int, Any]]") -> str:
    status, body = answer.result(LONG)
    assert status == 400
    return body["error"]["message"].split(" : ")[0]


def test_a_password_is_checked_in_a_thread_and_signs_in(hashing, signing_in):
    answer = signing_in()
    hashing.may_end.release()
    assert answer.result(LONG)[0] == 200
    assert all(name.startswith("mfa-emulator-work") for name in hashing.threads)
    assert hashing.passwords == ["secret-1"], "once"


def test_the_world_and_the_others_go_on_meanwhile(call, emulator, hashing, signing_in):
    emulator.worlds.add("other")
    answer = signing_in()
    assert call("/v1/accounts:signUp", {"email": "bob@example.com", "password": "secret-2"})[0] == 200
    assert call("/_mfa/v1/clock", world="other", method="GET")[0] == 200
    assert emulator.world.lock.acquire(timeout=LONG)
    emulator.world.lock.release()
    assert not answer.done()
    hashing.may_end.release()
    assert answer.result(LONG)[0] == 200


def test_a_wrong_password_is_refused(hashing, signing_in):
    answer = signing_in("secret-9")
    hashing.may_end.release()
    assert error(answer) == "INVALID_PASSWORD"


@pytest.mark.parametrize(
    ("meanwhile", "refusal"),
    [
        (lambda call: change(call, disableUser=True), "USER_DISABLED"),
        (lambda call: change(call, password="another-1"), "INVALID_PASSWORD"),
        (lambda call: change(call, email="moved@example.com"), "EMAIL_NOT_FOUND"),
        (lambda call: call("/v1/projects/demo-project/accounts:delete", {"localId": "ada"}), "EMAIL_NOT_FOUND"),
    ],
)
def test_what_has_changed_meanwhile_counts(call, hashing, signing_in, meanwhile, refusal):
    answer = signing_in()
    meanwhile(call)
    hashing.may_end.release()
    assert error(answer) == refusal


def test_another_hash_that_came_meanwhile_is_checked_too(call, hashing, signing_in):
    answer = signing_in()
    other = {**IMPORT, "allowOverwrite": True, "users": [{**ADA, "salt": "b3RoZXI"}]}
    assert call("/v1/projects/demo-project/accounts:batchCreate", other)[0] == 200
    hashing.may_end.release()
    assert hashing.begun.acquire(timeout=LONG)
    hashing.may_end.release()
    assert answer.result(LONG)[0] == 200
    assert len(hashing.passwords) == 2


def test_a_reset_cuts_it(emulator, hashing, signing_in):
    answer = signing_in()
    emulator.reset()
    hashing.may_end.release()
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        answer.result(LONG)
    assert len(emulator.requests) == 0


def test_few_are_checked_at_once_however_many_are_asked_for(hashing, signing_in):
    answers = [signing_in(waits=number < THREADS) for number in range(3 * THREADS)]
    assert len(hashing.passwords) == THREADS
    for _ in range(2 * THREADS):
        hashing.may_end.release()
        assert hashing.begun.acquire(timeout=LONG)
    assert len(hashing.threads) == THREADS
    hashing.may_end.release(THREADS)
    assert [answer.result(LONG)[0] for answer in answers] == [200] * len(answers)


def test_wrong_passwords_at_once_are_counted_one_by_one(emulator, call, hashing, signing_in):
    emulator.world.reset(emulator.options.but(settings={"identity_toolkit": {"password_attempts": 2}}))
    assert call("/v1/projects/demo-project/accounts:batchCreate", IMPORT)[0] == 200
    answers = [signing_in(f"secret-{number}", waits=number < THREADS + 2) for number in range(2, 6)]
    hashing.may_end.release(4)
    refusals = sorted(error(answer) for answer in answers)
    assert refusals == ["INVALID_PASSWORD"] * 2 + ["TOO_MANY_ATTEMPTS_TRY_LATER"] * 2


def test_a_password_in_plain_text_takes_the_short_way(call, hashing):
    call("/v1/accounts:signUp", {"email": "bob@example.com", "password": "secret-2"})
    status, _ = call("/v1/accounts:signInWithPassword", {**SIGN_IN, "email": "bob@example.com", "password": "secret-2"})
    assert status == 200
    assert not hashing.passwords


def test_the_old_password_of_a_reset_is_checked_aside_too(call, emulator, hashing):
    body = {"email": "ada@example.com", "oldPassword": "secret-1", "newPassword": "secret-3"}
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(call, "/v1/accounts:resetPassword", body)
        assert hashing.begun.acquire(timeout=LONG)
        assert emulator.world.lock.acquire(timeout=LONG)
        emulator.world.lock.release()
        hashing.may_end.release()
        assert answer.result(LONG)[0] == 200
    assert emulator.identity_toolkit.find_user("ada@example.com").password == "secret-3"
