"""Configuration of projects: written by administrators, read by apps, and the rules that follow from it."""
