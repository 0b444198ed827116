"""A real server on a loopback port, and the public client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import openai
import pytest
import uvicorn

from pipeline.endpoint.app import create_app
from pipeline.endpoint.config import ServeConfig
from pipeline.endpoint.server import _listen

Start = Callable[..., str]


@contextmanager
def running(config: ServeConfig) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(config), log_level="critical", lifespan="off", ws="none"))
    listener = _listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a server with these settings and returns its base URL."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(running(ServeConfig(**settings)))


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    with running(ServeConfig()) as url:
        yield url


@pytest.fixture(scope="session")
def client(base_url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=base_url, api_key="none", max_retries=0) as client:
        yield client
