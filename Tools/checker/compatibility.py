"""What changed between two descriptor sets, and what of it breaks a caller that was built before.

    changes = compare(released, present)
    changes.breaks, changes.additions    # sentences, each naming what it is about
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from google.protobuf import descriptor_pb2

from contract import Contract

Field = descriptor_pb2.FieldDescriptorProto
# What a method asks of its caller; an effect with a higher number asks more.
DEMANDS = {"EFFECT_READ": 0, "EFFECT_STREAM": 0, "EFFECT_WORK": 1, "EFFECT_WRITE": 2,
           "EFFECT_REVEAL": 3}
# Where the classes and packages of other languages come from.
FILE_OPTIONS = ("csharp_namespace", "go_package", "java_multiple_files", "java_outer_classname",
                "java_package", "php_namespace")
OPTION_FILES = ("google/protobuf/descriptor.proto", "kntc/v1/options.proto")
# Elements that their number tells under another name.
NUMBERED = ("field", "value")
REASONS = "kntc.v1.ErrorReason."


class Key(NamedTuple):
    """An element of a contract: what it is and its full name."""

    kind: str
    name: str

    @property
    def parent(self) -> str:
        """The element that it lies in."""
        return self.name.rpartition(".")[0]

    def __str__(self) -> str:
        if self.kind == "value" and self.name.startswith(REASONS):
            return f"reason {self.name.removeprefix(REASONS).removeprefix('ERROR_REASON_')}"
        return f"{self.kind} {self.name}"


Facts = dict[str, Any]


class Changes(NamedTuple):
    """Sentences on what is different, in the order of names."""

    breaks: list[str]
    additions: list[str]


def compare(old: bytes, new: bytes) -> Changes:
    """Compares two serialised FileDescriptorSets that include their imports."""
    before, after = elements(old), elements(new)
    breaks: list[str] = []
    for key, facts in before.items():
        if key in after:
            breaks += [f"{key}: {what}" for what in broken(facts, after[key])]
        elif not any(key.name.startswith(f"{gone.name}.") for gone in before if gone not in after):
            breaks.append(f"{key}: {gone_as(key, facts, after)}")
    additions = [key for key in after if key not in before]
    # What lies in something new is not told by itself.
    told = [str(key) for key in additions if key.kind != "file"
            and not any(key.name.startswith(f"{whole.name}.") for whole in additions)]
    return Changes(breaks, told)


def elements(descriptor_set: bytes) -> dict[Key, Facts]:
    """Every element of a set with the facts that callers were built on, in the order of names."""
    found: dict[Key, Facts] = {}
    for file in opened(descriptor_set).file:
        facts = {name: getattr(file.options, name) for name in FILE_OPTIONS}
        found[Key("file", file.name)] = {"package": file.package, **facts}
        for kind, name, of_element in file_elements(file):
            found[Key(kind, name)] = of_element
    return dict(sorted(found.items()))


def opened(descriptor_set: bytes) -> Any:
    """The set with the contract's own options readable; types that they do not need may be absent."""
    needed = descriptor_pb2.FileDescriptorSet(
        file=[file for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file
              if file.name in OPTION_FILES])
    return Contract(needed.SerializeToString()).message(
        "google.protobuf.FileDescriptorSet").FromString(descriptor_set)


def file_elements(file: Any) -> Iterator[tuple[str, str, Facts]]:
    """Kind, full name and facts of what a file declares."""
    scope = f"{file.package}." if file.package else ""
    for message in file.message_type:
        yield from message_elements(message, scope, file.name)
    for enum in file.enum_type:
        yield from enum_elements(enum, scope, file.name)
    for extension in file.extension:
        yield "extension", scope + extension.name, field_facts(extension, None) | {
            "extended message": extension.extendee}
    for service in file.service:
        yield "service", scope + service.name, {"file": file.name}
        for method in service.method:
            yield "method", f"{scope}{service.name}.{method.name}", method_facts(method)


