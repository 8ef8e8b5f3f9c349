"""Run the command line with `python -m samverkan`."""

from samverkan.cli import main

if __name__ == "__main__":
    main()
