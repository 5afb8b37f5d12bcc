"""The official emulator's own API beside the published one: codes to read, accounts to clear, pages to click."""
