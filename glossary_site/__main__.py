"""``python -m glossary_site`` is ``glossary``."""

from glossary_site.cli import run

if __name__ == "__main__":
    run()
