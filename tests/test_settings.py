from pathlib import Path

import pytest

from pipeline.environment import is_told, locale_language
from pipeline.errors import SetupError
from pipeline.settings import PAGE_BASE_URL, choose_endpoint, is_loopback, load_settings


def chosen(env: dict[str, str] | None = None, **flags: object) -> tuple[str, str | None]:
    endpoint = choose_endpoint(load_settings(flags, None, env or {}))
    return endpoint.name, endpoint.api_key.get_secret_value() if endpoint.api_key else None


def test_nothing_named_means_the_embedded_endpoint() -> None:
    assert chosen() == ("embedded", None)


def test_the_rules_know_one_model_whatever_is_named_for_others() -> None:
    for flags in ({}, {"endpoint": "embedded"}):
        assert choose_endpoint(load_settings(flags, None, {"CJKCLAUSE_MODEL": "another"})).model == "kimi-k2-5"


def test_the_page_key_means_the_endpoint_of_the_page_and_no_other() -> None:
    key = {"BYTESPIKE_API_KEY": "sk-page"}
    assert chosen(key) == (PAGE_BASE_URL, "sk-page")
    assert chosen(key, base_url=f"{PAGE_BASE_URL}/") == (PAGE_BASE_URL, "sk-page")
    assert chosen(key, base_url="http://127.0.0.1:8000/v1") == ("http://127.0.0.1:8000/v1", None)
    assert chosen(key, endpoint="embedded") == ("embedded", None)
    with pytest.raises(SetupError, match="needs a key"):
        chosen(key, base_url="https://example.org/v1")


def test_a_named_endpoint_takes_the_key_from_the_environment_or_a_file(tmp_path: Path) -> None:
    env = {"CJKCLAUSE_BASE_URL": "https://example.org/v1", "CJKCLAUSE_API_KEY": " sk-1\n"}
    assert chosen(env) == ("https://example.org/v1", "sk-1")
    key_file = tmp_path / "key"
    key_file.write_text("sk-2\n")
    env = {"CJKCLAUSE_BASE_URL": "https://example.org/v1", "CJKCLAUSE_API_KEY_FILE": str(key_file)}
    assert chosen(env) == ("https://example.org/v1", "sk-2")
    key_file.write_text("\n")
    with pytest.raises(SetupError, match="needs a key"):
        chosen(env)
    with pytest.raises(SetupError, match="cannot be read"):
        chosen({**env, "CJKCLAUSE_API_KEY_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"CJKCLAUSE_API_KEY": "sk-1"}, "no endpoint"),
        ({"CJKCLAUSE_BASE_URL": "https://example.org/v1"}, "export CJKCLAUSE_API_KEY"),
        ({"CJKCLAUSE_BASE_URL": "http://example.org/v1", "CJKCLAUSE_API_KEY": "sk-1"}, "plain http"),
        ({"CJKCLAUSE_BASE_URL": "example.org/v1"}, "not a base URL"),
        ({"CJKCLAUSE_BASE_URL": "https://me:secret@example.org/v1"}, "not a base URL"),
        ({"CJKCLAUSE_BASE_URL": "http://[::1/v1"}, "not a base URL"),
        ({"CJKCLAUSE_JOBS": "many"}, "jobs"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_do(env: dict[str, str], words: str) -> None:
    with pytest.raises(SetupError, match=words) as caught:
        chosen(env)
    assert caught.value.exit_code == 3
    assert "secret" not in str(caught.value)


def test_flags_win_over_the_environment_and_the_environment_over_files(tmp_path: Path) -> None:
    config = tmp_path / "settings.toml"
    config.write_text('model = "a"\njobs = 3\n[prices]\ninput = "0.6"\n')
    read = load_settings({"model": None}, config, {"CJKCLAUSE_MODEL": "b"})
    assert (read.model, read.jobs, str(read.prices.input)) == ("b", 3, "0.6")
    assert load_settings({"model": "c"}, config, {"CJKCLAUSE_MODEL": "b"}).model == "c"


@pytest.mark.parametrize("text", ["base_url = ", "unknown = 1", "jobs = 0"])
def test_a_wrong_settings_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    config = tmp_path / "settings.toml"
    config.write_text(text)
    with pytest.raises(SetupError):
        load_settings({}, config, {})


def test_a_file_in_the_working_folder_sets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cjkclause.toml").write_text('base_url = "https://attacker.example/v1"\n')
    monkeypatch.chdir(tmp_path)
    assert chosen() == ("embedded", None)


def test_no_secret_shows_in_the_settings() -> None:
    shown = repr(load_settings({}, None, {"CJKCLAUSE_API_KEY": "sk-hidden", "BYTESPIKE_API_KEY": "sk-page"}))
    assert "sk-hidden" not in shown
    assert "sk-page" not in shown


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:8/v1", True),
        ("http://127.0.0.1.example.org/v1", False),
        ("http://localhost.example.org/v1", False),
        ("http://10.0.0.1/v1", False),
    ],
)
def test_loopback_is_told_by_address(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("ja_JP", "ja"),
        ("ko_KR.UTF-8", "ko"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_messages_follow_the_locale(locale: str, language: str) -> None:
    assert locale_language({"LANG": locale}) == language


def test_what_is_told_is_told_by_a_flag_a_variable_or_a_file(tmp_path: Path) -> None:
    assert not is_told(
        {"ocr": None}, None, {"BYTESPIKE_API_KEY": "sk", "HTTPS_PROXY": "http://127.0.0.1:1", "LANG": "ko"}
    )
    assert not is_told({}, None, {"CJKCLAUSE_OCR": ""})
    assert is_told({"ocr": "off"}, None, {})
    assert is_told({}, tmp_path / "config.toml", {})
    for name in ("CJKCLAUSE_OCR_PAGES", "CJKCLAUSE_LIMITS_PAGES", "CJKCLAUSE_JOBS"):
        assert is_told({}, None, {name: "5"})
