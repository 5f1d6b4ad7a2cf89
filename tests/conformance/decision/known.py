"""Where the simulator is known to decide otherwise than AWS says, or than it says itself elsewhere; with the reason."""
import re

from decision.make import lists_of


def as_list(value):
    return value if isinstance(value, list) else [value]


def documents(case):
    return case["policies"] + [case[name] for name in ("boundary", "resourcePolicy") if name in case]


def statements(case):
    return [made for document in documents(case) for made in lists_of(document)]


def tests(case):
    """(operator in lower case, key in lower case, values) of every condition."""
    return [(operator.lower(), key.lower(), [str(v) for v in as_list(values)]) for made in statements(case)
            for operator, test in made.get("Condition", {}).items() for key, values in test.items()]


def context(case):
    return {key.lower(): value for key, value in case["context"].items()}


def texts(case):
    return [text for made in statements(case) for name in ("Resource", "NotResource") for text in as_list(made.get(name, []))]


def variables(text):
    """The keys of the variables in a text that have no default."""
    return [part.split("}")[0].lower() for part in text.split("${")[1:]
            if "}" in part and "," not in part.split("}")[0] and part.split("}")[0] not in "*?$"]


def is_missing(case, text):
    return any(not context(case).get(key) for key in variables(text))


def is_negated(operator):
    return "not" in operator


def missing_variable(case):
    return (any(is_negated(operator) and any(is_missing(case, v) for v in values) for operator, _, values in tests(case)) or
            any(is_missing(case, text) for made in statements(case) for text in as_list(made.get("NotResource", []))))


def version_missing(case):
    return any("Version" not in document and "${" in str(document) for document in documents(case))


def is_short(text):
    return text != "*" and text.count(":") < 5


def short_outside(case):
    identity = case["policies"] + [case["boundary"]] if "boundary" in case else case["policies"]
    return any(is_short(text) and not (document in identity and text.startswith("arn:")) for document in documents(case)
               for made in lists_of(document) for name in ("Resource", "NotResource") for text in as_list(made.get(name, [])))


def short_excepted(case):
    return any(is_short(text) for made in statements(case) for text in as_list(made.get("NotResource", [])))


def short_arn_denied(case):
    return any(operator.lower().split(":")[-1].startswith("arnnot") and any(str(value).count(":") < 5 for value in as_list(values))
               for made in statements(case) if made["Effect"] == "Deny"
               for operator, test in made.get("Condition", {}).items() for values in test.values())


def account_beside_user(case):
    return any(len(as_list(made.get("NotPrincipal", {}).get("AWS", []))) > 1 for made in statements(case)
               if isinstance(made.get("NotPrincipal"), dict))


def told_by_caller(case):
    keys = ("aws:username", "aws:userid", "aws:principalarn", "aws:principaltype", "aws:principalaccount")
    return any(key in keys and key not in context(case) for _, key, _ in tests(case))


def variable_in_type(case):
    return any(re.match(r"([^:]*:){5}[^:/]*\$\{", text) and not text.startswith("arn:aws:s3:::") for text in texts(case))


def wild_type(case):
    return any(re.match(r"([^:]*:){5}[^:/]*[*?][^:/]*[:/]", text) and not text.startswith("arn:aws:s3:::") for text in texts(case))


def both_addresses(case):
    given = context(case).get("aws:sourceip")
    return given and any(operator.removesuffix("ifexists").endswith("ipaddress") and
                         any("/" not in value and (":" in value) != (":" in given) for value in values)
                         for operator, _, values in tests(case))


def any_value_if_exists(case):
    return any(operator.startswith("foranyvalue:") and operator.endswith("ifexists") and context(case).get(key) in (None, [])
               for operator, key, _ in tests(case))


def escape_of_equals(case):
    return any("string" in operator and "equals" in operator and any(escape in value for value in values for escape in ("${*}", "${?}", "${$}"))
               for operator, _, values in tests(case))


def null_of_empty(case):
    return any(operator == "null" or "not" in operator for operator, key, _ in tests(case) if context(case).get(key) == [])


def both_stars(case):
    return any("${" in text and ("?}" in text or "*}" in text) and
               any(c in text.replace("${*}", "").replace("${?}", "") for c in "*?") for text in texts(case))


# Each with a reason and a test that says whether a case may be decided otherwise for it.
KNOWN = [
    ("variables where Version is missing are replaced; IAM User Guide, \"Version\": variables need 2012-10-17", version_missing),
    ("a resource that is not an ARN of six parts matches by the parts it has; only identity policies complete one", short_outside),
    ("an incomplete ARN in NotResource does not except what it names; IAM User Guide, \"IAM ARNs\": missing parts are any",
     short_excepted),
    ("${?} and ${*} beside a wildcard are wildcards too; IAM User Guide, \"Policy variables\": they stand for the characters", both_stars),
    ("escapes are not read in StringEquals; IAM User Guide: they can be used wherever variables can", escape_of_equals),
    ("a variable without a value makes a negation false; IAM User Guide, \"Policy variables with no value\", says that "
     "negated operators match it, and that it matches no resource of NotResource", missing_variable),
    ("a wildcard in the type of a resource matches nothing; managed policies of AWS have arn:aws:wafv2:*:*:*/webacl/*",
     wild_type),
    ("ArnNotLike of a text that is not an ARN of six parts is false; in a Deny that would switch the statement off, so there "
     "the text counts as one that differs", short_arn_denied),
    ("an account in NotPrincipal excepts all of it; IAM User Guide, \"NotPrincipal\": beside one of its users it excepts "
     "that user alone", account_beside_user),
    ("a key that the caller's ARN tells, such as aws:username, counts as missing unless the context has it", told_by_caller),
    ("the ':' in a variable's key ends the type of the resource", variable_in_type),
    ("a single IPv4 address and an IPv6 address are neither equal nor different", both_addresses),
    ("a key without values does not count as null; IAM User Guide: a null dataset is one, like a key that is missing", null_of_empty),
    ("ForAnyValue with IfExists is false for a missing key; IAM User Guide: IfExists makes the condition true",
     any_value_if_exists),
]
