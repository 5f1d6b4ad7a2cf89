"""A small reader of YAML 1.1 and JSON, so that what samgen writes is read by something that samgen does not use.

It reads what templates use: block and flow collections, plain and quoted scalars, block scalars, comments, anchors, merge
keys. Short tags of CloudFormation become their long forms (`!Ref X` is {"Ref": "X"}), dates stay texts, and of a key that
is there twice the last counts. It reads some texts that are not YAML, but of YAML it gives the same value as PyYAML or an
error: tests/conformance/record compares the two.
"""
import re

from .scalars import folded, scalar


class Unreadable(ValueError):
    """Not YAML, or YAML of a kind that the reader does not know."""


ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
           " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}
BLANK = re.compile(r"(?:[ \t]*(?:#[^\n]*)?(?:\n|\Z))*[ ]*")
SPACES = re.compile(r"[ \t]*")
PROPERTY = re.compile(r"(!<[^>\s]*>|![^\s,\[\]{}]*|&[^\s,\[\]{}]+)(?=[\s,\[\]{}]|\Z)")
ALIAS = re.compile(r"\*([^\s,\[\]{}:]+)")
HEADER = re.compile(r"([|>])([-+]?)([1-9]?)([-+]?)[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
# A plain scalar's part of one line: up to `: `, ` #` or the end; in flow up to , [ ] { } too.
PLAIN = {False: re.compile(r"(?:[^\n:#]|:(?=[^\s])|(?<=\S)#)*"), True: re.compile(r"(?:[^\n:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)#)*")}
NOT_PLAIN = re.compile(r"[-?:](?:\s|\Z)|[,\[\]{}#&*!|>'\"%@`]")
MARKER = re.compile(r"(?:---|\.\.\.)(?=\s|\Z)", re.M)


def long_form(tag, value):
    name = tag[1:]
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {name if name in ("Ref", "Condition") else "Fn::" + name: value}


class Reader:
    def __init__(self, text):
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.at, self.anchors = 0, {}

    def fail(self, what):
        line = self.text.count("\n", 0, self.at) + 1
        raise Unreadable(f"line {line}, column {self.column() + 1}: {what}")

    # -- where we are --

    def column(self):
        return self.at - self.text.rfind("\n", 0, self.at) - 1

    def peek(self, count=1):
        return self.text[self.at:self.at + count]

    def take(self, pattern):
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def skip(self):
        """Skips spaces and comments; whether a line ended on the way."""
        start = self.at
        if self.at and self.peek() == "#" and not self.text[self.at - 1].isspace():
            self.fail("a comment begins right after something")
        self.take(BLANK)
        if self.peek() == "\t":
            self.take(SPACES)
            self.take(BLANK)
        return "\n" in self.text[start:self.at]

    def ends(self):
        return self.at >= len(self.text) or self.column() == 0 and MARKER.match(self.text, self.at)

    def is_item(self):
        return self.peek() == "-" and (self.peek(2)[1:] or "\n").isspace()

    # -- documents --

    def document(self):
        self.skip()
        while self.peek() == "%":
            self.at = self.text.find("\n", self.at) + 1 or len(self.text)
            self.skip()
        if self.peek(3) == "---" and self.column() == 0:
            self.at += 3
        value = self.node(-1)
        self.skip()
        if self.peek(3) == "..." and self.column() == 0:
            self.at += 3
            self.skip()
        if self.at < len(self.text):
            self.fail("something follows the document")
        return value

    # -- block style --

    def node(self, parent, same=False, inline=True):
        """The value after a key or a dash: anything indented more than `parent`; same: or a list at the same column."""
        new_line = self.skip()
        own_line = new_line or not inline or parent < 0
        if self.ends() or new_line and not self.fits(parent, same):
            return None
        tag, anchor, start = "", "", self.at
        first_column = self.column()
        while found := self.take(PROPERTY):
            tag, anchor = (found[1], anchor) if found[1][0] == "!" else (tag, found[1][1:])
            moved = self.skip()
            if self.ends() or moved and not self.fits(parent, same):
                return self.named(anchor, self.tagged(tag, None))
            if moved:
                own_line, start, first_column = True, self.at, self.column()
        value = self.content(parent, own_line, start, first_column, tag)
        if isinstance(value, Keyed):  # the properties belong to the first key
            return value.tree
        return self.named(anchor, self.tagged(tag, value))

    def fits(self, parent, same):
        return self.column() > parent or same and self.column() == parent and self.is_item()

    def content(self, parent, own_line, start, column, tag):
        if self.is_item():
            if not own_line:
                self.fail("a list begins after a key in the same line")
            return self.block_list(self.column())
        if self.peek() in "|>":
            return Text(self.block_scalar(parent))
        if self.peek(2) == "? ":
            self.fail("a key that is not in one line")
        if own_line and self.key_ahead():
            if start != self.at:  # a tag or an anchor before the first key
                self.at = start
                return Keyed(self.block_map(column))
            return self.block_map(self.column())
        if alias := self.take(ALIAS):
            return self.known(alias[1])
        if self.peek() in "[{":
            return self.flow()
        if self.peek() in "\"'":
            return Text(self.quoted())
        text = self.plain(parent)
        return Text(text) if tag and tag != "!" else scalar(text)

    def key_ahead(self):
        """Whether a key and its colon follow; nothing is taken."""
        start = self.at
        try:
            self.key()
            return self.take(re.compile(r"[ \t]*:(?=\s|\Z)")) is not None
        except Unreadable:
            return False
        finally:
            self.at = start

    def key(self):
        anchor = None
        while found := self.take(PROPERTY):
            anchor = found[1][1:] if found[1][0] == "&" else anchor
            self.take(SPACES)
        if alias := self.take(ALIAS):
            return self.known(alias[1])
        if self.peek() in "[{":
            self.fail("a collection as a key")
        if self.peek() in "\"'":
            line_end = self.text.find("\n", self.at)
            value = self.quoted()
            if 0 <= line_end < self.at:
                self.fail("a key of several lines")
        else:
            if NOT_PLAIN.match(self.text, self.at):
                self.fail("no key")
            value = scalar(self.take(PLAIN[False])[0].rstrip())
        return self.named(anchor, value)

    def block_map(self, column):
        made, merged = {}, []
        while not self.ends() and self.column() == column and not self.is_item():
            key = self.key()
            if not self.take(re.compile(r"[ \t]*:(?=\s|\Z)")):
                self.fail("a colon is missing")
            value = self.node(column, same=True, inline=True)
            self.put(made, merged, key, value)
            self.skip()
        if not self.ends() and self.column() > column:
            self.fail("indented as nothing before it")
        return self.joined(made, merged)

    def block_list(self, column):
        made = []
        while not self.ends() and self.column() == column and self.is_item():
            self.at += 1
            made.append(self.node(column, inline=False))
            self.skip()
        if not self.ends() and self.column() > column:
            self.fail("indented as nothing before it")
        return made

    def block_scalar(self, parent):
        header = self.take(HEADER)
        if not header:
            self.fail("the head of a block scalar")
        lines, indent = [], max(parent, 0) + int(header[3]) if header[3] else None
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            line = self.text[self.at:end if end >= 0 else len(self.text)]
            spaces = len(line) - len(line.lstrip(" "))
            if line.strip(" "):
                indent = spaces if indent is None else indent
                if spaces < indent or indent <= parent or self.ends():
                    break
            lines.append(line[indent:] if indent is not None else "")
            self.at = end + 1 if end >= 0 else len(self.text)
            if end < 0 and lines[-1]:  # the text ends without a line end
                return folded(lines, header[1] == ">", "-")
        return folded(lines, header[1] == ">", header[2] or header[4])

    # -- flow style --

    def flow(self):
        opening, closing = self.peek(), {"[": "]", "{": "}"}[self.peek()]
        self.at += 1
        made, merged, items = {}, [], []
        while True:
            self.skip()
            if self.peek() == closing:
                self.at += 1
                return items if opening == "[" else self.joined(made, merged)
            if self.ends():
                self.fail(f"{closing} is missing")
            close = self.peek() in "\"'"  # after a quoted key the colon needs no space
            key = self.flow_value()
            self.skip()
            if self.take(re.compile(r":" if close else r":(?=[\s,\[\]{}\"']|\Z)")):
                self.skip()
                value = None if self.peek() in ",]}" else self.flow_value()
                if opening == "[":
                    items.append({key: value})
                else:
                    self.put(made, merged, key, value)
                self.skip()
            elif opening == "[":
                items.append(key)
            else:
                made[key] = None
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != closing:
                self.fail(f"a comma or {closing} is missing")

    def flow_value(self):
        tag, anchor = "", ""
        while found := self.take(PROPERTY):
            tag, anchor = (found[1], anchor) if found[1][0] == "!" else (tag, found[1][1:])
            self.skip()
        if self.peek() in ",]}":
            value = Text("") if tag and tag != "!" else None
        elif alias := self.take(ALIAS):
            value = self.known(alias[1])
        elif self.peek() in "[{":
            value = self.flow()
        elif self.peek() in "\"'":
            value = Text(self.quoted())
        else:
            text = self.plain(-1, flow=True)
            value = Text(text) if tag and tag != "!" else scalar(text)
        return self.named(anchor, self.tagged(tag, value))

    # -- scalars --

    def plain(self, parent, flow=False):
        if NOT_PLAIN.match(self.text, self.at) and not (flow and self.peek() == ":"):
            self.fail(f"a value begins with {self.peek()!r}")
        parts = [self.take(PLAIN[flow])[0].rstrip()]
        while True:
            start, breaks = self.at, 0
            self.take(SPACES)
            while self.peek() == "\n":
                self.at, breaks = self.at + 1, breaks + 1
                self.take(SPACES)
            stop = not breaks or self.ends() or self.peek() == "#" or not flow and self.column() <= parent
            if stop or flow and self.peek() in ",[]{}" or not flow and self.key_ahead():
                self.at = start
                break
            more = self.take(PLAIN[flow])[0].rstrip()
            if not more:
                self.at = start
                break
            parts.append("\n" * (breaks - 1) if breaks > 1 else " ")
            parts.append(more)
        return "".join(parts)

    def quoted(self):
        quote, parts = self.peek(), []
        self.at += 1
        while True:
            if self.at >= len(self.text):
                self.fail("a quote is missing")
            char = self.peek()
            if char == quote and quote == "'" and self.peek(2) == "''":
                parts.append("'")
                self.at += 2
            elif char == quote:
                self.at += 1
                return "".join(parts)
            elif char == "\\" and quote == '"':
                self.escape(parts)
            elif char in " \t\n":
                blank = self.take(re.compile(r"[ \t\n]+"))[0]
                breaks = blank.count("\n")
                parts.append(blank if not breaks else " " if breaks == 1 else "\n" * (breaks - 1))
            else:
                parts.append(self.take(re.compile(r"[^\\'\" \t\n]+|['\"\\]"))[0])

    def escape(self, parts):
        char = self.peek(2)[1:]
        size = {"x": 2, "u": 4, "U": 8}.get(char)
        if char == "\n":
            self.at += 2
            self.take(SPACES)
        elif size:
            parts.append(chr(int(self.text[self.at + 2:self.at + 2 + size], 16)))
            self.at += 2 + size
        elif char in ESCAPES:
            parts.append(ESCAPES[char])
            self.at += 2
        else:
            self.fail(f"the escape {char!r}")

    # -- tags, anchors, merge keys --

    def tagged(self, tag, value):
        if not tag or tag == "!":
            return str(value) if isinstance(value, Text) else value
        value = str(value) if isinstance(value, Text) else "" if value is None else value
        if tag.startswith("!!") or tag.startswith("!<"):
            if {"!!str": str, "!!seq": list, "!!map": dict}.get(tag) is type(value):
                return value
            self.fail(f"the tag {tag}")
        return long_form(tag, value)

    def named(self, anchor, value):
        if anchor:
            self.anchors[anchor] = value
        return value

    def known(self, name):
        if name not in self.anchors:
            self.fail(f"nothing is called &{name}")
        return self.anchors[name]

    def put(self, made, merged, key, value):
        if key == "<<" and isinstance(value, (dict, list)):
            merged.extend(reversed(value) if isinstance(value, list) else [value])
            return
        try:
            made[key] = value
        except TypeError:
            self.fail("a collection as a key")

    @staticmethod
    def joined(made, merged):
        whole = {}
        for other in merged:
            whole.update(other)
        whole.update(made)
        return whole


class Text(str):
    """A scalar that is a text however it looks."""


class Keyed:
    """A map whose first key had properties."""

    def __init__(self, tree):
        self.tree = tree


def load(text):
    """The value of a text or of bytes."""
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    return Reader(text).document()
