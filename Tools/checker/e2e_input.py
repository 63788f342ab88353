"""Real-looking input: the city's directory and 300 invented petitions go through the door."""

import json
import subprocess
import sys
import tempfile
import unittest
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stage"))

from contract import Contract  # noqa: E402
from google.protobuf import json_format  # noqa: E402
from programs import PYTHON, ROOT, Admin, Server, binary, run  # noqa: E402
from ttrpc import Client  # noqa: E402

PETITIONS = 300
# Communes are in being since 2025-07-01; what was stamped before goes to the city.
COMMUNE, CITY, SINCE = "H29.80.01", "H29", "2025-07-01"


def invented(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Petitions of the generator."""
    output = run([PYTHON, str(ROOT / "Tools/generator/petitions.py"), "--count", str(count),
                  "--seed", str(seed), "--jsonl"])
    return map(json.loads, output.splitlines())


def request(petition: dict[str, Any]) -> dict[str, Any]:
    """The request that registers a petition of the generator."""
    senders = [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_" + kind(sender["kind"]),
                **{key: sender[key] for key in ("full_name", "id_number", "phone", "address")
                   if key in sender}} for sender in petition["senders"]]
    wanted = {
        "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_" + petition["source"],
        "stamp": petition["stamp"], "summary": petition["summary"], "parties": senders,
        "sender_count": petition["sender_count"], "signed": petition["signed"],
        "secret": petition["type_hint"] in ("TC", "MX")}
    if written := petition.get("written_on"):
        year, month, day = map(int, written.split("-"))
        wanted["written_on"] = {"year": year, "month": month, "day": day}
    if forwarder := petition.get("forwarder"):
        wanted["forwarder"] = forwarder
    return wanted


def kind(name: str) -> str:
    """The contract's word for a kind of sender."""
    return {"ORG": "ORGANISATION"}.get(name, name)


class RealInput(unittest.TestCase):
    """The directory loads twice alike, and every invented petition is registered."""

    def test_directory_and_petitions(self) -> None:
        """219 bodies, 300 petitions, numbers without gaps for each agency and year."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with Server(folder / "data", folder / "log") as server:
                admin = Admin(server.endpoint)
                admin.load_directory()
                status = ("kntc.v1.SystemService/GetStatus", {}, "administrator@H29")
                position = admin.call(*status)["position"]
                run([binary("kntc-admin"), "directory", "apply",
                     str(ROOT / "Tools/data/directory.json"), "--endpoint", server.endpoint,
                     "--identity", "administrator@H29"])
                self.assertEqual(admin.call(*status)["position"], position)
                numbers = self.register(server.endpoint)
            for key, given in numbers.items():
                self.assertEqual(sorted(given), list(range(1, len(given) + 1)), key)
            verified = subprocess.run([binary("kntc-server"), "verify", "--data",
                                       str(folder / "data")], capture_output=True, check=False)
            self.assertEqual(verified.returncode, 0, verified.stdout)

    def register(self, endpoint: str) -> dict[tuple[str, int], list[int]]:
        """Registers the petitions; the numbers that each register gave."""
        contract = Contract.compile(ROOT / "Protos")
        message = contract.message("kntc.v1.RegisterPetitionRequest")
        host, _, port = endpoint.rpartition(":")
        numbers: dict[tuple[str, int], list[int]] = {}
        with Client(contract, host, int(port)) as client:
            for petition in invented(PETITIONS, seed=29):
                agency = COMMUNE if petition["stamp"]["date"] >= SINCE else CITY
                receipt = client.call(
                    "kntc.v1.PetitionService", "RegisterPetition",
                    json_format.ParseDict(request(petition), message()),
                    metadata={"kntc-identity": f"officer@{agency}"})
                number, = receipt.numbers
                numbers.setdefault((number.agency, number.year), []).append(number.number)
        self.assertEqual(sum(map(len, numbers.values())), PETITIONS)
        return numbers


if __name__ == "__main__":
    unittest.main()
