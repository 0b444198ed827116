"""What stops a document, a run or a command.

CjkclauseError                 every error this package raises on purpose
├── UsageError                 exit 2: the command line or the call is wrong
├── SetupError                 exit 3: settings, schemas, credentials or endpoint refused before work began
├── DocumentError              exit 1: one document cannot be read or finished; the others go on
│   └── ProgramMissingError    a program that reads it is not installed: the next run tries again
├── RequestError               one request failed for good; its articles become unresolved or the document fails
└── StopRun                    exit 4: the run stops early (balance, quota, deadline, dead endpoint); a resume continues

An error is a code of the catalogue with parameters. `str()` gives the English line; `message(language)` any other.
"""

from __future__ import annotations

from pipeline.messages import Message, render


class CjkclauseError(Exception):
    """`code` is a code of the catalogue, `params` fill its sentence."""

    exit_code = 1

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def message(self, language: str = "en") -> Message:
        return render(self.code, self.params, language)

    def line(self, language: str = "en") -> str:
        """What, where and what to do, as one line."""
        return self.message(language).line

    def __str__(self) -> str:
        return self.line()


class UsageError(CjkclauseError):
    exit_code = 2


class SetupError(CjkclauseError):
    exit_code = 3


class DocumentError(CjkclauseError):
    exit_code = 1


class ProgramMissingError(DocumentError):
    """Not the document's fault, and nothing to remember about it."""


class RequestError(CjkclauseError):
    exit_code = 1


class StopRun(CjkclauseError):
    exit_code = 4
