"""What earlier builds worked out: kept in the cache folder, or by a preview between two looks at the files."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from glossary_site.build.inputs import InputMemory
from glossary_site.config import Language, SiteConfig
from glossary_site.digest import program_digest
from glossary_site.disk import make_own_folder
from glossary_site.loader import RecordMemory
from glossary_site.mentions import BodyStore, copy_store, delete_store, open_store
from glossary_site.values import Struct, field, replace


class Memory(Struct):
    """What an earlier build of this process worked out. Each part finds a result by all that it depends on."""

    inputs: InputMemory = field(default_factory=InputMemory)
    records: RecordMemory = field(default_factory=RecordMemory)
    bodies: BodyStore = field(default_factory=BodyStore)
    languages: dict[str, "Memory"] = field(default_factory=dict)

    def of(self, language: Language) -> "Memory":
        """What is remembered of a further language of the site."""
        return self.languages.setdefault(language.prefix, Memory())


#: The folder of parsed records in that of the cache.
_RECORDS = "records"


def _remember(cache: Path | None, config: SiteConfig, bodies: Callable[[Path | None], BodyStore]) -> Memory:
    """What the cache folder remembers, each language by itself; ``bodies`` gives the store of a folder."""
    further = {each.prefix: Memory(bodies=bodies(cache / each.prefix if cache else None)) for each in config.languages}
    return Memory(bodies=bodies(cache), languages=further)


@contextmanager
def open_memory(cache: Path | None, config: SiteConfig) -> Iterator[Memory]:
    """What the cache folder remembers, read when asked for. Raises as ``open_store`` does.

    Nothing is kept where the folder cannot be this program's own.
    """
    cache = cache if cache and make_own_folder(cache) else None
    with ExitStack() as held:
        found = _remember(cache, config, lambda folder: held.enter_context(open_store(folder, program_digest())))
        yield replace(found, records=RecordMemory(folder=cache / _RECORDS if cache else None))


def copy_memory(cache: Path | None, config: SiteConfig) -> Memory:
    """What ``open_memory`` would find, held in memory, for a preview, which writes nothing."""
    return _remember(cache, config, lambda folder: copy_store(folder, program_digest()))


def delete_memory(cache: Path | None, config: SiteConfig) -> None:
    """Remove what the cache folder remembers, damaged as it may be."""
    for folder in ("", *(each.prefix for each in config.languages)):
        delete_store(cache / folder if cache else None)
