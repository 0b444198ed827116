"""OFD files for the tests: the parts of GB/T 33190, with what a test puts on their pages. Lengths in millimetres."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT, SIZE = 210.0, 297.0, 4.2


def line(text: str, x: float = 30, y: float = 50, size: float = SIZE, attributes: str = "", inside: str = "") -> str:
    """A line of writing with its baseline at a point of the page, every sign one em wide."""
    steps = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    code = f'<ofd:TextCode X="0" Y="{size}" {steps}>{text}</ofd:TextCode>'
    boundary = f"{x} {y - size} {len(text) * size} {size * 1.2}"
    return f'<ofd:TextObject ID="1" Boundary="{boundary}" Font="1" Size="{size}" {attributes}>{inside}{code}</ofd:TextObject>'


def lines(*texts: str, top: float = 50, step: float = 7) -> str:
    return "".join(line(text, y=top + step * place) for place, text in enumerate(texts))


def path(data: str, box: tuple[float, float, float, float], attributes: str = "", inside: str = "") -> str:
    boundary = " ".join(map(str, box))
    return (
        f'<ofd:PathObject ID="2" Boundary="{boundary}" {attributes}>{inside}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def colour(value: str, attributes: str = "") -> str:
    return f'<ofd:FillColor Value="{value}" {attributes}/>'


def layer(content: str, kind: str = "Body") -> str:
    return f'<ofd:Layer ID="9" Type="{kind}">{content}</ofd:Layer>'


def page(*layers: str, head: str = "") -> str:
    inside = "".join(part if part.startswith("<ofd:Layer") else layer(part) for part in layers)
    return f"<ofd:Page {_NAMESPACE}>{head}<ofd:Content>{inside}</ofd:Content></ofd:Page>"


def ofd(
    *pages: str,
    common: str = "",
    tail: str = "",
    parts: Mapping[str, str] | None = None,
    box: Sequence[float] = (0, 0, WIDTH, HEIGHT),
) -> bytes:
    """A package of these pages. `common` and `tail` go into Document.xml, `parts` are added or replace its own."""
    listed = "".join(
        f'<ofd:Page ID="{place}" BaseLoc="Pages/Page_{place}/Content.xml"/>' for place in range(len(pages))
    )
    area = f"<ofd:PageArea><ofd:PhysicalBox>{' '.join(map(str, box))}</ofd:PhysicalBox></ofd:PageArea>"
    members = {
        "OFD.xml": (
            f'<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {_NAMESPACE}><ofd:CommonData>{area}{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>{tail}</ofd:Document>"
        ),
        **{f"Doc_0/Pages/Page_{place}/Content.xml": content for place, content in enumerate(pages)},
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


def part(name: str, content: str) -> str:
    """The text of an XML part with this root."""
    return f"<ofd:{name} {_NAMESPACE}>{content}</ofd:{name}>"
