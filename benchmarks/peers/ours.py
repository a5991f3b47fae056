"""site_builder, as it is installed for the Python that runs the benchmark."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.corpus import Interview, Person
from benchmarks.peers.peer import Peer, said_by

PROGRAM = (sys.executable, "-m", "site_builder")


class Ours(Peer):
    """With what its peers don't make turned off."""

    name = "ours"
    title = "site_builder"
    kept = (".public.site-builder", ".cache")

    def version(self) -> str:
        return said_by(*PROGRAM, "--version").rpartition(" ")[2]

    def build(self, site: Path) -> list[str]:
        return [*PROGRAM, "build"]

    def serve(self, site: Path, port: int) -> list[str]:
        return [*PROGRAM, "serve", "--no-open", "--port", str(port)]

    def interview(self, interview: Interview) -> dict[str, object]:
        keys = super().interview(interview)
        keys["interviewers"] = [keys.pop("interviewer")]
        keys["lead"] = keys.pop("summary")
        if interview.drawing:
            image = f"sketches/{interview.drawing}"
            keys["sketch"] = {"image": image, "alt": interview.alt, "caption": interview.caption}
        return keys

    def person(self, person: Person) -> dict[str, object]:
        return {"name": person.name, "role": person.role, "organisation": person.organisation}

    def before_preview(self, site: Path) -> None:
        """Each preview is the first one: what an earlier one has made would make it quicker."""
        shutil.rmtree(site / ".cache" / "site-builder" / "preview", ignore_errors=True)


class OursAsItComes(Ours):
    """With the settings that a publication has by itself, which make more of everything."""

    name = "ours-as-it-comes"
    title = "site_builder, all that it makes by default"
