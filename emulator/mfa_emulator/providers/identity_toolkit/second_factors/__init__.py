"""Second factors: enrollment, sign-in with them, withdrawal, and their writing by administrators."""
