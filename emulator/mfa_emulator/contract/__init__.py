"""Contract: what the emulator says of each vendor, held against published descriptions and against recordings."""
