"""A thin door to the command line: ``python build.py`` is ``glossary build``."""

from glossary_site.cli.commands import run

if __name__ == "__main__":
    run(default_command="build")
