"""The users' manual: Markdown pages, of the version that is installed. Their reference parts are made of the code."""
