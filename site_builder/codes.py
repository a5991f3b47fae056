"""The table of everything that can be wrong with a publication: how serious it is, what is said, and what helps.

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
        "{suggestion}there are: {known}",
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
    "not-a-count": _error(
        '{place} should be a number, but is "{value}"',
        "write digits, such as 1093; what is known of it in words goes under `note:`, which replaces the sentence",
    ),
    "not-a-period": _error(
        '{place} should be a time that exists, but is "{value}" ({why})',
        "write it like 2018, 2018-07 or 2018-07-01, or in words",
    ),
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
    "not-a-path": _error(
        '"{value}" can\'t be an address in this publication: {why}', "write the old path, such as /2019/03/old-title/"
    ),
    "one-place-per-download": _error(
        "a download has a `file:` or a `to:`, and this one has {count}",
        "write `file:` for a file of your own, `to:` for an address elsewhere",
    ),
    "source-without-title": _error(
        "a source needs a title, or else creators or a note", "write `title:`, or what is known of it under `note:`"
    ),
    "stop-without-place": _error(
        "a stop needs a city, a venue or a date", "write `city:`, `venue:` or `date:`, or remove the entry"
    ),
    "sketch-twice": _error("there are `sketch:` and `sketches:`", "put all drawings under `sketches:`"),
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
    "without-words": _error("the {what} has no words", "write some, or remove it"),
    "question-without-answer": _error("question {number} has no answer", "write one below it, or remove the question"),
    "both-question-forms": _error(
        "there are questions under `qa:` and in the body as well",
        "keep one form; with `qa:`, a heading in the body has level 3, or {{.section}} to stand behind the questions",
    ),
    "no-question": _error(
        "the interview has no question", "write questions under `qa:`, or as level-2 headings in the body"
    ),
    "quotation-marks-removed": Code(
        "note", "the quotation marks around it were taken off", "leave them out: the build prints them"
    ),
    "anchor-twice": _error('the id "{id}" is taken already on this page', "choose another one here"),
    "turn-in-turn": _warning(
        '"@{speaker}:" is printed as it stands here, in the turn of somebody else',
        "begin another entry for this turn: - speaker: {speaker}, with its `text:`",
    ),
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
    "date-ahead": _warning(
        "{what} on {date}, which is still to come", "correct the date, or keep the item back with `publish:`"
    ),
    "correction-before-date": _error(
        "corrected on {corrected}, before it was published on {date}", "correct one of the dates"
    ),
    # -- Markdown
    "attributes-malformed": _error("the attributes here can't be read", 'write them like {{#id .class key="value"}}'),
    "container-unclosed": _error("the container `::: {name}` is never closed", "put a line ::: behind it"),
    "attribute-twice": _error("`{key}` stands twice between these braces", "keep one of them"),
    "only-in-items": _error(
        "`{what}` has no use in the file of a person, a topic, a series or an organisation",
        "leave it out, or quote the words in an interview, an article, a dossier or a page",
    ),
    "container-in-container": _error(
        "`{name}` can't stand in the container `{outer}`",
        "close the other one before it, with a line :::; a figure holds legend and method, a note any container",
    ),
    "twice-in-figure": _error("the figure has a `{name}` already", "put all of it into one"),
    "legend-without-list": _warning("the legend is no list of signs", "write a line for each: - sign: meaning"),
    "container-indented": _error(
        "a container begins at the start of a line, so it can't stand in a list",
        "take the spaces before ::: away, and put the container before or after the list",
    ),
    "container-not-open": _error("::: closes a container, but none is open", "remove the line, or name the container"),
    "unknown-container": _error("there is no container `{name}`", "{suggestion}there are: {known}"),
    "unknown-attribute": _error("{name} has no attribute `{key}`", "{suggestion}remove it"),
    "only-in-figure": _error("`{name}` belongs inside a figure", "put it between ::: figure {{…}} and its :::"),
    "figure-without-src": _error("the figure has no picture", 'write ::: figure {{src=picture.jpg alt="…"}}'),
    "video-incomplete": _error(
        "the video has no `{missing}`", 'write ::: video {{src=https://… poster=picture.jpg title="…"}}'
    ),
    "contact-without-person": _error("nobody is named to contact", "write ::: contact {{person=id}}"),
    "heading-level-1": _warning("a level-1 heading in the text; the title is the only one", "begin with ## here"),
    "link-refused": _error(
        'the link to "{address}" is refused', "link to https://, mailto: or tel: addresses, or a file"
    ),
    "link-incomplete": _error(
        'the link to "{address}" leads nowhere: there is no such address',
        "write a whole one, like https://example.org/page, mailto:name@example.org or tel:+31201234567",
    ),
    "link-empty": _error("the link goes nowhere", "write the address between the parentheses"),
    "picture-elsewhere": _error(
        "the picture is on another site ({address})", "save it beside the text: pages load nothing from elsewhere"
    ),
    "html-shown-as-text": _warning(
        "HTML is shown as text: {text}", "use Markdown, or `raw_html: sanitise` in content/site.yaml"
    ),
    "todo": _warning("still to do: {text}", "do it, and remove the comment"),
    "footnote-without-text": _error(
        "there is no text for the footnote [^{label}]",
        "{suggestion}write it below, in the same text: [^{label}]: … (titles and questions have no footnotes)",
    ),
    "footnote-twice": _error(
        "the footnote [^{label}] has a text already", "keep one of them, or give this one another label"
    ),
    "figure-without-alt": _error(
        "the figure has no alternative text", 'say what there is to see: ::: figure {{src=picture.jpg alt="…"}}'
    ),
    "picture-without-alt": _warning(
        "the picture has no alternative text", "say what there is to see: between the brackets, or behind `alt:`"
    ),
    "drawing-without-alt": _warning(
        "the drawing has no alternative text", "say in one sentence what it shows, behind `alt:` below `image:`"
    ),
    "alt-is-file-name": _warning(
        'the alternative text "{alt}" is the name of a file', "say what there is to see instead"
    ),
    "alt-is-caption": _warning(
        "the alternative text only repeats the caption", "say what there is to see: the caption is read as well"
    ),
    "footnote-unused": _warning("nothing refers to the footnote [^{label}]", "refer to it, or remove it"),
    # -- typography: only reported
    "lint-space-before": _warning('a space stands before "{text}"', "write the sign right behind the word"),
    "lint-space-missing": _warning('no space stands behind "{text}"', 'type one: "{text} "'),
    "lint-space-twice": _warning("two spaces stand between these words", "leave one of them"),
    "lint-lopsided": _warning(
        'the sign "{text}" has a space on one side only', "put a space on both sides, or on neither"
    ),
    "lint-list-comma": _warning("a comma at the end of this entry of a list", "leave it out, or write a full stop"),
    "lint-double-word": _warning('the word "{text}" stands here twice', "remove one of them"),
    "lint-quotes-unbalanced": _warning(
        "the quotation mark {text} lacks the other one of its pair", 'add it: "…" around the words will do'
    ),
    "lint-quote-turned": _warning(
        "the quotation mark {text} faces the wrong way", 'type “ before the words and ” behind them, or " for both'
    ),
    "lint-particle": _warning(
        '"{text}" stands here without a first name',
        "let it begin with a capital, as Dutch names do when they stand alone",
    ),
    "lint-glued-words": _warning('"{text}" looks like two words', "put a space between them"),
    # -- the publication as a whole
    "no-settings": _error(
        "there is no content/site.yaml here", "run this in a publication, or make one: site-builder new DIR"
    ),
    "person-twice": _warning(
        '"{name}" stands in this list already', "keep one of them; two people of one name each need a file"
    ),
    "unknown-licence": _warning(
        'no licence is known as "{value}"',
        "{suggestion}write a Creative Commons or SPDX name, such as CC BY-SA 4.0 or MIT, or the address of its text",
    ),
    "unknown-person": _error(
        '"{id}" has no file in speakers/ or authors/', "{suggestion}make {folder}/{id}.md, or write the full name"
    ),
    "bad-file-name": _error("this file name can't become an address: {why}", "rename the file"),
    "topic-spelled-twice": _warning('the topic "{label}" is also spelled "{other}"', "choose one spelling"),
    "series-spelled-twice": _warning('the series "{label}" is also spelled "{other}"', "choose one spelling"),
    "organisation-spelled-twice": _warning(
        'the organisation "{label}" is also spelled "{other}"',
        "choose one spelling; if these are two, make a file for each in organisations/",
    ),
    "person-spelled-twice": _warning(
        '"{label}" is most likely "{other}", who has a file',
        "choose one spelling; if these are two people, make a file for each in speakers/ or authors/",
    ),
    "unknown-organisation": _error(
        '"{id}" has no file in organisations/', "{suggestion}make organisations/{id}.md, or write the full name"
    ),
    "name-without-letters": _error(
        'no address can be made of the name "{name}"', "use a letter or a digit, or make a file with an id for it"
    ),
    "unknown-series": _error(
        '"{id}" has no file in series/', "{suggestion}make series/{id}.md, or write the full name"
    ),
    "verdict-not-allowed": _error(
        'the series "{series}" has no verdict "{value}"', "{suggestion}its `verdicts:` are {known}"
    ),
    "verdict-of-no-series": _error(
        'the series "{series}" has no verdicts', "add `verdicts: [{value}, …]` to {file}, or take the verdict out"
    ),
    "verdict-without-series-file": _error(
        'the series "{series}" has no file that says which verdicts there are', "make series/{id}.md with `verdicts:`"
    ),
    "item-missing": _error(
        'there is no item "{item}"', "{suggestion}write its folder and name, such as interviews/ada or articles/mill"
    ),
    "item-hidden": _warning(
        '"{item}" is a draft or not yet published, so it is left out here', "publish it, or take it off this list"
    ),
    "item-twice": _error('"{item}" stands in this list twice', "keep one of them"),
    "item-itself": _error("this item names itself", "take it off the list"),
    "dossier-in-dossier": _error(
        '"{item}" is a dossier, and a dossier holds interviews and articles', "name the items of that dossier instead"
    ),
    "not-in-dossier": _error(
        '"{item}" is a page, and a dossier holds interviews and articles', "link to it in the text of the dossier"
    ),
    "dossier-of-hidden": _warning(
        "every item of this dossier is a draft or not yet published, so it is empty",
        "publish one of them, or let the dossier be a draft as well",
    ),
    "alias-taken": _error(
        'the alias "{address}" is already the address of "{other}"', "choose another one, or remove it"
    ),
    "picture-with-metadata": _error(
        '"{file}" is a picture of a kind whose hidden data (place, camera, names) can\'t be taken out',
        "offer it as JPEG, PNG or WebP",
    ),
    "alias-twice": _error('the alias "{address}" stands twice in this item', "keep one of them"),
    "alias-with-home": _warning(
        'the alias "{address}" begins with {home}, where the publication stands, so it leads from {stands}',
        "an alias is written from the home page on: {instead}",
    ),
    "address-twice": _error('the address {address} is also that of "{other}"', "give one of them another name"),
    "id-twice": _error(
        'the id "{id}" is also that of "{other}"', "give one of them another: feed readers take them for one item"
    ),
    "link-broken": _error("the link to {address} leads nowhere in this publication", "{suggestion}check the address"),
    "link-to-hidden": _error(
        "the link to {address} leads to a draft, or to what is not yet published", "publish it, or take the link out"
    ),
    "file-missing": _error('the file "{file}" is neither beside the text nor in assets/', "{suggestion}check the name"),
    "file-elsewhere": _error(
        '"{address}" is not in the publication',
        "save the file beside the text; among `downloads:` an address stands behind `to:`, in a text it is a link",
    ),
    "file-is-folder": _error('"{file}" is a folder', "name one of the files in it"),
    "file-name-unfit": _error(
        'the file "{file}" can\'t be found by its name, since # and ? mean something else in an address',
        "rename the file: letters, digits, hyphens and points are safe",
    ),
    "file-name-twice": _error(
        'the name is the same as that of "{other}", but for how its accents are stored', "remove or rename one of them"
    ),
    "file-empty": _warning('the file "{file}" is empty', "export it again, or take it out"),
    "media-empty": _error('the file "{file}" is empty', "export it again, or take it out"),
    "wrong-kind-of-file": _error('"{file}" is no file for {what}', "name a file that ends in {expected}"),
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
    "making-crashes": _error(
        "this file{others} ended the process that was making it",
        "build again; when it happens again and memory is not short, please report it: it is a bug of ours",
    ),
    # -- themes
    "unknown-theme": _error('there is no theme "{name}"', "{suggestion}there are: {known}"),
    "theme-loop": _error('the theme "{name}" is its own ancestor', "remove one `parent:`"),
    "theme-setting-unknown": _error('the theme has no setting "{key}"', "{suggestion}it has: {known}"),
    "theme-setting-wrong": _error('"{value}" is not a value for the setting `{key}`', "it takes {expected}"),
    "theme-file-missing": _error("the theme has no file static/{file}", "add it, or correct theme.yaml"),
    "template-broken": _error("the template can't be read: {why}", "correct the template"),
    "template-failed": _error("{why} (while making {page})", "correct the template; docs list what it receives"),
    # -- finished pages
    "page-link-broken": _error("{address} is no page or file of the site ({where})", "{suggestion}check the address"),
    "page-anchor-missing": _error(
        '{address} leads to a page that has no anchor "{anchor}" ({where})',
        "check the part behind #; the id of a heading is in braces behind it: {{#id}}",
    ),
    "page-file-missing": _error(
        "the site has no file {address}, but it is to be shown or loaded ({where})",
        "{suggestion}check the name; files of a theme lie in its static/, those of an item beside it or in assets/",
    ),
    "page-address-empty": _error("a link or a file has no address ({where})", "fill it in, or leave the link out"),
    "page-address-outside": _error(
        "{address} is outside the site, which begins at {home} ({where})",
        "put {home} before it; a template has it as site.home",
    ),
    "page-loads-elsewhere": _error(
        "{address} is fetched from another site whenever somebody reads the page ({where})",
        "save the file in the publication, or link to it: another site must not be told who reads here",
    ),
    "page-redirect-broken": _error(
        "readers are sent on to {address}, which is no page of the site ({where})",
        "{suggestion}name a page that exists",
    ),
    "page-redirect-elsewhere": _error(
        "readers are sent on to another site, {address} ({where})", "put a link there instead, so that they decide"
    ),
    "page-without-language": _error("the page does not say its language ({where})", '<html lang="nl"> says it'),
    "page-without-title": _error("the page has no title ({where})", "the template needs a <title> with a text"),
    "page-without-main": _error(
        "the page does not say where its content begins ({where})",
        "put it between <main> tags in the template",
    ),
    "page-main-heading": _error(
        "the page has {count} heading{s} of level 1 ({where})", "a page has one, its title; begin the others with ##"
    ),
    "page-heading-skipped": _error(
        'the heading "{text}" is of level {level}, but the one above it of level {above} ({where})',
        "use the next level: ## below the title, ### below ##, and so on",
    ),
    "page-heading-empty": _error(
        "a heading of level {level} has no text ({where})", "write one behind the ##, or take the heading out"
    ),
    "page-link-without-text": _error(
        "the link to {address} has no text ({where})",
        "write between the brackets what is there; a picture in a link says it with its alternative text",
    ),
    "page-svg-without-name": _error(
        'an <svg role="img"> does not say what it shows ({where})',
        'give it aria-label="…" or a <title>; if it only decorates, aria-hidden="true" instead of the role',
    ),
    "page-id-missing": _error(
        'the {attribute} of a <{tag}> names the id "{id}", which is not on the page ({where})',
        "give the other tag that id, or take the attribute away",
    ),
    "page-id-twice": _error(
        'the id "{id}" stands {count} times on the page ({where})', "give all but one of them another id"
    ),
    "page-alt-missing": _error(
        "the picture {picture} has no alternative text ({where})",
        'write what it shows: alt="…"; for a picture that only decorates alt=""',
    ),
    "page-alt-file-name": _error(
        'the alternative text "{alt}" looks like the name of a file ({where})',
        "write in `alt:` what the picture shows, for those who don't see it",
    ),
    "page-alt-caption": _error(
        'the alternative text "{alt}" says the same as the caption ({where})',
        "write in `alt:` what the picture shows; the caption is read out anyway",
    ),
    "page-alt-empty": _warning(
        "the picture {picture} has a caption, but an empty alternative text ({where})",
        "write in `alt:` what the picture shows, for those who don't see it",
    ),
    "page-script": _warning(
        "a script runs on the page: {what} ({where})",
        "take it out of the template: pages need none, and nothing here sees what a script loads",
    ),
    "page-data-unreadable": _error(
        "no program can read what the page says of itself: {why} ({where})", "correct the JSON-LD in the template"
    ),
    "feed-address-relative": _error(
        "{address} is relative, and feed readers don't know to what ({where})",
        "write the address from the home page on (/speakers/), or correct the template",
    ),
    "feed-unreadable": _error("no program can read this: {why} ({where})", "correct the template"),
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
    "verify-differs": _error("{file} differs from a clean build ({how})", "please report this: it is a bug of ours"),
}
"""Every code with its severity and texts; words in braces are filled in by `problem`."""
