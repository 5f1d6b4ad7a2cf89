#!/usr/bin/env python3
"""Python's own parser finds the same calls, with the same text of what is called, as the lowering does.

usage: calls.py READ_CODE FOLDER...    (a folder is searched for *.py)

It compares with the bytes of the file. A file that Python 3 does not parse is only read: nothing in it may end the program.
"""
import ast
import os
import subprocess
import sys
import warnings

warnings.simplefilter("ignore")
MOST = 200  # files for one process


def files_of(folders):
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for path, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name != ".git")
            for name in sorted(files):
                full = os.path.join(path, name)
                if name.endswith(".py") and os.path.isfile(full) and not os.path.islink(full):
                    yield full


def calls_of(data):
    """The calls in the file: {(start, end): callee}, in bytes; None when it is not Python 3."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    # Lines of the parser end at \n, \r\n or \r; a form feed does not end one.
    starts, at = [0], 0
    while at < len(data):
        if data[at:at + 2] == b"\r\n":
            at += 2
        elif data[at:at + 1] in (b"\n", b"\r"):
            at += 1
        else:
            at += 1
            continue
        starts.append(at)
    shift = 3 if data.startswith(b"\xef\xbb\xbf") else 0

    def offset(line, column):
        return starts[line - 1] + column + (shift if line == 1 else 0)

    found = {}

    def visit(node, in_text):
        if isinstance(node, ast.JoinedStr):
            in_text = True  # positions in f"..." are not those of the file before Python 3.12
        if isinstance(node, ast.Call):
            span = (offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset))
            callee = node.func
            key = span if not in_text else ("text", len(found))
            found[key] = (ast.unparse(callee) if in_text else
                          data[offset(callee.lineno, callee.col_offset):offset(callee.end_lineno, callee.end_col_offset)])
        stack.extend((child, in_text) for child in ast.iter_child_nodes(node))

    stack = [(tree, False)]
    while stack:
        visit(*stack.pop())
    return found


def lowered(read_code, paths):
    """{path: [(operation, start, end, callee_start, callee_end)]}"""
    result = {path: [] for path in paths}
    run = subprocess.run([read_code, "calls", *paths], capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"read-code ended with {run.returncode} on one of {paths}: {run.stderr.decode()}")
    for line in run.stdout.decode("utf-8", "surrogateescape").splitlines():
        path, operation, *numbers = line.rsplit("\t", 5)
        result[path].append((operation, *map(int, numbers)))
    return result


def normal(text):
    """The text of a callee as unparse writes it, to compare those in f"..."."""
    try:
        return ast.unparse(ast.parse(text.strip(), mode="eval"))
    except (SyntaxError, ValueError):
        return text


def compare(path, data, calls, want):
    """Yields what differs."""
    in_texts = sorted(callee for key, callee in want.items() if key[0] == "text")
    spans = {key: callee for key, callee in want.items() if key[0] != "text"}
    joins = {(start, end) for operation, start, end, _, _ in calls if operation == "join"}
    for operation, start, end, callee_start, callee_end in calls:
        if operation == "join":
            continue
        callee = data[callee_start:callee_end] if operation == "call" else b"super"
        if spans.get((start, end)) == callee:
            del spans[start, end]
            continue
        text = normal(callee.decode("utf-8", "replace"))
        if text in in_texts:
            in_texts.remove(text)
            continue
        yield f"{path}: the lowering has the call of {callee!r} at {start}, the parser {spans.get((start, end))!r}"
    for (start, end), callee in spans.items():
        if (start, end) in joins and callee.endswith(b"format"):
            continue  # "text".format(...) is the joined text
        yield f"{path}: the lowering lacks the call of {callee!r} at {start}"
    for callee in in_texts:
        if not callee.endswith(".format"):
            yield f"{path}: the lowering lacks the call of {callee} in a formatted text"


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    files = list(files_of(sys.argv[2:]))
    read = compared = calls = wrong = 0
    for at in range(0, len(files), MOST):
        part = files[at:at + MOST]
        units = lowered(sys.argv[1], part)
        for path in part:
            with open(path, "rb") as file:
                data = file.read()
            read += 1
            want = calls_of(data)
            if want is None:
                continue
            compared += 1
            calls += len(want)
            for said in compare(path, data, units[path], want):
                wrong += 1
                if wrong <= 40:
                    print(said)
    print(f"{read} files read, {compared} compared with Python's parser, {calls} calls, {wrong} differ")
    sys.exit(1 if wrong or not compared else 0)


main()
