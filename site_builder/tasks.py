"""What a plan is made of: tasks with their keys."""

from __future__ import annotations

import msgspec

from site_builder.digest import digest_of


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One or several files and how they are made. `documents` are sources whose whole text is needed.

    The *static key* is a digest of everything else: code, maker, outputs, inputs. So an edit that changes no summary
    leaves a plan as it was.
    """

    make: str
    outputs: tuple[str, ...]
    inputs: bytes  # encoded plain values, see inputs.py
    static_key: str
    documents: tuple[str, ...] = ()
    label: str = ""  # the source, or what it is, for messages

    def key(self, readings: dict[str, str]) -> str:
        """What the bytes of the outputs depend on; `readings` are the keys of the sources as they are now."""
        if not self.documents:
            return self.static_key
        return digest_of((self.static_key, *(readings[source] for source in self.documents)))


class Plan(msgspec.Struct, frozen=True, array_like=True):
    """The finished publication before anything is made. `probed`: every path looked for, and its digest or nothing."""

    tasks: tuple[Task, ...]
    context: bytes
    probed: dict[str, str]
