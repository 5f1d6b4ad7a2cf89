"""The smallest tree that still shows something: leaves out what can be left out, until nothing can."""
import copy


def places(tree, path=()):
    """The paths of every key and item, outermost first."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in list(items):
        yield path + (step,)
    for step, value in list(items):
        yield from places(value, path + (step,))


def holder(tree, path):
    for step in path[:-1]:
        tree = tree[step]
    return tree


def without(tree, path):
    tree = copy.deepcopy(tree)
    del holder(tree, path)[path[-1]]
    return tree


def plainer(tree, path):
    """The tree with something plain in this place, or nothing if it is plain already."""
    value = holder(tree, path)[path[-1]]
    if value in ("x", 1) or not isinstance(value, (dict, list)) and path[-1] in ("Type", "Transform"):
        return None
    tree = copy.deepcopy(tree)
    holder(tree, path)[path[-1]] = "x"
    return tree


def shrink(tree, still):
    """still(tree): does it show what is looked for? Bounded: every step makes the tree smaller or a value plain."""
    for change in (without, plainer):
        again = True
        while again:
            again = False
            for path in list(places(tree)):
                try:
                    smaller = change(tree, path)
                except (KeyError, IndexError, TypeError):
                    continue  # gone with something around it
                if smaller is not None and smaller and still(smaller):
                    tree, again = smaller, True
    return tree
