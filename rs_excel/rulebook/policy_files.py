"""A buyer's policy, from its file: in full, or as what differs from another.

Comes in: documents, and the names of rules, regimes and policies they may use. Goes
out: policies; every problem is noted at its line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rs_excel.domain.vocabulary import CountedIn, FindingType, Severity
from rs_excel.rulebook.calendar_files import working_calendar
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.criteria_choices import never_met
from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy, Timeframe
from rs_excel.rulebook.policy_schema import (
    PolicyChangesText,
    PolicyText,
    TimeframeChangesText,
)
from rs_excel.rulebook.recognition import SAID_BESIDE, Criterion
from rs_excel.rulebook.recognition_files import criteria
from rs_excel.strict_yaml import Document, Location, load

TIMEFRAME_NAMES = (
    *(s.value for s in Severity),
    FindingType.OBSERVATION.value,
    FindingType.GOOD_EXAMPLE.value,
    FindingType.DATA_QUALITY.value,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a policy may name."""

    rules: Collection[str]
    regimes: Collection[str]
    questions: Collection[str]
    parameters: Collection[str]

    def parser(self, document: Document, gathering: Gathering) -> ConditionParser:
        """For conditions over answers and what the buyer says of the site."""
        known = {*self.questions, *SAID_BESIDE}
        return ConditionParser(document, gathering, known, self.parameters)


def own_policy(
    path: Path,
    pack: RulePack,
    rules: Collection[str] = (),
    regimes: Collection[str] = (),
) -> Policy:
    """A buyer's policy from a file of its own, over the policies of the pack.

    One file serves for the workbooks of every pack: ``rules`` and ``regimes`` are those
    of other packs that it may name, too, and which count for nothing in this one.
    Raises PackError with every problem, each with file and line.
    """
    gathering = Gathering()
    document = load(path)
    names = Names(
        rules={*pack.by_id, *rules},
        regimes={*pack.laws, *regimes},
        questions={*pack.catalogue.by_key, *pack.derived_by_key},
        parameters=pack.parameters,
    )
    found = _policy(document, pack.policies, names, gathering)
    if found is not None and found.name in pack.policies:
        # Every report names its policy: one name must not stand for two.
        detail = f"`{found.name}` is a policy of the pack; give yours another name."
        gathering.refuse("PACK-004", document, ("name",), detail=detail)
    for at, says in never_met(found, pack) if found is not None else ():
        gathering.refuse("PACK-004", document, at, detail=says)
    gathering.stop_if_any()
    assert found is not None  # stop_if_any raised otherwise
    return replace(
        found,
        rule_days={k: v for k, v in found.rule_days.items() if k in pack.by_id},
        regimes=tuple(name for name in found.regimes if name in pack.laws),
    )


def policies(
    documents: Sequence[Document], names: Names, gathering: Gathering
) -> dict[str, Policy]:
    """The policies of a pack, by name; one may extend another, in any order."""
    done: dict[str, Policy] = {}
    waiting = list(documents)
    while waiting:
        ready = [d for d in waiting if _base(d) is None or _base(d) in done]
        # Where nothing is ready, the rest extend what is not there, or each other.
        for document in ready or waiting:
            found = _policy(document, done, names, gathering)
            if found is not None:
                done[found.name] = found
        waiting = [d for d in waiting if d not in ready] if ready else []
    return {name: done[name] for name in sorted(done)}


def _base(document: Document) -> object:
    return document.data.get("extends") if isinstance(document.data, dict) else None


def _policy(
    document: Document,
    bases: Mapping[str, Policy],
    names: Names,
    gathering: Gathering,
) -> Policy | None:
    if _base(document) is None:
        found = _in_full(document, names, gathering)
    else:
        found = _changed(document, bases, names, gathering)
    if found is not None:
        checking = _Checking(document, gathering)
        checking.known(found.timeframes, TIMEFRAME_NAMES, "timeframes", "a severity")
        checking.known(found.rule_days, names.rules, "rule_days", "a rule")
        checking.known(found.regimes, names.regimes, "regimes", "a regime")
        checking.calendar_for(found)
    return found


