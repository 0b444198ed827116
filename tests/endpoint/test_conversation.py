"""What a client gets that knows nothing of the project: the curl commands of the page, JSON mode, tools."""

from __future__ import annotations

import json
from typing import Any

import httpx
import openai
import pytest

from tests.endpoint import contracts

MODEL = "kimi-k2-5"
QUESTIONS = {
    "zh-warehouse": "提取这篇合同里的关键条款。",
    "ja-maintenance": "この契約書の主要条項を抽出してください。",
    "ko-software": "이 계약서의 핵심 조항을 추출해 주세요.",
}
LAWYERS = {"zh-warehouse": "保密", "ja-maintenance": "秘密", "ko-software": "비밀"}


def asking(name: str) -> list[Any]:
    return [{"role": "user", "content": f"{QUESTIONS[name]}\n\n{contracts.read(name).text}"}]


def text_of(completion: Any) -> str:
    return str(completion.choices[0].message.content)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("提取关键条款", "合同全文"),
        ("擷取關鍵條款，謝謝", "契約全文"),
        ("主要条項を抽出してください", "契約書の全文"),
        ("핵심 조항을 추출해 주세요", "계약서 전문"),
        ("Extract", "full text"),
    ],
)
def test_without_a_contract_it_asks_for_one_in_the_language_of_the_question(
    client: openai.OpenAI, question: str, word: str
) -> None:
    answer = text_of(client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": question}]))
    assert word in answer
    assert "cjkclause" in answer


@pytest.mark.parametrize("name", contracts.NAMES)
def test_a_contract_in_the_message_gets_its_clauses_in_its_own_language(client: openai.OpenAI, name: str) -> None:
    answer = text_of(client.chat.completions.create(model=MODEL, messages=asking(name)))
    labels = [line.split()[0].split("（")[0] for line in contracts.read(name).types]
    assert sum(label in answer for label in labels) > 15
    assert LAWYERS[name] in answer
    assert "other" not in answer


def test_a_question_in_another_language_is_answered_in_the_contracts(client: openai.OpenAI) -> None:
    content = "Extract the key clauses.\n" + contracts.read("ko-software").text
    answer = text_of(client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": content}]))
    assert "주요 조항" in answer


@pytest.mark.parametrize("name", contracts.NAMES)
def test_json_mode_is_an_object_and_needs_no_word_json(client: openai.OpenAI, name: str) -> None:
    text = contracts.read(name).text
    answer = client.chat.completions.create(model=MODEL, messages=asking(name), response_format={"type": "json_object"})
    clauses = json.loads(text_of(answer))["clauses"]
    assert len(clauses) > 15
    for clause in clauses:
        assert {"type", "title", "article", "quote"} <= clause.keys()
        assert clause["quote"] in text


def test_json_mode_without_a_contract_is_an_object_too(client: openai.OpenAI) -> None:
    messages: list[Any] = [{"role": "user", "content": "提取关键条款"}]
    answer = client.chat.completions.create(model=MODEL, messages=messages, response_format={"type": "json_object"})
    assert json.loads(text_of(answer))["clauses"] == []


def tool(item: dict[str, Any], name: str = "save_clauses", **more: Any) -> Any:
    parameters = {"type": "object", "properties": {"clauses": {"type": "array", "items": item}}, **more}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


def properties(**types: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": kind} for name, kind in types.items()}}


def arguments(completion: Any) -> Any:
    choice = completion.choices[0]
    assert choice.finish_reason == "tool_calls"
    assert choice.message.content is None
    return json.loads(choice.message.tool_calls[0].function.arguments)


def test_a_tool_is_filled_by_its_field_names(client: openai.OpenAI) -> None:
    wanted = tool(properties(type="string", article="string", title="string", text="string", amount="number"))
    answer = client.chat.completions.create(model=MODEL, messages=asking("zh-warehouse"), tools=[wanted])
    rows = {row["type"]: row for row in arguments(answer)["clauses"]}
    assert rows["deposit_guarantee"]["amount"] == 200000
    assert rows["deposit_guarantee"]["article"] == "第六条"
    assert rows["deposit_guarantee"]["title"] == "履约保证金"
    assert rows["deposit_guarantee"]["text"].startswith("第六条 履约保证金\n甲方在签约后五日内")
    assert "amount" not in rows["confidentiality"]


def test_fields_in_the_contracts_language_and_null_where_nothing_is_known(client: openai.OpenAI) -> None:
    item = {
        "type": "object",
        "properties": {
            "条款类型": {"type": "string"},
            "条文编号": {"type": "string"},
            "原文": {"type": "string"},
            "金额": {"type": ["string", "null"]},
            "color": {"type": "string"},
        },
        "required": ["条款类型", "color"],
    }
    answer = client.chat.completions.create(model=MODEL, messages=asking("zh-warehouse"), tools=[tool(item)])
    row = next(row for row in arguments(answer)["clauses"] if row["条款类型"] == "insurance")
    assert row["条文编号"] == "第十条"
    assert row["金额"].startswith("人民币500万元")
    assert row["color"] == ""


def test_types_are_told_in_the_words_of_the_tool_and_rows_of_no_such_type_are_left_out(client: openai.OpenAI) -> None:
    item = properties(quote="string")
    item["properties"]["kind"] = {"enum": ["payment", "confidentiality"]}
    item["required"] = ["kind"]
    answer = client.chat.completions.create(model=MODEL, messages=asking("ja-maintenance"), tools=[tool(item)])
    assert {row["kind"] for row in arguments(answer)["clauses"]} == {"payment", "confidentiality"}


def test_references_nested_objects_and_parties(client: openai.OpenAI) -> None:
    parameters = {
        "type": "object",
        "properties": {
            "parties": {"type": "array", "items": {"$ref": "#/$defs/Party"}},
            "report": {
                "type": "object",
                "properties": {"items": {"type": "array", "items": {"$ref": "#/$defs/Clause"}}},
            },
        },
        "$defs": {
            "Party": properties(name="string", role="string"),
            "Clause": {"type": "object", "properties": {"heading": {"anyOf": [{"type": "null"}, {"type": "string"}]}}},
        },
    }
    wanted: Any = {"type": "function", "function": {"name": "save", "parameters": parameters}}
    filled = arguments(client.chat.completions.create(model=MODEL, messages=asking("zh-warehouse"), tools=[wanted]))
    assert [party["name"] for party in filled["parties"]] == ["海岚食品贸易有限公司", "通衢冷链物流有限公司"]
    assert {"heading": "履约保证金"} in filled["report"]["items"]


def test_a_recursive_schema_ends(client: openai.OpenAI) -> None:
    node = {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
            "parent": {"$ref": "#/$defs/Node"},
        },
    }
    parameters = {
        "type": "object",
        "properties": {"roots": {"type": "array", "items": {"$ref": "#/$defs/Node"}}},
        "$defs": {"Node": node, "Loop": {"$ref": "#/$defs/Loop"}},
    }
    wanted: Any = {"type": "function", "function": {"name": "save", "parameters": parameters}}
    answer = client.chat.completions.create(model=MODEL, messages=asking("ko-software"), tools=[wanted])
    assert len(arguments(answer)["roots"]) > 15


def test_tool_choice(client: openai.OpenAI) -> None:
    tools = [tool(properties(title="string"), "first"), tool(properties(title="string"), "second")]
    hello: list[Any] = [{"role": "user", "content": "提取关键条款"}]

    def called(messages: list[Any], choice: Any) -> str | None:
        answer = client.chat.completions.create(model=MODEL, messages=messages, tools=tools, tool_choice=choice)
        calls = answer.choices[0].message.tool_calls
        return calls[0].function.name if calls else None  # type: ignore[union-attr]

    contract = asking("zh-warehouse")
    named: Any = {"type": "function", "function": {"name": "second"}}
    assert called(contract, "auto") == "first"
    assert called(contract, "none") is None
    assert called(contract, named) == "second"
    assert called(hello, "auto") is None
    assert called(hello, "required") == "first"
    result = {"role": "tool", "tool_call_id": "call_1", "content": "saved"}
    assert called([*contract, {"role": "assistant", "content": None, "tool_calls": []}, result], "auto") is None


def test_streamed_tool_calls_add_up(client: openai.OpenAI) -> None:
    tools = [tool(properties(type="string", quote="string"))]
    whole = client.chat.completions.create(model=MODEL, messages=asking("ja-maintenance"), tools=tools)
    name, pieces, finish = None, [], None
    for chunk in client.chat.completions.create(
        model=MODEL, messages=asking("ja-maintenance"), tools=tools, stream=True
    ):
        for call in chunk.choices[0].delta.tool_calls or []:
            name = (call.function.name if call.function else None) or name
            pieces.append((call.function.arguments if call.function else None) or "")
        finish = chunk.choices[0].finish_reason or finish
    assert (name, finish) == ("save_clauses", "tool_calls")
    assert json.loads("".join(pieces)) == arguments(whole)


def test_structured_output(client: openai.OpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {"governing": {"type": "array", "items": properties(type="string", law="string")}},
    }
    answer = client.chat.completions.create(
        model=MODEL,
        messages=asking("ko-software"),
        response_format={"type": "json_schema", "json_schema": {"name": "laws", "schema": schema}},
    )
    assert {"type": "governing_law", "law": "대한민국 법률"} in json.loads(text_of(answer))["governing"]


@pytest.mark.parametrize(
    "text", ["あ" * 5000, "第一条" * 3000, "\u200b\ud800 第1条\n" * 200, "(" * 3000, "1.1.1.1." * 2000]
)
def test_hostile_text_is_answered(base_url: str, text: str) -> None:
    body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": text}]}).encode()
    response = httpx.post(f"{base_url}/chat/completions", content=body, timeout=30)
    assert response.status_code == 200
    assert response.json()["choices"][0]["message"]["content"]
