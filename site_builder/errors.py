"""What can be wrong with a publication: one table of codes, one `Problem`, one exception.

Every finding an author should hear about is a `Problem` made by `problem()` from the table `CODES`. Readers never
stop at the first one; whoever can't go on raises `SiteError` with all it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "note"]


class Problem(msgspec.Struct, frozen=True, order=True):
    """One finding. `line` and `column` count from 1; 0 means that the whole file is meant."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity


class SiteError(Exception):
    """The publication can't be built; `problems` says why, at least one of them an error."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in self.problems))

    def __reduce__(self) -> tuple[type[SiteError], tuple[tuple[Problem, ...]]]:
        return SiteError, (self.problems,)  # so that it comes back from a worker whole


class Code(msgspec.Struct, frozen=True):
    """A row of the table: how serious, what to say, and what the author can do about it."""

    severity: Severity
    message: str
    hint: str


def problem(code: str, path: str, line: int = 0, column: int = 0, /, **words: object) -> Problem:
    """The problem `code` at a place, its texts filled in with `words`.

    Raises KeyError for a code that is not in the table or a word that its texts need and did not get.
    """
    row = CODES[code]
    return Problem(path, line, column, code, row.message.format(**words), row.hint.format(**words), row.severity)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean "answer"? ` for the nearest known word, or an empty string."""
    import difflib  # only for who made a mistake

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"? ' if near else ""


def formatted(problem: Problem) -> str:
    """A problem as a line that editors can jump to, and one that helps."""
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    help = f"\n    help: {problem.hint}" if problem.hint else ""
    return f"{place}: {problem.severity}[{problem.code}]: {problem.message}{help}"


