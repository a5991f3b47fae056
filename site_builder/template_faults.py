"""What went wrong while a page was filled in: in which line of which template, in words for who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from site_builder.data import shown
from site_builder.errors import Problem, SiteError, did_you_mean, problem
from site_builder.theme import Template


def template_problem(error: Exception, root: Path, templates: Sequence[Template], page: str) -> Problem:
    """Where in which template, and while making which page. Raises the error when it is none of a template."""
    import jinja2

    from site_builder.makers.templates import ChangedError

    if isinstance(error, ChangedError):
        return problem("file-changed", shown(root, error.path))
    if isinstance(error, OSError) and error.filename:
        return problem("unreadable", shown(root, error.filename), why=error.strerror)
    if isinstance(error, jinja2.TemplateSyntaxError):
        path, line = error.filename or error.name or "?", error.lineno
        return problem("template-broken", shown(root, path), line, 1, why=error.message or "syntax error")
    if isinstance(error, UnicodeDecodeError) and (found := _not_utf_8(root, templates)):
        return found
    path, line = next(reversed(list(_template_frames(error, templates))), ("", 0))
    if not path and not isinstance(error, jinja2.TemplateNotFound):
        raise error
    file = shown(root, path) if path else "templates"
    return problem("template-failed", file, line, int(line > 0), why=_reason(error), page=page)


_UNKNOWN_FIELD = re.compile(r"'site_builder\.(\w+)\.(\w+) object' has no attribute '(\w+)'")


def _reason(error: Exception) -> str:
    """What went wrong in a template, in words that don't speak of Python where there are others."""
    import jinja2

    from site_builder import values, views

    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, RecursionError):
        return "the template extends or includes itself, directly or through others"
    if not (found := _UNKNOWN_FIELD.search(str(error))):
        return str(error)
    kind = getattr(views if found[1] == "views" else values, found[2], None)
    suggestion = did_you_mean(found[3], getattr(kind, "__struct_fields__", ()))
    return f'{found[2]} has no "{found[3]}"{f"; {suggestion}"[:-1] if suggestion else ""}'


def _not_utf_8(root: Path, templates: Sequence[Template]) -> Problem | None:
    """The first template that is in another encoding."""
    from site_builder.frontmatter import decode as decode_text

    for file in sorted(Path(template.path) for template in templates):
        try:
            decode_text(shown(root, file), file.read_bytes())
        except SiteError as error:
            return error.problems[0]
    return None


def _template_frames(error: Exception, templates: Iterable[Template]) -> Iterator[tuple[str, int]]:
    files = {template.path for template in templates}
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in files:
            yield name, trace.tb_lineno
        trace = trace.tb_next
