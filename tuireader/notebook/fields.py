"""Fields of a record (`records`), which may come from anywhere: what they must not be raises TypeError."""

from collections.abc import Mapping


def text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise TypeError(f"{key} is not a text")
    return value


def texts(record: Mapping[str, object], key: str) -> list[str]:
    value = record.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"{key} is not a list of texts")
    return value


def objects(record: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise TypeError(f"{key} is not a list of objects")
    return value


def optional(record: Mapping[str, object], key: str) -> str | None:
    return None if record.get(key) is None else text(record, key)


def number(record: Mapping[str, object], key: str) -> int:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not -(2**63) <= value < 2**63:
        raise TypeError(f"{key} is not a number")
    return value


def flag(record: Mapping[str, object], key: str) -> bool:
    value = record.get(key)
    if not isinstance(value, bool):
        raise TypeError(f"{key} is not true or false")
    return value
