"""The folder in which the Firebase suite keeps what its emulators hold: read, and written."""
