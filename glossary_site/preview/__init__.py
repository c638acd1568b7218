"""Live preview: watch the files, rebuild what changed, serve from memory, notify the open pages."""

from glossary_site.preview.preview import Update
from glossary_site.preview.server import PreviewRequest, serve_preview
