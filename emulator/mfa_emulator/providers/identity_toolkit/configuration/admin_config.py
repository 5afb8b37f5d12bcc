"""A project's configuration: read, and changed with effect from the next call on."""

from msgspec.structs import replace

from mfa_emulator.providers.identity_toolkit.configuration import anonymous_accounts, config_changes
from mfa_emulator.providers.identity_toolkit.configuration.validation import shown_mfa
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.initial_config import first_config
from mfa_emulator.providers.identity_toolkit.protojson.field_masks import without_false
from mfa_emulator.providers.identity_toolkit.tenancy import project_of
from mfa_emulator.providers.identity_toolkit.types.configuration.project_config import (
    Config,
    InitializeIdentityPlatformRequest,
    InitializeIdentityPlatformResponse,
)


def get_config(call: Call[None]) -> Config:
    """The whole configuration."""
    return _shown(call, project_of(call).config)


def update_config(call: Call[Config]) -> Config:
    """Write the fields that `updateMask` names; without one, everything: what is absent is as in a new project.

    The official emulator keeps and echoes other parts than e-mail rules and blocking functions, but obeys none.
    Raises what `config_changes.stored` raises of it.
    """
    project = project_of(call)
    watched = bool(project.config.autodelete_anonymous_users)
    first = first_config(project.project_id, call.settings)
    project.config = config_changes.project_config(call, project.config, first)
    call.state.count_functions()
    if not watched:
        anonymous_accounts.watch_all(call, project)
    return _shown(call, project.config)


def initialize_auth(call: Call[InitializeIdentityPlatformRequest]) -> InitializeIdentityPlatformResponse:
    """Have the project come into being. All else is there from the start, so that `subtype` reads IDENTITY_PLATFORM."""
    call.state.projects.keep(project_of(call).project_id)
    return InitializeIdentityPlatformResponse()


def _shown(context: Context, config: Config) -> Config:
    # Production's name holds the project's number.
    name = f"projects/{context.settings.project_number}/config"
    shown = replace(config, name=name, mfa=shown_mfa(config.mfa) if config.mfa else None)
    return shown if context.settings.false_booleans_shown else without_false(shown)
