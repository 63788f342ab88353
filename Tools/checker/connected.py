"""Plays of hundreds of calls without a program for each: the stage of most end-to-end tests.

    stage = ConnectedStage(server.endpoint, simulator.url)

Each method is called through kntc-admin once with each set of fields, and from then on over one
connection: what the administrators' client makes of a request is seen all the same, and it is not
started anew for each call, which takes many times longer than the call.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from google.protobuf import json_format

from contract import Contract
from programs import ROOT, Admin  # who imports this has the stage on its path
from running import RunningStage
from ttrpc import Client, StatusError


class Connected(Admin, AbstractContextManager["Connected"]):
    """The administrators' client for the first call of each kind, a connection for the rest."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint)
        self._contract = Contract.compile(ROOT / "Protos")
        # Methods with the fields that they were given.
        self._called: set[tuple[str, frozenset[str]]] = set()
        self._client: Client | None = None

    def call(self, method: str, request: Mapping[str, Any], identity: str) -> dict[str, Any]:
        """The reply of a method; a refusal is what kntc-admin says of it."""
        if (kind := (method, frozenset(request))) not in self._called:
            self._called.add(kind)
            return super().call(method, request, identity)
        try:
            return self._ask(method, request, identity)
        except StatusError as error:
            super().call(method, request, identity)
            raise AssertionError(f"{method} was refused, and then was not: {error}") from None

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def _ask(self, method: str, request: Mapping[str, Any], identity: str) -> dict[str, Any]:
        if self._client is None:
            # At its first call: one that says nothing is closed.
            host, _, port = self._endpoint.rpartition(":")
            self._client = Client(self._contract, host, int(port))
        service, _, name = method.partition("/")
        kind = self._contract.message(self._contract.method(service, name).input_type.full_name)
        reply = self._client.call(service, name, json_format.ParseDict(request, kind()),
                                  metadata={"kntc-identity": identity})
        found = json_format.MessageToDict(reply, preserving_proto_field_name=True)
        assert isinstance(found, dict)
        return found


class ConnectedStage(RunningStage, AbstractContextManager["ConnectedStage"]):
    """A server and a national database that run, called over a connection."""

    def __init__(self, endpoint: str, simulator: str) -> None:
        super().__init__(endpoint, simulator)
        self._admin: Connected = Connected(endpoint)

    def __exit__(self, *error: object) -> None:
        self._admin.__exit__(*error)