def _in_full(document: Document, names: Names, gathering: Gathering) -> Policy | None:
    """Every severity and finding type must have its time."""
    shape = gathering.shaped(PolicyText, document, document.data)
    if shape is None:
        return None
    for name in TIMEFRAME_NAMES:
        if name not in shape.timeframes:
            detail = f"`timeframes` says nothing about `{name}`."
            gathering.refuse("PACK-004", document, ("timeframes",), detail=detail)
    times = {k: Timeframe(**v.model_dump()) for k, v in shape.timeframes.items()}
    own = shape.working_calendar
    calendar = None if own is None else working_calendar(own, document, gathering)
    parser = names.parser(document, gathering)
    return Policy(
        **shape.model_dump(exclude=_READ_APART),
        timeframes=times,
        working_calendar=calendar,
        recognition=criteria(shape.recognition, (), parser, "recognition"),
        programme=criteria(shape.programme, (), parser, "programme"),
    )


def _changed(
    document: Document, bases: Mapping[str, Policy], names: Names, gathering: Gathering
) -> Policy | None:
    """Another policy with what this one says instead."""
    shape = gathering.shaped(PolicyChangesText, document, document.data)
    if shape is None:
        return None
    if shape.extends not in bases:
        hint = did_you_mean(shape.extends, bases)
        known = ", ".join(bases) or "none"
        detail = f"No policy `{shape.extends}` to extend.{hint} Known: {known}."
        gathering.refuse("PACK-004", document, ("extends",), detail=detail)
        return None
    base = bases[shape.extends]
    said = shape.model_dump(exclude=_BY_HAND, exclude_none=True)
    own = shape.working_calendar
    calendar = None if own is None else working_calendar(own, document, gathering)
    parser = names.parser(document, gathering)
    return replace(
        base,
        **said,
        title=shape.title or shape.name.replace("_", " ").capitalize(),
        timeframes={**base.timeframes, **_times(document, base, shape, gathering)},
        rule_days={**base.rule_days, **shape.rule_days},
        regimes=base.regimes if shape.regimes is None else shape.regimes,
        working_calendar=calendar or base.working_calendar,
        recognition=_changed_criteria("recognition", base, shape, parser),
        programme=_changed_criteria("programme", base, shape, parser),
    )


def _changed_criteria(
    part: str, base: Policy, shape: PolicyChangesText, parser: ConditionParser
) -> tuple[Criterion, ...]:
    """Where the base has none, those of the file are for another pack."""
    before: tuple[Criterion, ...] = getattr(base, part)
    return criteria(getattr(shape, part), before, parser, part) if before else ()


_READ_APART = {"timeframes", "working_calendar", "recognition", "programme"}
"""What is more than plain values."""

_BY_HAND = {
    "extends",
    "title",
    "timeframes",
    "rule_days",
    "regimes",
    "working_calendar",
    "recognition",
    "programme",
}
"""What is not simply taken over from the file."""


def _times(
    document: Document, base: Policy, shape: PolicyChangesText, gathering: Gathering
) -> dict[str, Timeframe]:
    """Times that differ, each a change of the base's time of that name."""
    times: dict[str, Timeframe] = {}
    for name, change in shape.timeframes.items():
        if name in base.timeframes:
            times[name] = _time(base.timeframes[name], change)
        else:
            checking = _Checking(document, gathering)
            checking.known([name], TIMEFRAME_NAMES, "timeframes", "a severity")
    return times


def _time(base: Timeframe, change: TimeframeChangesText) -> Timeframe:
    return replace(base, **change.model_dump(exclude_none=True))


@dataclass(frozen=True, slots=True)
class _Checking:
    """Says of names in one document which are unknown."""

    document: Document
    gathering: Gathering

    def known(
        self, said: Collection[str], known: Collection[str], under: str, kind: str
    ) -> None:
        listed = isinstance(said, tuple)
        for place, name in enumerate(said):
            if name not in known:
                hint = did_you_mean(name, known)
                detail = f"`{name}` is not {kind} of this pack.{hint}"
                at: Location = (under, place if listed else name)
                self.gathering.refuse("PACK-004", self.document, at, detail=detail)

    def calendar_for(self, policy: Policy) -> None:
        """Working days cannot be counted where nobody says which they are."""
        if policy.working_calendar is not None:
            return
        for name, time in policy.timeframes.items():
            if time.counted is CountedIn.WORKING:
                detail = f"`{name}` counts working days; give a `working_calendar`."
                at: Location = ("timeframes", name, "counted")
                self.gathering.refuse("PACK-004", self.document, at, detail=detail)
