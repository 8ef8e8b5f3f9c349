"""The command line: Click, words and rendering; what a command does stands in `samverkan.workflows`."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from samverkan.cli.program import program

        program.main()
    except KeyboardInterrupt:  # before anything was there to catch it
        raise SystemExit(2) from None
