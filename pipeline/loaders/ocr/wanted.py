"""Which pages of a document OCR is wanted for: told before anything is loaded that most documents do not need."""

from __future__ import annotations

from pipeline.loaders.pages.page import Page

# A page that is a picture and holds no more text than that was stamped or numbered, not typed.
_STAMP_CHARS = 120
# A picture of that share of its page may be a page itself, pasted beside text; one of the lower share is no logo.
_LARGE_SHARE, _NOTED_SHARE = 0.25, 0.08
_MOST_UNMAPPED_SHARE = 0.02


def is_wanted(page: Page) -> bool:
    """Whether the page's text is missing, unreadable, no more than a stamp on a picture, or beside a large one."""
    visible = [line for line in page.lines if line.look != "hidden"]
    if not visible or page.unmapped > _MOST_UNMAPPED_SHARE * page.glyphs:
        return True
    return is_stamped(page)


def is_stamped(page: Page) -> bool:
    if _is_recognised(page):
        return False
    stamped = page.pictured and sum(len(line.text) for line in page.lines if line.look == "text") < _STAMP_CHARS
    return stamped or page.bare >= _LARGE_SHARE


def is_pictured(page: Page) -> bool:
    """Whether pictures stand beside the text in which more may be written than in a logo or a seal."""
    return page.bare >= _NOTED_SHARE and not _is_recognised(page)


def _is_recognised(page: Page) -> bool:
    return any(line.look == "ocr" for line in page.lines)
