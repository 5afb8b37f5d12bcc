"""What lets a vendor's own SDK reach the emulator without a change in the code that uses it."""
