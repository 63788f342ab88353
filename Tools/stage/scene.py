"""What the plays have in common."""

import uuid
from collections.abc import Callable
from datetime import date

from play import Json, Stage
from story import OFFICER


class Scene:
    """A play on a stage; it keeps where each record should stand."""

    # Stands before the name of each method.
    service = ""
    # The numbers that it gives begin after this one, so that two plays share none.
    first_number = 0

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        self._stage = stage
        self._tell = tell
        status = stage.call("kntc.v1.SystemService/GetStatus", {}, OFFICER)
        self.today = date.fromisoformat(status["today"])
        self._number = self.first_number
        self.played: list[Json] = []

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _write(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        """The receipt of a command."""
        return self._stage.call(self.service + method,
                                {"request_id": str(uuid.uuid4()), **request}, identity)