def excerpt(problem: Problem, root: Path) -> str:
    """The line of the problem with a caret below its column, or nothing when there is no such line."""
    try:
        lines = (root / problem.path).read_text("utf-8-sig", "replace").splitlines() if problem.line else []
    except OSError:
        lines = []
    if not 0 < problem.line <= len(lines):
        return ""
    line, start = lines[problem.line - 1].replace("\t", " "), max(0, problem.column - 60)
    return f"    | {line[start : start + 100]}\n    | {' ' * (problem.column - 1 - start)}^"


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are: `2 errors, 1 warning`."""
    found = [p.severity for p in problems]
    counts = [(found.count(s), s) for s in ("error", "warning", "note") if s in found]
    return ", ".join(f"{n} {severity}{'s' * (n != 1)}" for n, severity in counts)


def _error(message: str, hint: str) -> Code:
    return Code("error", message, hint)


def _warning(message: str, hint: str) -> Code:
    return Code("warning", message, hint)


CODES: dict[str, Code] = {
    # -- the file as bytes
    "not-utf-8": _error(
        "the file is not UTF-8 but looks like {what} ({where} can't be read)",
        'save it as UTF-8 (in most editors: "Save with encoding", UTF-8)',
    ),
    "control-character": _error(
        "there is an invisible control character here ({character})", "delete it; it often comes along with copied text"
    ),
    "file-too-large": _error(
        "the file has {size} MB, and more than {limit} MB are not read",
        "split the text, or move what is no text elsewhere",
    ),
    "not-a-regular-file": _error("this is not a regular file", "put an ordinary file here, or remove it"),
    "symlink-leaves": _error(
        "this link leads out of the publication, to {target}", "copy the file into the publication instead"
    ),
    "symlink-broken": _error("this link leads nowhere", "remove it, or put the file where it points"),
    "unreadable": _error("the file can't be read: {why}", "check its permissions, and that no other program holds it"),
    "file-changed": _error("the file was changed while the site was being made", "build again"),
    "unexpected-file": _warning(
        "no page is made of this file: {why}",
        "{suggestion}Markdown belongs in interviews/, pages/, speakers/, authors/ or topics/",
    ),
    # -- front matter and YAML
    "front-matter-missing": _error(
        "the file has no front matter", "begin it with a line ---, then keys such as `title:`, then another line ---"
    ),
    "front-matter-not-first": _error(
        "the front matter must begin on the very first line", "remove what stands before the first ---"
    ),
    "front-matter-unclosed": _error(
        "the front matter that begins here is never closed", "put a line --- behind its last key"
    ),
    "not-a-mapping": _error(
        "there should be keys with values here, such as `title: …`, but it is {found}",
        "write each key at the beginning of a line, with a colon and a space behind it",
    ),
    "indentation": _error("{what} stands where YAML takes ordinary spaces only", "replace it by spaces"),
    "too-deep": _error("this is nested more than {limit} levels deep", "put a text full of brackets behind `|`"),
    "too-many-aliases": _error(
        "more than {limit} values are repeated with *, beginning with this one", "write the values out"
    ),
    "yaml-tag": _error(
        "a value that begins with ! is a tag ({tag}), and tags are not allowed", 'put a text in quotes: "!…"'
    ),
    "merge-key": _error("the merge key << is not allowed", "write the keys out"),
    "key-not-text": _error("a key must be a plain word", "write `key: value`"),
    "duplicate-key": _error("the key `{key}` stands in line {first} already", "keep one of them"),
    "colon-in-text": _error(
        "a colon with a space or nothing behind it can't stand in an unquoted text",
        'put the text in quotes: "…: …", or write it on the next line behind `|`',
    ),
    "indented-too-far": _error(
        "this line is indented further than the key above it, so it counts as more of that key's text",
        "let a key begin right below the key above; put a text with a colon in quotes, or behind `|`",
    ),
    "indentation-differs": _error(
        "this line is indented unlike the ones it belongs to",
        "let the keys of one thing begin in one column, and a text behind `|` further to the right than its key",
    ),
    "colon-missing": _error(
        "there is no key with a colon and a space in this line",
        "write `key: value`; if it goes on with the text above, indent it further than the key of that text",
    ),
    "special-first-character": _error(
        "a value that begins with {character} means something else in YAML",
        'put the text in quotes: "{character}…", or write it on the next line, indented, behind `|`',
    ),
    "quotation-mark-first": _error(
        "a value that begins with {character} must end with it too, and this one does not",
        "write the text on the next line, indented, behind `|`: there quotation marks are signs like any other",
    ),
    "bracket-first": _error(
        "a value that begins with {character} is read as a list or as keys, and that does not work here",
        "write a text on the next line, indented, behind `|`; let a list in brackets end with its bracket",
    ),
    "block-sign-first": _error(
        "behind {character} nothing more can stand on the line", "begin the text on the next line, indented"
    ),
    "backslash": _error(
        "between double quotes a backslash changes the character behind it",
        "use single quotes instead, or write the text on the next line, indented, behind `|`",
    ),
    "comma-cuts-text": _error(
        'between braces a text ends at a comma, so "{text}" is taken for a key', 'put the whole text in quotes: "…, …"'
    ),
    "bracket-in-text": _error(
        "between braces or brackets, a text can't hold {character} without quotes",
        'put the whole text in quotes: "… {character}…"',
    ),
    "hash-cuts-text": _error(
        'the text ends at "{text}", since what follows " #" is a comment', 'put the whole text in quotes: "… #…"'
    ),
    "paragraph-break-lost": _error(
        "the blank line in this text would be lost", "write the text behind `|` on the next line, indented"
    ),
    "yaml-syntax": _error(
        "YAML can't be read here: {what}", "look at this line and the one above: colons, quotation marks, indentation"
    ),
    # -- keys and values
    "unknown-key": _error("{place} is not a key that can stand here", "{suggestion}{rest}"),
    "missing-key": _error("{place} is missing, or has no value", "write `{key}:` with its value"),
    "list-too-short": _error("{place} needs at least one entry", "write it below, behind `- `"),
    "not-a-text": _error(
        "{place} should be a text, but is {found}", "put the text in quotes, or on the next line behind `|`"
    ),
    "not-a-list": _error("{place} should be a list, but is {found}", "write each entry on a line behind `- `"),
    "not-a-mapping-here": _error("{place} should have keys of its own, but is {found}", "there are: {known}"),
    "not-true-or-false": _error('{place} should be true or false, but is "{value}"', "write true or false"),
    "not-a-number": _error('{place} should be a whole number, but is "{value}"', "write digits only"),
    "not-a-date": _error(
        '{place} should be a day that exists, but is "{value}" ({why})', "write year-month-day, such as 2026-03-14"
    ),
    "not-a-time": _error(
        '{place} should be a moment, but is "{value}" ({why})',
        "write it like 2026-03-14 09:00 or 2026-03-14T09:00+01:00",
    ),
    "not-a-language": _error('"{value}" is not a language code', "write nl, en, fr-BE …"),
    "not-a-time-code": _error('"{value}" is not a time in a recording', "write m:ss or h:mm:ss, such as 0:42"),
    "not-a-web-address": _error('"{value}" is not a web address', "write it like https://example.org/page"),
    "not-an-id": _error('"{value}" can\'t be an id', "use lower-case letters a–z, digits and hyphens"),
    "not-one-of": _error('{place} can\'t be "{value}"', "{suggestion}it takes {expected}"),
    "out-of-range": _error("{place} is out of range", "write a number from {low} to {high}"),
    "one-name-per-person": _error(
        "an entry of a people list needs exactly one name, and this one has {count}",
        "write one of `speaker:`, `author:`, `name:` or `group:`",
    ),
    "person-without-name": _error("this person has no name", "add `name:`, or `given:` and `family:`"),
    "bad-base-url": _error(
        'the base address "{value}" can\'t be used: {why}', "write it like https://example.org/mag/"
    ),
    "unknown-timezone": _error('there is no time zone "{value}"', "write it like Europe/Amsterdam"),
    # -- interviews
    "question-without-answer": _error("question {number} has no answer", "write one below it, or remove the question"),
    "both-question-forms": _error(
        "there are questions under `qa:` and in the body as well",
        "keep one form; with `qa:`, a heading in the body has level 3, or {{.section}} to stand behind the questions",
    ),
    "no-question": _error(
        "the interview has no question", "write questions under `qa:`, or as level-2 headings in the body"
    ),
    "quotation-marks-removed": Code(
        "note", "the outer quotation marks were taken off", "leave them out: the build prints them"
    ),
    "anchor-twice": _error('the id "{id}" is taken already on this page', "choose another one here"),
    "turn-of-stranger": _error(
        '"{speaker}" is not one of the speakers or interviewers', "{suggestion}add the person to `speakers:`"
    ),
    "quote-by-stranger": _error(
        '"{name}" is not one of the speakers', "{suggestion}`quote_by:` names one of `speakers:`"
    ),
    "pull-of-unknown-question": _error('there is no question with the id "{id}"', "{suggestion}name a question's id"),
    "pull-not-literal": _error(
        'the pull quote "{text}" does not stand in {where}', "copy the words exactly; write … for what is left out"
    ),
    "updated-before-date": _error(
        "updated on {updated}, before it was published on {date}", "correct one of the dates"
    ),
    # -- Markdown
    "attributes-malformed": _error("the attributes here can't be read", 'write them like {{#id .class key="value"}}'),
    "container-unclosed": _error("the container `::: {name}` is never closed", "put a line ::: behind it"),
    "container-not-open": _error("::: closes a container, but none is open", "remove the line, or name the container"),
    "unknown-container": _error(
        "there is no container `{name}`", "{suggestion}there are figure, legend, method, note, pull"
    ),
    "unknown-attribute": _error("{name} has no attribute `{key}`", "{suggestion}remove it"),
    "only-in-figure": _error("`{name}` belongs inside a figure", "put it between ::: figure {{…}} and its :::"),
    "figure-without-src": _error("the figure has no picture", 'write ::: figure {{src=picture.jpg alt="…"}}'),
    "heading-level-1": _warning("a level-1 heading in the text; the title is the only one", "begin with ## here"),
    "link-refused": _error(
        'the link to "{address}" is refused', "link to https://, mailto: or tel: addresses, or a file"
    ),
    "link-empty": _error("the link goes nowhere", "write the address between the parentheses"),
    "picture-elsewhere": _error(
        "the picture is on another site ({address})", "save it beside the text: pages load nothing from elsewhere"
    ),
    "html-shown-as-text": _warning(
        "HTML is shown as text: {text}", "use Markdown, or `raw_html: sanitise` in content/site.yaml"
    ),
    "todo": _warning("still to do: {text}", "do it, and remove the comment"),
    "footnote-unused": _warning("nothing refers to the footnote [^{label}]", "refer to it, or remove it"),
    # -- the publication as a whole
    "no-settings": _error(
        "there is no content/site.yaml here", "run this in a publication, or make one: site-builder new DIR"
    ),
    "unknown-person": _error(
        '"{id}" has no file in speakers/ or authors/', "{suggestion}make {folder}/{id}.md, or write the full name"
    ),
    "bad-file-name": _error("this file name can't become an address: {why}", "rename the file"),
    "topic-spelled-twice": _warning('the topic "{label}" is also spelled "{other}"', "choose one spelling"),
    "address-twice": _error('the address {address} is also that of "{other}"', "give one of them another name"),
    "link-broken": _error("the link to {address} leads nowhere in this publication", "{suggestion}check the address"),
    "file-missing": _error('the file "{file}" is neither beside the text nor in assets/', "{suggestion}check the name"),
    "file-leaves": _error('the path "{file}" leaves the folder', "put the file beside the text or in assets/"),
    "picture-missing": _error(
        'the picture "{file}" is neither beside the text nor in assets/', "{suggestion}check the name"
    ),
    "picture-damaged": _error('the picture "{file}" is damaged', "export it again"),
    "picture-not-a-picture": _error('"{file}" is not a picture we can read', "save it as JPEG, PNG, WebP or TIFF"),
    "picture-wrong-name": _error('"{file}" is named {suffix} but holds {format}', "rename it to what it is"),
    "picture-too-large": _error(
        '"{file}" is {width}×{height}, that is {megapixels} megapixels; the limit is {limit}',
        "make a smaller copy, or raise `max_megapixels:` under `pictures:` in content/site.yaml",
    ),
    "picture-crashes": _error('reading "{file}" crashed the picture decoder', "export it again, or in another format"),
    # -- themes
    "unknown-theme": _error('there is no theme "{name}"', "{suggestion}there are: {known}"),
    "theme-loop": _error('the theme "{name}" is its own ancestor', "remove one `parent:`"),
    "theme-setting-unknown": _error('the theme has no setting "{key}"', "{suggestion}it has: {known}"),
    "theme-setting-wrong": _error('"{value}" is not a value for the setting `{key}`', "it takes {expected}"),
    "theme-file-missing": _error("the theme has no file static/{file}", "add it, or correct theme.yaml"),
    "template-broken": _error("the template can't be read: {why}", "correct the template"),
    "template-failed": _error("{why} (while making {page})", "correct the template; docs list what it receives"),
    # -- output
    "output-not-ours": _error(
        "the output folder {folder} was not made by this program", "choose another `output:`, or empty the folder"
    ),
    "output-foreign-file": _error(
        "{file} in the output folder was not made by this program and would be lost", "move it elsewhere"
    ),
    "output-overlaps": _error("the output folder {folder} would cover {other}", "choose another `output:`"),
    "store-overlaps": _error("the folder of the store, {folder}, would cover {other}", "choose another `store:`"),
    "disk-full": _error("the disk is full while writing {file}", "make room; the old site is untouched"),
    "write-failed": _error("{file} can't be written: {why}", "mend that and build again; the old site is untouched"),
    "folder-not-empty": _error("the folder is not empty", "name a new folder"),
    "exists-already": _error("this file exists already", "choose another title, or edit the file"),
    "busy": _error("another build of this publication is running", "wait until it has ended"),
    "store-renewed": Code("note", "the store could not be used ({why}), so everything is made anew", "nothing to do"),
    "verify-differs": _error("{file} differs from a clean build ({how})", "please report this: it is a bug of ours"),
}
"""Every code with its severity and texts; words in braces are filled in by `problem`."""
