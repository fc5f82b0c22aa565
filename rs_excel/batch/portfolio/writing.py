"""When the portfolio is written, and what it is compared with.

Comes in: the store at the end of a run, and on what it was run. Goes out: the workbook
and the summary among the results, and what the record of the run tells of them. The
run is compared with the last finished one that came to other results, so running again
over what has not changed takes away nothing of what had: the same results give the same
bytes, and where they stand already they are left as they are.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rs_excel.app.settings import Terms
from rs_excel.batch.asked.supplier_list import SupplierList
from rs_excel.batch.places import Places
from rs_excel.batch.portfolio.imprint import Before, Imprint
from rs_excel.batch.store import Store
from rs_excel.batch.tally import Tally
from rs_excel.workbook.safe_write import safe_write, safe_write_pieces

_SHAPE = 5  # raised when the same results are shown in another way
_LINES = (
    "SELECT result.line, listed.standing FROM listed JOIN result"
    " ON result.id = listed.result WHERE listed.run = ? ORDER BY listed.place"
)
_PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a run record says of the portfolio."""

    results: str  # one digest of all lines of the run
    rests_on: str  # of all that the workbook shows
    sha256: str  # of the workbook
    summary: str  # the text for a mail

    def told(self) -> dict[str, Any]:
        """As values for ``run.json``."""
        return {
            "results_sha256": self.results,
            "portfolio": {
                "rests_on": self.rests_on,
                "sha256": self.sha256,
                "summary_sha256": _sha256(self.summary.encode()),
            },
        }


def write_portfolio(
    store: Store, places: Places, tally: Tally, on: tuple[Terms, SupplierList | None]
) -> Shown:
    """Writes both where they do not stand already; OutputError where it cannot be."""
    terms, asked = on
    results = _digest(store)
    before, basis = _compared_with(store, results)
    rests_on = _sha256(_key(results, basis, _imprint(terms), asked))
    held, said = _held(store, rests_on), _read(places.summary)
    sha256 = _of_file(places.portfolio)
    if held.get("sha256") != sha256 or held.get("summary_sha256") != _sha256(said):
        said = _write(places, tally, (store, _imprint(terms), before, asked))
        sha256 = _of_file(places.portfolio)
    return Shown(
        results=results, rests_on=rests_on, sha256=sha256, summary=said.decode()
    )


def _key(
    results: str, basis: str, imprint: Imprint, asked: SupplierList | None
) -> bytes:
    """The day too: results may last longer than the day that is printed."""
    whom = f"{asked.name}\n{asked.sha256}" if asked else ""
    return f"{_SHAPE}\n{results}\n{basis}\n{imprint.basis}\n{whom}".encode()


def _digest(store: Store) -> str:
    """The same for the same files, terms and results, whoever worked them out."""
    whole = hashlib.sha256(store.terms.encode())
    for line, standing in store.asked(_LINES, store.run):
        whole.update(f"{line}\n{standing}\n".encode())
    return whole.hexdigest()


def _compared_with(store: Store, results: str) -> tuple[Before | None, str]:
    """The last run that came to other results, and the digest of those."""
    for run, about in store.finished():
        theirs = about.get("results_sha256", "")
        if theirs != results:
            pack = about["pack"]
            terms = _terms(about["policy"]["name"], pack["id"], pack["version"])
            return Before(run=run, as_of=about["as_of"], terms=terms), theirs
    return None, ""


def _held(store: Store, rests_on: str) -> dict[str, str]:
    """The digests of what the run before left, if it shows the same."""
    for _, about in store.finished():
        held: dict[str, str] = about.get("portfolio", {})
        return held if held.get("rests_on") == rests_on else {}
    return {}


def _imprint(terms: Terms) -> Imprint:
    return Imprint(
        as_of=terms.assessed_on.isoformat(),
        terms=_terms(terms.policy.name, terms.pack.id, terms.pack.version),
        notice=terms.pack.notice,
        texts=terms.pack.texts,
    )


def _terms(policy: str, pack: str, version: str) -> str:
    return f"policy {policy} · rule pack {pack} {version}"


def _write(
    places: Places,
    tally: Tally,
    of: tuple[Store, Imprint, Before | None, SupplierList | None],
) -> bytes:
    """Both files; the second as it was written."""
    # What is needed for tables and workbooks is loaded only where one is written.
    from rs_excel.batch.portfolio.book import write_book  # noqa: PLC0415
    from rs_excel.batch.portfolio.gathering import Portfolio  # noqa: PLC0415
    from rs_excel.batch.portfolio.summary import summary_of  # noqa: PLC0415

    portfolio = Portfolio(*of)
    with tempfile.TemporaryDirectory(prefix=".rs-", dir=places.out) as folder:
        made = Path(folder) / places.portfolio.name
        write_book(portfolio, made)
        safe_write_pieces(places.portfolio, _pieces(made))
    said = summary_of(portfolio, tally).encode()
    safe_write(places.summary, said)
    return said


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            yield piece


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(file: Path) -> bytes:
    """Empty where there is none."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _of_file(file: Path) -> str:
    """Empty where there is none."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
