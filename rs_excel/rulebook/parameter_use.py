"""Who reads a parameter: a limit nobody compares with only looks like knowledge.

Comes in: a pack. Goes out: the parameters that no rule and no derived answer names.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.rulebook.model import Rule, RulePack, parameter_names
from rs_excel.rulebook.values import Parameter

_OWN = ("parameters.yaml", "parameters/")


def unread_parameters(pack: RulePack) -> Iterator[Parameter]:
    """Parameters that stand in no condition and in no derived answer."""
    read = {name[1:] for entry in pack.derived for name in entry.of if name[0] == "$"}
    for rule in pack.rules:
        read |= _read_by(rule)
    for name, parameter in pack.parameters.items():
        is_shared = not parameter.source.path.startswith(_OWN)  # another pack reads it
        if name not in read and not is_shared:
            yield parameter


def _read_by(rule: Rule) -> frozenset[str]:
    ladder = (step.when for step in rule.finding.ladder)
    return parameter_names(rule.applies_when, rule.flag_when, *ladder)
