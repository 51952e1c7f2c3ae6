"""Brings kinds of resources to a state as tools that converge do: look, create what is missing, change what differs, delete what
is there. A kind has read, create, change, remove and list (the names of all there are, through the paginator); made and changed
are what read answers after create and after change."""


def refused(exception, call, *arguments, **parameters):
    try:
        call(*arguments, **parameters)
    except exception as error:
        assert error.response["Error"]["Message"] and error.response["ResponseMetadata"]["HTTPStatusCode"] < 500, error.response
        return error
    raise AssertionError(f"expected {exception.__name__}")


def is_there(kind, missing):
    try:
        kind.read()
        return True
    except missing:
        return False


def present(kinds, missing):
    changes = 0
    for kind in kinds:
        if not is_there(kind, missing):
            kind.create()
            changes += 1
    return changes


def absent(kinds, missing):
    changes = 0
    for kind in reversed(kinds):
        if is_there(kind, missing):
            kind.remove()
            changes += 1
    return changes


def reads(kinds, member):
    for kind in kinds:
        found, wanted = kind.read(), getattr(kind, member)
        assert found == wanted, f"{kind.__name__}: {found} is not {wanted}"


def life_cycle(kinds, missing, exists, while_there):
    assert present(kinds, missing) == len(kinds)
    assert present(kinds, missing) == 0
    reads(kinds, "made")
    for kind in kinds:
        if getattr(kind, "unique", False):
            refused(exists, kind.create)
    for kind in kinds:
        kind.change()
    reads(kinds, "changed")
    for kind in kinds:
        assert kind.list() == kind.listed, f"{kind.__name__}: {kind.list()}"
    while_there()
    assert absent(kinds, missing) == len(kinds)
    assert absent(kinds, missing) == 0
