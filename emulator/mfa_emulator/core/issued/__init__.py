"""Issued things: tokens and sealed values that a world hands out and reads back, and the mark that they carry."""
