"""``python -m voldaan`` is the same as ``voldaan``."""

from voldaan.cli import main

if __name__ == "__main__":
    main()
