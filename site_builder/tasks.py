"""What a plan is made of: tasks with their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from site_builder.digest import digest_of


class Task(msgspec.Struct, frozen=True, array_like=True):
    """One or several files and how they are made. `documents` are sources whose whole text is needed.

    The *static key* is a digest of everything else: code, maker, outputs, inputs. So an edit that changes no summary
    leaves a plan as it was. The inputs are large, and few of them are wanted, so the plan has them by this key.
    """

    make: str
    outputs: tuple[str, ...]
    static_key: str
    documents: tuple[str, ...] = ()
    label: str = ""  # the source, or what it is, for messages

    def key(self, readings: dict[str, str]) -> str:
        """What the bytes of the outputs depend on; `readings` are the keys of the sources as they are now."""
        if not self.documents:
            return self.static_key
        if len(self.documents) == 1:
            return f"{self.static_key}-{readings[self.documents[0]]}"
        return digest_of((self.static_key, *(readings[source] for source in self.documents)))


class Plan(msgspec.Struct, frozen=True):
    """The finished publication before anything is made.

    `probed` has every path looked for, and its digest or nothing; `inputs` those of each task by its static key, as
    encoded plain values (see inputs.py).
    """

    tasks: tuple[Task, ...]
    context: bytes
    probed: dict[str, str]
    inputs: Mapping[str, bytes]


Ahead = Callable[[Sequence[Task], bytes, Mapping[str, bytes]], None]
"""Is given tasks that are planned, the context of all, and the inputs of each by its static key."""
