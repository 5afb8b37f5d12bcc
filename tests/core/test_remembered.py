"""Answers about texts, remembered up to a number of characters."""

from mfa_emulator.core.remembered import Remembered


def asked() -> tuple[Remembered[str, int], list[str]]:
    texts: list[str] = []

    def length(text: str) -> int:
        texts.append(text)
        return len(text)

    return Remembered(length), texts


def test_a_text_is_asked_about_once():
    remembered, texts = asked()
    assert [remembered["ab"], remembered["ab"], remembered[""], remembered[""]] == [2, 2, 0, 0]
    assert texts == ["ab", ""]


def test_a_long_text_is_asked_about_each_time_and_not_kept():
    remembered, texts = asked()
    long = "x" * (Remembered.LONGEST + 1)
    assert [remembered[long], remembered[long]] == [len(long)] * 2
    assert texts == [long, long]
    assert not remembered


def test_what_is_kept_is_bounded_in_characters_however_many_texts_come():
    remembered, _ = asked()
    for number in range(10_000):
        assert remembered[f"{number:0400}"] == 400
        assert sum(map(len, remembered)) <= Remembered.MOST
