"""Branches, loops, errors: which writes reach a read."""


def branches(a):
    if a == 1:
        x = "one"
    elif check(a):
        x = "two"
    elif a and (b := find(a)):
        x = b
    else:
        return not a
    y = "yes" if x else "no"
    assert y, text(y)
    return x, y


def loops(rows):
    found = None
    for index, row in enumerate(rows):
        if row.skip:
            continue
        if row.last:
            found = row
            break
        for inner in row:
            use(inner)
    else:
        found = "none"
    while more(found):
        found = advance(found)
    while True:
        if done():
            break
    return found


def errors(path):
    with open(path) as file, lock, table.batch_writer() as (batch, _):
        batch.put_item(Item={"path": path})
    try:
        value = read(file)
    except ValueError:
        raise
    except (KeyError, OSError) as error:
        raise Failure(error) from error
    else:
        value = parse(value)
    finally:
        file.close()
    try:
        return value
    finally:
        log("end")


def groups():
    try:
        pass
    except* OSError as group:
        print(group)


def matches(event):
    match event:
        case {"detail": {"bucket": {"name": bucket}}, **rest}:
            return bucket
        case {"op": "a" | "b", "items": [first, *others]} if others:
            return first, others
        case Point(x, kind=k) as point:
            return point, k
        case str() | int() | Color.RED | None | -1:
            pass
        case one, two:
            return one
        case whole:
            return whole
    match a, b:
        case _:
            return rest
