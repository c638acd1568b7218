"""In the place of the library of this name: `make test` runs some tests as where it is not installed."""

raise ModuleNotFoundError("left out", name="icu")
