"""Functions: parameters, defaults, decorators, lambdas; what runs when."""


def plain(event, context, /, limit: int = default(), *rest, name="n", **named) -> dict:
    return limit, rest, name, named


def keyword_only(*, table: "Table" = None):
    yield table
    got = yield
    yield from others(table)
    return got


async def waiting(client):
    async with client.open() as session, lock:
        async for item in session.pages():
            await session.send(item)
    return [await x async for x in session.all()]


@app.route("/items/<item>", methods=["GET"])
@cached
def decorated(item: Annotated[str, Depends(find)]):
    """A text."""
    def inner():
        return item
    pass
    return inner


sorted(rows, key=lambda row, *rest, at=0, **named: row[at])
double = lambda: None
keep = map(plain, rows)
print(rows, *map(plain, rows), *x.y[0](1), sep="")


def generator(rows):
    return sum(row.size for row in rows if row), {k: v for k, v in rows.items()}, {x for y in rows for x in y}


def main():
    return plain(*args, limit=3, **options)


if __name__ == "__main__":
    only_here = main()
else:
    imported = True
