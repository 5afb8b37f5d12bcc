"""Things of a world as tests read them: lists and messages."""
