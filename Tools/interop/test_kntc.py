"""The real server called by the stock Python gRPC client and by plain HTTP, held against ttrpc."""

import base64
import json
import tempfile
import unittest
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase)
from prometheus_client.parser import text_string_to_metric_families

from servers import ROOT, Service

import secrecy
from contract import Contract
from programs import Admin, Server
from ttrpc import Client, StatusError

IDENTITY = ("kntc-identity", secrecy.OFFICER)


class Identified(grpc.StreamStreamClientInterceptor):
    """Says on every stream who calls, where a stock tool has no place for it."""

    def intercept_stream_stream(self, continuation: Any, details: Any, requests: Any) -> Any:
        """Adds the identity."""
        return continuation(details._replace(metadata=[IDENTITY]), requests)


class RealServer(unittest.TestCase):
    """One server with a petition, called in three ways."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.contract = Contract.compile(ROOT / "Protos")
        cls.server = Server(folder / "data", folder / "log")
        cls.addClassCleanup(cls.server.stop)
        admin = Admin(cls.server.endpoint)
        admin.load_directory()
        receipt = secrecy.enter(admin, secrecy.COMPLAINANT, secret=False)
        cls.petition = receipt["records"][0]["record"]["id"]

    def setUp(self) -> None:
        self.channel = grpc.insecure_channel(self.server.said["grpc"])
        self.addCleanup(self.channel.close)

    def service(self, name: str) -> Service:
        """A service over gRPC."""
        return Service(self.channel, self.contract, f"kntc.v1.{name}")

    def message(self, name: str, **fields: Any) -> Any:
        """A message of the contract."""
        return self.contract.message(f"kntc.v1.{name}")(**fields)

    def over_ttrpc(self, service: str, method: str, request: Any) -> Any:
        """The same call by the other door."""
        host, _, port = self.server.endpoint.rpartition(":")
        with Client(self.contract, host, int(port)) as client:
            return client.call(f"kntc.v1.{service}", method, request, metadata=dict([IDENTITY]))

    def post(self, method: str, body: bytes, kind: str = "application/json",
             **more: str) -> tuple[int, bytes]:
        """Status and body of a call over plain HTTP."""
        request = urllib.request.Request(
            f"http://{self.server.said['grpc']}/kntc.v1.{method}", body, method="POST",
            headers={"content-type": kind, IDENTITY[0]: IDENTITY[1], **more})
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def details(self, status: Any) -> list[str]:
        """The details of a failure as text, without the name of the one call."""
        opened = map(self.contract.open_any, status.details)
        return [str(one) for one in opened if not one.DESCRIPTOR.name == "RequestInfo"]

    def test_a_read_is_the_same_at_both_doors(self) -> None:
        request = self.message("GetPetitionRequest", id=self.petition)
        reply = self.service("PetitionService").GetPetition(request, metadata=[IDENTITY],
                                                            timeout=10)
        self.assertEqual(reply, self.over_ttrpc("PetitionService", "GetPetition", request))

    def test_a_write_gives_one_receipt_at_all_doors(self) -> None:
        """The same request id gives the same receipt, whichever way it comes again."""
        status = self.message("GetStatusRequest")
        today = self.service("SystemService").GetStatus(status, metadata=[IDENTITY]).today
        request = self.message("RegisterPetitionRequest", request_id=str(uuid.uuid4()), source=1,
                               summary="Về việc cấp đất", signed=True,
                               stamp={"number": "2", "date": today})
        receipt = self.service("PetitionService").RegisterPetition(
            request, metadata=[IDENTITY], timeout=10)
        self.assertEqual(len(receipt.numbers), 1)
        again = self.over_ttrpc("PetitionService", "RegisterPetition", request)
        self.assertEqual(receipt, again)
        code, body = self.post("PetitionService/RegisterPetition", request.SerializeToString(),
                               "application/proto")
        self.assertEqual((code, body), (200, receipt.SerializeToString()))

    def test_a_failing_write_says_the_same_at_all_doors(self) -> None:
        request = self.message("RegisterPetitionRequest", request_id=str(uuid.uuid4()))
        with self.assertRaises(StatusError) as over_ttrpc:
            self.over_ttrpc("PetitionService", "RegisterPetition", request)
        expected = over_ttrpc.exception
        said = [str(one) for one in expected.details if one.DESCRIPTOR.name != "RequestInfo"]
        self.assertGreater(len(said), 1)

        with self.assertRaises(grpc.RpcError) as caught:
            self.service("PetitionService").RegisterPetition(request, metadata=[IDENTITY],
                                                             timeout=10)
        error = caught.exception
        self.assertEqual((error.code().value[0], error.details()),
                         (expected.code, expected.message))
        packed = dict(error.trailing_metadata())["grpc-status-details-bin"]
        status = self.contract.message("google.rpc.Status").FromString(packed)
        self.assertEqual((status.code, status.message), (expected.code, expected.message))
        self.assertEqual(self.details(status), said)

        _, body = self.post("PetitionService/RegisterPetition",
                            json.dumps({"request_id": request.request_id}).encode())
        failure = json.loads(body)
        self.assertEqual((failure["code"], failure["message"]),
                         ("invalid_argument", expected.message))
        opened = []
        for detail in failure["details"]:
            value = base64.b64decode(detail["value"] + "=" * (-len(detail["value"]) % 4))
            opened.append(self.contract.message(detail["type"]).FromString(value))
        self.assertEqual([str(one) for one in opened if one.DESCRIPTOR.name != "RequestInfo"],
                         said)

    def test_a_stream(self) -> None:
        request = self.message("WatchJournalRequest")
        stream = self.service("FeedService").WatchJournal(request, metadata=[IDENTITY])
        first = next(stream)
        self.assertGreater(first.position, 0)
        stream.cancel()
        with self.assertRaises(grpc.RpcError):
            list(stream)
        self.assertEqual(stream.code(), grpc.StatusCode.CANCELLED)

    def test_a_stream_ends_well_when_the_server_stops(self) -> None:
        """What is in flight at SIGTERM ends with OK and the process with 0."""
        with tempfile.TemporaryDirectory() as folder:
            server = Server(Path(folder) / "data", Path(folder) / "log")
            Admin(server.endpoint).load_directory()
            with grpc.insecure_channel(server.said["grpc"]) as channel:
                feed = Service(channel, self.contract, "kntc.v1.FeedService")
                stream = feed.WatchJournal(self.message("WatchJournalRequest"),
                                           metadata=[IDENTITY])
                next(stream)
                self.assertEqual(server.stop(), 0)
                list(stream)
                self.assertEqual(stream.code(), grpc.StatusCode.OK)

    def test_health(self) -> None:
        """The stock health client is told of the server, of a service, and that it goes."""
        health = health_pb2_grpc.HealthStub(self.channel)
        for service in ("", "kntc.v1.PetitionService"):
            reply = health.Check(health_pb2.HealthCheckRequest(service=service), timeout=10)
            self.assertEqual(reply.status, health_pb2.HealthCheckResponse.SERVING)
        with self.assertRaises(grpc.RpcError) as caught:
            health.Check(health_pb2.HealthCheckRequest(service="none"), timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.NOT_FOUND)
        watched = health.Watch(health_pb2.HealthCheckRequest())
        self.assertEqual(next(watched).status, health_pb2.HealthCheckResponse.SERVING)
        watched.cancel()

    def test_the_counters_of_an_agency_agree(self) -> None:
        """The stock reader of Prometheus reads them; what is handled, spread and begun is one number."""
        self.test_a_read_is_the_same_at_both_doors()
        self.test_a_failing_write_says_the_same_at_all_doors()
        page = self.server.operations("metrics")
        samples = [sample for family in text_string_to_metric_families(page)
                   for sample in family.samples if sample.labels.get("agency") == secrecy.WARD]

        def total(name: str, **labels: str) -> float:
            return sum(sample.value for sample in samples if sample.name == name
                       and labels.items() <= sample.labels.items())

        handled = total("kntc_calls_handled_total")
        self.assertGreaterEqual(handled, 5)
        self.assertGreaterEqual(total("kntc_calls_handled_total", code="INVALID_ARGUMENT"), 3)
        self.assertEqual(total("kntc_agency_seconds_count"), handled)
        self.assertEqual(total("kntc_agency_seconds_bucket", le="+Inf"), handled)
        self.assertEqual(
            total("kntc_calls_started_total") - total("kntc_calls_in_flight"), handled)
        self.assertAlmostEqual(total("kntc_agency_seconds_sum"),
                               total("kntc_agency_call_seconds_total"))

    def test_reflection(self) -> None:
        """The stock reflection client finds the services and the files of the contract."""
        database = ProtoReflectionDescriptorDatabase(
            grpc.intercept_channel(self.channel, Identified()))
        self.assertIn("kntc.v1.PetitionService", database.get_services())
        file = database.FindFileContainingSymbol("kntc.v1.PetitionService")
        self.assertEqual(file.package, "kntc.v1")
        self.assertIn("PetitionService", [service.name for service in file.service])
        unknown = ProtoReflectionDescriptorDatabase(self.channel)
        with self.assertRaises(grpc.RpcError) as caught:
            unknown.get_services()
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAUTHENTICATED)

    def test_json(self) -> None:
        code, body = self.post("DeadlineService/ComputeDeadline",
                               b'{"rule": "KN.ACCEPT", "start_on": "2026-07-01"}')
        self.assertEqual((code, json.loads(body)["due"]), (200, "2026-07-10"))
        code, body = self.post("PetitionService/GetPetition",
                               json.dumps({"id": self.petition}).encode())
        self.assertEqual(code, 200)
        self.assertEqual(json.loads(body)["id"], self.petition)

    def test_json_that_is_refused(self) -> None:
        cases = [
            ("PetitionService/GetPetition", b"{", {}, 400, "invalid_argument"),
            ("PetitionService/GetPetition", b'{"nothing": 1}', {}, 400, "invalid_argument"),
            ("PetitionService/GetPetition", b'{"id": "no-such"}', {}, 404, "not_found"),
            ("PetitionService/NoSuch", b"{}", {}, 501, "unimplemented"),
            ("FeedService/WatchJournal", b"{}", {}, 501, "unimplemented"),
            ("SystemService/GetStatus", b"{}", {"connect-timeout-ms": "soon"}, 400,
             "invalid_argument"),
            ("SystemService/GetStatus", b"{}", {"connect-timeout-ms": "0"}, 504,
             "deadline_exceeded"),
            ("SystemService/GetStatus", b"{}", {"content-encoding": "gzip"}, 501, "unimplemented"),
        ]
        for method, body, headers, status, code in cases:
            with self.subTest(method=method, body=body, headers=headers):
                found, answer = self.post(method, body, **headers)
                self.assertEqual((found, json.loads(answer)["code"]), (status, code), answer)

    def test_http_that_is_no_call(self) -> None:
        self.assertEqual(self.post("SystemService/GetStatus", b"{}", "text/plain")[0], 415)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"http://{self.server.said['grpc']}/", timeout=10)
        self.assertEqual(caught.exception.code, 405)


if __name__ == "__main__":
    unittest.main()
