"""The command line: Click, words and rendering; what a command does stands in `samverkan.workflows`."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from samverkan.cli.program import program

    program.main()
