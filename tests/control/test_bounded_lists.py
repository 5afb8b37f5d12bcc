"""Each list of the control API is given page by page; those that are not hold few things, whatever is done."""

import msgspec
import pytest

from mfa_emulator.control.api import OPERATIONS
from mfa_emulator.core.http.pages import USUAL

BOUNDED = {
    "health.show": "one answer",
    "clock.show": "one answer",
    "messages.latest": "one message",
    "requests.show": "one exchange",
    "faults.list": "there is a most of faults",
    "state.snapshot": "the whole, written in slices",
    "state.export": "the whole, written in slices",
    "state.options": "as much as the world was given",
    "env.show": "a few variables",
    "env.pointers": "a few lines",
    "operations.list": "those of the program",
    "openapi.show": "of the program",
    "events.watch": "a stream, each of whose readers has a bound",
}
READS = [row for row in OPERATIONS if row.route.startswith("GET ")]


@pytest.mark.parametrize("row", READS, ids=lambda row: row.id)
def test_a_read_has_a_limit_by_default_or_another_bound(row):
    limits = [field.default for field in msgspec.structs.fields(row.body) if field.name == "limit"] if row.body else []
    assert limits == ([] if row.id in BOUNDED else [USUAL])


def test_the_list_of_others_is_no_longer_than_it_must_be():
    assert set(BOUNDED) <= {row.id for row in READS}


def test_challenges_are_given_page_by_page(http_client):
    for number in range(3):
        http_client.enrol(f"user{number}")
    first = http_client.get("/challenges?limit=2").data
    second = http_client.get(f"/challenges?limit=2&after={first['cursor']}").data
    assert [len(first["challenges"]), len(second["challenges"])] == [2, 1]
    assert (first["more"], second["more"]) == (True, False)
