"""Visual interviews in Markdown become a finished, static publication."""

import sys

# Whatever is started or imported comes by here first: an older Python must get as far as this line. So this file has
# nothing that Python 2 could not read; a test holds it to that.
if sys.version_info < (3, 11):  # noqa: UP036 - the whole point
    sys.exit("site-builder: Python 3.11 or newer is needed; this is Python {}.{}".format(*sys.version_info[:2]))

__version__ = "0.1.0"
