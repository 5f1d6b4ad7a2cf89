"""What a target of an assignment can be."""
import os

TABLE = os.environ["TABLE"]
BUCKET: str = os.environ.get("BUCKET", "fallback")
declared: int
a = b = source()
c, d = 1, "two"
(e, [f, *g]), h = source()
*first, last = source()
x, *_, y = source()
d["key"] = a
d[i, j] = a
d.member.inner = b
d.items[0], e.name = pair()
TABLE += "-suffix"
TABLE -= 1
names = ["x"]
names += ["y", z]
names = names + ["z"]
total = 1 + count()
counts[key(event)] += 1
d.member.total -= 2
joined = "a" + TABLE + "b"
if (n := len(a)) > 10:
    use(n)
del d["key"], a.member, b
config = {"A": os.getenv("A_TABLE"), 'B': os.getenv("B_TABLE"), n: 1, **other}
part = config["A"][1:3]
both = {1, 2} | {3}
by_name = handlers[event["op"]](event)
type(mock).status = "ACTIVE"


def change():
    global BUCKET, made_here
    BUCKET = "other"
    made_here = 1

    def inner():
        nonlocal local
        local = 2
        hidden = BUCKET
    local = 1
    return inner
