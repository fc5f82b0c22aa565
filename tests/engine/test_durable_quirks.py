"""What durable-rules 2.0.28 does unasked, pinned trap by trap.

Each test shows the trap in durable itself and, where that is short, how ours is kept
out of it. If one fails after an upgrade, the precaution may no longer be needed.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from textwrap import dedent
from typing import Any

import pytest

from rs_excel.engine import durable_host
from rs_excel.engine.durable_host import Rulebase, Ruling
from rs_excel.errors import EngineError

durable = pytest.importorskip("durable.engine")
Quiet = type("Quiet", (durable.Host,), {"_run": lambda self: None})

Fact = Mapping[str, object]
SEGFAULT = -11
QUIET = """
from durable.engine import Host, MessageNotHandledException
class Quiet(Host):
    def _run(self): pass
def made(rules):
    host = Quiet()
    nothing = lambda c: None
    host.set_rulesets({"r": {k: {"all": v, "run": nothing} for k, v in rules.items()}})
    return host
"""


class Bench:
    """One ruleset of durable's own, and what fired in it."""

    def __init__(self, **rules: Fact) -> None:
        self.fired: list[str] = []
        self.host = Quiet()
        given = {n: {"run": self._saying(n), **r} for n, r in rules.items()}
        self.host.set_rulesets({"r": given})

    def _saying(self, name: str) -> Callable[[Any], None]:
        def say(c: Any) -> None:
            self.fired.append(name)

        return say

    def tell(self, **fact: object) -> str:
        try:
            self.host.assert_fact("r", {"sid": "1", **fact})
        except durable.MessageNotHandledException:
            return "unheard"
        except durable.MessageObservedException:
            return "observed"
        return "heard"


def both(*tests: Fact) -> Fact:
    return {"$and": list(tests)}


def in_own_process(program: str, seconds: float = 3) -> int | None:
    """The exit code of a program, or None if it had to be stopped."""
    lines = [sys.executable, "-c", QUIET + dedent(program)]
    try:
        return subprocess.run(
            lines, timeout=seconds, check=False, stderr=subprocess.DEVNULL
        ).returncode
    except subprocess.TimeoutExpired:
        return None


# What hangs or ends the process -------------------------------------------------------


def test_512_distinct_conditions_hang_and_511_do_not() -> None:
    program = """
    host = made({{f"r{{i}}": [{{"m": {{"q": f"k{{i}}"}}}}] for i in range({n})}})
    try:
        host.assert_fact("r", {{"q": "none of them", "sid": "1"}})
    except MessageNotHandledException:
        pass
    """
    assert in_own_process(program.format(n=511)) == 0
    assert in_own_process(program.format(n=512)) is None


def test_a_condition_that_names_no_fact_matches_the_state_for_ever() -> None:
    program = """
    host = made({"r": [{"m": {"$nex": {"absent": 1}}}]})
    host.assert_fact("r", {"q": "x", "sid": "1"})
    """
    assert in_own_process(program) is None


def test_deleting_a_session_in_which_nothing_has_fired_ends_the_process() -> None:
    program = """
    host = made({"r": [{"a": {"q": "x"}}, {"b": {"q": "y"}}]})
    host.assert_fact("r", {"q": "x", "sid": "1"})
    host.delete_state("r", "1")
    """
    assert in_own_process(program) == SEGFAULT
    ours = Rulebase([[Ruling("joined", {"a": {"q": "x"}, "b": {"q": "y"}})]])
    with ours.session() as session:
        session.tell(0, {"q": "x"})
    with ours.session():
        pass  # not a single fact told


def test_an_empty_batch_ends_the_process() -> None:
    assert in_own_process('made({"r": [{"m": {"q": "x"}}]}).assert_facts("r", [])') == (
        SEGFAULT
    )


# What is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(("rules", "refused"), [(64, False), (65, True)])
def test_a_fact_may_match_64_rules(rules: int, refused: bool) -> None:
    bench = Bench(
        **{
            f"r{n}": {"all": [{"m": both({"q": "x"}, {"$gte": {"n": n}})}]}
            for n in range(rules)
        }
    )
    if refused:
        with pytest.raises(Exception, match="303"):
            bench.tell(q="x", n=1000)
    else:
        bench.tell(q="x", n=1000)
    assert len(bench.fired) == (0 if refused else rules)


def test_a_join_takes_16_facts() -> None:
    def joined(n: int) -> dict[str, object]:
        return {"all": [{f"a{k}": {"q": f"k{k}"}} for k in range(n)]}

    bench = Bench(sixteen=joined(16))
    for k in range(16):
        bench.tell(q=f"k{k}")
    assert bench.fired == ["sixteen"]
    bench = Bench(seventeen=joined(17))
    for k in range(16):
        bench.tell(q=f"k{k}")
    with pytest.raises(Exception, match="304"):
        bench.tell(q="k16")


