"""How the CSV of each bank looks, as data: one TOML file per bank, read by ``layout.py``."""
