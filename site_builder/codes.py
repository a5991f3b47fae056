"""What can be wrong with what authors write: how serious it is, what is said, and what helps.

Messages are for authors: what is wrong where they see it, and what to do, in words they know.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "note"]


class Code(msgspec.Struct, frozen=True):
    """A row of the table: how serious, what to say, and what the author can do about it."""

    severity: Severity
    message: str
    hint: str


def error(message: str, hint: str) -> Code:
    """A row about what keeps the site from being made."""
    return Code("error", message, hint)


def warning(message: str, hint: str) -> Code:
    """A row about what the author may want to mend."""
    return Code("warning", message, hint)


CODES_OF_TEXT: dict[str, Code] = {
    # -- the file as bytes
    "not-utf-8": error(
        "the file is not UTF-8 but looks like {what} ({where} can't be read)",
        'save it as UTF-8 (in most editors: "Save with encoding", UTF-8)',
    ),
    "control-character": error(
        "there is an invisible control character here ({character})", "delete it; it often comes along with copied text"
    ),
    "file-too-large": error(
        "the file has {size} MB, and more than {limit} MB are not read",
        "split the text, or move what is no text elsewhere",
    ),
    "not-a-regular-file": error("this is not a regular file", "put an ordinary file here, or remove it"),
    "symlink-leaves": error(
        "this link leads out of the publication, to {target}", "copy the file into the publication instead"
    ),
    "symlink-broken": error("this link leads nowhere", "remove it, or put the file where it points"),
    "unreadable": error("the file can't be read: {why}", "check its permissions, and that no other program holds it"),
    "file-changed": error("the file was changed while the site was being made", "build again"),
    "unexpected-file": warning(
        "no page is made of this file: {why}",
        "{suggestion}there are: {known}",
    ),
    # -- front matter and YAML
    "front-matter-missing": error(
        "the file has no front matter", "begin it with a line ---, then keys such as `title:`, then another line ---"
    ),
    "front-matter-not-first": error(
        "the front matter must begin on the very first line", "remove what stands before the first ---"
    ),
    "front-matter-unclosed": error(
        "the front matter that begins here is never closed", "put a line --- behind its last key"
    ),
    "not-a-mapping": error(
        "there should be keys with values here, such as `title: …`, but it is {found}",
        "write each key at the beginning of a line, with a colon and a space behind it",
    ),
    "indentation": error("{what} stands where YAML takes ordinary spaces only", "replace it by spaces"),
    "too-deep": error("this is nested more than {limit} levels deep", "put a text full of brackets behind `|`"),
    "text-too-deep": error(
        "lists, quotations or marks are nested more than {limit} levels deep here",
        "take away the signs that open them, or put a \\ before those that are meant as they are",
    ),
    "list-too-long": error(
        "{place} has {count} entries, and there can be {limit}", "keep the ones that matter to a reader"
    ),
    "too-many-aliases": error(
        "more than {limit} values are repeated with *, beginning with this one", "write the values out"
    ),
    "yaml-tag": error(
        "a value that begins with ! is a tag ({tag}), and tags are not allowed", 'put a text in quotes: "!…"'
    ),
    "merge-key": error("the merge key << is not allowed", "write the keys out"),
    "key-not-text": error("a key must be a plain word", "write `key: value`"),
    "duplicate-key": error("the key `{key}` stands in line {first} already", "keep one of them"),
    "colon-in-text": error(
        "a colon with a space or nothing behind it can't stand in an unquoted text",
        'put the text in quotes: "…: …", or write it on the next line behind `|`',
    ),
    "indented-too-far": error(
        "this line is indented further than the key above it, so it counts as more of that key's text",
        "let a key begin right below the key above; put a text with a colon in quotes, or behind `|`",
    ),
    "indentation-differs": error(
        "this line is indented unlike the ones it belongs to",
        "let the keys of one thing begin in one column, and a text behind `|` further to the right than its key",
    ),
    "colon-missing": error(
        "there is no key with a colon and a space in this line",
        "write `key: value`; if it goes on with the text above, indent it further than the key of that text",
    ),
    "special-first-character": error(
        "a value that begins with {character} means something else in YAML",
        'put the text in quotes: "{character}…", or write it on the next line, indented, behind `|`',
    ),
    "quotation-mark-first": error(
        "a value that begins with {character} must end with it too, and this one does not",
        "write the text on the next line, indented, behind `|`: there quotation marks are signs like any other",
    ),
    "bracket-first": error(
        "a value that begins with {character} is read as a list or as keys, and that does not work here",
        "write a text on the next line, indented, behind `|`; let a list in brackets end with its bracket",
    ),
    "block-sign-first": error(
        "behind {character} nothing more can stand on the line", "begin the text on the next line, indented"
    ),
    "backslash": error(
        "between double quotes a backslash changes the character behind it",
        "use single quotes instead, or write the text on the next line, indented, behind `|`",
    ),
    "comma-cuts-text": error(
        'between braces a text ends at a comma, so "{text}" is taken for a key', 'put the whole text in quotes: "…, …"'
    ),
    "bracket-in-text": error(
        "between braces or brackets, a text can't hold {character} without quotes",
        'put the whole text in quotes: "… {character}…"',
    ),
    "hash-cuts-text": error(
        'the text ends at "{text}", since what follows " #" is a comment', 'put the whole text in quotes: "… #…"'
    ),
    "paragraph-break-lost": error(
        "the blank line in this text would be lost", "write the text behind `|` on the next line, indented"
    ),
    "yaml-syntax": error(
        "YAML can't be read here: {what}", "look at this line and the one above: colons, quotation marks, indentation"
    ),
    # -- keys and values
    "unknown-key": error("{place} is not a key that can stand here", "{suggestion}{rest}"),
    "missing-key": error("{place} is missing, or has no value", "write `{key}:` with its value"),
    "list-too-short": error("{place} needs at least one entry", "write it below, behind `- `"),
    "not-a-text": error(
        "{place} should be a text, but is {found}", "put the text in quotes, or on the next line behind `|`"
    ),
    "not-a-list": error("{place} should be a list, but is {found}", "write each entry on a line behind `- `"),
    "not-a-mapping-here": error("{place} should have keys of its own, but is {found}", "there are: {known}"),
    "not-true-or-false": error('{place} should be true or false, but is "{value}"', "write true or false"),
    "not-a-number": error('{place} should be a whole number, but is "{value}"', "write digits only"),
    "not-a-count": error(
        '{place} should be a number, but is "{value}"',
        "write digits, such as 1093; what is known of it in words goes under `note:`, which replaces the sentence",
    ),
    "not-a-period": error(
        '{place} should be a time that exists, but is "{value}" ({why})',
        "write it like 2018, 2018-07 or 2018-07-01, or in words",
    ),
    "not-a-date": error(
        '{place} should be a day that exists, but is "{value}" ({why})', "write year-month-day, such as 2026-03-14"
    ),
    "not-a-time": error(
        '{place} should be a moment, but is "{value}" ({why})',
        "write it like 2026-03-14 09:00 or 2026-03-14T09:00+01:00",
    ),
    "not-a-language": error('"{value}" is not a language code', "write nl, en, fr-BE …"),
    "not-a-time-code": error('"{value}" is not a time in a recording', "write m:ss or h:mm:ss, such as 0:42"),
    "not-a-web-address": error('"{value}" is not a web address', "write it like https://example.org/page"),
    "not-an-id": error('"{value}" can\'t be an id', "use lower-case letters a–z, digits and hyphens"),
    "not-a-path": error(
        '"{value}" can\'t be an address in this publication: {why}', "write the old path, such as /2019/03/old-title/"
    ),
    "one-place-per-download": error(
        "a download has a `file:` or a `to:`, and this one has {count}",
        "write `file:` for a file of your own, `to:` for an address elsewhere",
    ),
    "source-without-title": error(
        "a source needs a title, or else creators or a note", "write `title:`, or what is known of it under `note:`"
    ),
    "one-place-per-target": error(
        "a target has a `folder:` or a `git:`, and this one has {count}",
        "write `folder:` for a folder that this computer reaches, `git:` for a branch of a repository",
    ),
    "branch-without-git": error(
        "a folder has no branches, and this target has a `folder:` and a `branch:`",
        "take `branch:` out, or write `git:` in place of `folder:`",
    ),
    "not-a-place": error(
        '"{value}" can\'t be a place to publish to: {why}',
        "write a path such as ../site, or for `git:` a remote such as origin, or an address",
    ),
    "password-in-address": error(
        "there is a password in this address, and whoever gets this file could publish",
        "take it out, with its colon: git asks for it, and can keep it where it is safe",
    ),
    "not-a-branch": error('"{value}" can\'t be the name of a branch: {why}', "write a name such as gh-pages"),
    "stop-without-place": error(
        "a stop needs a city, a venue or a date", "write `city:`, `venue:` or `date:`, or remove the entry"
    ),
    "sketch-twice": error("there are `sketch:` and `sketches:`", "put all drawings under `sketches:`"),
    "not-one-of": error('{place} can\'t be "{value}"', "{suggestion}it takes {expected}"),
    "out-of-range": error("{place} is out of range", "write a number from {low} to {high}"),
    "one-name-per-person": error(
        "an entry of a people list needs exactly one name, and this one has {count}",
        "write one of `speaker:`, `author:`, `name:` or `group:`",
    ),
    "person-without-name": error("this person has no name", "add `name:`, or `given:` and `family:`"),
    "bad-base-url": error('the base address "{value}" can\'t be used: {why}', "write it like https://example.org/mag/"),
    "unknown-timezone": error('there is no time zone "{value}"', "write it like Europe/Amsterdam"),
    # -- interviews
    "without-words": error("the {what} has no words", "write some, or remove it"),
    "question-without-answer": error("question {number} has no answer", "write one below it, or remove the question"),
    "both-question-forms": error(
        "there are questions under `qa:` and in the body as well",
        "keep one form; with `qa:`, a heading in the body has level 3, or {{.section}} to stand behind the questions",
    ),
    "no-question": error(
        "the interview has no question", "write questions under `qa:`, or as level-2 headings in the body"
    ),
    "quotation-marks-removed": Code(
        "note", "the quotation marks around it were taken off", "leave them out: the build prints them"
    ),
    "anchor-twice": error('the id "{id}" is taken already on this page', "choose another one here"),
    "turn-in-turn": warning(
        '"@{speaker}:" is printed as it stands here, in the turn of somebody else',
        "begin another entry for this turn: - speaker: {speaker}, with its `text:`",
    ),
    "turn-of-stranger": error(
        '"{speaker}" is not one of the speakers or interviewers', "{suggestion}add the person to `speakers:`"
    ),
    "quote-by-stranger": error(
        '"{name}" is not one of the speakers', "{suggestion}`quote_by:` names one of `speakers:`"
    ),
    "pull-of-unknown-question": error('there is no question with the id "{id}"', "{suggestion}name a question's id"),
    "pull-not-literal": error(
        'the pull quote "{text}" does not stand in {where}', "copy the words exactly; write … for what is left out"
    ),
    "updated-before-date": error("updated on {updated}, before it was published on {date}", "correct one of the dates"),
    "date-ahead": warning(
        "{what} on {date}, which is still to come", "correct the date, or keep the item back with `publish:`"
    ),
    "correction-before-date": error(
        "corrected on {corrected}, before it was published on {date}", "correct one of the dates"
    ),
    # -- Markdown
    "attributes-malformed": error("the attributes here can't be read", 'write them like {{#id .class key="value"}}'),
    "container-unclosed": error("the container `::: {name}` is never closed", "put a line ::: behind it"),
    "attribute-twice": error("`{key}` stands twice between these braces", "keep one of them"),
    "only-in-items": error(
        "`{what}` has no use in the file of a person, a topic, a series or an organisation",
        "leave it out, or quote the words in an interview, an article, a dossier or a page",
    ),
    "container-in-container": error(
        "`{name}` can't stand in the container `{outer}`",
        "close the other one before it, with a line :::; a figure holds legend and method, a note any container",
    ),
    "twice-in-figure": error("the figure has a `{name}` already", "put all of it into one"),
    "legend-without-list": warning("the legend is no list of signs", "write a line for each: - sign: meaning"),
    "container-indented": error(
        "a container begins at the start of a line, so it can't stand in a list",
        "take the spaces before ::: away, and put the container before or after the list",
    ),
    "container-not-open": error("::: closes a container, but none is open", "remove the line, or name the container"),
    "unknown-container": error("there is no container `{name}`", "{suggestion}there are: {known}"),
    "unknown-attribute": error("{name} has no attribute `{key}`", "{suggestion}remove it"),
    "only-in-figure": error("`{name}` belongs inside a figure", "put it between ::: figure {{…}} and its :::"),
    "figure-without-src": error("the figure has no picture", 'write ::: figure {{src=picture.jpg alt="…"}}'),
    "video-incomplete": error(
        "the video has no `{missing}`", 'write ::: video {{src=https://… poster=picture.jpg title="…"}}'
    ),
    "contact-without-person": error("nobody is named to contact", "write ::: contact {{person=id}}"),
    "heading-level-1": warning("a level-1 heading in the text; the title is the only one", "begin with ## here"),
    "link-refused": error(
        'the link to "{address}" is refused', "link to https://, mailto: or tel: addresses, or a file"
    ),
    "link-incomplete": error(
        'the link to "{address}" leads nowhere: there is no such address',
        "write a whole one, like https://example.org/page, mailto:name@example.org or tel:+31201234567",
    ),
    "link-empty": error("the link goes nowhere", "write the address between the parentheses"),
    "picture-elsewhere": error(
        "the picture is on another site ({address})", "save it beside the text: pages load nothing from elsewhere"
    ),
    "html-shown-as-text": warning(
        "HTML is shown as text: {text}", "use Markdown, or `raw_html: sanitise` in content/site.yaml"
    ),
    "todo": warning("still to do: {text}", "do it, and remove the comment"),
    "footnote-without-text": error(
        "there is no text for the footnote [^{label}]",
        "{suggestion}write it below, in the same text: [^{label}]: … (titles and questions have no footnotes)",
    ),
    "footnote-twice": error(
        "the footnote [^{label}] has a text already", "keep one of them, or give this one another label"
    ),
    "figure-without-alt": error(
        "the figure has no alternative text", 'say what there is to see: ::: figure {{src=picture.jpg alt="…"}}'
    ),
    "picture-without-alt": warning(
        "the picture has no alternative text", "say what there is to see: between the brackets, or behind `alt:`"
    ),
    "drawing-without-alt": warning(
        "the drawing has no alternative text", "say in one sentence what it shows, behind `alt:` below `image:`"
    ),
    "alt-is-file-name": warning(
        'the alternative text "{alt}" is the name of a file', "say what there is to see instead"
    ),
    "alt-is-caption": warning(
        "the alternative text only repeats the caption", "say what there is to see: the caption is read as well"
    ),
    "footnote-unused": warning("nothing refers to the footnote [^{label}]", "refer to it, or remove it"),
    # -- typography: only reported
    "lint-placeholder": warning(
        '"{text}" is what `new` has written here', "write your own text there, or take it out: readers will see it"
    ),
    "lint-space-before": warning('a space stands before "{text}"', "write the sign right behind the word"),
    "lint-space-missing": warning('no space stands behind "{text}"', 'type one: "{text} "'),
    "lint-space-twice": warning("two spaces stand between these words", "leave one of them"),
    "lint-lopsided": warning(
        'the sign "{text}" has a space on one side only', "put a space on both sides, or on neither"
    ),
    "lint-list-comma": warning("a comma at the end of this entry of a list", "leave it out, or write a full stop"),
    "lint-double-word": warning('the word "{text}" stands here twice', "remove one of them"),
    "lint-quotes-unbalanced": warning(
        "the quotation mark {text} lacks the other one of its pair", 'add it: "…" around the words will do'
    ),
    "lint-quote-turned": warning(
        "the quotation mark {text} faces the wrong way", 'type “ before the words and ” behind them, or " for both'
    ),
    "lint-particle": warning(
        '"{text}" stands here without a first name',
        "let it begin with a capital, as Dutch names do when they stand alone",
    ),
    "lint-glued-words": warning('"{text}" looks like two words', "put a space between them"),
}
"""Every code of a file of content with its severity and texts; words in braces are filled in by `errors.problem`."""
