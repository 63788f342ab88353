"""Another implementation's opinion on messages: libprotobuf, through its Python binding.

Reads the set of descriptors in hexadecimal on the first line, then a type and a message in
hexadecimal on each line; answers each with the message in canonical bytes, or with "-" when it
refuses the bytes.
"""

import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.internal import api_implementation
from google.protobuf.message import DecodeError


def main() -> None:
    """Answers line by line."""
    if api_implementation.Type() != "cpp":
        sys.exit("the Python binding is not that of the C++ library")
    files = descriptor_pb2.FileDescriptorSet.FromString(bytes.fromhex(sys.stdin.readline()))
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    for line in sys.stdin:
        name, content = line.rstrip("\n").split(" ")
        message = factory.GetPrototype(pool.FindMessageTypeByName(name))()
        try:
            message.ParseFromString(bytes.fromhex(content))
            print(message.SerializeToString(deterministic=True).hex())
        except DecodeError:
            print("-")


main()
