"""``mfa-emulator record``, in front of a running emulator, and ``contract --recording`` with what it wrote."""

import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import msgspec
import pytest

LONG = 30


class Recording:
    """A running recorder."""

    def __init__(self, process) -> None:
        self.process = process
        line = process.stdout.readline()
        found = re.search(r"Ready at (http://\S+);", line)
        assert found, (line, process.stderr.read())
        self.url = found[1]
        self.errors: list[str] = []
        self._reader = threading.Thread(target=lambda: self.errors.extend(process.stderr), daemon=True)
        self._reader.start()

    def end(self) -> tuple[int, str]:
        """Stop it; its status and what it printed at the end."""
        self.process.send_signal(signal.SIGINT)
        text = self.process.stdout.read()
        status = self.process.wait(LONG)
        self._reader.join(LONG)
        return status, text


@pytest.fixture
def recording(running, serving, tmp_path):
    """Start a recorder in front of a new emulator."""
    server = serving("--port", "0", "--freeze", "2026-11-21T10:00:00Z")

    @contextmanager
    def start(*words: str, target: str = server.url) -> Iterator[Recording]:
        yield Recording(running("record", "--target", target, "--out", str(tmp_path / "flow"), *words))

    return start


def flow(url: str, **headers: str) -> str:
    """Make a factor, read it, look for another one; the factor's secret."""
    with httpx2.Client(base_url=url, headers=headers, trust_env=False, timeout=LONG) as client:
        secret = client.post("/toy/factors", json={"name": "ada@example.com"}).json()["secret"]
        assert client.get("/toy/factors/ada@example.com").json()["secret"] == secret
        assert client.get("/toy/factors/nobody-of-that-name").status_code == 404
        return secret


def test_requests_go_on_and_come_back_and_are_written_without_secrets(recording, tmp_path):
    with recording("--title", "A factor") as recorder:
        secret = flow(recorder.url)
        status, text = recorder.end()
    files = {name: (tmp_path / name).read_text() for name in ("flow.recording.json", "flow.mfa.yaml")}
    assert status == 0
    assert text == f"3 exchanges are in {tmp_path}/flow.recording.json, {tmp_path}/flow.mfa.yaml.\n"
    assert [name for name, written in files.items() if secret in written or "ada@" in written] == []
    made = msgspec.json.decode(files["flow.recording.json"])
    assert [(one["operation"], one["status"]) for one in made["exchanges"]] == [
        ("factors.create", 201),
        ("factors.get", 200),
        ("factors.get", 404),
    ]
    assert made["exchanges"][1]["path"] == "/toy/factors/<email-1>"
    assert "scenario: A factor\n" in files["flow.mfa.yaml"]


def test_the_settings_of_the_recorded_world_are_written_too(serving, running, tmp_path):
    server = serving("--port", "0", "--profile", "strict", "--set", "limits.journal=9000000")
    words = ("record", "--target", server.url, "--out", str(tmp_path / "flow"))
    recorder = Recording(running(*words))
    flow(recorder.url)
    assert recorder.end()[0] == 0
    assert msgspec.json.decode((tmp_path / "flow.recording.json").read_bytes())["profile"] == "strict"
    assert "profile: strict\n" in (tmp_path / "flow.mfa.yaml").read_text()


