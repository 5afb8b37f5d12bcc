"""User events: accounts made and deleted, as a functions emulator is told of them."""
