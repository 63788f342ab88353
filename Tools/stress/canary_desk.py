"""Calls a server over its own wire and keeps what it answers, so that answers can be searched."""

import hashlib
import random
import sys
import uuid
from base64 import b64encode
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TOOLS / "checker"), str(TOOLS / "stage")]

from google.protobuf import json_format  # noqa: E402

from contract import Contract  # noqa: E402
from ttrpc import Client, StatusError  # noqa: E402

Json = dict[str, Any]
WARD, WARD_HEAD = "H29.80.63", "H29.80.63.CT"
OFFICER, HEAD = f"officer@{WARD}/intake", f"head@{WARD}/chair"
PETITION, RECEPTION = "PetitionService/", "ReceptionService/"
DOCUMENT, FILE, RECORD = "DocumentService/", "FileService/", "RecordService/"
CHUNK = 256 << 10
# Where refusals are kept.
REFUSALS = "refusals"


class Refused(Exception):
    """A call that was refused; its text is the reason alone."""


class Desk:
    """One connection to a server; the answers lie in files, one for each kind of reader."""

    def __init__(self, contract: Contract, endpoint: str, folder: Path, seed: int) -> None:
        """Connects."""
        self.contract = contract
        self.endpoint = endpoint
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self._rng = random.Random(f"{seed} desk {endpoint}")
        host, _, port = endpoint.rpartition(":")
        self._client = Client(contract, host, int(port))
        self.today = str(self.call("SystemService/GetStatus", {})["today"])
        self._number = self._rng.randrange(1_000, 9_000) * 100

    def close(self) -> None:
        """Hangs up."""
        self._client.close()

    def call(self, method: str, request: Json, identity: str = OFFICER,
             kept: str | None = None) -> Json:
        """The reply of a method; its bytes go to the file `kept`, those of a refusal anyway."""
        service, _, name = method.partition("/")
        full = f"kntc.v1.{service}"
        kind = self.contract.message(self.contract.method(full, name).input_type.full_name)
        message = json_format.ParseDict(request, kind())
        metadata = {"kntc-identity": identity}
        try:
            if self.contract.method(full, name).server_streaming:
                stream = self._client.stream(full, name, message, metadata=metadata, seconds=1.0)
                for reply in stream:
                    self.keep(kept, reply.SerializeToString())
                return {}
            reply = self._client.call(full, name, message, metadata=metadata)
        except StatusError as error:
            self.keep(REFUSALS, f"{method} {error}".encode())
            for detail in error.details:
                self.keep(REFUSALS, detail.SerializeToString())
            raise Refused(f"{method}: {error.reason or error.code}") from None
        self.keep(kept, reply.SerializeToString())
        found = json_format.MessageToDict(reply, preserving_proto_field_name=True)
        assert isinstance(found, dict)
        return found

    def keep(self, kept: str | None, answer: bytes) -> None:
        """Puts an answer to those of its kind."""
        if kept is not None:
            with (self.folder / kept).open("ab") as file:
                file.write(answer + b"\n")

    def write(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        """The receipt of a command."""
        return self.call(method, {"request_id": str(uuid.uuid4()), **request}, identity,
                         "receipts")

    def is_refused(self, method: str, request: Json, identity: str = OFFICER) -> bool:
        """Whether a command is refused; it is tried."""
        try:
            self.write(method, request, identity)
        except Refused:
            return True
        return False

    def number(self) -> int:
        """A number that was not given yet."""
        self._number += 1
        return self._number

    def paper(self, symbol: str = "UBND") -> Json:
        """A document of today."""
        return {"number": f"{self.number()}/{symbol}", "issued_on": self.today}

    def petition(self, name: str) -> Json:
        """A petition as the officer sees it."""
        return self.call(PETITION + "GetPetition", {"id": name}, OFFICER, "own agency")

    def classify(self, name: str, kind: str, **more: Any) -> Json:
        """Classifies a petition as it stands."""
        return self.write(PETITION + "ClassifyPetition", {
            "id": name, "etag": self.petition(name)["etag"],
            "classification": classification(kind, **more)})

    def upload(self, content: bytes) -> str:
        """A complete upload's id."""
        name = "".join(self._rng.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(26))
        begin = {"id": name, "size": str(len(content)), "sha256": digest(content)}
        self.call(FILE + "BeginUpload", begin, OFFICER, "receipts")
        for offset in range(0, len(content), CHUNK):
            part = content[offset:offset + CHUNK]
            self.call(FILE + "PutChunk", {"id": name, "offset": str(offset),
                                          "data": encoded(part), "sha256": digest(part)},
                      OFFICER, "receipts")
        self.call(FILE + "FinishUpload", {"id": name}, OFFICER, "receipts")
        return name

    def attach(self, about: Json, content: bytes, name: str) -> str:
        """Attaches a file to a record; its id."""
        upload = self.upload(content)
        self.write(FILE + "AttachFile", {"upload_id": upload, "about": about, "name": name,
                                         "kind": "FILE_KIND_EVIDENCE"})
        return upload


def made(receipt: Json, kind: str) -> str:
    """The id of the record of a kind that a receipt names first."""
    return next(str(one["record"]["id"]) for one in receipt["records"]
                if one["record"]["kind"] == f"RECORD_KIND_{kind}")


def reference(kind: str, name: str) -> Json:
    """Names a record."""
    return {"kind": f"RECORD_KIND_{kind}", "id": name}


def classification(kind: str, **more: Any) -> Json:
    """What an officer finds a petition to be."""
    complaint = {"complaint_subtype": "COMPLAINT_SUBTYPE_DECISION", "field": "HC.DD"}
    fields = {"COMPLAINT": complaint, "DENUNCIATION": {"field": "HC.CV"},
              "FEEDBACK": {"field": "CS"}}
    return {"type": f"PETITION_TYPE_{kind}", "eligibility": "ELIGIBILITY_ELIGIBLE",
            "competence": "COMPETENCE_MINE", "signers": "SIGNER_COUNT_SINGLE",
            "repetition": "REPETITION_FIRST", **fields[kind], **more}


def encoded(data: bytes) -> str:
    """Bytes as JSON names them."""
    return b64encode(data).decode()


def digest(data: bytes) -> str:
    """A SHA-256 as JSON names it."""
    return encoded(hashlib.sha256(data).digest())
