"""Names found in texts: the matcher, linked bodies and where they are kept, who mentions whom."""

from glossary_site.mentions.bodies import body_issues, render_bodies, render_edits
from glossary_site.mentions.linker import LinkedBody, forget_linker, make_linker
from glossary_site.mentions.matcher import Matcher, Mention
from glossary_site.mentions.network import Network, NetworkMemory, build_network, change_network
from glossary_site.mentions.sense_bodies import Bodies
from glossary_site.mentions.store import BodyStore, StoreDamagedError, forget_store, open_store, recall_store

__all__ = [
    "Bodies",
    "BodyStore",
    "LinkedBody",
    "Matcher",
    "Mention",
    "Network",
    "NetworkMemory",
    "StoreDamagedError",
    "body_issues",
    "build_network",
    "change_network",
    "forget_linker",
    "forget_store",
    "make_linker",
    "open_store",
    "recall_store",
    "render_bodies",
    "render_edits",
]
