"""The way from a path to its operation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mfa_emulator.core.http.routing import Routes
from mfa_emulator.core.operation import Operation


def routes(*rows: str) -> Routes:
    return Routes(Operation(row, row, None) for row in rows)


def found(table: Routes, method: str, path: str):
    match = table.find(method, path)
    return match if isinstance(match, frozenset) else (match[0].id, match[1])


def test_parameters_have_their_names():
    table = routes("GET /v2/{a}/x/{b}")
    assert found(table, "GET", "/v2/1/x/2") == ("GET /v2/{a}/x/{b}", {"a": "1", "b": "2"})


def test_a_literal_beats_a_parameter():
    table = routes("GET /users/{id}", "GET /users/me", "GET /users/{id}/x", "GET /users/me/y")
    assert found(table, "GET", "/users/me") == ("GET /users/me", {})
    assert found(table, "GET", "/users/you") == ("GET /users/{id}", {"id": "you"})


def test_a_literal_that_leads_nowhere_gives_way_to_the_parameter():
    table = routes("GET /users/{id}/x", "GET /users/me/y")
    assert found(table, "GET", "/users/me/x") == ("GET /users/{id}/x", {"id": "me"})


def test_a_literal_that_does_not_take_the_verb_gives_way_to_the_parameter():
    table = routes("GET /attempts/summary", "DELETE /attempts/{sid}")
    assert found(table, "DELETE", "/attempts/summary") == ("DELETE /attempts/{sid}", {"sid": "summary"})
    assert found(table, "PUT", "/attempts/summary") == {"GET", "DELETE"}


def test_a_custom_verb_ends_a_segment():
    table = routes("POST /factors/{name}:crash", "POST /factors/{name}", "POST /accounts:signUp")
    assert found(table, "POST", "/factors/ada:crash") == ("POST /factors/{name}:crash", {"name": "ada"})
    assert found(table, "POST", "/factors/a:b:crash") == ("POST /factors/{name}:crash", {"name": "a:b"})
    assert found(table, "POST", "/factors/ada:other") == ("POST /factors/{name}", {"name": "ada:other"})
    assert found(table, "POST", "/accounts:signUp") == ("POST /accounts:signUp", {})
    assert found(table, "POST", "/accounts%3AsignUp") == ("POST /accounts:signUp", {})


def test_a_custom_verb_needs_something_before_it():
    assert found(routes("POST /factors/{name}:crash"), "POST", "/factors/:crash") == frozenset()


def test_another_verb_is_told_which_ones_there_are():
    table = routes("GET /a", "POST /a", "DELETE /a/{b}")
    assert found(table, "PATCH", "/a") == {"GET", "POST"}
    assert found(table, "GET", "/a/1") == {"DELETE"}


@pytest.mark.parametrize("path", ["/", "", "//", "/b", "/a/", "/a/1/", "/a/1/x", "/a//", "/%", "/a%2F1"])
def test_an_unknown_path_has_no_verbs(path: str):
    assert found(routes("GET /a", "GET /a/{b}"), "GET", path) == frozenset()


def test_segments_are_decoded_after_they_were_cut():
    table = routes("GET /users/{mail}/x", "GET /é")
    assert found(table, "GET", "/users/a%2Fb%40c%20d/x")[1] == {"mail": "a/b@c d"}
    assert found(table, "GET", "/%C3%A9") == ("GET /é", {})
    assert found(table, "GET", "/users/%FF%00/x")[1] == {"mail": "�\0"}


def test_further_routes_lead_to_the_same_operation():
    table = Routes([Operation("both", "GET /a/{x}", None, also=("POST /b/{y}",))])
    assert found(table, "POST", "/b/1") == ("both", {"y": "1"})


def test_any_takes_every_verb():
    assert found(routes("ANY /a"), "BREW", "/a") == ("ANY /a", {})


def test_a_route_that_is_there_twice_is_refused():
    with pytest.raises(ValueError, match=r"^GET /a/\{y\} is there twice: two and one$"):
        Routes([Operation("one", "GET /a/{x}", None), Operation("two", "GET /a/{y}", None)])


def test_the_number_of_steps_depends_on_the_path_and_not_on_the_table():
    def steps(table: Routes) -> int:
        class Counting(str):
            count = 0

            def __hash__(self) -> int:
                Counting.count += 1
                return super().__hash__()

            def split(self, sep):  # type: ignore[override]
                return [Counting(part) for part in super().split(sep)]

        Counting.count = 0
        assert table.find("GET", Counting("/v1/users/7/x"))
        return Counting.count

    small = routes("GET /v1/users/{id}/x")
    large = routes("GET /v1/users/{id}/x", *(f"GET /v1/other{i}/{{id}}/x" for i in range(500)))
    assert steps(small) == steps(large)


SEGMENTS = st.lists(st.text(min_size=1).filter(lambda text: "/" not in text), min_size=1, max_size=4)


@given(SEGMENTS)
def test_what_a_client_quotes_comes_back_whole(segments: list[str]):
    from urllib.parse import quote

    try:
        path = "".join(f"/{quote(segment, safe='')}" for segment in segments)
    except UnicodeEncodeError:
        return
    table = routes("GET " + "".join(f"/{{p{i}}}" for i in range(len(segments))))
    match = table.find("GET", path)
    assert not isinstance(match, frozenset)
    assert list(match[1].values()) == segments


PARTS = st.sampled_from(["a", "b", "{x}", "{y}:go", "c:go"])
ROUTES = st.lists(st.lists(PARTS, min_size=1, max_size=3), min_size=1, max_size=6)
PATHS = st.lists(st.sampled_from(["a", "b", "c:go", "a:go", "z", ":go", ""]), min_size=1, max_size=4)


@given(ROUTES, PATHS, st.sampled_from(["GET", "PUT"]))
def test_the_straight_way_leads_where_the_walk_over_all_choices_leads(parts, path, method):
    rows = {"/" + "/".join(row).replace("{x}", "{p}").replace("{y}", "{q}"): row for row in parts}
    try:
        table = Routes(Operation(str(n), f"GET {route}", None) for n, route in enumerate(rows))
    except ValueError:
        return  # two of the routes are the same
    values, verbs = [], set()
    walked = table._walk(table._root, ["", *path], 1, method, values, verbs)
    expected = frozenset(verbs)
    if walked:
        expected = walked[0].id, {name: value for (name, _), value in zip(walked[1], values, strict=True)}
    assert found(table, method, "/" + "/".join(path)) == expected
