"""A mixin for Django's test cases: a world for each test, and settings that lead there."""

from collections.abc import Mapping

from django.test.utils import override_settings

from mfa_emulator.testing.unittest_case import MfaMixin


class MfaDjangoMixin(MfaMixin):
    """Put it before Django's test case: ``class LogInTest(MfaDjangoMixin, TestCase)``.

    Override `mfa_settings` to have settings of the project follow the world of each test.
    """

    def mfa_settings(self, env: Mapping[str, str]) -> Mapping[str, object]:
        """Settings of Django for a test, of the SDKs' variables: ``{"TWILIO_SID": env["TWILIO_ACCOUNT_SID"]}``."""
        return {}

    def setUp(self) -> None:
        """Make this test's world, and change the settings."""
        super().setUp()
        changed = override_settings(**self.mfa_settings(self.mfa.env))
        changed.enable()
        self.addCleanup(changed.disable)
