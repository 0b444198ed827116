"""Runs an outside program over a stranger's file: without environment, without network, within limits, in a private
folder that is removed whatever happens."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

# What a shell does before it becomes the program. A system that lacks one of these limits goes without it.
_LIMITING = 'for limit in {limits}; do ulimit ${{limit%%=*}} ${{limit#*=}} 2>/dev/null; done; exec "$@"'
_FILE_BLOCK_BYTES = 512
# Own name spaces for network and users, in the order of preference: the second maps the user to root.
_ISOLATIONS = (("--map-current-user", "--net"), ("--map-root-user", "--net"))
_PROBE_SECONDS = 5.0


class ProgramError(Exception):
    """The program did not do its work: see the subclasses."""


class ProgramMissing(ProgramError):
    """None of its names is on the path, or it cannot be started."""


class ProgramTimeout(ProgramError):
    """It was killed at its deadline, with all its children."""


class ProgramFailed(ProgramError):
    """It ended with a code other than 0, or was killed by a limit. The last of its words are the argument."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """`address_space_bytes` is None for programs that reserve more than they use; `file_bytes` caps each file that
    the program writes, its standard output included."""

    seconds: float
    address_space_bytes: int | None = None
    file_bytes: int = 512 << 20

    def shell(self) -> str:
        """The limits as options of ulimit; processor time is for a parent that dies before its timer."""
        limits = [f"-t={2 * int(self.seconds) + 2}", f"-f={self.file_bytes // _FILE_BLOCK_BYTES}", "-c=0"]
        if self.address_space_bytes is not None:
            limits.append(f"-v={self.address_space_bytes >> 10}")
        return _LIMITING.format(limits=" ".join(limits))


def find_program(*names: str, also: Sequence[str] = ()) -> str | None:
    """The path of the first program that is installed under one of its names, or at one of the paths in `also`."""
    found = filter(None, map(shutil.which, names))
    return next(found, None) or next((path for path in also if os.access(path, os.X_OK)), None)


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user may open, removed with everything in it."""
    with TemporaryDirectory(prefix="cjkclause-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run_program(
    command: Sequence[str], folder: Path, bounds: Bounds, *, environment: Mapping[str, str] | None = None
) -> bytes:
    """Runs a command in `folder`, which is its home too, and returns its standard output.

    Nothing comes in on standard input. `environment` is added to what every program gets: a path, a home, UTF-8.
    Raises ProgramError.
    """
    spoken, complained = folder / "stdout", folder / "stderr"
    with spoken.open("wb") as out, complained.open("wb") as err:
        try:
            process = subprocess.Popen(  # noqa: S603 - found by find_program; arguments are ours
                _limited(command, bounds),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=folder,
                env={**_environment(folder), **(environment or {})},
                start_new_session=True,
            )
        except OSError as fault:
            raise ProgramMissing(command[0]) from fault
        code = _wait(process, bounds.seconds)
    if code:
        raise ProgramFailed(complained.read_bytes()[-500:].decode("utf-8", "replace"))
    return spoken.read_bytes()


def _wait(process: subprocess.Popen[bytes], seconds: float) -> int:
    """The exit code. However this ends, the process and its group are gone."""
    with process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired as fault:
            raise ProgramTimeout(process.args) from fault
        finally:
            if process.returncode is None:
                _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """The group is the child's own, and exists as long as the child was not waited for."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _limited(command: Sequence[str], bounds: Bounds) -> list[str]:
    if os.name != "posix":
        return list(command)
    return [*_isolation(), "/bin/sh", "-c", bounds.shell(), "sh", *command]


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's: no keys, no proxies, no profile. Windows needs its system folder to start anything."""
    kept = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    home = {key: str(folder) for key in ("HOME", "TMPDIR", "TEMP", "TMP", "USERPROFILE")}
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", **home, **kept}


@cache
def _isolation() -> tuple[str, ...]:
    """The words that start a command without a network, none where the system does not allow that."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    for options in _ISOLATIONS:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            probe = [unshare, *options, "true"]
            if not subprocess.run(probe, capture_output=True, timeout=_PROBE_SECONDS).returncode:  # noqa: S603
                return (unshare, *options)
    return ()
