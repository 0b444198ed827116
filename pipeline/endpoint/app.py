"""The ASGI application: POST /v1/chat/completions and GET /v1/models, as the page of the endpoint has them."""

from __future__ import annotations

import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pipeline.endpoint import meter, stream
from pipeline.endpoint.completion import Completion, complete, dump
from pipeline.endpoint.config import ServeConfig
from pipeline.endpoint.engine import Engine
from pipeline.endpoint.faults import Faults
from pipeline.endpoint.limits import Balance, RequestRate
from pipeline.endpoint.prefixes import Prefixes
from pipeline.endpoint.problems import ApiError, over_window
from pipeline.endpoint.wire import MAX_OUTPUT_TOKENS, WINDOW_TOKENS, ChatRequest, parse_body
from pipeline.schema.library import load_library

# No prompt within the window comes near this; a longer body is not kept, parsed or counted.
_BODY_BYTES = 16 * 1024 * 1024
# A body this long is read to its end all the same: a client that is still writing would miss the answer.
_DRAINED_BYTES = 512 * 1024 * 1024
_MODELS_CREATED = 1_769_472_000

_log = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[Response]]


def create_app(config: ServeConfig) -> Starlette:
    """The application. Raises SetupError where a folder of schemas cannot be read."""
    gateway = Gateway(config)
    routes = [
        Route("/v1/chat/completions", _answering(gateway.chat), methods=["POST"]),
        Route("/v1/models", _answering(gateway.models), methods=["GET"]),
        Route("/v1/models/{model:path}", _answering(gateway.model), methods=["GET"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_problem})
    app.state.gateway = gateway
    return app


class Gateway:
    """Everything a request meets, in this order: key, rate, balance, body, model, window, planned failure, engine."""

    def __init__(self, config: ServeConfig) -> None:
        self._config = config
        self._engine = Engine(load_library(config.schemas))
        self._rate = RequestRate(config.requests_per_minute)
        self._balance = Balance(config.balance_tokens)
        self._faults = Faults(config.fail)
        self._prefixes = Prefixes()

    def warm_up(self) -> None:
        """Loads what the first request would wait for."""
        meter.count("契約")
        self._engine.warm_up()

    async def chat(self, request: Request) -> Response:
        body = await _read_body(request)
        self._check_key(request)
        headers = self._rate.take()
        self._balance.check()
        if body is None:
            raise over_window(f"The body is far longer than the window of {WINDOW_TOKENS} tokens.")
        chat, completion = await run_in_threadpool(self._complete, body)
        if not chat.stream:
            return _json(completion.to_json(), headers=headers)
        events = _unblocked(completion, chat.include_usage)
        return StreamingResponse(events, media_type=stream.MEDIA_TYPE, headers=headers | {"cache-control": "no-cache"})

    def _complete(self, body: bytes) -> tuple[ChatRequest, Completion]:
        chat = parse_body(body)
        self._check_model(chat.model)
        tokens = meter.prompt_tokens(chat)
        limit = meter.answer_limit(chat, len(tokens))
        self._faults.check()
        answer = self._engine.answer(chat)
        completion = complete(chat.model, answer, limit, len(tokens), self._prefixes.visit(tokens))
        self._balance.bill(completion.usage.prompt + completion.usage.completion)
        return chat, completion

    async def models(self, request: Request) -> Response:
        self._check_key(request)
        return _json({"object": "list", "data": [_model_json(name) for name in self._config.models]})

    async def model(self, request: Request) -> Response:
        self._check_key(request)
        name = request.path_params["model"]
        self._check_model(name)
        return _json(_model_json(name))

    def _check_key(self, request: Request) -> None:
        if self._config.api_key is None:
            return
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(key.strip().encode(), self._config.api_key.encode())
        if scheme.lower() != "bearer" or not same:
            what = "The API key is wrong." if key else "An API key is required: Authorization: Bearer <key>."
            raise ApiError(401, "invalid_api_key", what, headers={"www-authenticate": "Bearer"})

    def _check_model(self, name: str) -> None:
        if name not in self._config.models:
            known = ", ".join(self._config.models)
            raise ApiError(404, "model_not_found", f"There is no model {name!r} here, only {known}.", "model")


def _model_json(name: str) -> dict[str, object]:
    return {
        "id": name,
        "object": "model",
        "created": _MODELS_CREATED,
        "owned_by": "cjkclause-rules",
        "context_length": WINDOW_TOKENS,
        "max_output_tokens": MAX_OUTPUT_TOKENS,
    }


async def _read_body(request: Request) -> bytes | None:
    """The body; None for one that is too long to be kept."""
    kept = bytearray()
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read <= _BODY_BYTES:
            kept += chunk
        elif read > _DRAINED_BYTES:
            return None
    return bytes(kept) if read <= _BODY_BYTES else None


async def _unblocked(completion: Completion, include_usage: bool) -> AsyncIterator[bytes]:
    for event in stream.events(completion, include_usage):
        yield event


def _answering(handler: Handler) -> Handler:
    """The handler with its refusals as responses; a fault of our own is a 500 without a traceback."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except ApiError as problem:
            return _refusal(problem)
        except Exception:
            _log.debug("a request failed", exc_info=True)
            return _refusal(ApiError(500, "internal_error", "The endpoint failed on this request."))

    return answer


def _http_problem(request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        allowed = headers.get("Allow", "")
        message = f"{request.url.path} takes {allowed}, not {request.method}."
        return _refusal(ApiError(405, "method_not_allowed", message, headers=headers))
    message = f"There is nothing at {request.url.path}. The API is under /v1."
    return _refusal(ApiError(error.status_code, "not_found", message, headers=headers))


def _refusal(problem: ApiError) -> Response:
    return _json(problem.to_json(), problem.status, problem.headers)


def _json(payload: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(dump(payload), status, headers, "application/json")
