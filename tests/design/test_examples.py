"""Property tests try the same examples in whatever order the tests run."""

from importlib import import_module

from hypothesis import given
from hypothesis import strategies as st


def test_examples_do_not_hang_on_the_modules_that_are_loaded(tmp_path, monkeypatch):
    tried = []

    @given(st.text(max_size=20), st.integers())
    def look(text: str, number: int) -> None:
        tried.append((text, number))

    look()
    before = tried.copy()
    tried.clear()
    constants = "\n".join(f"C{number} = {number * 1_234_567}, 'text {number}'" for number in range(100, 200))
    (tmp_path / "module_of_constants.py").write_text(constants)
    monkeypatch.syspath_prepend(tmp_path)
    import_module("module_of_constants")
    look()
    assert len(before) > 50
    assert tried == before
