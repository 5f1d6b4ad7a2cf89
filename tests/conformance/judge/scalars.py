"""The values of plain scalars by YAML 1.1, and the texts of block scalars."""
import re

NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
TRUE = re.compile(r"(?:yes|Yes|YES|true|True|TRUE|on|On|ON)\Z")
FALSE = re.compile(r"(?:no|No|NO|false|False|FALSE|off|Off|OFF)\Z")
INT = re.compile(r"[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)\Z")
FLOAT = re.compile(r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                   r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")


def number(text):
    sign, digits = (-1 if text[0] == "-" else 1), text.lstrip("+-").replace("_", "")
    if ":" in digits:
        value = 0
        for part in digits.split(":"):
            value = value * 60 + int(part)
        return sign * value
    if digits.startswith(("0b", "0x")):
        return sign * int(digits, 0)
    return sign * int(digits, 8 if digits.startswith("0") and digits != "0" else 10)


def real(text):
    sign, digits = (-1.0 if text[0] == "-" else 1.0), text.lstrip("+-").replace("_", "").lower()
    if digits in (".inf", ".nan"):
        return sign * float(digits[1:])
    value = 0.0
    for part in digits.split(":"):
        value = value * 60 + float(part)
    return sign * value


def scalar(text):
    """The value of a plain scalar."""
    if NULL.match(text):
        return None
    if TRUE.match(text) or FALSE.match(text):
        return bool(TRUE.match(text))
    if INT.match(text):
        return number(text)
    return real(text) if FLOAT.match(text) else text


def folded(lines, fold, chomp):
    while lines and not lines[-1].strip("\n"):
        lines.pop()
        chomp += "\n"
    kept = chomp.count("\n")
    chomp = chomp.strip("\n")
    body = "\n".join(lines)
    if fold:
        body = ""
        for number, line in enumerate(lines):
            if number == 0:
                body = line
            elif not line:
                body += "\n"
            else:
                before = next((lines[n] for n in range(number - 1, -1, -1) if lines[n]), "")
                spaced = line[0] in " \t" or before[:1] in (" ", "\t")
                blanks = number - 1 - max((n for n in range(number) if lines[n]), default=-1)
                body += ("\n" if spaced or not before else "" if blanks else " ") + line
    if not lines:
        return "\n" * kept if chomp == "+" else ""
    return body + {"": "\n", "-": "", "+": "\n" * (kept + 1)}[chomp]
