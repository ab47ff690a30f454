"""The views: who, one query or one action, render. One file per subject."""
