"""Time: instants and durations, the clock of a world, real time behind it, windows, and a bell for those who wait."""
