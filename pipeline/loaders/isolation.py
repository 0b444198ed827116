"""What a child that reads a stranger's file may not do: reach a network, open files, use more memory and time than it was given."""

from __future__ import annotations

import contextlib
import ctypes
import sys

from pipeline.loaders.pdf.bounds import Bounds

# linux/sched.h
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def leave_network() -> bool:
    """Moves into a network without interfaces, where the system lets its users have one; says whether it did."""
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(_NEW_USER | _NEW_NETWORK) == 0 or unshare(_NEW_NETWORK) == 0)


def limit(bounds: Bounds, files: bool = True) -> None:
    """Address space, CPU time and, without `files`, that nothing more can be opened: no file, no socket.

    Holds where the platform has such limits; the parent's timer holds everywhere.
    """
    try:
        import resource
    except ImportError:
        return
    amounts = {
        resource.RLIMIT_AS: bounds.address_space_bytes,
        resource.RLIMIT_CPU: bounds.seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    if not files:
        amounts[resource.RLIMIT_NOFILE] = 0
    for what, amount in amounts.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, amount))


def limit_memory(address_space_bytes: int) -> None:
    """Of this process, where the platform can; and no core dumps of what it read."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (address_space_bytes, address_space_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_seconds(seconds: float) -> None:
    """Of processor time from now on, for the next page. The parent's timer holds everywhere."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
