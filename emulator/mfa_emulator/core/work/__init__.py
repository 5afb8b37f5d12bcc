"""Work that takes long, such as the check of a password's hash: done in a thread, while the world goes on."""
