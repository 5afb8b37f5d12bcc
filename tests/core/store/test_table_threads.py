"""Tables that a test reads while the server changes them."""

import threading

import msgspec
import pytest

from mfa_emulator.core.store.table import Table


class Device(msgspec.Struct, frozen=True):
    number: int
    user: str
    token: str


@pytest.mark.usefixtures("restless")
def test_a_reader_sees_what_is_there_and_never_an_error():
    table = Table(
        Device,
        "number",
        unique={"token": lambda device: [device.token]},
        groups={"user": lambda device: [device.user]},
    )
    broken, over = [], threading.Event()

    def read():
        try:
            while not over.is_set():
                assert {device.user for device in table.group("user", "ada")} <= {"ada"}
                found = table.by("token", "t1")
                assert found is None or found.number == 1
                assert table.count("user", "ada") <= 20
                assert len(list(table)) <= 20
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(500):
        for number in range(20):
            table.put(Device(number, "ada", f"t{number}"))
        for number in range(20):
            table.delete(number)
    over.set()
    for thread in threads:
        thread.join()
    assert broken == []
