"""Where the real documents are: ``GLOSSARY_CORPUS``, else ``../shared/corpus`` beside the project."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def corpus() -> Path:
    folder = Path(os.environ.get("GLOSSARY_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    if not folder.is_dir():
        message = f"the real documents are not here: {folder} (set GLOSSARY_CORPUS)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
