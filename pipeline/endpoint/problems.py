"""What the endpoint refuses, in the shape that public clients read: {"error": {"message", "type", "code", "param"}}.

| status | when |
|---|---|
| 400 | the body is no JSON object, lacks `model` or `messages`, or is over the window |
| 401 | a key is set and the request carries another or none |
| 402 | the balance is spent |
| 404, 405 | no such path or model; a path that takes another method |
| 422 | a known parameter with a value it does not take |
| 429 | more requests a minute than allowed |
| 5xx | planned with `--fail`, or a fault of the endpoint itself |
"""

from __future__ import annotations

from collections.abc import Mapping

_TYPES = {401: "authentication_error", 402: "insufficient_balance", 429: "rate_limit_error"}


class ApiError(Exception):
    """`code` is for programs, `message` for people, `param` the path of the parameter that is meant."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        param: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.param = status, code, message, param
        self.headers = dict(headers or {})

    def to_json(self) -> dict[str, object]:
        kind = _TYPES.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")
        return {"error": {"message": self.message, "type": kind, "code": self.code, "param": self.param}}


def malformed(message: str, param: str | None = None) -> ApiError:
    return ApiError(400, "invalid_request", message, param)


def unaccepted(param: str, message: str) -> ApiError:
    return ApiError(422, "invalid_value", message, param)


def over_window(message: str) -> ApiError:
    return ApiError(400, "context_length_exceeded", message, "messages")
