"""Types in words: the values that a field takes, as people say it."""

from collections.abc import Callable

from msgspec import inspect


def braces(kind: inspect.StructType) -> str:
    """A struct in words: ``{name: a text, id: 1 to 9}``."""
    return "{" + ", ".join(f"{field.name}: {words(field.type)}" for field in kind.fields) + "}"


def words(kind: inspect.Type, struct: Callable[[inspect.StructType], str] = braces) -> str:
    """The values of a type, as people say it: ``1 to 10``, ``'made' or 'given'``. `struct` words structs in it."""
    match kind:
        case inspect.Metadata(extra_json_schema={"description": str(text)}):
            return text
        case inspect.Metadata(type=inner):
            return words(inner, struct)
        case inspect.IntType(ge=int(least), le=int(most)):
            return f"{least} to {most}"
        case inspect.IntType(ge=int(least)):
            return f"{least} or more"
        case inspect.IntType():
            return "a whole number"
        case inspect.FloatType():
            return "a number"
        case inspect.BoolType():
            return "true or false"
        case inspect.NoneType():
            return "null"
        case inspect.LiteralType(values=values):
            return " or ".join(map(repr, values))
        case inspect.UnionType(types=kinds):
            said = dict.fromkeys(words(one, struct) for one in kinds)
            return " or ".join(one for one in said if one != "a whole number" or "a number" not in said)
        case inspect.StrType(min_length=None, max_length=int(most)):
            return f"at most {most} characters"
        case inspect.StrType(min_length=int(least), max_length=int(most)):
            return f"{least} to {most} characters"
        case inspect.StrType(min_length=1):
            return "a text that is not empty"
        case inspect.ListType(item_type=item, min_length=int(least), max_length=int(most)):
            return f"a list of {least} to {most}, each {words(item, struct)}"
        case inspect.ListType(item_type=item, max_length=int(most)):
            return f"a list of at most {most}, each {words(item, struct)}"
        case inspect.ListType(item_type=item, min_length=int(least)):
            return f"a list of at least {least}, each {words(item, struct)}"
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return f"a list, each {words(item, struct)}"
        case inspect.StructType():
            return struct(kind)
        case inspect.DictType(value_type=inspect.AnyType()) | inspect.DictType(value_type=inspect.UnionType()):
            return "an object"
        case inspect.DictType(value_type=item, max_length=int(most)):
            return f"an object of at most {most}, each value {words(item, struct)}"
        case inspect.DictType(value_type=item):
            return f"an object, each value {words(item, struct)}"
        case inspect.AnyType() | inspect.RawType():
            return "anything"
        case _:
            return "a text"
