"""Trees written as YAML or JSON texts in every style that people use; the style is drawn from a seed."""
import json
import re

from judge.draw import Draw

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(::?[A-Za-z0-9_./*-]+)*\Z")
READ_OTHERWISE = re.compile(r"(?i)(yes|no|on|off|true|false|null)\Z")


class Raw(str):
    """A scalar to be written as it stands: 012, 1:30, 2012-10-17, yes."""


class Writer:
    def __init__(self, style):
        """style: a seed, or None for plain block YAML."""
        draw = Draw(style)
        self.plain = style is None
        self.draw = draw
        self.step = 2 if self.plain else draw.choice([2, 2, 2, 4, 3])
        self.flush = not self.plain and draw.random() < 0.3  # lists not indented under their key
        self.short = 1.0 if self.plain else draw.choice([0.0, 0.5, 1.0, 1.0])
        self.flow = 0.0 if self.plain else draw.choice([0.0, 0.0, 0.1, 0.5])
        self.json = not self.plain and draw.random() < 0.1
        self.crlf = not self.plain and draw.random() < 0.1
        self.mark = not self.plain and draw.random() < 0.1
        self.odd = 0.0 if self.plain else draw.choice([0.0, 0.0, 0.1, 0.3])
        self.anchors = {}  # the value of an anchor -> its name

    def text(self, tree):
        if self.json:
            out = json.dumps(tree, indent=self.draw.choice([None, 2]), ensure_ascii=self.draw.random() < 0.5) + "\n"
        else:
            start = "---\n" if self.chance(0.3) else "# a comment\n" if self.chance(0.3) else ""
            spaces = "  " if self.chance(0.1) else ""
            end = "...\n" if self.chance(0.1) else ""
            out = start + "".join(line + spaces + "\n" for line in self.block(tree)) + end
        if self.crlf:
            out = out.replace("\n", "\r\n")
        return ("\ufeff" if self.mark else "") + out

    def chance(self, probability):
        return not self.plain and self.draw.random() < probability

    # -- block style: lists of lines without indentation --

    def block(self, node):
        if isinstance(node, dict):
            if len(node) > 1 and self.chance(self.odd * 0.1):
                node = self.merged(node)
            twice = self.draw.choice(list(node)) if node and self.chance(self.odd * 0.05) else None
            before = [f"{self.key(twice)}: x"] if twice not in (None, "<<") else []  # of duplicate keys the last counts
            return before + [line for key, value in node.items() for line in self.entry(self.key(key) + ":", value, 0)]
        return [line for value in node for line in self.item(value)]

    def merged(self, node):
        """The same map, some of it under a merge key."""
        names = list(node)
        moved = names[: self.draw.randint(1, len(names) - 1)]
        return {"<<": {name: node[name] for name in moved}, **{name: node[name] for name in names if name not in moved}}

    def entry(self, head, value, depth):
        """The lines of `head value`; a list may begin in its key's column."""
        tag, value = self.tagged(value)
        head = f"{head} {tag}" if tag else head
        if not isinstance(value, (dict, list)) or not value or self.chance(self.flow):
            return self.scalar_lines(head, value)
        if self.chance(self.odd * 0.3):
            known = repr(value)
            if known in self.anchors and not tag:
                return [f"{head} *{self.anchors[known]}"]
            if known not in self.anchors:
                self.anchors[known] = f"a{len(self.anchors)}"
                head += f" &{self.anchors[known]}"
        lines = self.block(value)
        indent = "" if self.flush and isinstance(value, list) and not depth else " " * self.step
        noise = ["# note", ""] if self.chance(self.odd) else []
        why = "  # why" if self.chance(self.odd) else ""
        return [head + why] + noise + [indent + line if line else line for line in lines]

    def item(self, value):
        tag, inner = self.tagged(value)
        if isinstance(inner, (dict, list)) and inner and not tag and not self.chance(self.flow):
            lines = self.block(inner)
            return ["- " + lines[0]] + ["  " + line if line else line for line in lines[1:]]
        return self.entry("-", value, 1)

    def scalar_lines(self, head, value):
        if type(value) is str and self.chance(self.odd) and re.match(r"[!-~][ -~]*\Z", value):
            return [f"{head} {self.draw.choice(['|-', '>-'])}", " " * self.step + value]
        text = self.inline(value)
        return [f"{head} {text}" if text else head]

    def tagged(self, value):
        """The short tag of an intrinsic, or none, and its value."""
        if not (isinstance(value, dict) and len(value) == 1 and self.draw.random() < self.short):
            return "", value
        (name, inner), = value.items()
        if name in ("Ref", "Condition") and isinstance(inner, str):
            return "!" + name, inner
        if not re.match(r"Fn::[A-Za-z]+\Z", name) or type(inner) not in (str, list, dict):
            return "", value  # a scalar under a tag is a text
        if name == "Fn::GetAtt":
            if not isinstance(inner, list):  # a text is split at its first dot: another value
                return "", value
            plain = len(inner) == 2 and all(isinstance(part, str) and PLAIN.match(part) for part in inner)
            if plain and not self.chance(0.2):
                return "!GetAtt", ".".join(inner)
        return "!" + name[4:], inner

    # -- flow style: one line --

    def inline(self, node):
        tag, node = self.tagged(node)
        if isinstance(node, dict):
            pairs = [f"{self.key(key)}: {self.inline(value)}" for key, value in node.items()]
            text = "{" + self.comma().join(pairs) + "}"
        elif isinstance(node, list):
            text = "[" + self.comma().join(self.inline(value) for value in node) + "]"
        else:
            text = self.scalar(node)
        return f"{tag} {text}" if tag else text

    def comma(self):
        return ",\n" + " " * 80 if self.chance(self.odd * 0.3) else ", "

    def key(self, key):
        return "<<" if key == "<<" else self.scalar(key)

    def scalar(self, value):
        if isinstance(value, Raw):
            return str(value)
        if value is None:
            return self.draw.choice(["null", "~"])
        if not isinstance(value, str):
            return json.dumps(value)
        if PLAIN.match(value) and not READ_OTHERWISE.match(value) and not self.chance(self.odd):
            return value
        if "'" not in value and value.isprintable() and not self.chance(0.5):
            return f"'{value}'"
        return json.dumps(value, ensure_ascii=self.draw.random() < 0.5)
