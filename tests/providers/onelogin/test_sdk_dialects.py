"""Dialects: the shape that each generation of SDKs gets, and what it makes of another one."""

import pytest

from mfa_emulator.providers.onelogin import sdk_dialects

DOC, GEN, GEN30, JAVA, LEGACY = (
    "curl/8",
    "OpenAPI-Generator/3.1.5/python",
    "OpenAPI-Generator/3.0.1/python",
    "OpenAPI-Generator/3.2.1/java",
    "onelogin-python-sdk 1.9.1",
)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (DOC, "doc"),
        ("onelogin-python-sdk 2.0.4", "python2"),
        ("onelogin-java-sdk 2.0.0", "java2"),
        ("", "doc"),
        ("go-onelogin/4.7.0", "doc"),
        (GEN, "gen"),
        ("OpenAPI-Generator/3.1.6/python", "gen"),
        (GEN30, "gen30"),
        (JAVA, "strict"),
        (LEGACY, "legacy"),
        ("onelogin-ruby-sdk v1.6.0", "legacy"),
        ("onelogin-php-sdk 1.3", "legacy"),
    ],
)
def test_the_user_agent_chooses_the_dialect(agent, name):
    assert sdk_dialects.of(agent, "").name == name


def test_a_setting_overrides_the_user_agent(make_client):
    client = make_client(dialect="legacy")
    assert client.post("/api/1/users/{ada}/mfa_token", agent=GEN).status == 201


def trigger(client, enrolled, agent):
    device = enrolled("sms").id
    return device, client.post(f"/api/1/users/{{ada}}/otp_devices/{device}/trigger", agent=agent).data


@pytest.mark.parametrize("agent", [DOC, LEGACY])
def test_a_v1_trigger_answers_a_list_where_an_object_raises(client, enrolled, agent):
    device, data = trigger(client, enrolled, agent)
    assert [item["device_id"] for item in data] == [device]
    assert data[0]["id"] == client.ada


def test_a_v1_trigger_answers_an_object_to_generated_sdks_where_a_list_raises(client, enrolled):
    device, data = trigger(client, enrolled, GEN)
    assert data["device_id"] == device
    assert data["id"] == client.ada
    assert data["otp_devices"][0]["id"] == device
    assert data["otp_devices"][0]["state_token"] == data["state_token"]


def test_java_gets_no_key_that_its_models_do_not_declare(client, enrolled):
    device, data = trigger(client, enrolled, JAVA)
    assert set(data) == {"otp_devices"}
    assert set(data["otp_devices"][0]) <= sdk_dialects.DECLARED["otp_device"]
    token = client.post("/api/1/users/{ada}/mfa_token", agent=JAVA).body
    assert set(token) == {"mfa_token", "resuable", "expires_at"}
    verification = client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": device}, agent=JAVA).body
    assert set(verification) <= sdk_dialects.DECLARED["verification"]
    body = {"otp": client.code()}
    done = client.put(f"/api/2/mfa/users/{{ada}}/verifications/{verification['id']}", body, agent=JAVA).body
    assert set(done) == {"type", "code", "message", "error"}
    begun = client.post(
        "/api/2/mfa/users/{ada}/registrations", {"factor_id": 58957, "display_name": "G"}, agent=JAVA
    ).body
    assert set(begun) == sdk_dialects.DECLARED["registration"]


@pytest.mark.parametrize(("agent", "status"), [(DOC, 200), (GEN, 200), (LEGACY, 201)])
def test_the_status_of_a_temporary_token_differs_because_old_clients_read_nothing_from_200(client, agent, status):
    assert client.post("/api/1/users/{ada}/mfa_token", {"reusable": True}, agent=agent).status == status


def test_generated_sdks_read_the_misspelled_key_of_a_temporary_token(client):
    body = client.post("/api/1/users/{ada}/mfa_token", {"reusable": True}, agent=GEN).body
    assert body["reusable"] is body["resuable"] is True
    assert "resuable" not in client.post("/api/1/users/{ada}/mfa_token", agent=DOC).body


@pytest.mark.parametrize(("agent", "kind"), [(DOC, str), (GEN, int), (LEGACY, str)])
def test_the_device_id_of_a_new_verification_is_a_number_for_sdks_that_raise_on_a_text(client, enrolled, agent, kind):
    device = enrolled("sms").id
    body = client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": device}, agent=agent).body
    assert type(body["device_id"]) is kind


@pytest.mark.parametrize(("agent", "status", "wrapped"), [(DOC, 200, True), (LEGACY, 200, True), (GEN, 201, False)])
def test_v1_users_are_wrapped_or_bare(client, agent, status, wrapped):
    created = client.post("/api/1/users", {"email": "new@example.com"}, agent=agent)
    assert created.status == status
    read = client.get(f"/api/1/users/{client.ada}", agent=agent).body
    listed = client.get("/api/1/users", agent=agent).body
    if wrapped:
        assert read["data"][0]["id"] == listed["data"][0]["id"] == client.ada
        assert created.data[0]["email"] == "new@example.com"
    else:
        assert read["id"] == listed[0]["id"] == client.ada
        assert created.body["email"] == "new@example.com"


def test_sdk_3_0_wants_lists_for_polls_alone(client, enrolled):
    device = enrolled("protect").id
    begun = client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": device}, agent=GEN30).body
    polled = client.get(f"/api/2/mfa/users/{{ada}}/verifications/{begun['id']}", agent=GEN30).body
    assert [item["status"] for item in polled] == ["pending"]


def test_v2_bodies_come_in_lists_as_the_documents_print_them_if_asked_for(make_client):
    client = make_client(v2_array_bodies=True)
    (begun,) = client.post("/api/2/mfa/users/{ada}/registrations", {"factor_id": 58959, "display_name": "S"}).body
    path = f"/api/2/mfa/users/{{ada}}/registrations/{begun['id']}"
    assert [item["status"] for item in client.get(path).body] == ["pending"]
    assert [item["status"] for item in client.put(path, {"otp": client.code()}).body] == ["accepted"]
    device = client.onelogin.user("ada").factors[0].id
    (verification,) = client.post("/api/2/mfa/users/{ada}/verifications", {"device_id": device}).body
    assert verification["device_id"] == str(device)


def test_verification_ids_can_be_digits_for_sdks_that_type_them_as_numbers(make_client):
    client = make_client(id_style="numeric")
    body = {"factor_id": 58959, "display_name": "S"}
    begun = client.post("/api/2/mfa/users/{ada}/registrations", body).body
    assert begun["id"].isdigit()
    assert client.get(f"/api/2/mfa/users/{{ada}}/registrations/{begun['id']}").status == 200


def test_sdk_3_0_gets_no_null_return_to_url(client):
    body = {"username_or_email": "ada", "password": "secret-1", "subdomain": "acme"}
    assert "return_to_url" not in client.post("/api/1/login/auth", body, agent=GEN30).data[0]
    assert client.post("/api/1/login/auth", body, agent=DOC).data[0]["return_to_url"] is None
