"""``python -m scilit_rules`` is the command ``scilit-rules``."""

from scilit_rules.cli.main import main

if __name__ == "__main__":
    main()
