"""JSON as protocol buffers read it: field names, field masks, and the refusals of what does not fit."""
