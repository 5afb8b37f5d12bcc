"""A world takes a bounded number of bytes, however many requests and messages there are, and gives them back."""

import asyncio
import gc
import tracemalloc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from toy import TOY, Factor

from mfa_emulator import Emulator
from mfa_emulator.core.http.messages import Reply, Request
from mfa_emulator.core.message import Fate
from mfa_emulator.core.world import World

MIB = 2**20
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def emulator() -> Emulator:
    return Emulator(providers=[TOY], settings={"limits": dict.fromkeys(("journal", "inbox", "deliveries"), MIB)})


@pytest.fixture
def traced() -> Iterator[None]:
    """Memory is traced, and only given back by those who do not hold it any more: circles stay."""
    gc.collect()
    gc.disable()
    tracemalloc.start()
    yield
    tracemalloc.stop()
    gc.enable()


def taken() -> int:
    return tracemalloc.get_traced_memory()[0]


def ask(world: World, size: int, traceback: str = "") -> None:
    request = Request.read("POST", b"/toy/factors", b"a=" + b"q" * (size // 10), [], b"b" * size)
    reply = Reply(200, b"a" * size, reason="r" * (size // 10))
    reply.traceback = traceback
    world.journal.add(1, "toy", request, reply, 1)


def send(world: World, size: int) -> None:
    world.inbox.send(provider="toy", channel="sms", to="t" * (size // 10), body="é€😀" * (size // 3), code="1")


def deliver(world: World, size: int) -> None:
    url = f"https://elsewhere.example/{'p' * (size // 10)}"
    world.outbound.send(provider="toy", event="e", url=url, headers={"h": "v" * (size // 10)}, body=b"b" * size)


def fill(world: World, times: int = 1000) -> None:
    for number in range(times):
        size = 20 if number % 2 else 30_000
        ask(world, size)
        send(world, size)
        deliver(world, size)
    world.inbox.fault.set(Fate("delayed", 10**9))
    for _ in range(times):
        send(world, 30_000)
    world.inbox.fault.set(None)


def test_what_a_world_keeps_of_requests_messages_and_webhooks_is_bounded_in_bytes(emulator, traced):
    before = taken()
    fill(emulator.world)
    # Messages that are delayed have as much room as those that were delivered, and webhooks that wait as those sent.
    assert 2 * MIB < taken() - before < 5 * MIB
    assert len(emulator.requests) > 20
    assert emulator.requests.cursor == 1000


def test_small_things_are_counted_with_all_that_they_take(emulator, traced):
    before = taken()
    for number in range(20_000):
        ask(emulator.world, 0)
        emulator.inbox.send(provider="toy", channel="sms", to=str(number), body="", code="")
    assert taken() - before < 2.5 * MIB


def test_errors_of_the_emulators_own_are_bounded_too(emulator, traced):
    before = taken()
    for number in range(100):
        ask(emulator.world, 60_000, traceback=f"{number}" + "line\n" * 100_000)
    assert taken() - before < 3 * MIB
    assert emulator.requests.crashes[-1].traceback.endswith("line\n")


def test_texts_of_any_length_are_cut_in_the_journal(emulator):
    ask(emulator.world, 2 * MIB)
    [exchange] = emulator.requests
    assert exchange.request == exchange.response == 2 * MIB
    assert (len(exchange.target), len(exchange.reason)) == (8192, 8192)


def test_there_is_a_most_of_faults(emulator):
    for _ in range(1000):
        emulator.faults.add(status=500, skip=10**6)
    with pytest.raises(ValueError, match="there are 1000 faults already"):
        emulator.faults.add(status=500)
    emulator.faults.remove("fault-1")
    emulator.faults.add(status=500)
    with pytest.raises(ValueError, match="at most 10000 characters"):
        emulator.faults.add(status=500, message="x" * 10_001)


def test_a_world_that_is_removed_gives_back_what_it_took(emulator, traced):
    emulator.worlds.add("first")
    emulator.worlds.drop("first")  # whatever is made once for all
    before = taken()
    world = emulator.worlds.add("other")
    fill(world)
    for number in range(10_000):
        world.states["toy"].factors.put(Factor(str(number), SECRET, 1 << 50))
    full = taken() - before
    state = weakref.ref(world.states["toy"])
    emulator.worlds.drop("other")
    assert state() is None
    assert taken() - before < full / 50


def test_a_reset_gives_back_as_much(emulator, traced):
    before = taken()
    fill(emulator.world)
    for number in range(10_000):
        emulator.toy.put(Factor(str(number), SECRET, 1 << 50))
    full = taken() - before
    emulator.reset()
    assert taken() - before < full / 50


def test_nothing_holds_a_world_that_was_removed(emulator):
    world = emulator.worlds.add("other")
    fill(world, 2)
    its = weakref.ref(world)
    emulator.worlds.drop("other")
    del world
    gc.collect()
    assert its() is None


def test_a_running_server_gives_back_the_users_of_a_world_piece_by_piece(emulator):
    with emulator:
        world = emulator.worlds.add("other")
        emulator.open_port(world)
        table = world.states["toy"].factors
        for number in range(5000):
            table.put(Factor(str(number), SECRET, 1 << 50))
        emulator.worlds.drop("other")
        its = weakref.ref(world)
        del world
    assert len(table) == 0
    gc.collect()
    assert its() is None


def test_those_who_wait_in_a_world_that_is_removed_wait_no_longer(emulator):
    world = emulator.worlds.add("other", freeze=True)
    filters = {"channel": None, "provider": None, "after": 0}

    async def scene() -> None:
        message = asyncio.ensure_future(world.inbox.arrival("ada", **filters, timeout=300))
        instant = asyncio.ensure_future(world.clock.wait_until(world.clock.micros() + 10**9))
        await asyncio.sleep(0)
        emulator.worlds.drop("other")
        assert await message is None
        await instant

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(world.inbox.wait_for, to="ada", timeout=300)
        asyncio.run(asyncio.wait_for(scene(), 30))
        with pytest.raises(TimeoutError):
            waiting.result(30)
