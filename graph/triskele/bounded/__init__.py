"""One way to run what may run away: functions in processes of their own, which a limit ends.

``run`` calls one function in one process; :class:`Workers` shares a few processes among many who ask; :class:`Jobs`
keeps what is answered later. Limits stand in :mod:`triskele.bounded.limits` and nowhere else.
"""

from triskele.bounded.limits import Limits
from triskele.bounded.worker import run, stand_ready
from triskele.bounded.workers import Workers

__all__ = ["Limits", "Workers", "run", "stand_ready"]
