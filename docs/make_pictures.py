"""Pictures for the README and the guides, made from the real workbooks by one command.

Comes in: the supplied questionnaire, blank and half filled, the sample ``mixed.xlsx``,
which is checked on the spot and replied to, a batch over all samples, a tracker of
several samples, which counts to the day it is drawn, an audit, the status of several
sites, and the table of the ribbon's commands. Goes out:
``docs/pictures/*.png`` and ``ribbon.svg``. Needs LibreOffice (``soffice``) and the
poppler tools (``pdftoppm``, ``pdftotext``); fonts Carlito and Liberation give the
widths that Excel's own have. Run ``python docs/make_pictures.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demo_live import printed_while_open
from demo_tracker import worked_on
from ribbon_sketch import sketch

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "workbooks" / "saq" / "samples" / "mixed.xlsx"
AUDIT = ROOT / "workbooks" / "audit" / "samples" / "findings.xlsx"
CARD = ROOT / "workbooks" / "scorecard" / "samples" / "clean.xlsx"
FILLING = SAMPLE.with_name("half_empty.xlsx")
BLANK = ROOT / "workbooks" / "saq" / "saq.xlsx"
AS_OF = "2026-03-02"
TRACKED = ("zero_tolerance", "mixed", "spanish", "turkish", "small_site")
LARGEST = 250_000  # bytes of a picture
_COARSE, _MARGIN = 50, 6  # dots an inch when looking for the ink; dots left around it
_FOOTER = 30  # coarse dots at the foot of a page, with its number


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One page of a printed workbook: the first on which ``shows`` is found."""

    name: str
    book: str  # blank | filling | checked | reply | portfolio | tracker | open |
    # audit | status
    shows: str  # regular expression
    dots: int = 110  # per inch
    tallest: float = 1.0  # part of the inked height that is kept, from the top
    widest: float = 1.0  # part of the inked width that is kept, from the left


WANTED = (
    Picture(name="summary", book="checked", shows=r"Responsible sourcing check"),
    Picture(
        name="findings", book="checked", shows=r"What was found", dots=150, tallest=0.5
    ),
    Picture(name="marks", book="checked", shows=r"◆ Major · HR-056", tallest=0.9),
    Picture(name="open", book="open", shows=r"◆ Major · BI-011", tallest=0.95),
    Picture(name="cover", book="blank", shows=r"."),
    Picture(name="questionnaire", book="blank", shows=r"\A\s*Human rights"),
    Picture(name="filling", book="filling", shows=r"\A\s*Health & safety", tallest=0.8),
    Picture(name="reply", book="reply", shows=r"\A\s*Your plan", tallest=0.5),
    Picture(name="portfolio", book="portfolio", shows=r"Supplier portfolio", dots=120),
    Picture(name="tracker", book="tracker", shows=r".", tallest=0.5, widest=0.66),
    Picture(
        name="audit",
        book="audit",
        shows=r"\A\s*Audit findings",
        dots=170,
        tallest=0.2,
    ),
    Picture(name="status", book="status", shows=r"Programme status", dots=130),
    Picture(name="figures", book="tracker", shows=r"Open by pillar and severity"),
)


def main() -> int:
    """Makes all pictures anew; returns 1 when one came out too large."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "ribbon.svg").write_text(sketch(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        printed = {
            "blank": _printed(BLANK, work),
            "filling": _printed(FILLING, work),
            "reply": _printed(_reply(work), work),
            "checked": _printed(_checked(work), work),
            "audit": _printed(_checked(work, AUDIT), work),
            "status": _printed(_status(work), work),
            "portfolio": _printed(_portfolio(work), work),
            "tracker": _printed(_tracker(work), work),
            "open": printed_while_open(SAMPLE, work),
        }
        made = [_make(picture, printed[picture.book]) for picture in WANTED]
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")
    return int(any(path.stat().st_size > LARGEST for path in made))


def _checked(work: Path, sample: Path = SAMPLE) -> Path:
    command = [sys.executable, "-m", "rs_excel", "check", str(sample)]
    _run([*command, "--as-of", AS_OF, "--out", str(work)])
    return work / f"{sample.stem}.checked.xlsx"


def _status(work: Path) -> Path:
    """Of sites that returned something, with what their tracker says."""
    returned = [*(SAMPLE.with_name(f"{name}.xlsx") for name in TRACKED), AUDIT]
    files, tracker = [str(file) for file in returned], str(work / "kept.xlsx")
    rs_excel = [sys.executable, "-m", "rs_excel"]
    _run([*rs_excel, "track", *files, "--tracker", tracker, "--as-of", AS_OF])
    out, clean = work / "status.xlsx", str(SAMPLE.with_name("clean.xlsx"))
    command = [*rs_excel, "status", *files, clean, str(CARD), "--tracker", tracker]
    _run([*command, "--as-of", AS_OF, "--out", str(out)])
    return out


def _reply(work: Path) -> Path:
    pack = work / "reply.xlsx"
    command = [sys.executable, "-m", "rs_excel", "reply", str(SAMPLE)]
    _run([*command, "--as-of", AS_OF, "--out", str(pack)])
    return pack


def _portfolio(work: Path) -> Path:
    command = [sys.executable, "-m", "rs_excel", "batch", str(SAMPLE.parent)]
    _run([*command, "--as-of", AS_OF, "--out", str(work / "batch")])
    return work / "batch" / "portfolio.xlsx"


def _tracker(work: Path) -> Path:
    samples = [SAMPLE.with_name(f"{name}.xlsx") for name in TRACKED]
    return worked_on(samples, work / "tracker.xlsx", date.today())


def _printed(book: Path, work: Path) -> Path:
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(work)]
    _run(["soffice", profile, *options, str(book)])
    return work / f"{book.stem}.pdf"


def _make(picture: Picture, pdf: Path) -> Path:
    page = _page_that_shows(picture.shows, pdf)
    left, top, width, height = _inked(pdf, page)
    scale = picture.dots / _COARSE
    crop = {
        "-x": left * scale,
        "-y": top * scale,
        "-W": width * scale * picture.widest,
        "-H": height * scale * picture.tallest,
    }
    options = [part for name, size in crop.items() for part in (name, f"{size:.0f}")]
    target = PICTURES / picture.name
    only = ["-f", str(page), "-l", str(page), "-singlefile", "-png"]
    _run(["pdftoppm", "-r", str(picture.dots), *only, *options, str(pdf), str(target)])
    return target.with_suffix(".png")


def _page_that_shows(pattern: str, pdf: Path) -> int:
    pages = _run(["pdftotext", "-layout", str(pdf), "-"]).decode().split("\f")
    for number, words in enumerate(pages, 1):
        if re.search(pattern, words):
            return number
    raise SystemExit(f"No page of {pdf.name} shows {pattern!r}.")


def _inked(pdf: Path, page: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is not white, in coarse dots."""
    only = ["-f", str(page), "-l", str(page), "-singlefile", "-gray"]
    data = _run(["pdftoppm", "-r", str(_COARSE), *only, str(pdf)])
    _, size, _, pixels = data.split(b"\n", 3)
    width, height = (int(number) for number in size.split())
    lines = [pixels[y * width : (y + 1) * width] for y in range(height - _FOOTER)]
    rows = [y for y, line in enumerate(lines) if min(line) < 250]
    columns = [x for x in range(width) if min(line[x] for line in lines) < 250]
    left, top = max(columns[0] - _MARGIN, 0), max(rows[0] - _MARGIN, 0)
    right, bottom = columns[-1] + _MARGIN, rows[-1] + _MARGIN
    return left, top, min(right, width) - left, min(bottom, height) - top


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main())
