"""Rate limits and buckets: the resources, and how they hold verifications back."""

import pytest

PHONE = "+15017122661"


@pytest.fixture
def limit(account):
    """A rate limit by address."""
    return account.make(f"{account.s}/RateLimits", {"UniqueName": "ip", "Description": "by address"})


@pytest.fixture
def buckets(account, limit):
    """The path of its buckets."""
    return f"{account.s}/RateLimits/{limit['sid']}/Buckets"


def test_a_rate_limit_is_made_read_changed_and_deleted(account, limit, refused):
    url = f"{account.s}/RateLimits/{limit['sid']}"
    assert limit["links"] == {"buckets": limit["url"] + "/Buckets"}
    assert account.get(url).json() == limit
    assert account.make(url, {"Description": "new"}, 200)["description"] == "new"
    assert [one["sid"] for one in account.get(f"{account.s}/RateLimits").json()["rate_limits"]] == [limit["sid"]]
    assert account.delete(url).status_code == 204
    refused(account.get(url), 404, 20404)


@pytest.mark.parametrize("name", ["", "has space", "ümlaut", "a/b"])
def test_a_bad_unique_name_is_60209(account, refused, name):
    refused(account.post(f"{account.s}/RateLimits", {"UniqueName": name}), 400, 60209)


def test_a_unique_name_is_unique(account, limit, refused):
    refused(account.post(f"{account.s}/RateLimits", {"UniqueName": "ip"}), 400, 60208)
    account.make(f"{account.service()}/RateLimits", {"UniqueName": "ip"})


def test_five_rate_limits_are_the_most_of_a_service(account, refused):
    for number in range(5):
        account.make(f"{account.s}/RateLimits", {"UniqueName": f"limit-{number}"})
    refused(account.post(f"{account.s}/RateLimits", {"UniqueName": "limit-5"}), 400, 60207)


def test_a_bucket_is_made_read_changed_and_deleted(account, limit, buckets, refused):
    bucket = account.make(buckets, {"Max": "4", "Interval": "60"})
    assert (bucket["max"], bucket["interval"], bucket["rate_limit_sid"]) == (4, 60, limit["sid"])
    url = f"{buckets}/{bucket['sid']}"
    assert account.get(url).json() == bucket
    assert account.make(url, {"Max": "5"}, 200)["max"] == 5
    assert len(account.get(buckets).json()["buckets"]) == 1
    assert account.delete(url).status_code == 204
    refused(account.get(url), 404, 20404)


@pytest.mark.parametrize(
    "form", [{"Max": "0", "Interval": "1"}, {"Max": "1", "Interval": "0"}, {"Max": "x", "Interval": "1"}]
)
def test_a_bad_bucket_is_60200(account, buckets, refused, form):
    refused(account.post(buckets, form), 400, 60200)


def test_an_interval_is_used_once(account, buckets, refused):
    account.make(buckets, {"Max": "4", "Interval": "60"})
    refused(account.post(buckets, {"Max": "5", "Interval": "60"}), 400, 60211)
    other = account.make(buckets, {"Max": "5", "Interval": "61"})
    refused(account.post(f"{buckets}/{other['sid']}", {"Interval": "60"}), 400, 60211)
    assert account.get(f"{buckets}/{other['sid']}").json()["interval"] == 61


def test_five_buckets_are_the_most(account, buckets, refused):
    for interval in range(1, 6):
        account.make(buckets, {"Max": "1", "Interval": str(interval)})
    refused(account.post(buckets, {"Max": "1", "Interval": "6"}), 400, 60210)


def test_buckets_of_an_unknown_rate_limit_are_not_found(account, refused):
    refused(account.get(f"{account.s}/RateLimits/RK{32 * '0'}/Buckets"), 404, 20404)


def test_a_deleted_rate_limit_takes_its_buckets_along(account, limit, buckets, refused):
    bucket = account.make(buckets, {"Max": "4", "Interval": "60"})
    account.delete(f"{account.s}/RateLimits/{limit['sid']}")
    refused(account.get(f"{buckets}/{bucket['sid']}"), 404, 20404)
    account.make(f"{account.s}/RateLimits", {"UniqueName": "ip"})


def send(account, number, value="1.2.3.4"):
    form = {"To": f"+1501712{number:04}", "Channel": "sms", "RateLimits": f'{{"ip":"{value}","other":"x"}}'}
    return account.post(f"{account.s}/Verifications", form)


def test_a_full_bucket_refuses_with_the_time_to_wait(account, buckets, refused):
    account.make(buckets, {"Max": "2", "Interval": "60"})
    assert send(account, 1).status_code == 201
    account.world.clock.advance("20s")
    assert send(account, 2).status_code == 201
    answer = send(account, 3)
    refused(answer, 429, 20429, "Too many requests")
    assert answer.headers["retry-after"] == "40"
    assert answer.headers["twilio-reached-rate-limit"] == "ip"
    assert account.emulator.inbox.newest(to="+15017120003") is None
    account.world.clock.advance("40s")
    assert send(account, 3).status_code == 201
    refused(send(account, 4), 429, 20429)


def test_each_value_is_counted_by_itself(account, buckets):
    account.make(buckets, {"Max": "1", "Interval": "60"})
    assert [send(account, number, f"10.0.0.{number}").status_code for number in (1, 2, 3)] == [201] * 3


def test_every_bucket_must_have_room(account, buckets, refused):
    account.make(buckets, {"Max": "2", "Interval": "1"})
    account.make(buckets, {"Max": "3", "Interval": "3600"})
    for number in range(3):
        assert send(account, number).status_code == 201
        account.world.clock.advance("1s")
    assert "3600 s" in refused(send(account, 3), 429, 20429)


def test_a_limit_without_buckets_and_an_unknown_one_hold_nobody_back(account, limit):
    assert [send(account, number).status_code for number in range(10)] == [201] * 10


def test_a_refused_verification_is_not_counted(account, buckets, refused):
    account.make(buckets, {"Max": "1", "Interval": "60"})
    assert send(account, 1).status_code == 201
    account.world.clock.advance("59s")
    refused(send(account, 2), 429, 20429)
    account.world.clock.advance("1s")
    assert send(account, 2).status_code == 201