def test_a_fact_has_room_for_250_properties() -> None:
    bench = Bench(r={"all": [{"m": {"q": "x"}}]})
    many = {f"p{n}": n for n in range(260)}
    with pytest.raises(Exception, match="302"):
        bench.tell(q="x", **many)


@pytest.mark.parametrize(
    ("number", "code"), [(1e-7, "204"), (1e16, "204"), (float("inf"), "202")]
)
def test_numbers_that_json_spells_with_an_exponent_are_refused(
    number: float, code: str
) -> None:
    bench = Bench(r={"all": [{"m": both({"q": "x"}, {"$gt": {"n": 60}})}]})
    with pytest.raises(Exception, match=code):
        bench.tell(q="x", n=number)


# What matches unasked, or not at all --------------------------------------------------


def test_text_is_compared_with_numbers_letter_by_letter() -> None:
    bench = Bench(
        above={"all": [{"m": both({"q": "x"}, {"$gt": {"n": 60}})}]},
        equal={"all": [{"m": both({"q": "x"}, {"n": "10"})}]},
    )
    bench.tell(q="x", n="abc")
    bench.tell(q="x", n="7")
    assert bench.fired == ["above", "above"]
    bench.tell(q="x", n=10)
    assert bench.fired[2:] == ["equal"]


def test_floats_that_look_equal_are_not() -> None:
    bench = Bench(r={"all": [{"m": both({"q": "x"}, {"n": 0.3})}]})
    assert bench.tell(q="x", n=0.1 + 0.2) == "unheard"


def test_a_value_of_none_counts_as_present() -> None:
    bench = Bench(r={"all": [{"m": both({"q": "x"}, {"$ex": {"n": 1}})}]})
    bench.tell(q="x", n=None)
    assert bench.fired == ["r"]


def test_inequality_does_not_match_what_is_absent() -> None:
    bench = Bench(r={"all": [{"m": both({"q": "x"}, {"$neq": {"n": 1}})}]})
    assert bench.tell(q="x") == "unheard"
    assert bench.tell(q="x", n=2) == "heard"


def test_negation_depends_on_the_order_of_facts() -> None:
    rule: dict[str, object] = {"all": [{"a": {"q": "p"}}, {"b$not": {"q": "doc"}}]}
    hasty, patient = Bench(r=rule), Bench(r={**rule})
    hasty.tell(q="p")
    hasty.tell(q="doc")
    patient.tell(q="doc")
    patient.tell(q="p")
    assert (hasty.fired, patient.fired) == (["r"], [])


def test_one_fact_cannot_fill_two_antecedents() -> None:
    apart = {"all": [{"a": both({"q": "n"}, {"$gte": {"n": 5}})}, {"b": {"q": "n"}}]}
    merged = {"all": [{"a": both({"q": "n"}, {"$gte": {"n": 5}}, {"$lt": {"n": 9}})}]}
    bench = Bench(apart=apart, merged=merged)
    bench.tell(q="n", n=6)
    assert bench.fired == ["merged"]


def test_a_choice_fires_once_for_each_branch_that_holds() -> None:
    choice = {"$or": [{"s": 1}, {"t": 1}]}
    rules = {"all": [{"m": both({"q": "x"}, choice)}]}
    bench = Bench(r=rules)
    bench.tell(q="x", s=1, t=1)
    assert bench.fired == ["r", "r"]
    ours = Rulebase([[Ruling("r", {"m": both({"q": "x"}, choice)})]])
    with ours.session() as session:
        session.tell(0, {"q": "x", "s": 1, "t": 1})
        assert session.fired == {("r", 0)}


def test_a_count_fires_again_for_each_further_lot() -> None:
    bench = Bench(r={"count": 2, "all": [{"m": {"q": "x"}}]})
    for n in range(5):
        bench.tell(q="x", n=n)
    assert bench.fired == ["r", "r"]
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}}, 2)]])
    with ours.session() as session:
        for n in range(5):
            session.tell(0, {"q": "x", "n": n})
        assert session.fired == {("r", 0)}


# Facts taken for each other -----------------------------------------------------------


def test_long_texts_are_taken_for_each_other() -> None:
    bench = Bench(r={"all": [{"m": {"q": "x"}}]})
    assert bench.tell(q="x", t="a" * 65_536 + "b") == "heard"
    assert bench.tell(q="x", t="a" * 65_536 + "c") == "observed"


ALIKE = (46_395, 146_220)
"""Two numbers that durable's 32-bit hash cannot tell apart in a fact like this."""


def test_different_facts_are_taken_for_duplicates() -> None:
    bench = Bench(r={"all": [{"m": {"q": "x"}}]})
    assert [bench.tell(q="x", n=n) for n in ALIKE] == ["heard", "observed"]