def message_elements(message: Any, scope: str, file: str) -> Iterator[tuple[str, str, Facts]]:
    """A message with its fields and what is declared in it."""
    name = scope + message.name
    yield "message", name, {"file": file, **reserved(message, 0)}
    for field in message.field:
        yield "field", f"{name}.{field.name}", field_facts(field, message)
    for extension in message.extension:
        yield "extension", f"{name}.{extension.name}", field_facts(extension, None)
    for nested in message.nested_type:
        yield from message_elements(nested, f"{name}.", file)
    for enum in message.enum_type:
        yield from enum_elements(enum, f"{name}.", file)


def enum_elements(enum: Any, scope: str, file: str) -> Iterator[tuple[str, str, Facts]]:
    """An enum with its values."""
    name = scope + enum.name
    yield "enum", name, {"file": file, **reserved(enum, 1)}
    for value in enum.value:
        facts = {"number": value.number}
        if code := options(value).get("code"):
            facts["code"] = code
        yield "value", f"{name}.{value.name}", facts


def reserved(declared: Any, last_included: int) -> Facts:
    """The numbers and names that may never be used again; of an open range the first 10,000."""
    numbers = {number for one in declared.reserved_range
               for number in range(one.start, min(one.end, one.start + 10_000) + last_included)}
    return {"reserved numbers": numbers, "reserved names": set(declared.reserved_name)}


def field_facts(field: Any, message: Any) -> Facts:
    """What a field is on the wire, in JSON and in generated classes."""
    kind = Field.Type.Name(field.type).removeprefix("TYPE_").lower()
    within = message.oneof_decl[field.oneof_index].name \
        if message is not None and field.HasField("oneof_index") else "none"
    return {"number": field.number, "type": field.type_name.lstrip(".") or kind,
            "label": Field.Label.Name(field.label).removeprefix("LABEL_").lower(),
            "oneof": within, "JSON name": field.json_name}


def method_facts(method: Any) -> Facts:
    """What a method takes, gives and asks of its caller."""
    sides = ("stream" if streams else "one"
             for streams in (method.client_streaming, method.server_streaming))
    stated = options(method)
    effect = descriptor_value(method.options, "effect")
    return {"request type": method.input_type.lstrip("."),
            "reply type": method.output_type.lstrip("."), "kind": " to ".join(sides),
            "effect": effect, "permission": stated.get("permission", ""),
            "fresh proof": bool(stated.get("fresh_proof")),
            "safe to repeat": bool(stated.get("retry_safe"))}


def options(element: Any) -> Facts:
    """The contract's own options of an element, by name."""
    return {field.name: value for field, value in element.options.ListFields()
            if field.full_name.startswith("kntc.v1.")}


def descriptor_value(stated: Any, name: str) -> str:
    """The name of the value of an option whose type is an enum; empty when it is not stated."""
    for field, value in stated.ListFields():
        if field.full_name == f"kntc.v1.{name}":
            return str(field.enum_type.values_by_number[value].name)
    return ""


def broken(old: Facts, new: Facts) -> Iterator[str]:
    """What a caller of the old facts meets that it was not built for."""
    for name, was in old.items():
        now = new.get(name)
        if was == now:
            continue
        if isinstance(was, set):
            lost = sorted(was - (now or set()))
            if lost:
                yield f"{name} {', '.join(map(str, lost))} are not reserved any more"
        elif stricter(name, was, now):
            yield f"{name} was {said(was)} and is {said(now)}"


def stricter(name: str, was: Any, now: Any) -> bool:
    """Whether the change breaks callers; what asks less of them does not."""
    if name == "effect":
        return DEMANDS.get(now, 9) > DEMANDS.get(was, 9)
    if name == "permission":
        return bool(now != "none")
    if name == "fresh proof":
        return bool(now)
    if name == "safe to repeat":
        return not now
    return True


def said(value: Any) -> str:
    """A fact as text."""
    return {True: "yes", False: "no", "": "nothing", None: "nothing"}.get(value, str(value))


def gone_as(key: Key, facts: Facts, after: dict[Key, Facts]) -> str:
    """What became of an element that is not there any more."""
    if key.kind in NUMBERED:
        for other, now in after.items():
            if other.kind == key.kind and other.parent == key.parent \
                    and now["number"] == facts["number"]:
                return f"is named {other.name.rpartition('.')[2]} now"
    return "is gone"
