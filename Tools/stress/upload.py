#!/usr/bin/env python3
"""Uploads a large file to a server that is killed on the way, and fetches it again.

    Tools/stress/upload.py --megabytes 300 --cuts 5

The server is killed with SIGKILL after each part; the upload goes on where the server says. At the
end the file is attached, fetched and compared, and the server's memory is printed: it may not grow
with the file.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "stage"), str(HERE.parent / "checker")]

from contract import Contract  # noqa: E402
from programs import ROOT, Server  # noqa: E402
from running import RunningStage  # noqa: E402
from story import OFFICER, WARD  # noqa: E402
from ttrpc import Client  # noqa: E402

CHUNK = 256 << 10
GROWTH_MAX_MEGABYTES = 200


def invent(path: Path, size: int, seed: int) -> bytes:
    """Writes a PDF's head and noise; the SHA-256 of it."""
    noise, digest, left = random.Random(seed), hashlib.sha256(), size
    with path.open("wb") as file:
        while left > 0:
            block = (b"%PDF-1.7\n" if left == size else b"") + noise.randbytes(CHUNK)
            block = block[:min(left, CHUNK)]
            digest.update(block)
            left -= file.write(block)
    return digest.digest()


class Uploader:
    """Calls one server about one upload."""

    def __init__(self, contract: Contract, endpoint: str, name: str) -> None:
        self._contract = contract
        self._name = name
        host, _, port = endpoint.rpartition(":")
        self._client = Client(contract, host, int(port))

    def call(self, method: str, **fields: object) -> object:
        """The reply of a method of FileService."""
        request = self._contract.message(f"kntc.v1.{method}Request")(**fields)
        return self._client.call("kntc.v1.FileService", method, request, seconds=120.0,
                                 metadata={"kntc-identity": OFFICER})

    def close(self) -> None:
        """Hangs up."""
        self._client.close()

    def send(self, file: Path, digest: bytes, until: int) -> int:
        """Goes on with the upload up to an offset; where it stands then."""
        size = file.stat().st_size
        offset = self.call("BeginUpload", id=self._name, size=size, sha256=digest).next_offset
        with file.open("rb") as source:
            while offset < min(until, size):
                source.seek(offset)
                data = source.read(CHUNK)
                offset = self.call("PutChunk", id=self._name, offset=offset, data=data,
                                   sha256=hashlib.sha256(data).digest()).next_offset
        return offset


def megabytes(server: Server) -> int:
    """The most memory that the server's process has had."""
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def register(endpoint: str) -> str:
    """A petition for the file to belong to."""
    stage = RunningStage(endpoint, "")
    stage.load_directory()
    today = stage.call("kntc.v1.SystemService/GetStatus", {}, OFFICER)["today"]
    receipt = stage.call("kntc.v1.PetitionService/RegisterPetition", {
        "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_HAND",
        "stamp": {"number": "1", "date": today}, "summary": "Đơn có tệp lớn"}, OFFICER)
    return str(receipt["records"][0]["record"]["id"])


def main() -> int:
    """Uploads with cuts; 0 when the file came back whole and memory stayed flat."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=300)
    parser.add_argument("--cuts", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kntc-upload-") as scratch:
        return upload(Path(scratch), arguments)


def upload(scratch: Path, arguments: argparse.Namespace) -> int:
    """Plays the upload in a folder of its own."""
    size = arguments.megabytes << 20
    file = scratch / "file.pdf"
    digest = invent(file, size, arguments.seed)
    contract = Contract.compile(ROOT / "Protos")
    name = uuid.uuid4().hex[:26]
    for part in range(1, arguments.cuts + 1):
        with Server(scratch / "data", scratch / "server.log") as server:
            caller = Uploader(contract, server.endpoint, name)
            if part == 1:
                petition = register(server.endpoint)
            reached = caller.send(file, digest, size * part // (arguments.cuts + 1))
            caller.close()
            print(f"cut {part} at {reached / size:.0%}", flush=True)
            server.kill()
    with Server(scratch / "data", scratch / "server.log") as server:
        caller = Uploader(contract, server.endpoint, name)
        before = megabytes(server)
        reached = caller.send(file, digest, size)
        found = caller.call("FinishUpload", id=name)
        caller.call("AttachFile", request_id=str(uuid.uuid4()), upload_id=name, name="don.pdf",
                    kind=1, about={"kind": 2, "id": petition})
        again, offset = hashlib.sha256(), 0
        while offset < size:
            chunk = caller.call("ReadFile", id=name, offset=offset)
            again.update(chunk.data)
            offset = chunk.next_offset
        grown = megabytes(server) - before
        caller.close()
    whole = again.digest() == digest and found.complete
    print(f"{arguments.megabytes} MB, {found.media_type}, of {WARD}: "
          f"{'whole' if whole else 'DAMAGED'}; memory grew by {grown} MB")
    passed = whole and grown <= GROWTH_MAX_MEGABYTES
    print(f"{int(passed)} passed, {int(not passed)} failed")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
