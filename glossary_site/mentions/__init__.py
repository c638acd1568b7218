"""Names found in texts: the matcher, linked bodies and where they are kept, who mentions whom."""

from glossary_site.mentions.bodies import Bodies, body_issues, render_bodies
from glossary_site.mentions.linker import LinkedBody
from glossary_site.mentions.matcher import Matcher, Mention
from glossary_site.mentions.network import Network, build_network
from glossary_site.mentions.store import BodyStore, StoreDamagedError, forget_store, open_store, recall_store

__all__ = [
    "Bodies",
    "BodyStore",
    "LinkedBody",
    "Matcher",
    "Mention",
    "Network",
    "StoreDamagedError",
    "body_issues",
    "build_network",
    "forget_store",
    "open_store",
    "recall_store",
    "render_bodies",
]
