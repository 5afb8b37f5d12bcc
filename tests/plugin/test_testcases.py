"""Mixins for `unittest` and Django, and the report outside of pytest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(folder: Path, source: str, *command: str) -> str:
    (folder / "test_cases.py").write_text(source)
    done = subprocess.run(
        [sys.executable, *(command or ("-m", "unittest", "-v", "test_cases"))],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
    return done.stdout


CASES = """
import os, unittest, urllib.request
from mfa_emulator.testing import MfaMixin

URL = "/v1/accounts:sendVerificationCode?key=any"

def send(url):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url + URL, b'{"phoneNumber": "+15555550100"}', headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.status

class LogInTest(MfaMixin, unittest.TestCase):
    def test_first(self):
        self.assertEqual(send(os.environ["MFA_EMULATOR_URL"]), 200)
        self.assertEqual(len(self.mfa.inbox), 1)
        self.assertEqual(self.mfa.world.name, self.id())

    def test_second(self):
        self.assertEqual(len(self.mfa.inbox), 0)
        self.assertEqual(os.environ["MFA_EMULATOR_URL"], self.mfa.url)

class Strict(MfaMixin, unittest.TestCase):
    mfa_options = {"profile": "strict", "freeze": "2026-11-21T10:00:00Z"}

    def test_options(self):
        self.assertEqual(self.mfa.world.options.profile, "strict")
"""


def test_each_test_of_a_case_has_a_world_of_its_own(tmp_path):
    output = run(tmp_path, CASES)
    assert "Ran 3 tests" in output, output
    assert "\nOK" in output, output


def test_the_same_cases_run_under_pytest(tmp_path):
    assert "3 passed" in run(
        tmp_path, CASES, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "test_cases.py"
    )


FAILING = """
import unittest
from mfa_emulator.testing import MfaMixin

class Failing(MfaMixin, unittest.TestCase):
    mfa_options = {"freeze": "2026-11-21T10:00:00Z"}

    def test_fails(self):
        self.mfa.inbox.send(provider="identity_toolkit", channel="sms", to="+15555550100", body="hello")
        self.assertTrue(False)

class Later(MfaMixin, unittest.IsolatedAsyncioTestCase):
    mfa_options = {"freeze": "2026-11-21T10:00:00Z"}

    async def test_fails_later(self):
        self.mfa.clock.advance("1h")
        self.assertTrue(False)

    @unittest.skip("not now")
    def test_skipped(self): pass
"""


def test_an_error_carries_the_report_of_its_world(tmp_path):
    output = run(tmp_path, FAILING)
    assert "FAILED (failures=2, skipped=1)" in output, output
    for line in (
        "--- mfa time ---\n2026-11-21T10:00:00Z (frozen)\n--- mfa messages ---\n"
        "2026-11-21T10:00:00Z sms to +15555550100 by identity_toolkit: hello",
        "--- mfa time ---\n2026-11-21T11:00:00Z (frozen)",
    ):
        assert line in output, output


DJANGO = """
import urllib.request
from django.conf import settings
from django.test import SimpleTestCase
from mfa_emulator.testing import MfaDjangoMixin

class LogInTest(MfaDjangoMixin, SimpleTestCase):
    def mfa_settings(self, env):
        return {"TWILIO_SID": env["TWILIO_ACCOUNT_SID"], "TWILIO_URL": env["TWILIO_VERIFY_BASE_URL"]}

    def test_first(self):
        self.assertEqual(settings.TWILIO_SID, self.mfa.twilio_verify.account_sid)
        self.assertEqual(settings.TWILIO_URL, self.mfa.url)

    def test_second(self):
        self.assertEqual(settings.TWILIO_URL, self.mfa.url)
"""

MANAGE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "project_settings"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


def test_settings_of_django_follow_the_world_of_each_test(tmp_path):
    pytest.importorskip("django")
    (tmp_path / "project_settings.py").write_text('SECRET_KEY = "x"\nTWILIO_URL = "https://verify.twilio.com"\n')
    (tmp_path / "manage.py").write_text(MANAGE)
    output = run(tmp_path, DJANGO, "manage.py", "test")
    assert "Ran 2 tests" in output, output
    assert "\nOK" in output, output


MISTAKES = """
import unittest
from mfa_emulator.testing import MfaMixin

class Typo(MfaMixin, unittest.TestCase):
    mfa_options = {"profil": "strict"}

    def test_typo(self): pass

class Value(MfaMixin, unittest.TestCase):
    mfa_options = {"profile": "strickt"}

    def test_value(self): pass

class SetUp(MfaMixin, unittest.TestCase):
    def setUp(self):
        self.other = 1

    def test_set_up(self):
        self.mfa.clock.now()

    def test_other(self):
        self.othr
"""


def test_mistakes_in_a_test_case_are_told_in_a_line(tmp_path):
    output = run(tmp_path, MISTAKES)
    assert "ValueError: Typo.mfa_options: Emulator.__init__() got an unexpected keyword argument 'profil'" in output
    assert "ValueError: Value.mfa_options: no profile 'strickt'; did you mean 'strict'?" in output
    assert "AttributeError: 'SetUp' object has no attribute 'mfa': call super().setUp() first in setUp" in output
    assert "AttributeError: 'SetUp' object has no attribute 'othr'" in output
    assert "in tells" not in output
