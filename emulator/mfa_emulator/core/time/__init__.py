"""Time: instants and durations, the clock of a world, the real time behind it, and bells that wake who waits."""
