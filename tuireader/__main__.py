"""`python -m tuireader`, the same as the command `tuireader`."""

from tuireader.cli import main

if __name__ == "__main__":
    main()
