"""Lists, page by page, as the SDKs follow them."""

import pytest


@pytest.fixture
def entities(account):
    """An account whose service has 23 entities, and their identities."""
    names = [f"identity-{number:02}" for number in range(23)]
    for name in names:
        account.make(f"{account.s}/Entities", {"Identity": name})
    return account, names


def names_of(page):
    return [entity["identity"] for entity in page["entities"]]


def test_the_meta_has_the_published_form(account):
    url = f"http://verify.twilio.com{account.e}/Factors?PageSize=50&Page=0"
    account.make(f"{account.s}/Entities", {"Identity": "ada-lovelace"})
    assert account.get(f"{account.e}/Factors").json() == {
        "factors": [],
        "meta": {
            "page": 0,
            "page_size": 50,
            "first_page_url": url,
            "previous_page_url": None,
            "url": url,
            "next_page_url": None,
            "key": "factors",
        },
    }


def test_next_pages_lead_through_everything_once(entities):
    account, names = entities
    page, found, pages = account.get(f"{account.s}/Entities", PageSize=10).json(), [], 0
    while True:
        found += names_of(page)
        assert page["meta"]["page"] == pages
        pages += 1
        if page["meta"]["next_page_url"] is None:
            break
        assert "PageToken=PA" in page["meta"]["next_page_url"]
        page = account.http.get(page["meta"]["next_page_url"]).json()
    assert (found, pages) == (names, 3)


def test_previous_pages_lead_back(entities):
    account, names = entities
    first = account.get(f"{account.s}/Entities", PageSize=10).json()
    assert first["meta"]["previous_page_url"] is None
    second = account.http.get(first["meta"]["next_page_url"]).json()
    third = account.http.get(second["meta"]["next_page_url"]).json()
    back = account.http.get(third["meta"]["previous_page_url"]).json()
    assert names_of(back) == names[10:20]
    assert back["meta"]["page"] == 1
    assert names_of(account.http.get(back["meta"]["previous_page_url"]).json()) == names[:10]
    assert names_of(account.http.get(back["meta"]["next_page_url"]).json()) == names[20:]


def test_a_page_begins_where_the_last_ended_though_records_went(entities):
    account, names = entities
    first = account.get(f"{account.s}/Entities", PageSize=10).json()
    for name in (names[3], names[9], names[10]):
        account.delete(f"{account.s}/Entities/{name}")
    second = account.http.get(first["meta"]["next_page_url"]).json()
    assert names_of(second) == names[11:21]


def test_a_page_number_alone_counts_from_the_begin(entities):
    account, names = entities
    assert names_of(account.get(f"{account.s}/Entities", PageSize=5, Page=2).json()) == names[10:15]
    assert names_of(account.get(f"{account.s}/Entities", PageSize=5, Page=9).json()) == []


def test_a_token_alone_is_enough_for_the_mobile_sdks(entities):
    account, names = entities
    next_url = account.get(f"{account.s}/Entities", PageSize=10).json()["meta"]["next_page_url"]
    token = next_url.partition("PageToken=")[2]
    assert names_of(account.get(f"{account.s}/Entities", PageSize=10, PageToken=token).json()) == names[10:20]


@pytest.mark.parametrize(
    "query",
    [
        {"PageSize": "0"},
        {"PageSize": "1001"},
        {"PageSize": "x"},
        {"Page": "-1"},
        {"PageToken": "junk"},
        {"PageToken": "PA"},
        {"PageToken": "PAzz"},
    ],
)
def test_bad_paging_values_are_60306(account, refused, query):
    refused(account.get("/v2/Services", **query), 400, 60306)


def test_filters_are_kept_in_the_urls(account):
    for number in range(3):
        account.make(f"{account.s}/Verifications", {"To": f"+1501712000{number}", "Channel": "sms"})
    page = account.get("/v2/Attempts", PageSize=1, Channel="sms", Country="US").json()
    assert "Channel=sms&Country=US&PageSize=1&Page=1&PageToken=PA" in page["meta"]["next_page_url"]
    assert "Channel=sms&Country=US&PageSize=1&Page=0" in page["meta"]["first_page_url"]
    second = account.http.get(page["meta"]["next_page_url"]).json()
    assert second["attempts"][0]["channel_data"]["to"] == "+15017120001"


def test_a_descending_list_pages_too(account):
    factor = account.totp()
    sids = [account.challenge(factor)["sid"] for _ in range(5)]
    page = account.get(f"{account.e}/Challenges", Order="desc", PageSize=2).json()
    found = [one["sid"] for one in page["challenges"]]
    while page["meta"]["next_page_url"]:
        page = account.http.get(page["meta"]["next_page_url"]).json()
        found += [one["sid"] for one in page["challenges"]]
    assert found == sids[::-1]
    back = account.http.get(page["meta"]["previous_page_url"]).json()
    assert [one["sid"] for one in back["challenges"]] == [sids[2], sids[1]]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/v2/Services", "services"),
        ("{s}/Entities", "entities"),
        ("{e}/Factors", "factors"),
        ("{e}/Challenges", "challenges"),
        ("{s}/RateLimits", "rate_limits"),
        ("{s}/MessagingConfigurations", "messaging_configurations"),
        ("{s}/Webhooks", "webhooks"),
        ("/v2/Attempts", "attempts"),
        ("/v2/Templates", "templates"),
    ],
)
def test_every_list_names_its_key(account, path, key):
    account.totp()
    page = account.get(path.format(s=account.s, e=account.e)).json()
    assert page["meta"]["key"] == key
    assert isinstance(page[key], list)
