"""Whom the preview answers: the browser of who started it, and pages of the preview itself.

A page anywhere on the web can make a browser ask this machine for things. It must not be able to read a draft, so each
request is looked at before any route is: what it was addressed to (`Host`: a hostile name can be made to lead here),
which page it comes from (`Origin`, and `Sec-Fetch-Site`, which scripts can't set), and what it wants. Nothing is
allowed to other origins, no request changes anything, and there is no list of what is forbidden that could have a gap.

The headers are those of https://fetch.spec.whatwg.org and https://www.w3.org/TR/fetch-metadata/.
"""

from __future__ import annotations

from tornado.httputil import HTTPHeaders

ADDRESS = "127.0.0.1"
"""Where the preview listens; no other machine gets there."""

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Server": "site-builder",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries."""


def hosts(port: int) -> frozenset[str]:
    """What the preview is called in a `Host` header."""
    names = (ADDRESS, "localhost")
    return frozenset({f"{name}:{port}" for name in names} | {name for name in names if port == 80})


def refusal(method: str, target: str, headers: HTTPHeaders, port: int) -> str:
    """Why a request is refused, as a sentence for who sees it, or nothing when it may pass."""
    named = [host.lower() for host in headers.get_list("Host")]
    if len(named) != 1 or named[0] not in hosts(port) or not target.startswith("/"):
        return f"This preview is at http://{ADDRESS}:{port}/ and answers to no other name."
    if method not in ("GET", "HEAD"):
        return "This preview is for reading only."
    origins = headers.get_list("Origin")
    is_socket = "Upgrade" in headers
    if any(origin.lower() != f"http://{named[0]}" for origin in origins) or (is_socket and len(origins) != 1):
        return "This preview answers no other site."
    if any(site not in ("same-origin", "none") for site in headers.get_list("Sec-Fetch-Site")):
        return f"Another site led here. Type the address yourself: it begins with http://{named[0]}/"
    return ""
