"""The gRPC door over TLS with client certificates: the stock client, and plain HTTP."""

import contextlib
import http.client
import json
import socket
import ssl
import tempfile
import unittest
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from servers import ROOT, EchoServer, Service

from contract import Contract
from programs import Server, binary, run

STATUS = "/kntc.v1.SystemService/GetStatus"
CONNECTIONS = 200
LARGE = bytes(3_000_000)
# What a connection keeps of a portion written and a turn of reading, and what one call takes once.
KILOBYTES_HELD_MAX, KILOBYTES_IN_WORK_MAX = 512, 40_000


class OverTLS(unittest.TestCase):
    """One server with an authority of its own."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        folder = Path(scratch.name)
        cls.contract = Contract.compile(ROOT / "Protos")
        cls.ca = folder / "ca"
        for words in (["init"], ["issue", "--server", "127.0.0.1"],
                      ["issue", "--agency", "H29.02"]):
            verb, *rest = words
            run([binary("kntc-admin"), "tls", verb, str(cls.ca), *rest])
        server = Server(folder / "data", folder / "log",
                        "--tls-certificate", str(cls.ca / "127.0.0.1.pem"),
                        "--tls-key", str(cls.ca / "127.0.0.1.key"),
                        "--tls-trust", str(cls.ca / "ca.pem"))
        cls.addClassCleanup(server.stop)
        cls.endpoint = server.said["grpc"]

    def tls(self, *protocols: str) -> ssl.SSLContext:
        """An agency's client that proposes these protocols."""
        context = ssl.create_default_context(cafile=str(self.ca / "ca.pem"))
        context.load_cert_chain(self.ca / "H29.02.pem", self.ca / "H29.02.key")
        if protocols:
            context.set_alpn_protocols(list(protocols))
        return context

    def credentials(self, *names: str) -> grpc.ChannelCredentials:
        """The trusted authority, and key and certificate of a client where they are named."""
        return grpc.ssl_channel_credentials(
            *((self.ca / name).read_bytes() for name in ("ca.pem", *names)))

    def test_a_call_and_a_stream(self) -> None:
        mine = self.credentials("H29.02.key", "H29.02.pem")
        with grpc.secure_channel(self.endpoint, mine) as channel:
            health = health_pb2_grpc.HealthStub(channel)
            request = health_pb2.HealthCheckRequest()
            self.assertEqual(health.Check(request, timeout=10).status,
                             health_pb2.HealthCheckResponse.SERVING)
            watched = health.Watch(request)
            self.assertEqual(next(watched).status, health_pb2.HealthCheckResponse.SERVING)
            watched.cancel()
            petitions = Service(channel, self.contract, "kntc.v1.PetitionService")
            with self.assertRaises(grpc.RpcError) as caught:
                petitions.ListPetitions(self.contract.message("kntc.v1.ListPetitionsRequest")(),
                                        timeout=10)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAUTHENTICATED)

    def test_no_certificate_no_call(self) -> None:
        with grpc.secure_channel(self.endpoint, self.credentials()) as channel:
            health = health_pb2_grpc.HealthStub(channel)
            with self.assertRaises(grpc.RpcError) as caught:
                health.Check(health_pb2.HealthCheckRequest(), timeout=10)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)

    def test_plaintext_on_the_port_of_tls(self) -> None:
        with grpc.insecure_channel(self.endpoint) as channel:
            health = health_pb2_grpc.HealthStub(channel)
            with self.assertRaises(grpc.RpcError) as caught:
                health.Check(health_pb2.HealthCheckRequest(), timeout=10)
            self.assertEqual(caught.exception.code(), grpc.StatusCode.UNAVAILABLE)

    # Red when the protocol is taken from anything else than what was agreed in the handshake.
    def test_json_with_and_without_saying_http_1(self) -> None:
        for protocols in (["http/1.1"], []):
            with self.subTest(protocols=protocols):
                host, _, port = self.endpoint.rpartition(":")
                connection = http.client.HTTPSConnection(host, int(port), timeout=10,
                                                         context=self.tls(*protocols))
                self.addCleanup(connection.close)
                connection.request("POST", STATUS, b"{}", {"content-type": "application/json"})
                reply = connection.getresponse()
                body = json.loads(reply.read())
                sock: Any = connection.sock
                self.assertEqual(sock.selected_alpn_protocol(), (protocols or [None])[0])
                # Who is not signed in is told so: the call has come as far as the service.
                self.assertIn(reply.status, (200, 401), body)

    # Red when TLS keeps the largest reply of each connection, or all that was read in one turn.
    def test_a_connection_holds_little_of_what_it_carried(self) -> None:
        log = tempfile.TemporaryDirectory()
        self.addCleanup(log.cleanup)
        server = EchoServer(Path(log.name) / "log", self.ca)
        self.addCleanup(server.stop)
        mine = self.credentials("H29.02.key", "H29.02.pem")
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.max_receive_message_length", -1)]
        with contextlib.ExitStack() as held:
            channels = [held.enter_context(grpc.secure_channel(server.grpc, mine, options))
                        for _ in range(CONNECTIONS)]
            echoes = [channel.unary_unary("/bench.Echo/Echo") for channel in channels]
            for echo in echoes:
                echo(b"small", timeout=10)
            before = server.resident_kilobytes
            for echo in echoes:
                self.assertEqual(len(echo(LARGE, timeout=10)), len(LARGE))
            for echo in echoes:
                echo(b"small", timeout=10)
            growth = server.resident_kilobytes - before
            self.assertLess(growth, CONNECTIONS * KILOBYTES_HELD_MAX + KILOBYTES_IN_WORK_MAX)

    def test_http2_is_agreed_on_where_both_can(self) -> None:
        host, _, port = self.endpoint.rpartition(":")
        plain = socket.create_connection((host, int(port)), 10)
        with self.tls("http/1.1", "h2").wrap_socket(plain, server_hostname=host) as found:
            self.assertEqual(found.selected_alpn_protocol(), "h2")


if __name__ == "__main__":
    unittest.main()
