"""Names found in texts: the matcher, linked bodies and where they are kept, who mentions whom."""

from glossary_site.mentions.affected import digest_sources, find_affected
from glossary_site.mentions.bodies import Bodies, BodySettings, body_issues, render_bodies
from glossary_site.mentions.inflection import inflections
from glossary_site.mentions.link_table import Anchors, Choice, LinkTable
from glossary_site.mentions.linker import LinkedBody, LinkedHtml, Linker, Place, Remark
from glossary_site.mentions.local_links import LocalLinks
from glossary_site.mentions.matcher import Matcher, Mention
from glossary_site.mentions.network import MentionGraph, Network, build_network, kept_network
from glossary_site.mentions.store import BodyStore, StoreDamagedError, copy_store, delete_store, open_store