def test_what_was_recorded_runs_as_a_scenario_and_replays_without_drift(recording, run, tmp_path):
    with recording() as recorder:
        flow(recorder.url)
        recorder.end()
    done = run("run", str(tmp_path / "flow.mfa.yaml"))
    assert done.returncode == 0, done.stdout
    done = run("contract", "--provider", "toy", "--recording", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 differences are drift" in done.stdout


def test_a_clock_that_moves_behind_it_is_followed(recording, run, tmp_path):
    with recording() as recorder:
        with httpx2.Client(base_url=recorder.url, trust_env=False, timeout=LONG) as client:
            client.post("/toy/factors", json={"name": "ada"})
            assert client.post("/_mfa/v1/clock", json={"advance": "61s"}).status_code == 200
            assert client.get("/toy/factors/ada").status_code == 404
        recorder.end()
    made = msgspec.json.decode((tmp_path / "flow.recording.json").read_bytes())
    assert made["began"] == "2026-11-21T10:00:00Z"
    assert made["exchanges"][1]["after"] == 61
    assert "advance: 1m1s" in (tmp_path / "flow.mfa.yaml").read_text()
    assert run("run", str(tmp_path / "flow.mfa.yaml")).returncode == 0
    assert run("contract", "--provider", "toy", "--recording", str(tmp_path)).returncode == 0


def test_each_world_is_a_recording_of_its_own(recording, tmp_path):
    with recording() as recorder:
        for name in ("one", "two"):
            httpx2.post(
                f"{recorder.url}/_mfa/v1/worlds", json={"name": name}, trust_env=False, timeout=60
            ).raise_for_status()
        flow(recorder.url, **{"X-MFA-World": "one"})
        flow(f"{recorder.url}/_world/two")
        recorder.end()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "flow.1.mfa.yaml",
        "flow.1.recording.json",
        "flow.2.mfa.yaml",
        "flow.2.recording.json",
    ]


def test_drift_of_a_recording_is_told_with_its_operation_and_place(recording, run, tmp_path):
    with recording() as recorder:
        flow(recorder.url)
        recorder.end()
    file = tmp_path / "flow.recording.json"
    file.write_text(file.read_text().replace('"toy": "UNKNOWN"', '"toy": "BROKEN"'))
    done = run("contract", "--provider", "toy", "--recording", str(file), "--markdown", str(tmp_path / "report.md"))
    assert done.returncode == 1
    assert (
        'drift    toy factors.get, answer 404.toy: error: theirs "BROKEN", ours "UNKNOWN" (flow.recording.json)\n'
        in done.stdout
    )
    assert "| toy | factors.get | built |  |  |  | http://127.0.0.1:" in (tmp_path / "report.md").read_text()


def test_nothing_that_came_is_nothing_written(recording, tmp_path):
    with recording() as recorder:
        status, _ = recorder.end()
    assert (status, list(tmp_path.iterdir())) == (0, [])
    assert recorder.errors == ["No request of a vendor's came: nothing is written.\n"]


def test_links_to_the_target_lead_to_the_recorder_instead(recording, serving):
    target = serving("--port", "0").url
    with recording(target=target) as recorder:
        answer = httpx2.post(f"{recorder.url}/toy/factors", json={"name": target}, trust_env=False, timeout=LONG)
        recorder.end()
    assert answer.json()["name"] == recorder.url


def test_a_target_that_does_not_answer_is_a_502(recording):
    with recording(target="http://127.0.0.1:1") as recorder:
        answer = httpx2.get(f"{recorder.url}/toy/factors/ada", trust_env=False, timeout=LONG)
        recorder.end()
    assert answer.status_code == 502
    assert "127.0.0.1:1" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--target", "127.0.0.1:9"), "write http://HOST:PORT"),
        (("--target", "http://127.0.0.1:9/v1"), "without a path"),
        (("--target", "http://127.0.0.1:9", "--out", "/nowhere/at/all"), "there is no folder /nowhere/at"),
        ((), "--target"),
    ],
)
def test_bad_input_is_2(run, words, told):
    done = run("record", *words)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("text", ["{", '{"recording": 1}', '{"recording": 2}', "[]"])
def test_a_file_that_is_no_recording_is_2(run, tmp_path, text):
    file = tmp_path / "a.recording.json"
    file.write_text(text)
    done = run("contract", "--provider", "toy", "--recording", str(file))
    assert (done.returncode, "a.recording.json" in done.stderr) == (2, True), done.stderr


def test_a_folder_without_recordings_is_2(run, tmp_path):
    done = run("contract", "--provider", "toy", "--recording", str(tmp_path))
    assert (done.returncode, "no .recording.json file there" in done.stderr) == (2, True), done.stderr
