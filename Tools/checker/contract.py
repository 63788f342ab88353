"""The contract as Python classes, read from the .proto files each time: nothing is generated."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message


def descriptor_set(folder: Path, *options: str) -> bytes:
    """The FileDescriptorSet of every .proto file below the folder with its imports, by protoc."""
    files = sorted(str(file) for file in folder.rglob("*.proto"))
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "contract.bin"
        subprocess.run(["protoc", f"--proto_path={folder}", "--include_imports",
                        f"--descriptor_set_out={target}", *options, *files], check=True)
        return target.read_bytes()


# The names of google.rpc.Code by number; the public package is not installed with the messages.
CODES = ("OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
         "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
         "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
         "UNAUTHENTICATED")


class Contract:
    """Messages and methods by full name."""

    def __init__(self, descriptor_set: bytes) -> None:
        """Reads a FileDescriptorSet that includes its imports."""
        self._pool = descriptor_pool.DescriptorPool()
        # Debian's protobuf knows only the factory, later ones only the function.
        self._class = getattr(message_factory, "GetMessageClass", None) \
            or message_factory.MessageFactory(self._pool).GetPrototype
        for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file:
            self._pool.AddSerializedFile(file.SerializeToString())

    @classmethod
    def compile(cls, folder: Path) -> "Contract":
        """Reads every .proto file below the folder with protoc."""
        return cls(descriptor_set(folder))

    def message(self, name: str) -> type[Message]:
        """The class of a message, for example "kntc.v1.Agency"."""
        return self._class(self._pool.FindMessageTypeByName(name))

    def method(self, service: str, name: str) -> MethodDescriptor:
        """A method of a service; KeyError when there is none."""
        return self._pool.FindServiceByName(service).methods_by_name[name]

    def methods(self, service: str) -> set[str]:
        """The names of a service's methods."""
        return set(self._pool.FindServiceByName(service).methods_by_name)

    def values(self, name: str) -> set[str]:
        """The names of an enum's values but the one that states nothing."""
        values = self._pool.FindEnumTypeByName(name).values_by_number
        return {value.name for number, value in values.items() if number != 0}

    def open_any(self, value: Any) -> Message:
        """The message inside a google.protobuf.Any."""
        return self.message(value.type_url.rpartition("/")[2]).FromString(value.value)
