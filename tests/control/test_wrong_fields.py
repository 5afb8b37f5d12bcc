"""Fields that a control call cannot use are told in words: which one, what it may be, and what was given."""

import pytest


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/faults", {"stauts": 503}, "no field 'stauts'; did you mean 'status'?"),
        ("/faults", {"status": "503"}, "status must be a whole number, not '503'"),
        ("/faults", {"messages": {"fat": "held"}}, "messages: no field 'fat'; did you mean 'fate'?"),
        ("/faults", {"messages": {"delay": "1s"}}, "messages.fate is missing"),
        (
            "/faults",
            {"operation": "factors.gte", "status": 503},
            "no operation 'factors.gte'; did you mean 'factors.get'?",
        ),
        ("/worlds", {"sed": 5, "name": "other"}, "no field 'sed'; did you mean 'seed'?"),
        ("/worlds", {"seed": 5}, "name is missing"),
        ("/worlds", {"name": "other", "signed_tokens": "yes"}, "signed_tokens must be true or false, not 'yes'"),
        ("/worlds", {"name": "other", "outbound_hosts": ["x:1"]}, "outbound_hosts must be a list, each *"),
        ("/clock", {"advanse": "31s"}, "no field 'advanse'; did you mean 'advance'?"),
        ("/clock", [1], "Expected `object`, got `array`"),
        ("/seed", {"toi": {}}, "no part of a seed 'toi'; did you mean 'toy'?"),
    ],
)
def test_of_a_body(http_client, path, body, said):
    answer = http_client.post(path, body)
    assert answer.error == "bad_request"
    message = answer.data["error"]["message"]
    assert message.startswith(said[:-1]) if said.endswith("*") else message == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/messages?limit=0", "limit must be 1 or more or null, not '0'"),
        ("/messages?too=ada", "no field 'too'; did you mean 'to'?"),
        (
            "/messages?channel=telegram",
            "channel must be 'call' or 'email' or 'push' or 'sms' or 'whatsapp' or null, not 'telegram'",
        ),
        ("/requests?provider=toi", "no provider 'toi'; did you mean 'toy'?"),
        ("/env?format=xml", "format must be 'dotenv' or 'github' or 'json' or 'shell', not 'xml'"),
    ],
)
def test_of_a_query(http_client, path, said):
    answer = http_client.get(path)
    assert answer.error == "bad_request"
    assert answer.data["error"]["message"] == said
