"""projects.accounts.batchGet: export, page by page."""

PATH = "/v1/projects/demo-project/accounts:batchGet"


def fill(it, count):
    rows = [{"localId": f"u{number:03d}"} for number in reversed(range(count))]
    it.ok("/v1/projects/demo-project/accounts:batchCreate", {"users": rows}, admin=True)


def get(it, **query):
    return it.ok(PATH, method="GET", admin=True, **query)


def ids(answer):
    return [user["localId"] for user in answer.get("users", ())]


def test_accounts_come_in_the_order_of_their_ids_twenty_at_a_time(it):
    fill(it, 25)
    first = get(it)
    assert first["kind"] == "identitytoolkit#DownloadAccountResponse"
    assert ids(first) == [f"u{number:03d}" for number in range(20)]
    assert first["nextPageToken"] == "u019"
    second = get(it, nextPageToken=first["nextPageToken"])
    assert ids(second) == [f"u{number:03d}" for number in range(20, 25)]
    assert "nextPageToken" not in second


def test_a_full_last_page_is_followed_by_an_empty_one(it):
    fill(it, 4)
    page = get(it, maxResults="4")
    assert page["nextPageToken"] == "u003"
    assert get(it, maxResults="4", nextPageToken="u003")["users"] == []


def test_a_page_has_at_most_a_thousand(it):
    fill(it, 3)
    assert len(ids(get(it, maxResults="1000"))) == 3
    assert len(ids(get(it, maxResults="1001"))) == 3


def test_in_production_nothing_and_a_page_that_is_none_are_empty(it, strict):
    for client in (it, strict):
        fill(client, 2)
        for query in ({"maxResults": "0"}, {"nextPageToken": "nowhere"}):
            answer = get(client, **query)
            if client is strict:
                assert answer == {"kind": "identitytoolkit#DownloadAccountResponse"}
            else:
                assert "users" in answer or query.get("nextPageToken")


def test_hash_and_salt_are_shown_to_who_may_see_them_and_redacted_by_lookup(both):
    both.user("ada@example.com", local_id="ada")
    exported = get(both)["users"][0]
    assert exported["passwordHash"].startswith("fakeHash:salt=")
    assert exported["salt"]
    assert exported.get("version") == (0 if both.world.options.profile == "strict" else None)
    seen = both.ok("/v1/accounts:lookup", {"localId": ["ada"]}, admin=True)["users"][0]
    if both.world.options.profile == "strict":
        assert (seen["passwordHash"], "salt" in seen) == ("UkVEQUNURUQ=", False)


def test_what_an_export_shows_can_be_redacted(make_it):
    it = make_it(exported_passwords="redacted")
    it.user()
    assert get(it)["users"][0]["passwordHash"] == "UkVEQUNURUQ="


def test_a_negative_number_takes_all(it):
    fill(it, 30)
    answer = get(it, maxResults="-1")
    assert len(ids(answer)) == 30
    assert "nextPageToken" not in answer


def test_accounts_added_and_deleted_between_pages_are_seen_and_not_seen(it):
    fill(it, 6)
    first = get(it, maxResults="2")
    it.ok("/v1/projects/demo-project/accounts", {"localId": "u0025"}, admin=True)
    it.ok("/v1/accounts:delete", {"localId": "u003"}, admin=True)
    assert ids(get(it, maxResults="10", nextPageToken=first["nextPageToken"])) == ["u002", "u0025", "u004", "u005"]


def test_a_tenants_accounts_are_exported_by_path_or_query(it):
    it.user("ada@example.com", tenant="t1", local_id="ada")
    fill(it, 1)
    assert ids(get(it, tenantId="t1")) == ["ada"]
    path = "/v1/projects/demo-project/tenants/t1/accounts:batchGet"
    assert ids(it.ok(path, method="GET", admin=True)) == ["ada"]


def test_nobody_is_an_empty_list_or_in_production_none(it, strict):
    assert get(it) == {"kind": "identitytoolkit#DownloadAccountResponse", "users": []}
    assert get(strict).keys() == {"kind"}


def test_nonsense_in_the_query_is_refused(it):
    assert it.call(PATH, method="GET", admin=True, maxResults="many").status == 400
