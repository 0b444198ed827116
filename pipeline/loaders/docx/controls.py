"""Content controls that nobody has filled in: their prompt is no text of the contract but a blank."""

from __future__ import annotations

from pipeline.loaders.docx.names import toggle, w
from pipeline.loaders.package import Element

# No name of any vocabulary: it stands where the prompt stood, whose words it keeps.
BLANK = "blank"
SHOWN_AS = "____"

_PROPERTIES, _PROMPT, _CONTENT, _TEXT = w("sdtPr"), w("showingPlcHdr"), w("sdtContent"), w("t")


def blank_placeholders(root: Element) -> None:
    """Puts one blank where a control shows its placeholder (ECMA-376 part 1, 17.5.2.39)."""
    for control in root.iter(w("sdt")):
        content = control.find(_CONTENT)
        if content is not None and toggle(control.find(f"{_PROPERTIES}/{_PROMPT}")):
            _blank(list(content.iter(_TEXT)))


def _blank(texts: list[Element]) -> None:
    if not texts:
        return
    prompt = "".join(text.text or "" for text in texts)
    for text in texts:
        text.text = None
    texts[0].tag, texts[0].text = BLANK, prompt