def test_a_false_duplicate_is_told_again_until_it_is_heard() -> None:
    tests = {f"n{n}": both({"q": "x"}, {"n": n}) for n in ALIKE}
    ours = Rulebase([[Ruling(name, {"m": test}) for name, test in tests.items()]])
    with ours.session() as session:
        for n in ALIKE:
            session.tell(0, {"q": "x", "n": n})
        assert session.fired == {(name, 0) for name in tests}


def test_the_same_fact_told_twice_is_heard_twice_and_fires_once() -> None:
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}})]])
    with ours.session() as session:
        session.tell(0, {"q": "x", "n": 1})
        session.tell(0, {"q": "x", "n": 1})
        assert session.fired == {("r", 0)}


# Actions, threads and memory ----------------------------------------------------------


def test_the_fault_of_an_action_is_swallowed() -> None:
    def fault(c: Any) -> None:
        raise LookupError("lost")

    bench = Bench(r={"all": [{"m": {"q": "x"}}], "run": fault})
    assert bench.tell(q="x") == "heard"


def test_a_state_is_told_again_after_every_action_and_ours_is_not() -> None:
    rule = {"m": {"$ex": {"sid": 1}}}
    program = """
    host = made({"r": [{"m": {"$ex": {"sid": 1}}}]})
    host.assert_fact("r", {"q": "x", "sid": "1"})
    """
    assert in_own_process(program) is None
    ours = Rulebase([[Ruling("r", rule)]])
    with ours.session() as session:
        session.tell(0, {"q": "x"})
        assert session.fired == {("r", 0)}


def test_what_fired_is_named_whatever_the_facts_hold() -> None:
    joined = Ruling("joined", {"row": {"q": "t[]"}, "a": {"q": "x"}})
    ours = Rulebase([[joined, Ruling("alone", {"m": {"q": "x"}})]])
    with ours.session() as session:
        session.tell(0, {"q": "x", "t": '"}{"rule_1":{"row": "\n\\'})
        for position in (3, 4):
            session.tell(0, {"q": "t[]", "row": position})
        assert session.fired == {("alone", 0), ("joined", 3), ("joined", 4)}


def test_an_action_with_two_parameters_stops_its_session() -> None:
    def waits(c: Any, done: object = None) -> None:
        return None

    bench = Bench(
        a={"all": [{"m": {"q": "x"}}], "run": waits}, b={"all": [{"m": {"q": "y"}}]}
    )
    bench.tell(q="x")
    bench.tell(q="y")
    assert bench.fired == []


def test_a_host_starts_two_threads_and_ours_none() -> None:
    program = "import threading; Host(); print(threading.active_count())"
    done = subprocess.run(
        [sys.executable, "-c", QUIET + program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "3"
    before = threading.active_count()
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}})]])
    with ours.session() as session:
        session.tell(0, {"q": "x"})
    assert threading.active_count() == before


def test_a_ruleset_name_registers_once_in_a_host() -> None:
    bench = Bench(r={"all": [{"m": {"q": "x"}}]})
    again = {"r": {"all": [{"m": {"q": "x"}}], "run": lambda c: None}}
    with pytest.raises(Exception, match="already registered"):
        bench.host.set_rulesets({"r": again})


def test_registering_takes_the_action_out_of_the_definition() -> None:
    definition = {"r": {"all": [{"m": {"q": "x"}}], "run": lambda c: None}}
    Quiet().set_rulesets({"r": definition})
    assert "run" not in definition["r"]


def test_a_ruleset_durable_refuses_is_an_error_that_names_the_rules() -> None:
    with pytest.raises(EngineError) as caught:
        Rulebase([[Ruling("HS-004", {"m": {"$gtt": {"n": 1}}})]])
    (problem,) = caught.value.problems
    assert problem.code == "RUN-004"
    assert "HS-004" in problem.says


def test_a_fact_durable_refuses_is_an_error_that_names_it() -> None:
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}})]])
    many = {f"p{n}": n for n in range(300)}
    with ours.session() as session, pytest.raises(EngineError) as caught:
        session.tell(0, {"q": "x", **many})
    (problem,) = caught.value.problems
    assert problem.code == "RUN-003"
    assert "weighed x" in problem.says
    with ours.session() as session:
        session.tell(0, {"q": "x"})
        assert session.fired == {("r", 0)}


def test_no_state_of_a_session_is_left() -> None:
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}})]])
    sids = []
    for _ in range(50):
        with ours.session() as session:
            session.tell(0, {"q": "x"})
            sids.append(session._sid)
    assert len(set(sids)) == 50
    for sid in sids:
        with pytest.raises(Exception, match="error code"):
            durable_host._c_side().get_state(ours._rulesets[0].handle, sid)


def test_a_rulebase_nobody_holds_gives_its_rulesets_back() -> None:
    ours = Rulebase([[Ruling("r", {"m": {"q": "x"}})]])
    handle = ours._rulesets[0].handle
    del ours
    with pytest.raises(Exception, match="111"):
        durable_host._c_side().assert_fact(handle, '{"q":"x","sid":"1"}')
