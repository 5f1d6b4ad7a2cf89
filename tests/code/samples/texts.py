"""Texts that are made of others."""
plain = 'it\'s' "\x41\u00e9\N{BULLET}\101\
" r'\d' b"bytes" u'old' """long
text"""
empty = ""
nul = "a\0b"
formatted = f"{stage}-{prefix!s}-{size:>10}-{name!r}-{{kept}}-{x=}"
nested = f"a{f'b{c}' + d}" "tail" f"{obj['key'].get(1)}"
width = f"{value:{width()}}"
raw = fr"\d{n}"
percent = "%s/%d/%05d/100%%" % (bucket, number, padded)
single = "table-%s" % stage
several = "%s-%s" % pair
named = "%(stage)s-%(name)s" % {"stage": stage, "name": "x"}
broken = "%s-%s" % (one,)
by_position = "{}-{}-{0}".format(a, b)
by_name = "{stage}/{item.key[name]}/{list[0]}/{{}}/{size:>10}/{missing}".format(stage=s, item=i, list=l, size=n)
unknown = "{}".format(*args)
later = template.format(stage)
joined = "/".join([a, b])
chained = a + "-" + (b or "x" or c) + ("d" if e else f"{g}")
