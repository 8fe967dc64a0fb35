"""`python -m game` is `ampersand`."""

if __name__ == "__main__":
    try:
        from game.cli import main

        code = main()
    except KeyboardInterrupt:  # in the moment before there is a guard
        code = 130
    raise SystemExit(code)
