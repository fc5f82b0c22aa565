"""What a run is asked to do: which pack, which policy, which day, where to.

Comes in: names from the command line or the ribbon. Goes out: loaded things, or a
SettingsError that names what there is to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from rs_excel.app.supplied_packs import (
    regimes_of_others,
    rules_of_others,
    supplied_templates,
)
from rs_excel.domain.tongue import SOURCE
from rs_excel.errors import SettingsError, WorkbookError, problem
from rs_excel.rulebook.frameworks import Framework
from rs_excel.rulebook.gathering import did_you_mean
from rs_excel.rulebook.laws import Law
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.policy_files import own_policy
from rs_excel.rulebook.policy_parameters import under
from rs_excel.rulebook.told import told_in
from rs_excel.supplied import packs_folder
from rs_excel.texts.tongues import PRODUCT, languages, tongue
from rs_excel.writeback.wording import Imprint

DEFAULT_PACK = "four_pillar"
DEFAULT_POLICY = "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms a workbook is checked on."""

    pack: RulePack  # by which workbooks are read and weighed
    policy: Policy
    assessed_on: date
    in_words: RulePack | None = None  # the same pack told in another language
    instruments: Instruments | None = None
    """Chooses the pack by the workbook's template; None: this pack or none."""

    @property
    def told(self) -> RulePack:
        """The pack in whose words findings are told."""
        return self.in_words or self.pack

    @property
    def imprint(self) -> Imprint:
        """What is printed with every report, and its language."""
        told = self.told
        return Imprint(labels=told.basis_labels, notice=told.notice, tongue=told.tongue)

    def instead(self, template: str, workbook: str) -> Terms | None:
        """The terms for a workbook that was made from another pack's template.

        None where these are the right ones, as far as anybody knows. Raises
        WorkbookError where the pack is fixed, and the template is of another.
        """
        if template == self.pack.catalogue.template:
            return None
        pack = supplied_templates().get(template)
        if pack is None:
            return None
        if self.instruments is None:
            held = self.pack.id
            fault = problem("BOOK-045", workbook, theirs=pack, ours=held)
            raise WorkbookError(fault)
        return self.instruments.terms_for(pack)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """The supplied packs under one policy, day and language: one for each template."""

    policy: str
    assessed_on: date
    language: str = SOURCE

    def terms_for(self, pack: str) -> Terms:
        """The terms of a supplied pack, loaded when the first workbook asks for it."""
        return replace(_terms_of(pack, self), instruments=self)


@lru_cache(maxsize=16)
def _terms_of(pack: str, asked: Instruments) -> Terms:
    return terms(find_pack(pack), asked.policy, asked.assessed_on, asked.language)


def find_pack(name: str) -> RulePack:
    """A supplied pack by name, or one's own by the path of its folder."""
    return load_pack(pack_folder(name))


def pack_folder(name: str) -> Path:
    """Where a pack lies: a supplied one by name, or one's own by its path."""
    own = Path(name)
    supplied = sorted(p.parent.name for p in packs_folder().glob("*/pack.yaml"))
    if name in supplied:
        return packs_folder() / name
    if own.is_dir():
        return own
    raise unknown("pack", name, supplied)


def terms(
    pack: RulePack, policy: str, assessed_on: date, language: str = SOURCE
) -> Terms:
    """A pack under a policy on a day, told in a language."""
    found = find_policy(pack, policy)
    on = Terms(pack=under(pack, found), policy=found, assessed_on=assessed_on)
    return told_to(on, language)


def told_to(on: Terms, language: str) -> Terms:
    """The same terms, with what is found told in another language.

    Raises SettingsError for a language of which there are no texts.
    """
    known = languages(PRODUCT, on.pack.texts)
    code = language.lower()
    if code not in known:
        raise unknown("language", language, list(known))
    if code == on.told.tongue.language:
        return on
    return replace(on, in_words=told_in(tongue(code, on.pack.texts), on.pack))


def find_policy(pack: RulePack, name: str) -> Policy:
    """A policy of the pack by name, or one's own by the path of its YAML file."""
    if name in pack.policies:
        return pack.policies[name]
    if name.endswith((".yaml", ".yml")):
        of_others = rules_of_others(pack.id), regimes_of_others(pack.id)
        return own_policy(Path(name), pack, *of_others)
    raise unknown("policy", name, sorted(pack.policies))


def find_law(pack: RulePack, law_id: str) -> Law:
    """A law of the register by its id, whatever the case."""
    wanted = law_id.lower()
    if wanted not in pack.laws:
        raise unknown("law", law_id, sorted(pack.laws))
    return pack.laws[wanted]


def find_rule(pack: RulePack, rule_id: str) -> Rule:
    """A rule of the pack by its id, whatever the case."""
    wanted = rule_id.upper()
    if wanted not in pack.by_id:
        raise unknown("rule", rule_id, sorted(pack.by_id))
    return pack.by_id[wanted]


def find_framework(pack: RulePack, name: str) -> Framework:
    """A framework of the pack by the name of its mapping, whatever the case."""
    known = {framework.id: framework for framework in pack.frameworks}
    if name.lower() not in known:
        raise unknown("framework", name, sorted(known))
    return known[name.lower()]


def unknown(kind: str, name: str, known: list[str]) -> SettingsError:
    """What was asked for does not exist; names what there is to choose from."""
    hint = did_you_mean(name, known)
    shown = ", ".join(known) if len(known) <= 12 else f"{', '.join(known[:12])}, …"
    return SettingsError(
        problem("SET-001", kind=kind, name=name, known=shown, hint=hint)
    )
