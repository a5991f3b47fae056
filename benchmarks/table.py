"""The results as Markdown: who is the fastest in each row, and everything that was measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from statistics import mean

import msgspec

from benchmarks.results import Case, Outcome, Results

OURS = "ours"
NEAR = 0.03  # how much the bytes of pictures may differ for their times to be compared
MOST_MEMORY = 1.5  # GB


class Row(msgspec.Struct, frozen=True):
    """Something that is compared, and the share of the fastest peer's time that we want to need at most."""

    title: str
    case: str
    step: str
    wanted: float


ROWS = (
    Row("Clean build, {n} interviews", "few", "clean", 0.6),
    Row("Clean build, {n} interviews", "many", "clean", 0.5),
    Row("Clean build, {d} drawings", "drawings", "clean", 0.7),
    Row("Nothing changed, {n} interviews", "many", "unchanged", 0.03),
    Row("One answer edited, {n} interviews", "many", "edited", 0.04),
    Row("Nothing changed, {d} drawings", "drawings", "unchanged", 1.0),
    Row("Preview: start to first page, {n} interviews", "many", "first page", 0.07),
    Row("Preview: save to new text on the page, {n} interviews", "many", "saved", 0.08),
)
GROWTH = ("many", "growth")
"""The cases between which time may grow, with a tenth more than the interviews."""
MOST_GROWTH = 11.0


def comparison(results: Results) -> str:
    """For each row the fastest peer, its median, ours, and how these compare."""
    if not results.contenders:
        return "Nothing has been measured yet.\n"
    rows = [line for row in ROWS if (line := _compared(results, row))]
    head = ["| | The fastest peer | Its time | Ours | Ratio | Wanted |", "| --- | --- | --: | --: | --: | --: |"]
    lines = [*head, *rows, *_grown(results), "", *_remarks(results)]
    return "\n".join(lines) + "\n"


def fastest(results: Results, case: str, step: str) -> tuple[str, Outcome] | None:
    """The peer with the smallest median of those that did all the work."""
    found = results.outcomes.get(case, {}).get(step, {})
    peers = [(name, outcome) for name, outcome in found.items() if _is_peer(name) and _counts(outcome)]
    return min(peers, key=lambda pair: pair[1].seconds, default=None)


def ratio(results: Results, case: str, step: str) -> float | None:
    """Our time as a share of the fastest peer's."""
    best, ours = fastest(results, case, step), results.outcome(case, step, OURS)
    return ours.seconds / best[1].seconds if best and ours and _counts(ours) else None


def _compared(results: Results, row: Row) -> str:
    ours, best = results.outcome(row.case, row.step, OURS), fastest(results, row.case, row.step)
    if row.case not in results.cases or not (ours or best):
        return ""
    share = ratio(results, row.case, row.step)
    cells = [_title(results, row)]
    cells += [results.contenders[best[0]].title, _seconds(best[1].seconds)] if best else ["none measured", "–"]
    cells += [_cell(ours), _ratio(share, row.wanted), f"≤ {row.wanted:g}"]
    return f"| {' | '.join(cells)} |"


def _title(results: Results, row: Row) -> str:
    case = results.cases[row.case]
    return row.title.format(n=f"{case.interviews:,}", d=f"{case.drawings:,}")


def _ratio(share: float | None, wanted: float) -> str:
    if share is None:
        return "–"
    text = f"{share:.2f}" if share >= 0.1 else f"{share:.3f}"
    return text if share <= wanted else f"**{text}, missed**"


def _grown(results: Results) -> Iterator[str]:
    """How time and memory grow with the number of interviews."""
    few, many = (results.outcome(case, "clean", OURS) for case in GROWTH)
    if not (few and many and _counts(few) and _counts(many)):
        return
    sizes = [results.cases[case].interviews for case in GROWTH]
    grown = many.seconds / few.seconds
    yield (
        f"| Clean build, {sizes[0]:,} → {sizes[1]:,} interviews: time | – | – | {_seconds(many.seconds)} "
        f"| {_limited(f'× {grown:.1f}', grown <= MOST_GROWTH)} | ≤ × {MOST_GROWTH:g} |"
    )
    memory = many.memory * 2**20 / 1e9
    yield (
        f"| Clean build, {sizes[1]:,} interviews: memory of all processes | – | – "
        f"| {_limited(f'{memory:.2f} GB', memory <= MOST_MEMORY)} | – | ≤ {MOST_MEMORY:g} GB |"
    )


def _limited(text: str, within: bool) -> str:
    return text if within else f"**{text}, missed**"


def _remarks(results: Results) -> Iterator[str]:
    """What has to be known to read the table right: who, where, who not, and what was not equal."""
    names = [one for one in results.contenders.values() if one.version]
    yield f"Medians, on {results.machine}: {', '.join(f'{one.title} {one.version}' for one in names)}."
    for one in results.contenders.values():
        if one.missing:
            yield f"**{one.title} is not installed, so it was not compared** ({one.missing})."
    for (name, why), where in _grouped(results).items():
        yield f"**{results.contenders[name].title} does not count in {', '.join(where)}**: {why}."
    yield from _bytes(results)
    others = [cost.others for *_, outcome in _all(results) for cost in outcome.costs if cost.cpu]
    if others:
        yield f"Meanwhile other work kept {mean(others):.1f} processors busy, {max(others):.1f} at the worst."


