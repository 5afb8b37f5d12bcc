"""Kinds of steps: a module each, with the type of the step and the function that takes it."""
