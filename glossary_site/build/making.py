"""The site made beside the old one and swapped in, and what was done."""

from contextlib import suppress
from operator import call

from glossary_site.build.memory import delete_memory
from glossary_site.build.pieces import SiteBuild, render_piece
from glossary_site.build.project import Project
from glossary_site.build.shrinking import find_shrinkage
from glossary_site.build.site_files import find_sites
from glossary_site.build.stages import PUBLISH, RENDER
from glossary_site.build.state import BuildReport, BuildState, previous_site
from glossary_site.disk import SiteFile, open_stage, publish_stage
from glossary_site.issues import GlossaryError
from glossary_site.mentions import StoreDamagedError
from glossary_site.publish import EMBED, left_out
from glossary_site.values import replace
from glossary_site.workers import Job


def make_site(project: Project, state: BuildState) -> BuildState:
    """Make the pages and swap the site in; gives its state but for the digest of the inputs.

    ``state`` is what the last build left. Raises ``GlossaryError`` where there can be no site.
    """
    with suppress(StoreDamagedError):
        return _make(project, state)
    # The cache is damaged, or the disk is full: the entries make the same site without it.
    project.opened.close()
    delete_memory(project.cache, project.config)
    return _make(replace(project, on_disk=False), state)


def _make(project: Project, state: BuildState) -> BuildState:
    request = project.request
    if request.strict:
        project.refuse_errors()
    analysis, plans = project.sound, project.plans
    shrinkage = () if request.allow_shrink else find_shrinkage(request.output, plans)
    if shrinkage:
        raise GlossaryError((*analysis.issues, *shrinkage))
    total = sum(len(plan.urls) for plan in plans)
    placed: dict[str, SiteFile] = {}
    pages: dict[str, str] = {}
    with open_stage(request.output, state.files, previous_site(project.cache, request.output)) as stage:
        with project.timer.run(RENDER) as progress:
            for site in find_sites(analysis, plans, *project.theme, project.inputs.public):
                parts = SiteBuild(replace(site, cache=project.cache), stage, state)
                pieces, large = parts.pieces()
                job = Job(call, render_piece, parts.place, site.theme, parts.warm_up, large)
                for number, (files, made_of) in enumerate(project.executor.run(job, pieces)):
                    placed |= {each.path: each for each in files}
                    pages |= dict(made_of)
                    progress(min(len(pages), total), total)
                    if number == 0:
                        # That was the search index, which needs much memory; what reads all texts comes after it.
                        placed |= {each.path: each for each in parts.place_texts()}
        with project.timer.run(PUBLISH):
            written = publish_stage(stage, placed.values(), tuple(plan.elsewhere.prefix + EMBED for plan in plans))
    entries = [entry for each in analysis.languages for entry in each.glossary.entries]
    report = BuildReport(
        terms=len(entries),
        senses=sum(len(entry.record.senses) for entry in entries),
        pages=total,
        changed=written.changed,
        kept=written.kept,
        removed=written.removed,
        left_out=left_out(analysis.config, analysis.glossary),
        issues=analysis.issues,
        timings=project.timer.timings,
        drafts=sum(each.glossary.drafts for each in analysis.languages),
        bad=tuple(each.place for each in analysis.bad for _ in each.records or (None,)),
    )
    return BuildState("", pages, {path: each.stamp for path, each in placed.items()}, report)
