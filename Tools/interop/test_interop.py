"""The public interoperability cases of gRPC, played by the stock Python client."""

import queue
import tempfile
import unittest
from pathlib import Path
from typing import Any

import grpc

from servers import TESTING, InteropServer, Service

SERVICE = "grpc.testing.TestService"
LARGE_REQUEST, LARGE_REPLY = 271_828, 314_159
REQUEST_SIZES = (27_182, 8, 1_828, 45_904)
REPLY_SIZES = (31_415, 9, 2_653, 58_979)
INITIAL, TRAILING = "x-grpc-test-echo-initial", "x-grpc-test-echo-trailing-bin"


def message(name: str, **fields: Any) -> Any:
    """A message of the tests' protocol."""
    return TESTING.message(f"grpc.testing.{name}")(**fields)


def payload(size: int) -> Any:
    """A payload of so many zeros."""
    return message("Payload", body=bytes(size))


def output_request(size: int, request: int = 0, interval_us: int = 0) -> Any:
    """A request for one reply of a size, itself of a size."""
    return message("StreamingOutputCallRequest", payload=payload(request), response_parameters=[
        message("ResponseParameters", size=size, interval_us=interval_us)])


class Requests:
    """Requests that are sent as the test gives them."""

    def __init__(self) -> None:
        self._queue: queue.Queue[Any] = queue.Queue()

    def send(self, request: Any) -> None:
        """Sends one."""
        self._queue.put(request)

    def end(self) -> None:
        """Ends the side."""
        self._queue.put(None)

    def __iter__(self) -> Any:
        return iter(self._queue.get, None)


class InteropCases(unittest.TestCase):
    """One test for each case, named as gRPC names it."""

    @classmethod
    def setUpClass(cls) -> None:
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.server = InteropServer(Path(scratch.name) / "server.log")
        cls.addClassCleanup(cls.server.stop)

    def setUp(self) -> None:
        self.channel = grpc.insecure_channel(self.server.grpc)
        self.addCleanup(self.channel.close)
        self.service = Service(self.channel, TESTING, SERVICE)

    def test_empty_unary(self) -> None:
        reply = self.service.EmptyCall(message("Empty"), timeout=10)
        self.assertEqual(reply, message("Empty"))

    def test_large_unary(self) -> None:
        request = message("SimpleRequest", response_size=LARGE_REPLY,
                          payload=payload(LARGE_REQUEST))
        reply = self.service.UnaryCall(request, timeout=10)
        self.assertEqual(reply.payload.body, bytes(LARGE_REPLY))

    def test_client_streaming(self) -> None:
        requests = (message("StreamingInputCallRequest", payload=payload(size))
                    for size in REQUEST_SIZES)
        reply = self.service.StreamingInputCall(requests, timeout=10)
        self.assertEqual(reply.aggregated_payload_size, sum(REQUEST_SIZES))

    def test_server_streaming(self) -> None:
        request = message("StreamingOutputCallRequest", response_parameters=[
            message("ResponseParameters", size=size) for size in REPLY_SIZES])
        replies = list(self.service.StreamingOutputCall(request, timeout=10))
        self.assertEqual([len(reply.payload.body) for reply in replies], list(REPLY_SIZES))

    def test_ping_pong(self) -> None:
        requests = Requests()
        replies = self.service.FullDuplexCall(iter(requests), timeout=10)
        for reply_size, request_size in zip(REPLY_SIZES, REQUEST_SIZES):
            requests.send(output_request(reply_size, request_size))
            self.assertEqual(len(next(replies).payload.body), reply_size)
        requests.end()
        self.assertEqual(list(replies), [])
        self.assertEqual(replies.code(), grpc.StatusCode.OK)

    def test_empty_stream(self) -> None:
        replies = self.service.FullDuplexCall(iter(()), timeout=10)
        self.assertEqual(list(replies), [])

    def test_cancel_after_begin(self) -> None:
        requests = Requests()
        call = self.service.StreamingInputCall.future(iter(requests), timeout=10)
        call.cancel()
        requests.end()
        self.assertTrue(call.cancelled())
        self.assertEqual(call.code(), grpc.StatusCode.CANCELLED)

    def test_cancel_after_first_response(self) -> None:
        requests = Requests()
        replies = self.service.FullDuplexCall(iter(requests), timeout=10)
        requests.send(output_request(REPLY_SIZES[0], REQUEST_SIZES[0]))
        self.assertEqual(len(next(replies).payload.body), REPLY_SIZES[0])
        replies.cancel()
        requests.end()
        with self.assertRaises(grpc.RpcError):
            next(replies)
        self.assertEqual(replies.code(), grpc.StatusCode.CANCELLED)

    def test_timeout_on_sleeping_server(self) -> None:
        requests = Requests()
        replies = self.service.FullDuplexCall(iter(requests), timeout=0.001)
        requests.send(output_request(31_415, 27_182, interval_us=10_000_000))
        with self.assertRaises(grpc.RpcError) as caught:
            next(replies)
        requests.end()
        self.assertEqual(caught.exception.code(), grpc.StatusCode.DEADLINE_EXCEEDED)

    def status_case(self, code: grpc.StatusCode, text: str) -> None:
        status = message("EchoStatus", code=code.value[0], message=text)
        with self.assertRaises(grpc.RpcError) as caught:
            self.service.UnaryCall(message("SimpleRequest", response_status=status), timeout=10)
        self.assertEqual((caught.exception.code(), caught.exception.details()), (code, text))
        requests = Requests()
        replies = self.service.FullDuplexCall(iter(requests), timeout=10)
        requests.send(message("StreamingOutputCallRequest", response_status=status))
        with self.assertRaises(grpc.RpcError):
            next(replies)
        requests.end()
        self.assertEqual((replies.code(), replies.details()), (code, text))

    def test_status_code_and_message(self) -> None:
        self.status_case(grpc.StatusCode.UNKNOWN, "test status message")

    def test_special_status_message(self) -> None:
        self.status_case(grpc.StatusCode.UNKNOWN,
                         "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")

    def test_custom_metadata(self) -> None:
        metadata = ((INITIAL, "test_initial_metadata_value"), (TRAILING, b"\xab\xab\xab"))
        request = message("SimpleRequest", response_size=LARGE_REPLY,
                          payload=payload(LARGE_REQUEST))
        _, call = self.service.UnaryCall.with_call(request, metadata=metadata, timeout=10)
        requests = Requests()
        replies = self.service.FullDuplexCall(iter(requests), metadata=metadata, timeout=10)
        requests.send(output_request(LARGE_REPLY, LARGE_REQUEST))
        self.assertEqual(len(next(replies).payload.body), LARGE_REPLY)
        requests.end()
        self.assertEqual(list(replies), [])
        for each in (call, replies):
            self.assertEqual(dict(each.initial_metadata())[INITIAL], metadata[0][1])
            self.assertEqual(dict(each.trailing_metadata())[TRAILING], metadata[1][1])

    def unimplemented_case(self, service: str) -> None:
        with self.assertRaises(grpc.RpcError) as caught:
            Service(self.channel, TESTING, service).UnimplementedCall(message("Empty"), timeout=10)
        self.assertEqual(caught.exception.code(), grpc.StatusCode.UNIMPLEMENTED)

    def test_unimplemented_method(self) -> None:
        self.unimplemented_case(SERVICE)

    def test_unimplemented_service(self) -> None:
        self.unimplemented_case("grpc.testing.UnimplementedService")


if __name__ == "__main__":
    unittest.main()
