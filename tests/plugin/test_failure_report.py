"""Report of a failing test about its world, word for word."""


def test_the_time_the_messages_and_the_refused_requests(report):
    lines = report(
        """
        def test_fails(mfa, mfa_http):
            mfa.world.ids.pin("ada", "306658")
            mfa_http.post("/toy/factors", json={"name": "ada"})
            mfa.clock.advance("61s")
            mfa_http.get("/toy/factors/ada?token=secret")
            mfa.faults.add(status=503)
            mfa_http.delete("/toy/factors")
            mfa_http.get("/toy/factors/ada")
            assert False
        """
    )
    assert lines == [
        "mfa time",
        "2026-11-21T10:01:01Z (frozen)",
        "mfa messages",
        "2026-11-21T10:00:00Z sms to ada by toy, code 306658: Your code: 306658",
        "mfa refused requests",
        "2026-11-21T10:01:01Z GET /toy/factors/ada?token=*** 404 factors.get: no factor 'ada' now",
        '    got: {"toy":"UNKNOWN","text":""}',
        "2026-11-21T10:01:01Z DELETE /toy/factors 405: DELETE is not a verb of /toy/factors: it takes GET, POST",
        '    got: {"toy":"BROKEN","text":"DELETE is not a verb of /toy/factors: it takes GET, POST"}',
        "2026-11-21T10:01:01Z GET /toy/factors/ada 503 factors.get: fault fault-1: status 503",
        '    got: {"toy":"BROKEN","text":"HTTP 503 asked for by a fault"}',
        "mfa faults",
        "fault-1 (status=503): struck once",
    ]


def test_when_nothing_was_sent_or_refused_it_says_so_or_nothing(report):
    lines = report("def test_fails(mfa): assert False")
    assert lines == ["mfa time", "2026-11-21T10:00:00Z (frozen)", "mfa messages", "none"]


def test_messages_under_way_and_dropped_connections_are_shown(report):
    lines = report(
        """
        import httpx2, pytest

        def test_fails(mfa, mfa_http):
            mfa.world.ids.pin("ada", "306658")
            mfa.faults.add(messages={"fate": "held"})
            mfa_http.post("/toy/factors", json={"name": "ada"})
            mfa.faults.add(drop=True)
            with pytest.raises(httpx2.RemoteProtocolError):
                mfa_http.get("/toy/factors/ada")
            assert False
        """
    )
    assert lines[3:] == [
        "2026-11-21T10:00:00Z held sms to ada by toy, code 306658: Your code: 306658",
        "mfa refused requests",
        "2026-11-21T10:00:00Z GET /toy/factors/ada no answer factors.get: the connection was dropped",
        "mfa faults",
        "fault-1 (messages={'fate': 'held', 'delay': '0s'}): struck once",
        "fault-2 (drop=True): struck once",
    ]


def test_of_many_only_the_last_are_shown(report):
    lines = report(
        """
        def test_fails(mfa, mfa_http):
            for number in range(12):
                mfa_http.post("/toy/factors", json={"name": f"user{number}"})
                mfa_http.get(f"/toy/factors/none{number}")
            assert False
        """
    )
    messages, refused = lines[lines.index("mfa messages") :], lines[lines.index("mfa refused requests") :]
    assert messages[1] == "(7 earlier ones)"
    assert [line.split()[3] for line in messages[2:7]] == ["user7", "user8", "user9", "user10", "user11"]
    assert refused[1] == "(2 earlier ones)"
    assert [line.split()[2] for line in refused[2::2]] == [f"/toy/factors/none{number}" for number in range(2, 12)]


def test_a_failing_setup_is_told_too(report):
    lines = report(
        """
        import pytest

        @pytest.fixture
        def client(mfa, mfa_http):
            mfa_http.get("/toy/factors/nobody")
            assert False

        def test_never(client):
            pass
        """
    )
    assert lines[-2] == "2026-11-21T10:00:00Z GET /toy/factors/nobody 404 factors.get: no factor 'nobody' now"


def test_a_test_of_the_server_alone_is_told_too(report):
    assert report("def test_fails(mfa_server): assert False")[:2] == ["mfa time", "2026-11-21T10:00:00Z (frozen)"]


def test_a_test_that_uses_nothing_of_it_is_told_nothing(run):
    result = run(
        """
        def test_uses(mfa): pass
        def test_fails(): assert False
        """
    )
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.no_fnmatch_line("*mfa time*")


def test_a_passing_test_is_told_nothing(run):
    result = run("def test_passes(mfa, mfa_http): mfa_http.get('/toy/none')", "-rA")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*mfa *")


def test_bodies_are_masked_and_cut_and_an_unknown_path_is_told_the_nearest(report):
    lines = report(
        """
        def test_fails(mfa, mfa_http):
            mfa_http.post("/toy/factor", json={"name": "x" * 400, "password": "secret"})
            assert False
        """
    )
    assert lines[lines.index("mfa refused requests") + 2 :][:2] == [
        "    nearest: factors.create, POST /toy/factors",
        f'    sent: {{"name":"{"x" * 291}… (428 characters)',
    ]
    assert "secret" not in "".join(lines[4:6])


def test_a_fault_that_never_struck_is_told(report):
    lines = report(
        """
        def test_fails(mfa):
            with mfa.faults.fail("factors.get", "UNKNOWN"):
                pass
            mfa.faults.drop("factors.create")
            assert False
        """
    )
    assert lines[lines.index("mfa faults") + 1 :] == [
        "fault-1 (operation='factors.get', error='UNKNOWN'): never struck",
        "fault-2 (operation='factors.create', drop=True): never struck",
    ]


def test_the_same_text_is_there_for_anybody(run):
    run(
        """
        def test_text(mfa, mfa_http):
            mfa_http.get("/toy/factors/ada")
            lines = mfa.report().splitlines()
            assert lines[:4] == ["--- mfa time ---", "2026-11-21T10:00:00Z (frozen)", "--- mfa messages ---", "none"]
            assert "404 factors.get: no factor 'ada' now" in mfa.report()
        """
    ).assert_outcomes(passed=1)
