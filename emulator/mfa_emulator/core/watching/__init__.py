"""The view of those who watch a world: its feed, and the broadcast of it."""
