"""Worlds of an emulator that runs elsewhere, as tests hold them: by the control API."""
