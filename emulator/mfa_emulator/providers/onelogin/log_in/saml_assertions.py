"""SAML assertions by API: /api/1 and /api/2 saml_assertion."""

from base64 import b64encode

from mfa_emulator.core.time.durations import SECOND, rfc3339
from mfa_emulator.providers.onelogin import idle_attributes, wire
from mfa_emulator.providers.onelogin.context import Call
from mfa_emulator.providers.onelogin.errors import AppNotFound
from mfa_emulator.providers.onelogin.log_in import password_step, second_factor
from mfa_emulator.providers.onelogin.records import App, UserRecord
from mfa_emulator.providers.onelogin.types.bodies import Outcome
from mfa_emulator.providers.onelogin.types.log_in import Assertion, MfaRequired, SamlAssert, VerifyFactorRequest

_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
_AWS = "https://aws.amazon.com/SAML/Attributes"
_VALID_FOR = 300 * SECOND


def generate_saml_assert(call: Call[SamlAssert]) -> Assertion | MfaRequired:
    """Check the password; make the assertion, or ask for the second factor."""
    user = password_step.check(call)
    idle_attributes.of_address(call)
    app = _app(call, call.body.app_id)
    devices = second_factor.needed(call, user, app, call.body.ip_address)
    if devices:
        return second_factor.ask(call, user, devices, f"{call.request.path}/verify_factor", app_id=app.id)
    second_factor.admitted(call, user)
    return Assertion(_response(call, user, app))


def ver_factor_saml(call: Call[VerifyFactorRequest]) -> Assertion | Outcome:
    """Check the second factor, or the status of a push."""
    login, user = second_factor.find(call, saml=True)
    app = _app(call, login.app_id if call.body.app_id in (None, "") else call.body.app_id)
    if app.id != login.app_id:
        raise AppNotFound(reason=f"the state token is of app {login.app_id}, not {app.id}")
    pending = second_factor.verify(call, login, user)
    return pending or Assertion(_response(call, user, app))


def _app(call: Call[SamlAssert] | Call[VerifyFactorRequest], app_id: str | int | None) -> App:
    number = wire.whole_number(str(app_id))
    app = None if number is None else call.state.apps.get(number)
    if app is None:
        known = ", ".join(f"{app.id} ({app.name})" for app in call.state.apps) or "none"
        raise AppNotFound(reason=f"there is no app {app_id!r}; there are: {known}")
    return app


def _response(call: Call[SamlAssert] | Call[VerifyFactorRequest], user: UserRecord, app: App) -> str:
    """An unsigned Response in Base64. Production signs it; clients pass it on without a look at the signature."""
    from xml.etree.ElementTree import Element, SubElement, tostring  # costs a start that needs no SAML

    now, ids = call.now, call.world.ids
    issuer = f"https://app.onelogin.com/saml/metadata/{app.id}"
    made = {"Version": "2.0", "IssueInstant": rfc3339(now, 0)}
    root = Element(
        "samlp:Response",
        {
            "xmlns:samlp": _PROTOCOL,
            "xmlns:saml": _ASSERTION,
            "ID": f"R{ids.hex(40)}",
            "Destination": app.consumer_url,
            **made,
        },
    )
    SubElement(root, "saml:Issuer").text = issuer
    status = SubElement(root, "samlp:Status")
    SubElement(status, "samlp:StatusCode", Value="urn:oasis:names:tc:SAML:2.0:status:Success")
    assertion = SubElement(root, "saml:Assertion", {"ID": f"A{ids.hex(40)}", **made})
    SubElement(assertion, "saml:Issuer").text = issuer
    subject = SubElement(assertion, "saml:Subject")
    name_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
    SubElement(subject, "saml:NameID", Format=name_format).text = xml_text(user.name)
    until = rfc3339(now + _VALID_FOR, 0)
    bearer = SubElement(subject, "saml:SubjectConfirmation", Method="urn:oasis:names:tc:SAML:2.0:cm:bearer")
    SubElement(bearer, "saml:SubjectConfirmationData", NotOnOrAfter=until, Recipient=app.consumer_url)
    conditions = SubElement(assertion, "saml:Conditions", NotBefore=rfc3339(now, 0), NotOnOrAfter=until)
    SubElement(SubElement(conditions, "saml:AudienceRestriction"), "saml:Audience").text = app.audience
    statement = SubElement(assertion, "saml:AttributeStatement")
    for name, values in _attributes(user, app).items():
        attribute = SubElement(statement, "saml:Attribute", Name=name)
        for value in values:
            SubElement(attribute, "saml:AttributeValue").text = xml_text(value)
    return b64encode(tostring(root)).decode()


def _attributes(user: UserRecord, app: App) -> dict[str, list[str]]:
    given = {"User.email": user.email, "User.FirstName": user.firstname, "User.LastName": user.lastname}
    found = {name: [value] for name, value in given.items() if value}
    if app.aws_roles:
        found[f"{_AWS}/Role"] = [f"{role.role_arn},{role.provider_arn}" for role in app.aws_roles]
        found[f"{_AWS}/RoleSessionName"] = [user.name]
    return found


def xml_text(text: str) -> str:
    """The text without the control characters that XML has no way to write."""
    return "".join(character for character in text if character >= " " and character not in "\ufffe\uffff")
