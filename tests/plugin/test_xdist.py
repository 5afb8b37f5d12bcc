"""Under pytest-xdist every worker has an emulator of its own."""

SOURCE = """
import os, pytest, urllib.request, json

@pytest.mark.parametrize("number", range(12))
def test_one(mfa, mfa_env, mfa_server, number):
    assert len(mfa.toy) == 0
    request = urllib.request.Request(mfa_env["TOY_URL"] + "/toy/factors", json.dumps({"name": "ada"}).encode())
    assert json.load(urllib.request.urlopen(request))["name"] == "ada"
    assert [message.to for message in mfa.inbox] == ["ada"]
    with open(os.environ["PORTS"], "a") as ports:
        ports.write(f"{os.environ['PYTEST_XDIST_WORKER']} {mfa_server.url}\\n")
"""


def test_tests_of_two_workers_do_not_meet(run, tmp_path, monkeypatch):
    ports = tmp_path / "ports"
    monkeypatch.setenv("PORTS", str(ports))
    run(SOURCE, "-n", "2").assert_outcomes(passed=12)
    served = {tuple(line.split()) for line in ports.read_text().splitlines()}
    assert len({worker for worker, _ in served}) == len({url for _, url in served}) == len(served) == 2


def test_a_failure_on_a_worker_is_told_the_same(run):
    result = run("def test_fails(mfa, mfa_http): assert mfa_http.get('/toy/factors/x').status_code == 200", "-n", "2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*- mfa time -*", "2026-11-21T10:00:00Z (frozen)", "* GET /toy/factors/x 404 factors.get: no factor 'x' now"]
    )


def test_a_crash_on_a_worker_fails_its_test(run):
    result = run("def test_fails(mfa, mfa_http): mfa_http.post('/toy/factors/x:crash')", "-n", "2")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["mfa-emulator itself failed at POST /toy/factors/x:crash (factors.crash):"])
