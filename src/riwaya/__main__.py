"""`python -m riwaya`."""

from riwaya.cli import main

if __name__ == "__main__":
    main()
