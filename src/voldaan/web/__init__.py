"""The screens for owner, assistant and bookkeeper."""
