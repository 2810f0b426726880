"""`python -m asreported` is `asreported`."""

from asreported.cli import main

main()
