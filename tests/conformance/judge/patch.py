"""Applies a unified diff, strictly: every line that it takes away or leaves must be there."""
import re

HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Misfit(ValueError):
    """The diff is not one of this text."""


def lines_of(text):
    return re.findall(rb"[^\n]*\n|[^\n]+\Z", text)


def patched(text, diff):
    old, new, at = lines_of(text), [], 0
    lines = lines_of(diff)
    while lines and not HUNK.match(lines[0]):
        lines.pop(0)
    while lines:
        head = HUNK.match(lines.pop(0))
        if not head:
            raise Misfit("a line is outside of every hunk")
        first, before, after = int(head[1]), int(head[2] or 1), int(head[4] or 1)
        start = first - 1 if before else first
        new += old[at:start]
        at = start
        while before or after:
            kind, rest = lines[0][:1], lines.pop(0)[1:]
            if lines and lines[0].startswith(b"\\"):
                rest = rest.removesuffix(b"\n")
                lines.pop(0)
            if kind in b" -":
                if at >= len(old) or old[at] != rest:
                    raise Misfit(f"line {at + 1} is not {rest!r}")
                at, before = at + 1, before - 1
            if kind in b" +":
                new.append(rest)
                after -= 1
    return b"".join(new + old[at:])
