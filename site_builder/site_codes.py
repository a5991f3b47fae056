"""What can be wrong with a publication as a whole, its theme and its finished site. `codes.py` has the other codes."""

from __future__ import annotations

from site_builder.codes import Code, error, warning

CODES_OF_SITE: dict[str, Code] = {
    # -- the publication as a whole
    "no-settings": error(
        "there is no content/site.yaml here", "run this in a publication, or make one: site-builder new DIR"
    ),
    "person-twice": warning(
        '"{name}" stands in this list already', "keep one of them; two people of one name each need a file"
    ),
    "unknown-licence": warning(
        'no licence is known as "{value}"',
        "{suggestion}write a Creative Commons or SPDX name, such as CC BY-SA 4.0 or MIT, or the address of its text",
    ),
    "unknown-person": error(
        '"{id}" has no file in speakers/ or authors/', "{suggestion}make {folder}/{id}.md, or write the full name"
    ),
    "bad-file-name": error("this file name can't become an address: {why}", "rename the file"),
    "topic-spelled-twice": warning('the topic "{label}" is also spelled "{other}"', "choose one spelling"),
    "series-spelled-twice": warning('the series "{label}" is also spelled "{other}"', "choose one spelling"),
    "organisation-spelled-twice": warning(
        'the organisation "{label}" is also spelled "{other}"',
        "choose one spelling; if these are two, make a file for each in organisations/",
    ),
    "person-spelled-twice": warning(
        '"{label}" is most likely "{other}", who has a file',
        "choose one spelling; if these are two people, make a file for each in speakers/ or authors/",
    ),
    "unknown-organisation": error(
        '"{id}" has no file in organisations/', "{suggestion}make organisations/{id}.md, or write the full name"
    ),
    "name-without-letters": error(
        'no address can be made of the name "{name}"', "use a letter or a digit, or make a file with an id for it"
    ),
    "unknown-series": error('"{id}" has no file in series/', "{suggestion}make series/{id}.md, or write the full name"),
    "verdict-not-allowed": error(
        'the series "{series}" has no verdict "{value}"', "{suggestion}its `verdicts:` are {known}"
    ),
    "verdict-of-no-series": error(
        'the series "{series}" has no verdicts', "add `verdicts: [{value}, …]` to {file}, or take the verdict out"
    ),
    "verdict-without-series-file": error(
        'the series "{series}" has no file that says which verdicts there are', "make series/{id}.md with `verdicts:`"
    ),
    "item-missing": error(
        'there is no item "{item}"', "{suggestion}write its folder and name, such as interviews/ada or articles/mill"
    ),
    "item-hidden": warning(
        '"{item}" is a draft or not yet published, so it is left out here', "publish it, or take it off this list"
    ),
    "item-twice": error('"{item}" stands in this list twice', "keep one of them"),
    "item-itself": error("this item names itself", "take it off the list"),
    "dossier-in-dossier": error(
        '"{item}" is a dossier, and a dossier holds interviews and articles', "name the items of that dossier instead"
    ),
    "not-in-dossier": error(
        '"{item}" is a page, and a dossier holds interviews and articles', "link to it in the text of the dossier"
    ),
    "dossier-of-hidden": warning(
        "every item of this dossier is a draft or not yet published, so it is empty",
        "publish one of them, or let the dossier be a draft as well",
    ),
    "alias-taken": error(
        'the alias "{address}" is already the address of "{other}"', "choose another one, or remove it"
    ),
    "picture-with-metadata": error(
        '"{file}" is a picture of a kind whose hidden data (place, camera, names) can\'t be taken out',
        "offer it as JPEG, PNG or WebP",
    ),
    "alias-twice": error('the alias "{address}" stands twice in this item', "keep one of them"),
    "alias-with-home": warning(
        'the alias "{address}" begins with {home}, where the publication stands, so it leads from {stands}',
        "an alias is written from the home page on: {instead}",
    ),
    "address-twice": error('the address {address} is also that of "{other}"', "give one of them another name"),
    "id-twice": error(
        'the id "{id}" is also that of "{other}"', "give one of them another: feed readers take them for one item"
    ),
    "link-broken": error("the link to {address} leads nowhere in this publication", "{suggestion}check the address"),
    "link-to-hidden": error(
        "the link to {address} leads to a draft, or to what is not yet published", "publish it, or take the link out"
    ),
    "file-missing": error('the file "{file}" is neither beside the text nor in assets/', "{suggestion}check the name"),
    "file-elsewhere": error(
        '"{address}" is not in the publication',
        "save the file beside the text; among `downloads:` an address stands behind `to:`, in a text it is a link",
    ),
    "file-is-folder": error('"{file}" is a folder', "name one of the files in it"),
    "file-name-unfit": error(
        'the file "{file}" can\'t be found by its name, since # and ? mean something else in an address',
        "rename the file: letters, digits, hyphens and points are safe",
    ),
    "file-name-twice": error(
        'the name is the same as that of "{other}", but for how its accents are stored', "remove or rename one of them"
    ),
    "file-empty": warning('the file "{file}" is empty', "export it again, or take it out"),
    "media-empty": error('the file "{file}" is empty', "export it again, or take it out"),
    "wrong-kind-of-file": error('"{file}" is no file for {what}', "name a file that ends in {expected}"),
    "file-leaves": error('the path "{file}" leaves the folder', "put the file beside the text or in assets/"),
    "picture-missing": error(
        'the picture "{file}" is neither beside the text nor in assets/', "{suggestion}check the name"
    ),
    "picture-damaged": error('the picture "{file}" is damaged', "export it again"),
    "picture-not-a-picture": error('"{file}" is not a picture we can read', "save it as JPEG, PNG, WebP or TIFF"),
    "picture-wrong-name": error('"{file}" is named {suffix} but holds {format}', "rename it to what it is"),
    "picture-too-large": error(
        '"{file}" is {width}×{height}, that is {megapixels} megapixels; the limit is {limit}',
        "make a smaller copy, or raise `max_megapixels:` under `pictures:` in content/site.yaml",
    ),
    "picture-crashes": error('reading "{file}" crashed the picture decoder', "export it again, or in another format"),
    "making-crashes": error(
        "this file ended the process that was making it",
        "build again; when it happens again and memory is not short, please report it: it is a bug of ours",
    ),
    # -- themes
    "unknown-theme": error('there is no theme "{name}"', "{suggestion}there are: {known}"),
    "theme-loop": error('the theme "{name}" is its own ancestor', "remove one `parent:`"),
    "theme-setting-unknown": error('the theme has no setting "{key}"', "{suggestion}it has: {known}"),
    "theme-setting-wrong": error('"{value}" is not a value for the setting `{key}`', "it takes {expected}"),
    "theme-file-missing": error("the theme has no file static/{file}", "add it, or correct theme.yaml"),
    "template-broken": error("the template can't be read: {why}", "correct the template"),
    "template-failed": error("{why} (while making {page})", "correct the template; docs list what it receives"),
    # -- finished pages
    "page-link-broken": error("{address} is no page or file of the site ({where})", "{suggestion}check the address"),
    "page-anchor-missing": error(
        '{address} leads to a page that has no anchor "{anchor}" ({where})',
        "check the part behind #; the id of a heading is in braces behind it: {{#id}}",
    ),
    "page-file-missing": error(
        "the site has no file {address}, but it is to be shown or loaded ({where})",
        "{suggestion}check the name; files of a theme lie in its static/, those of an item beside it or in assets/",
    ),
    "page-address-empty": error("a link or a file has no address ({where})", "fill it in, or leave the link out"),
    "page-address-outside": error(
        "{address} is outside the site, which begins at {home} ({where})",
        "put {home} before it; a template has it as site.home",
    ),
    "page-loads-elsewhere": error(
        "{address} is fetched from another site whenever somebody reads the page ({where})",
        "save the file in the publication, or link to it: another site must not be told who reads here",
    ),
    "page-redirect-broken": error(
        "readers are sent on to {address}, which is no page of the site ({where})",
        "{suggestion}name a page that exists",
    ),
    "page-redirect-elsewhere": error(
        "readers are sent on to another site, {address} ({where})", "put a link there instead, so that they decide"
    ),
    "page-without-language": error("the page does not say its language ({where})", '<html lang="nl"> says it'),
    "page-without-title": error("the page has no title ({where})", "the template needs a <title> with a text"),
    "page-without-main": error(
        "the page does not say where its content begins ({where})",
        "put it between <main> tags in the template",
    ),
    "page-main-heading": error(
        "the page has {count} heading{s} of level 1 ({where})", "a page has one, its title; begin the others with ##"
    ),
    "page-heading-skipped": error(
        'the heading "{text}" is of level {level}, but the one above it of level {above} ({where})',
        "use the next level: ## below the title, ### below ##, and so on",
    ),
    "page-heading-empty": error(
        "a heading of level {level} has no text ({where})", "write one behind the ##, or take the heading out"
    ),
    "page-link-without-text": error(
        "the link to {address} has no text ({where})",
        "write between the brackets what is there; a picture in a link says it with its alternative text",
    ),
    "page-svg-without-name": error(
        'an <svg role="img"> does not say what it shows ({where})',
        'give it aria-label="…" or a <title>; if it only decorates, aria-hidden="true" instead of the role',
    ),
    "page-id-missing": error(
        'the {attribute} of a <{tag}> names the id "{id}", which is not on the page ({where})',
        "give the other tag that id, or take the attribute away",
    ),
    "page-id-twice": error(
        'the id "{id}" stands {count} times on the page ({where})', "give all but one of them another id"
    ),
    "page-alt-missing": error(
        "the picture {picture} has no alternative text ({where})",
        'write what it shows: alt="…"; for a picture that only decorates alt=""',
    ),
    "page-alt-file-name": error(
        'the alternative text "{alt}" looks like the name of a file ({where})',
        "write in `alt:` what the picture shows, for those who don't see it",
    ),
    "page-alt-caption": error(
        'the alternative text "{alt}" says the same as the caption ({where})',
        "write in `alt:` what the picture shows; the caption is read out anyway",
    ),
    "page-alt-empty": warning(
        "the picture {picture} has a caption, but an empty alternative text ({where})",
        "write in `alt:` what the picture shows, for those who don't see it",
    ),
    "page-script": warning(
        "a script runs on the page: {what} ({where})",
        "take it out of the template: pages need none, and nothing here sees what a script loads",
    ),
    "page-data-unreadable": error(
        "no program can read what the page says of itself: {why} ({where})", "correct the JSON-LD in the template"
    ),
    "feed-address-relative": error(
        "{address} is relative, and feed readers don't know to what ({where})",
        "write the address from the home page on (/speakers/), or correct the template",
    ),
    "feed-unreadable": error("no program can read this: {why} ({where})", "correct the template"),
    # -- output
    "output-not-ours": error(
        "the output folder {folder} was not made by this program", "choose another `output:`, or empty the folder"
    ),
    "output-foreign-file": error(
        "{file} in the output folder was not made by this program and would be lost", "move it elsewhere"
    ),
    "output-overlaps": error("the output folder {folder} would cover {other}", "choose another `output:`"),
    "store-overlaps": error("the folder of the store, {folder}, would cover {other}", "choose another `store:`"),
    "disk-full": error("the disk is full while writing {file}", "make room; the old site is untouched"),
    "write-failed": error("{file} can't be written: {why}", "mend that and build again; the old site is untouched"),
    "store-failed": error(
        "{file} can't be read or written: {why}",
        "see whether that disk is well; what is in there can be removed at any time; the old site is untouched",
    ),
    "folder-is-file": error("this is a file, not a folder", "name a new folder"),
    "folder-not-empty": error('the folder is not empty: it holds "{name}"', "name a new folder, or an empty one"),
    "exists-already": error("this file exists already", "choose another title, or edit the file"),
    "busy": error("another build of this publication is running", "wait until it has ended, or end it if it hangs"),
    "folder-gone": error("the folder {folder} is gone", "put it back: the preview waits for it"),
    "preview-failed": error(
        "this is our fault, not yours ({why})",
        "where you have started the preview it says more, and names a log; please send it to us",
    ),
    # -- publishing
    "publish-nowhere": error(
        "there is no `publish:` here, which says where the site goes",
        "write it, such as publish: {{web: {{folder: ../site}}}} or publish: {{pages: {{git: origin}}}}",
    ),
    "publish-drafts": error(
        "drafts are never published", "leave --drafts out; remove `draft: true` from what is ready for readers"
    ),
    "publish-example-address": error(
        "{value} is an address for examples, so no reader will find the site there",
        "write behind `base_url:` the address that it will have",
    ),
    "publish-preview-address": error(
        "{value} is an address that only this computer has",
        "write behind `base_url:` the address that readers will use",
    ),
    "publish-empty": error(
        "there is no interview, article or dossier to publish",
        "publish as soon as one is finished: no `draft: true`, and no `publish:` that is still to come",
    ),
    "publish-fewer-pages": error(
        "{count} of the {total} pages that were published last time would vanish: {listed}",
        "if that is what you want, add --allow-fewer-pages; else see what is missing in content/",
    ),
    "publish-changed-meanwhile": error("the file was changed while the site was being published", "publish again"),
    "publish-busy": error("somebody else is publishing to {target} right now", "wait until that has ended"),
    "publish-disk-full": error(
        "there is no room for {file} at the target",
        "make room and publish again; until then what stands there still works",
    ),
    "publish-failed": error(
        "{file} at the target can't be read or written: {why}",
        "mend that and publish again; until then what stands there still works",
    ),
    "target-overlaps": error(
        "the folder {folder} would cover {other}", "choose another `folder:`, such as docs, or one outside"
    ),
    "target-no-folder": error("{folder} is no folder", "choose another `folder:`"),
    "target-without-parent": error(
        "there is no folder {where}, in which the site is to have its own",
        "make it, or correct `folder:`; a disk may have to be connected first",
    ),
    "target-not-ours": error(
        "there are files at {target}, and they were not published by this program",
        "choose an empty place; or add --take-over to publish beside them: only what is in the way is then replaced",
    ),
    "target-of-another": error(
        "at {target} stands the publication {other}, and this one is {ours}",
        "correct `base_url:` or the target; if that one is yours under its old address, or is to go, add --take-over",
    ),
    "target-foreign-file": error(
        "files of the site must go where others stand that were not published from here: {listed}",
        "rename or remove them there, or add --take-over to replace them",
    ),
    "target-folder-in-way": error(
        "the file {file} of the site must go where a folder stands, with files that were not published from here: "
        "{listed}",
        "rename or remove that folder there",
    ),
    "target-link": error(
        "{file} at the target is a link or something else that is no folder or file, and nothing is written through it",
        "put an ordinary folder or file there, or remove it",
    ),
    "manifest-damaged": error(
        "the list of what was published, {file} at the target, can't be read: {why}",
        "put it back from a copy; or remove it there, and publish with --take-over",
    ),
    "manifest-newer": error(
        "what stands at {target} was published by a later version of this program", "publish with that version"
    ),
    "git-missing": error("this target needs git, which is not installed here", "install it, then publish again"),
    "git-too-old": error("this target needs git {oldest} or later, and this one is {version}", "install a later one"),
    "git-no-repository": error(
        "{name} would be a remote of the repository in which the publication lies, but it lies in none",
        "write the address of the repository behind `git:`, such as https://… or git@host:me/site.git",
    ),
    "git-no-remote": error("the repository has no remote {name}", "{suggestion}{rest}"),
    "git-current-branch": error(
        "you are working on the branch {branch}, and publishing would put the finished site in its place",
        "write another `branch:`, such as gh-pages, or leave it out",
    ),
    "git-branch-of-sources": error(
        "the branch {branch} holds {file}, so it is one of sources, and not of a finished site",
        "write another `branch:`, such as gh-pages, or leave it out",
    ),
    "git-unreachable": error(
        "git can't get to {address}: {why}",
        "see whether the address is right and whether you may write there, and publish again",
    ),
    "git-host-unknown": error(
        "this computer has never seen the host of {address}, and can't tell whether it is the right one",
        "run `ssh {host}`, compare the fingerprint with the one that the host makes known, and accept it; then publish",
    ),
    "git-host-changed": error(
        "the host of {address} shows another key than it used to, so it may be somebody else",
        "ask the host whether it has a new key before you go on; then remove the old one with `ssh-keygen -R`",
    ),
    "git-overtaken": error("somebody else has published to {target} meanwhile", "publish again"),
    "git-refused": error(
        "{address} does not take the branch {branch}: {why}",
        "change its rules for that branch, or write another `branch:`",
    ),
    "git-disk-full": error("there is no room for {file}", "make room and publish again; nothing was published"),
    "git-failed": error("git could not do its part: {why}", "mend that and publish again; nothing was published"),
    "verify-differs": error("{file} differs from a clean build ({how})", "please report this: it is a bug of ours"),
}
"""Every other code with its severity and texts."""
