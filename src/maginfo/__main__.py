"""`python -m maginfo`."""

from maginfo.cli.main import main

if __name__ == "__main__":
    main()
