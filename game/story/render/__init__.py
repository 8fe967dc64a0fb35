"""Diagnostics, shown: `concise.py` a line each, `full.py` with the lines they point at, `as_json.py` for programs, `github.py` for
pull requests, `sarif.py` for whatever reads SARIF. No judgement here.
"""
