"""Waiting for a message: in real time, awake at once, and with a word about what came instead."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mfa_emulator.core.ids import Ids
from mfa_emulator.core.inbox import Inbox
from mfa_emulator.core.message import Fate, Message
from mfa_emulator.core.time.clock import Clock


@pytest.fixture
def inbox() -> Inbox:
    return Inbox(Clock("2026-11-21T10:00:00Z"), Ids())


def send(inbox: Inbox, to: str, code: str = "1") -> Message:
    return inbox.send(provider="toy", channel="sms", to=to, body="b", code=code)


def test_a_message_that_is_there_is_given_at_once(inbox):
    send(inbox, "ada", "1")
    send(inbox, "ada", "2")
    assert inbox.wait_for(to="ada", timeout=0).code == "2"


def test_a_message_of_another_thread_ends_the_wait(inbox):
    with ThreadPoolExecutor() as pool:
        waiting = [pool.submit(inbox.wait_for, to=name, timeout=30) for name in ("ada", "bob", "ada")]
        send(inbox, "ada", "1")
        send(inbox, "bob", "2")
        assert [future.result().code for future in waiting] == ["1", "2", "1"]


def test_only_what_comes_after_the_one_seen_counts(inbox):
    seen = send(inbox, "ada", "1")
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(inbox.wait_for, to="ada", after=seen.number, timeout=30)
        send(inbox, "bob", "2")
        send(inbox, "ada", "3")
        assert waiting.result().code == "3"


def test_a_message_that_another_thread_brings_about_by_moving_the_clock_ends_the_wait(inbox):
    clock = inbox._clock
    clock.call_at(clock.micros() + 60_000_000, lambda: send(inbox, "ada"))
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(inbox.wait_for, to="ada", timeout=30)
        clock.advance("1m")
        assert waiting.result().to == "ada"


def test_a_message_that_falls_due_on_a_live_clock_ends_the_wait():
    clock = Clock()
    clock.rate = 1000
    inbox = Inbox(clock, Ids())
    clock.call_at(clock.micros() + 10_000_000, lambda: send(inbox, "ada"))
    assert inbox.wait_for(to="ada", timeout=30).to == "ada"


def test_when_nothing_comes_the_error_lists_what_did(inbox):
    for number in range(7):
        send(inbox, f"bob{number}")
    with pytest.raises(TimeoutError) as error:
        inbox.wait_for(to="ada", channel="sms", timeout=0.001)
    assert str(error.value).splitlines() == [
        "no message (to='ada', channel='sms') within 0.001 s; the last ones:",
        *(f"  2026-11-21T10:00:00Z sms to bob{number} by toy, code 1" for number in range(2, 7)),
    ]


def test_when_nothing_came_at_all_it_says_so(inbox):
    with pytest.raises(
        TimeoutError, match=r"^no message \(any\) within 0 s; the last ones:\n  nothing arrived at all$"
    ):
        inbox.wait_for(timeout=0)


def test_a_coroutine_can_wait_too(inbox):
    async def scene() -> tuple[Message | None, Message | None]:
        filters = {"channel": None, "provider": None, "after": 0}
        waiting = asyncio.ensure_future(inbox.wait_for_async("ada", **filters, timeout=30))
        await asyncio.sleep(0)
        threading.Thread(target=send, args=(inbox, "ada")).start()
        return await waiting, await inbox.arrival("bob", **filters, timeout=0.001)

    found, nothing = asyncio.run(scene())
    assert found is not None
    assert found.to == "ada"
    assert nothing is None


def test_a_message_wakes_those_who_wait_for_its_recipient_alone(inbox, monkeypatch):
    looks: list[str | None] = []
    newest = inbox.newest
    monkeypatch.setattr(inbox, "newest", lambda to=None, *filters: looks.append(to) or newest(to, *filters))

    async def scene() -> None:
        filters = {"channel": None, "provider": None, "after": 0}
        names = [f"user{number}" for number in range(50)]
        waiting = [asyncio.ensure_future(inbox.wait_for_async(name, **filters, timeout=30)) for name in names]
        await asyncio.sleep(0)
        for name in names:
            send(inbox, name)
            await asyncio.sleep(0)
        assert [message.to for message in await asyncio.gather(*waiting) if message] == names

    asyncio.run(scene())
    assert len(looks) == 100, "each looks once before it waits, and once when its message has come"


def test_a_delayed_message_wakes_those_who_wait_for_its_recipient_alone(monkeypatch):
    clock = Clock()
    clock.rate = 1000
    inbox = Inbox(clock, Ids())
    looks: list[str | None] = []
    newest = inbox.newest
    monkeypatch.setattr(inbox, "newest", lambda to=None, *filters: looks.append(to) or newest(to, *filters))

    async def scene() -> None:
        filters = {"channel": None, "provider": None, "after": 0}
        names = [f"user{number}" for number in range(50)]
        waiting = [asyncio.ensure_future(inbox.wait_for_async(name, **filters, timeout=30)) for name in names]
        nobody = asyncio.ensure_future(inbox.wait_for_async("nobody", **filters, timeout=30))
        await asyncio.sleep(0)
        inbox.fault.set(Fate("delayed", 20_000_000))  # 20 ms of real time
        for name in reversed(names):
            send(inbox, name)
        assert [message.to for message in await asyncio.gather(*waiting) if message] == names
        nobody.cancel()

    asyncio.run(scene())
    assert looks.count("nobody") == 1
    assert len(looks) < 51 + 4 * 50, (
        "each looks first, when its message is under way, when it falls due, when it is there"
    )


def test_a_call_parked_by_the_clock_is_not_woken_by_messages(inbox):
    async def scene() -> int:
        parked = asyncio.ensure_future(inbox._clock.wait_until(inbox._clock.micros() + 1))
        await asyncio.sleep(0)
        before = inbox._clock.changed.rings
        send(inbox, "ada")
        await asyncio.sleep(0)
        parked.cancel()
        return inbox._clock.changed.rings - before

    assert asyncio.run(scene()) == 0


def test_one_thread_may_read_while_another_sends(inbox):
    problems, stop = [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                inbox.newest(to="nobody", channel="email"), inbox.messages(channel="email"), list(inbox)
            except RuntimeError as error:
                problems.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(3000):
        send(inbox, str(number % 3))
    stop.set()
    reader.join()
    assert problems == []


def test_in_a_coroutine_it_says_that_the_loop_would_stand_still(inbox):
    async def scene() -> str:
        send(inbox, "ada")
        return inbox.wait_for(to="ada").to + inbox.wait_for(to="bob").to

    with pytest.raises(RuntimeError, match=r"wait_for would hold up the event loop: await wait_for_async"):
        asyncio.run(scene())


def test_a_loop_that_runs_beside_synchronous_code_is_no_obstacle(inbox):
    def called_by_the_loop() -> None:
        with pytest.raises(TimeoutError):
            inbox.wait_for(to="bob", timeout=0.001)
        loop.stop()

    loop = asyncio.new_event_loop()
    loop.call_soon(called_by_the_loop)
    loop.run_forever()
    loop.close()


def test_the_twin_for_coroutines_takes_the_same_arguments_and_raises_the_same(inbox):
    send(inbox, "ada")
    assert asyncio.run(inbox.wait_for_async(to="ada", channel="sms", provider="toy", after=0, timeout=1)) is inbox[0]
    with pytest.raises(TimeoutError, match=r"no message \(to='bob'\) within 0 s; the last ones"):
        asyncio.run(inbox.wait_for_async(to="bob", timeout=0))
