"""A stage of real programs: a server and a national database that run, and their clients."""

import json
import urllib.request
from typing import Any

from programs import Admin, deliver

HTTP_SECONDS_MAX = 10.0


class RunningStage:
    """A server and a national database that run."""

    def __init__(self, endpoint: str, simulator: str) -> None:
        self.endpoint = endpoint
        self.simulator = simulator
        self._admin = Admin(endpoint)

    def call(self, method: str, request: dict[str, Any], identity: str) -> dict[str, Any]:
        """The reply of a method."""
        return self._admin.call(method, request, identity)

    def deliver(self) -> None:
        """Runs the bridge once."""
        deliver(self.endpoint, self.simulator)

    def accepted(self) -> list[dict[str, Any]]:
        """What the national database has accepted."""
        return read_log(self.simulator)

    def load_directory(self) -> None:
        """Loads the bodies of the city unless there are some already."""
        self._admin.load_directory()


def read_log(simulator: str) -> list[dict[str, Any]]:
    """What the national database has accepted, by its own record."""
    with urllib.request.urlopen(f"{simulator.rstrip('/')}/log", timeout=HTTP_SECONDS_MAX) as reply:
        messages = json.load(reply)["messages"]
    assert isinstance(messages, list)
    return messages
