"""A file that is not a scenario is refused before it runs, and the text says where and what is allowed."""

from collections.abc import Callable

import pytest

Mistake = Callable[[str], str]


def test_an_unknown_step(step_mistake: Mistake) -> None:
    assert step_mistake("  - requests: {}") == ("s.mfa.yaml:4:5: unknown step `requests`; did you mean `request`?")


def test_a_step_that_is_no_object(step_mistake: Mistake) -> None:
    assert step_mistake("  - call accounts.signUp") == (
        's.mfa.yaml:4:5: steps[0]: expected an object, not "call accounts.signUp"'
    )


def test_a_step_of_two_kinds(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    clock: {advance: 1s}") == (
        "s.mfa.yaml:5:5: one step, one kind: this has call and clock"
    )


def test_a_misspelt_key_of_a_step(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    wiht: {}") == ("s.mfa.yaml:5:5: unknown key `wiht`; did you mean `with`?")


def test_a_misspelt_key_inside_a_step(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    expect: {state: 200}") == (
        "s.mfa.yaml:5:14: unknown key `state`; did you mean `status`?"
    )


def test_a_misspelt_key_at_the_top(mistake: Mistake) -> None:
    assert mistake("scenario: s\nprovider: toy\nstep: []") == (
        "s.mfa.yaml:1:1: `steps` is missing\ns.mfa.yaml:3:1: unknown key `step`; did you mean `steps`?"
    )


def test_a_missing_key(mistake: Mistake) -> None:
    assert mistake("scenario: s\nprovider: toy") == "s.mfa.yaml:1:1: `steps` is missing"


def test_no_steps(mistake: Mistake) -> None:
    assert mistake("scenario: s\nprovider: toy\nsteps: []") == (
        "s.mfa.yaml:3:8: steps: expected a list that is not empty, not an empty list"
    )


@pytest.mark.parametrize("text", ["just text", "[1]", "5"])
def test_a_file_that_is_no_object(mistake: Mistake, text: str) -> None:
    assert mistake(text).startswith("s.mfa.yaml:1:1: expected an object, not ")


@pytest.mark.parametrize("status", ["ok", "'200'", "true"])
def test_a_status_that_is_no_number(step_mistake: Mistake, status: str) -> None:
    assert step_mistake(f"  - call: a\n    expect: {{status: {status}}}").startswith(
        "s.mfa.yaml:5:22: expect.status: expected "
    )


def test_a_status_in_words_says_what_may_stand_there(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    expect: {status: ok}") == (
        's.mfa.yaml:5:22: expect.status: expected 100 to 599 or a ${name} that is one, not "ok"'
    )


def test_a_header_that_is_no_text(step_mistake: Mistake) -> None:
    assert "expected a text or an object, not 12" in step_mistake(
        "  - call: a\n    expect: {headers: {content-length: 12}}"
    )


def test_a_save_that_is_no_path(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    save: {id: a..b}") == (
        's.mfa.yaml:5:16: save.id: expected a path such as users[0].localId, not "a..b"'
    )


def test_a_name_with_a_hyphen(step_mistake: Mistake) -> None:
    assert step_mistake("  - call: a\n    save: {id-token: idToken}") == (
        's.mfa.yaml:5:12: save.id-token: expected a name of letters, digits and _, not "id-token"'
    )


@pytest.mark.parametrize("keys", ["{save: code}", "{secret: a, uri: 'otpauth://totp/x'}"])
def test_an_authenticator_of_no_secret_or_two(step_mistake: Mistake, keys: str) -> None:
    assert step_mistake(f"  - authenticator: {keys}") == (
        "s.mfa.yaml:4:20: authenticator: exactly one of secret, uri is needed"
    )


def test_digits_beside_a_uri(step_mistake: Mistake) -> None:
    assert step_mistake("  - authenticator: {uri: 'otpauth://totp/x', digits: 8}") == (
        "s.mfa.yaml:4:20: authenticator: digits, period and algorithm stand in the uri"
    )


def test_an_unknown_algorithm(step_mistake: Mistake) -> None:
    assert step_mistake("  - authenticator: {secret: A, algorithm: MD5}") == (
        's.mfa.yaml:4:43: authenticator.algorithm: expected SHA1, SHA256 or SHA512, not "MD5"'
    )


@pytest.mark.parametrize("keys", ["{}", "{advance: 1s, travel: 2026-11-21}", "{freeze: true, advance: 1s}"])
def test_a_clock_that_moves_in_no_way_or_two(step_mistake: Mistake, keys: str) -> None:
    assert step_mistake(f"  - clock: {keys}") == (
        "s.mfa.yaml:4:12: clock: exactly one of advance, travel, freeze is needed"
    )


def test_freeze_false(step_mistake: Mistake) -> None:
    assert step_mistake("  - clock: {freeze: false}") == ("s.mfa.yaml:4:12: clock: freeze is `true` or an instant")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "{id: {$match: x}}",
            "5:26: unknown matcher `$match`; did you mean `$matches`?",
        ),
        ("{$any: false}", "5:27: `$any` takes `true`, not false"),
        ("{$matches: '('}", '5:31: `$matches` takes a regular expression, not "("'),
        ("[{$length: -1}]", "5:31: `$length` takes a number of characters or elements, not -1"),
        (
            "{$type: string}",
            '5:28: `$type` takes a type: text, number, integer, boolean, object, list, null, not "string"',
        ),
        (
            "{$approx: 10m}",
            "5:30: `$approx` takes {instant, plus, within}: an instant, a duration after it, and how far off it may be "
            '(1s), not "10m"',
        ),
        ("{$exact: {id: {$any: 1}}}", "5:41: `$any` takes `true`, not 1"),
        ("{$contains: {$lenght: 1}}", "5:33: unknown matcher `$lenght`; did you mean `$length`?"),
        ("{$any: true, id: 1}", "5:21: a matcher such as `$any` stands alone, without other keys"),
    ],
)
def test_a_matcher_that_cannot_be_used(step_mistake: Mistake, body: str, said: str) -> None:
    assert step_mistake(f"  - call: a\n    expect: {{body: {body}}}") == f"s.mfa.yaml:{said}"
