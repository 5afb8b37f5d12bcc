"""A vendor with three deviations of a dozen: scenarios, recordings and the contract find exactly those."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from click.testing import CliRunner
from hand_made_vendor import DOZEN, Deviation, vendor

from mfa_emulator import Emulator
from mfa_emulator.cli.command_line import commands
from mfa_emulator.contract import checking
from mfa_emulator.core.providers import Providers
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.recording.identifying import Identifier
from mfa_emulator.recording.making import recording_of
from mfa_emulator.recording.proxy import Recorder
from mfa_emulator.recording.recorded import encoded
from mfa_emulator.recording.scenario_text import scenarios
from mfa_emulator.serving.server import LoopThread, Server

PROVIDERS = Providers(BUILT_IN)
CALLED = (PROVIDERS["identity_toolkit"], PROVIDERS["twilio_verify"])
"""The vendors that the customer calls."""
PASSWORD, WRONG, ADA, PHONE = "correct-horse-9", "swordfish-7", "ada.lovelace@example.com", "+12025550142"


@contextmanager
def recorded(target: str) -> Iterator[tuple[str, Recorder]]:
    """A recorder in front of a server: its URL and itself."""
    thread = LoopThread()

    async def begin() -> tuple[Recorder, Server, int]:
        recorder = Recorder(target, Identifier(PROVIDERS))
        server = Server(recorder)
        return recorder, server, await server.listen("127.0.0.1", 0)

    async def end(recorder: Recorder, server: Server) -> None:
        await server.close()
        await recorder.close()

    recorder, server, port = thread.run(begin())
    try:
        yield f"http://127.0.0.1:{port}", recorder
    finally:
        thread.run(end(recorder, server))
        thread.end()


class Customer:
    """Somebody who uses both vendors through the recorder, and takes each answer as it comes."""

    def __init__(self, url: str, emulator: Emulator) -> None:
        account = emulator.twilio_verify
        self.http = httpx2.Client(base_url=url, trust_env=False, timeout=30)
        self._twilio = (account.account_sid, account.auth_token)
        self._inbox = emulator.inbox

    def verify(self) -> None:
        """A service, a verification, a wrong code and the right one."""
        service = self._post("/v2/Services", FriendlyName="Owl Bank")["sid"]
        here = f"/v2/Services/{service}"
        for path in (here, "/v2/Services"):
            self.http.get(path, auth=self._twilio)
        self._post(f"{here}/RateLimits", UniqueName="ip", Description="by address")
        self._post(f"{here}/Verifications", To=PHONE, Channel="sms")
        code = self._inbox.latest(to=PHONE).code
        for typed in (code[::-1] if code != code[::-1] else "0000", code):
            self._post(f"{here}/VerificationCheck", To=PHONE, Code=typed)
        self.http.get(f"{here}/Verifications/{PHONE}", auth=self._twilio)

    def sign_up(self) -> None:
        """An account, looks at it, a wrong password, and a second factor too early."""
        token = self._call("signUp", email=ADA, password=PASSWORD, returnSecureToken=True)["idToken"]
        self._call("lookup", idToken=token)
        self._call("signInWithPassword", email=ADA, password=WRONG)
        self._call("signInWithPassword", email=ADA, password=PASSWORD, returnSecureToken=True)
        self.http.post("/v2/accounts/mfaEnrollment:start?key=k", json={"idToken": token, "totpEnrollmentInfo": {}})
        self._call("sendOobCode", requestType="VERIFY_EMAIL", idToken=token)

    def _post(self, path: str, **form: str):
        return self.http.post(path, data=form, auth=self._twilio).json()

    def _call(self, method: str, **body: object):
        return self.http.post(f"/v1/accounts:{method}?key=any-key-at-all", json=body).json()


def recording_against(deviations: tuple[Deviation, ...]):
    """The recording of a customer at that vendor, and all secrets that were in the flow."""
    with vendor(deviations) as emulator:
        with recorded(emulator.url) as (url, recorder):
            customer = Customer(url, emulator)
            with customer.http:
                customer.verify()
                customer.sign_up()
            account = emulator.twilio_verify
            told = [account.account_sid, account.auth_token, emulator.inbox.latest(to=PHONE).code]
        recording = recording_of(recorder.exchanges, emulator.url, PROVIDERS)
    return recording, [PASSWORD, WRONG, ADA, PHONE, "Owl Bank", *told]


def drawn(seed: int) -> tuple[Deviation, ...]:
    return tuple(random.Random(seed).sample(DOZEN, 3))


def names(deviations) -> set[tuple[str, str]]:
    return {(one.provider, one.operation) for one in deviations}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_recording_scrubbing_and_contract_find_exactly_the_three(seed: int, tmp_path):
    deviations = drawn(seed)
    recording, secrets = recording_against(deviations)
    file = tmp_path / "vendor.recording.json"
    file.write_bytes(encoded(recording))
    texts = [file.read_text(), *scenarios(recording, "Recorded", PROVIDERS).values()]
    assert [secret for secret in secrets for text in texts if secret in text] == []
    report = checking.checked(CALLED, descriptions={}, recordings=[file], folder=tmp_path)
    assert names(report.drift) == names(deviations)
    assert {one.where for one in deviations} <= {finding.where for finding in report.drift}
    assert [text for text in report.not_checked if "recording" in text] == []


def test_each_of_the_dozen_is_found_alone(tmp_path):
    for number, deviation in enumerate(DOZEN):
        recording, _ = recording_against((deviation,))
        file = tmp_path / f"{number}.recording.json"
        file.write_bytes(encoded(recording))
        report = checking.checked(CALLED, descriptions={}, recordings=[file], folder=tmp_path)
        assert names(report.drift) == names([deviation])


def test_a_vendor_that_does_not_deviate_has_no_drift(tmp_path):
    recording, _ = recording_against(())
    file = tmp_path / "vendor.recording.json"
    file.write_bytes(encoded(recording))
    report = checking.checked(CALLED, descriptions={}, recordings=[file], folder=tmp_path)
    assert [str(finding) for finding in report.drift] == []
    seen = {row.operation for row in report.operations if row.seen}
    assert {one.operation for one in DOZEN} <= seen


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_scenarios_fail_at_that_vendor_for_exactly_the_three(seed: int, tmp_path):
    deviations = drawn(seed)
    failed = set()
    with vendor(deviations) as emulator:
        for one in DOZEN:
            file = tmp_path / f"{one.operation}.mfa.yaml"
            file.write_text(f"scenario: {one.operation}\nprovider: {one.provider}\nsteps:\n{one.scenario}")
            done = CliRunner().invoke(commands, ["run", str(file), "--target", emulator.url])
            assert done.exit_code in (0, 1), done.output
            if done.exit_code:
                failed.add((one.provider, one.operation))
    assert failed == names(deviations)