def _bytes(results: Results) -> Iterator[str]:
    """Whether our pictures are as large as those of the fastest peer: smaller ones are quicker to make."""
    best, ours = fastest(results, "drawings", "clean"), results.outcome("drawings", "clean", OURS)
    if not (best and ours and best[1].found and ours.found and best[1].found.picture_bytes):
        return
    theirs, more = best[1].found.picture_bytes, ours.found.picture_bytes - best[1].found.picture_bytes
    size = f"{ours.found.picture_bytes / 1e6:.1f} MB, {more / theirs:+.1%} compared with those of"
    text = f"Our pictures take {size} {results.contenders[best[0]].title}"
    yield f"{text}." if abs(more) <= NEAR * theirs else f"**{text}, so their times can't be compared.**"


# ------------------------------------------------------------------------------------------------------- in full


def in_full(results: Results) -> str:
    """Everything: each contender's median in each row with the shortest and the longest run, and what it cost."""
    if not results.contenders:
        return comparison(results)
    names = list(results.contenders)
    head = [f"{one.title} {one.version}".strip() for one in results.contenders.values()]
    lines = [f"| | {' | '.join(head)} |", f"| --- |{' --: |' * len(names)}"]
    for row in ROWS:
        if row.case in results.cases and any(results.outcome(row.case, row.step, name) for name in names):
            cells = [_measured(results, row.case, row.step, name) for name in names]
            lines.append(f"| {_title(results, row)} | {' | '.join(cells)} |")
    for case in results.cases.values():
        for title, value in _COSTS.items():
            cells = [_cost(results, case.name, name, value) for name in names]
            if set(cells) - {"–"}:
                lines.append(f"| {title.format(_size(case))} | {' | '.join(cells)} |")
    notes = [f"- {one.title} {one.note}." for one in results.contenders.values() if one.note and one.version]
    command = ["", "```sh", results.command, "```"]
    return "\n".join([*lines, "", *_remarks(results), *([""] if notes else []), *notes, *command]) + "\n"


_COSTS: dict[str, Callable[[Outcome], str]] = {
    "Processor time of a clean build, {}": lambda o: _seconds(sum(cost.cpu for cost in o.costs) / len(o.costs)),
    "Memory of a clean build, {}": lambda o: f"{o.memory:.0f} MiB" if o.memory else "–",
    "Pages, {}": lambda o: f"{o.found.pages:,}" if o.found else "–",
    "Pictures, {}": lambda o: f"{o.found.pictures:,}" if o.found and o.found.pictures else "–",
    "Bytes of pictures, {}": lambda o: f"{o.found.picture_bytes:,}" if o.found and o.found.pictures else "–",
}


def _cost(results: Results, case: str, name: str, value: Callable[[Outcome], str]) -> str:
    outcome = results.outcome(case, "clean", name)
    return value(outcome) if outcome and outcome.costs else "–"


def _measured(results: Results, case: str, step: str, name: str) -> str:
    if results.contenders[name].missing:
        return "not installed"
    outcome = results.outcome(case, step, name)
    if outcome is None or not _counts(outcome):
        return _cell(outcome)
    runs = sorted(cost.seconds for cost in outcome.costs)
    between = f"{_seconds(runs[0])[:-2]}–{_seconds(runs[-1])[:-2]}" if len(runs) > 1 else "1 run"
    return f"{_cell(outcome)} ({between})"


def _cell(outcome: Outcome | None) -> str:
    if outcome is None:
        return "not measured"
    return _seconds(outcome.seconds) if _counts(outcome) else "**failed**"


def _seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def _is_peer(name: str) -> bool:
    return not name.startswith(OURS)


def _undone(outcome: Outcome) -> str:
    """Why an outcome counts for nothing, or empty."""
    return outcome.failed or (f"it lacks {outcome.found.lacking[0]}" if outcome.found and outcome.found.lacking else "")


def _counts(outcome: Outcome) -> bool:
    return bool(outcome.costs) and not _undone(outcome)


def told(outcome: Outcome) -> str:
    """An outcome in a few words."""
    return f"failed: {why}" if (why := _undone(outcome)) else _cell(outcome)


def has_failures(results: Results) -> bool:
    """Whether somebody has left something undone."""
    return any(_undone(outcome) for *_, outcome in _all(results))


def _grouped(results: Results) -> dict[tuple[str, str], list[str]]:
    """Who left what undone, and in which steps of which cases."""
    found: dict[tuple[str, str], list[str]] = {}
    for case, step, name, outcome in _all(results):
        if why := _undone(outcome):
            found.setdefault((name, why), []).append(f"“{step}” of {_size(results.cases[case])}")
    return found


def _size(case: Case) -> str:
    return f"{case.drawings:,} drawings" if case.drawings else f"{case.interviews:,} interviews"


def _all(results: Results) -> Iterator[tuple[str, str, str, Outcome]]:
    for case, steps in results.outcomes.items():
        for step, found in steps.items():
            for name, outcome in found.items():
                yield case, step, name, outcome


# ----------------------------------------------------------------------------------------------------- into pages

_PLACE = re.compile(r"(<!-- benchmark: ([\w ]+) -->\n).*?(<!-- /benchmark -->)", re.DOTALL)


def put_into(page: str, tables: dict[str, str]) -> str:
    """A page with these tables between the marks that name them. Raises KeyError when it has no place for any."""
    if not {found[2] for found in _PLACE.finditer(page)} & tables.keys():
        raise KeyError(f"no place for {', '.join(tables)}")
    return _PLACE.sub(lambda found: f"{found[1]}{tables[found[2]]}{found[3]}" if found[2] in tables else found[0], page)
