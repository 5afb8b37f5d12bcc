"""Computations of handlers: done by the pipeline in a thread, without the world's lock."""

import asyncio
import dataclasses
import threading
from typing import Any

import httpx2
import pytest
from toy import TOY, Call, Enrolled

from mfa_emulator import Emulator
from mfa_emulator.core.context import Context
from mfa_emulator.core.operation import Operation
from mfa_emulator.core.work.workshop import Workshop


def emulator_of(handler: Any) -> Emulator:
    row = Operation("factors.compute", "GET /toy/factors/{name}:compute", handler)
    return Emulator(providers=[dataclasses.replace(TOY, operations=(*TOY.operations, row))], freeze=True)


def get(emulator: Emulator) -> httpx2.Response:
    with httpx2.Client(transport=emulator.transport(), base_url="http://localhost") as client:
        return client.get("/toy/factors/ada:compute")


def test_a_handler_is_called_again_for_each_outcome_that_it_needs():
    calls: list[int] = []

    def handler(call: Call[Any]) -> Enrolled:
        calls.append(len(getattr(call, "outcomes", {})))
        first = call.outcome("first", lambda: "a")
        return Enrolled(first, call.outcome(("second", first), lambda: f"{first}b"))

    emulator = emulator_of(handler)
    assert get(emulator).json() == {"name": "a", "secret": "ab"}
    assert calls[-3:] == [0, 1, 2], "with no outcome, with one, with two"
    assert len(emulator.requests) == 1


def test_what_a_computation_raises_is_the_answer():
    def fail() -> str:
        raise RuntimeError("toy broke")

    emulator = emulator_of(computing(fail))
    assert get(emulator).status_code == 500
    assert "toy broke" in emulator.requests.crashes[0].traceback


def computing(compute: Any) -> Any:
    """A handler that needs this computed."""

    def handler(call: Call[Any]) -> Enrolled:
        return Enrolled(call.outcome("x", compute), "")

    return handler


def test_it_is_computed_without_the_worlds_lock_in_a_thread_of_the_workshop():
    seen: list[tuple[str, bool]] = []

    def handler(call: Call[Any]) -> Enrolled:
        def compute() -> str:
            free = call.world.lock.acquire(blocking=False)
            if free:
                call.world.lock.release()
            seen.append((threading.current_thread().name, free))
            return "done"

        return Enrolled(call.outcome("x", compute), "")

    assert get(emulator_of(handler)).json()["name"] == "done"
    [(thread, free)] = seen
    assert free
    assert thread.startswith("mfa-emulator-work")


def test_a_fault_holds_it_up_and_it_is_computed_then():
    emulator = emulator_of(computing(lambda: "late"))
    emulator.faults.add(operation="factors.compute", delay="0s", times=1)
    assert get(emulator).json()["name"] == "late"


def test_a_context_that_is_no_call_computes_at_once():
    emulator = Emulator(providers=[TOY])
    context: Context[Any, Any] = Context(emulator.world, None, None, 0)
    assert context.outcome("x", threading.get_ident) == threading.get_ident()


def test_the_threads_end_with_the_workshop():
    workshop = Workshop()
    thread = asyncio.run(workshop.outcome(threading.current_thread))
    assert thread.is_alive()
    del workshop
    thread.join(30)
    assert not thread.is_alive()


def test_an_error_comes_through():
    def fail() -> None:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        asyncio.run(Workshop().outcome(fail))
