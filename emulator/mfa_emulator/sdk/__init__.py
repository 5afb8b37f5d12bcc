"""Ways for a vendor's own SDK to reach the emulator without a change in the code that uses it."""
