"""Anonymous accounts that are deleted when they are thirty days old."""

SIGN_UP = "/v1/accounts:signUp"


def switch(it, on=True):
    it.configure("autodeleteAnonymousUsers", {"autodeleteAnonymousUsers": on})


def anonymous(it):
    return it.ok(SIGN_UP, {})["localId"]


def there(it):
    return {user.local_id for user in it.accounts.project().users}


def test_each_goes_thirty_days_after_it_was_made(both):
    old = anonymous(both)
    switch(both)
    both.clock.advance("1d")
    new = anonymous(both)
    both.clock.advance("28d23h59m59s")
    assert there(both) == {old, new}
    both.clock.advance("1s")
    assert there(both) == {new}
    both.clock.advance("1d")
    assert there(both) == set()


def test_those_that_were_upgraded_or_have_a_way_in_stay(both):
    switch(both)
    token = both.ok(SIGN_UP, {})["idToken"]
    both.ok(SIGN_UP, {"idToken": token, "email": "ada@example.com", "password": "secret-1"})
    both.user("bob@example.com")
    both.ok("/v1/accounts:signInWithCustomToken", {"token": both.custom_token()})
    both.clock.advance("31d")
    assert len(there(both)) == 3


def test_they_stay_where_nothing_is_said_of_it(both):
    anonymous(both)
    switch(both)
    switch(both, on=False)
    anonymous(both)
    both.clock.advance("31d")
    assert len(there(both)) == 2


def test_a_restored_world_deletes_them_in_time_too(both):
    both.configure("autodeleteAnonymousUsers", {"autodeleteAnonymousUsers": True})
    made = both.ok("/v1/accounts:signUp", {"returnSecureToken": True})["localId"]
    snapshot = both.emulator.snapshot().to_json()
    both.emulator.reset()
    both.emulator.restore(snapshot)
    both.clock.advance("29d")
    assert "users" in both.ok("/v1/accounts:lookup", {"localId": [made]}, admin=True)
    both.clock.advance("2d")
    assert "users" not in both.ok("/v1/accounts:lookup", {"localId": [made]}, admin=True)
