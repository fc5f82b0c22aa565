"""What Excel says when it will not, in words of ours.

Comes in: whatever xlwings raises on Windows or macOS. Goes out: errors of the
catalogue. A fault of our own passes through: it is not Excel's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rs_excel.errors import ExcelError, problem

_BUSY = frozenset(
    {
        -2147418111,  # call rejected by callee: a cell is edited, a box is open
        -2147417846,  # the callee is busy
        -2146777998,  # Excel says so itself while a box is open
        -1712,  # macOS: no answer in time
    }
)
_GONE = frozenset(
    {
        -2147023174,  # the server is unavailable
        -2147023170,  # the remote call failed
        -2147417848,  # disconnected from its clients
        -600,  # macOS: the application is not running
        -609,  # macOS: the connection is invalid
    }
)
_FORBIDDEN = frozenset({-1743})  # macOS: not allowed to send events
_FROM_EXCEL = ("pywintypes", "appscript", "aem", "xlwings")
REFUSED = "XL-033"  # what Excel says no to, for reasons of its own
_NO_ANSWER = "<unknown>."  # how pywin32 names what a busy Excel would not give it


@contextmanager
def in_our_words() -> Iterator[None]:
    """As a decorator or in a ``with``; raises ExcelError for what Excel refuses."""
    try:
        yield
    except Exception as fault:
        numbers = _numbers(fault)
        if not numbers and not _is_excels(fault):
            raise
        raise ExcelError(problem(_code(fault, numbers), **_said(fault))) from fault


def _code(fault: Exception, numbers: frozenset[int]) -> str:
    if numbers & _BUSY or isinstance(fault, AttributeError):
        return "XL-030"
    if numbers & _GONE:
        return "XL-031"
    return "XL-032" if numbers & _FORBIDDEN else REFUSED


@contextmanager
def unless_refused() -> Iterator[None]:
    """Leaves out what Excel refuses, or has not got; a busy or ended one is raised."""
    try:
        with in_our_words():
            yield
    except KeyError:
        return
    except ExcelError as error:
        if error.problems[0].code != REFUSED:
            raise


def _is_excels(fault: Exception) -> bool:
    if isinstance(fault, AttributeError):
        return str(fault).startswith(_NO_ANSWER)
    return type(fault).__module__.split(".")[0] in _FROM_EXCEL


def _numbers(fault: Exception) -> frozenset[int]:
    """The numbers of a fault, those that it gives as the cause among them."""
    said = (
        getattr(fault, "hresult", None),
        getattr(fault, "errornumber", None),
        *_details(fault)[5:],
    )
    return frozenset(number for number in said if isinstance(number, int))


def _details(fault: Exception) -> tuple[object, ...]:
    """What Windows gives: code, source, words, help, context, number."""
    details: tuple[object, ...] = getattr(fault, "excepinfo", None) or ()
    return details


def _said(fault: Exception) -> dict[str, str]:
    """Excel's own words, in one line."""
    words = [detail for detail in _details(fault)[2:3] if detail]
    text = words[0] if words else fault
    return {"reason": " ".join(str(text).split())[:200].rstrip(".")}
