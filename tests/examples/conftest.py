"""The examples are whole projects: `tests/docs/test_projects.py` copies them out and runs them as users would."""

collect_ignore = ["login"]
