"""Reference parts of the manual, made of the code that they describe."""
