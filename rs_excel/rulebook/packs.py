"""A folder becomes a rule pack, or a list of everything wrong with it.

Comes in: the folder with pack.yaml. Goes out: a ``RulePack``. All files are read
before anything is understood, so that a rule may name a question of any file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from rs_excel.domain.questions import Catalogue, Scope
from rs_excel.domain.vocabulary import Pillar
from rs_excel.errors import PackError, problem
from rs_excel.rulebook import (
    mapping_files,
    question_files,
    rule_files,
    scope_files,
    unread_file,
    value_files,
)
from rs_excel.rulebook.citations import Citations
from rs_excel.rulebook.condition_text import ConditionParser
from rs_excel.rulebook.documents import Others, Under
from rs_excel.rulebook.gathering import Gathering, source
from rs_excel.rulebook.law_files import LawReader
from rs_excel.rulebook.laws import Law
from rs_excel.rulebook.matter_files import matters
from rs_excel.rulebook.matters import Matter
from rs_excel.rulebook.meta import EVIDENCE_KIND, META_SCALARS, META_TABLES
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.rulebook.pack_folder import PackFiles
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.policy_files import Names, policies
from rs_excel.rulebook.question_files import QuestionFile
from rs_excel.rulebook.schema import PackText, QuestionsText, SpellingsText
from rs_excel.rulebook.spoken import with_labels, with_shared
from rs_excel.rulebook.values import Derived, Parameter, Source
from rs_excel.strict_yaml import Document
from rs_excel.texts.labels import labels
from rs_excel.texts.tongues import PRODUCT


def load_pack(folder: Path) -> RulePack:
    """The pack in a folder.

    Raises PackError with every problem found, each with file and line.
    """
    if not (folder / "pack.yaml").is_file():
        raise PackError(problem("PACK-005", folder))
    loading = _Loading(PackFiles(folder))
    pack = loading.understand()
    if pack is not None:
        loading.files.refuse_unread()
    loading.gathering.stop_if_any()
    assert pack is not None  # stop_if_any raised otherwise
    return pack


@dataclass(slots=True)
class _Loading:
    """One pack while it is being read."""

    files: PackFiles
    in_doubt: set[str] = field(default_factory=set)  # keys of files with faults

    @property
    def gathering(self) -> Gathering:
        """The problems found so far."""
        return self.files.gathering

    def understand(self) -> RulePack | None:
        g = self.gathering
        head = self._head()
        others = self._others(head) if head else Others()
        parameters = {**others.parameters, **self._parameters()}
        files = self._question_files()
        derived_files = self.files.documents("derived")
        known = self._known_keys(files, derived_files) | others.keys
        tables = {t.key for f in files for t in f.shape.tables} | META_TABLES.keys()
        tables |= self.in_doubt | others.tables
        if not head:
            return None
        catalogue = question_files.catalogue(head, files, self._scopes(known), known, g)
        catalogue = others.before(catalogue)
        asked = catalogue.by_key.keys()
        mappings = self.files.documents("mappings")
        frameworks = mapping_files.frameworks(mappings, asked, g)
        citations = Citations.of(frameworks, head.basis_labels)
        for file in files:
            citations.check_questions(file, g)
        spellings = self._spellings()
        texts = self.files.folder / "texts"
        called = labels(PRODUCT, texts)
        rules = self._rules(known, parameters, tables, citations)
        laws = self._laws(parameters, catalogue, rules)
        return RulePack(
            id=head.id,
            version=head.version,
            title=head.title,
            notice=head.notice.strip(),
            catalogue=with_labels(catalogue, called),
            derived=(
                *others.derived,
                *self._derived(derived_files, known, parameters, tables),
            ),
            documents={name: text.pack for name, text in head.documents.items()},
            matters=self._matters(others),
            rules=rules,
            parameters=parameters,
            policies=self._policies(rules, laws, known, parameters),
            laws=laws,
            spellings=with_shared(_by_kind(spellings), called),
            placeholders=tuple(spellings.placeholders) if spellings else (),
            basis_labels=head.basis_labels,
            remedy_for=tuple(head.remedy_for),
            words=head.words,
            frameworks=frameworks,
            read_by_nobody=self._read_by_nobody(asked),
            places=_places(files),
            texts=texts,
        )

    def _head(self) -> PackText | None:
        """What the pack says of itself; from then on its shared files are known."""
        folder = self.files.folder
        document = self.files.document(folder / "pack.yaml")
        if document is None:
            return None
        head = self.gathering.shaped(PackText, document, document.data)
        if head is not None:
            self.files.shared = tuple(folder.parent / name for name in head.shares)
        return head

    def _matters(self, others: Others) -> tuple[Matter, ...]:
        return tuple(
            matter
            for document in self.files.documents("matters.yaml")
            for matter in matters(document, others.rules, self.gathering)
        )

    def _others(self, head: PackText) -> Others:
        """What the packs of the documents ask, under the names of the documents."""
        found = Others()
        loaded: dict[str, RulePack] = {}
        for name, text in head.documents.items():
            at = self.files.folder.parent / text.pack
            if not (at / "pack.yaml").is_file():
                self.gathering.problems.append(problem("PACK-005", at))
                continue
            if text.pack not in loaded:
                loaded[text.pack] = load_pack(at)
            found = found.and_those_of(loaded[text.pack], Under(name), text.title)
        return found

    def _question_files(self) -> list[QuestionFile]:
        found = []
        for document in self.files.documents("questions"):
            shape = self.gathering.shaped(QuestionsText, document, document.data)
            if shape is None:
                self.in_doubt.update(question_files.keys_written(document.data))
            else:
                found.append(QuestionFile(document, shape))
        return found

    def _scopes(self, known: frozenset[str]) -> list[Scope]:
        return [
            scope
            for doc in self.files.documents("scopes.yaml")
            for scope in scope_files.scopes(
                doc, ConditionParser(doc, self.gathering, known, frozenset())
            )
        ]

    def _known_keys(
        self, files: list[QuestionFile], derived: list[Document]
    ) -> frozenset[str]:
        asked = {key for file in files for key, _ in file.asked_keys()} | self.in_doubt
        computed: set[str] = set()
        for document in derived:
            for key, at in value_files.derived_keys(document):
                if key in asked | computed:
                    detail = f"`{key}` already has a meaning in this pack."
                    self.gathering.refuse("PACK-004", document, at, detail=detail)
                computed.add(key)
        columns = {key for table in META_TABLES.values() for key in table}
        return frozenset(asked | computed | columns | META_SCALARS.keys())

    def _parameters(self) -> Mapping[str, Parameter]:
        found: dict[str, Parameter] = {}
        for document in self.files.documents("parameters.yaml", "parameters"):
            for name, value in value_files.parameters(document, self.gathering).items():
                if name in found:
                    detail = f"The parameter `{name}` is already defined."
                    self.gathering.refuse("PACK-004", document, (name,), detail=detail)
                found[name] = value
        return found

    def _laws(
        self,
        parameters: Mapping[str, Parameter],
        catalogue: Catalogue,
        rules: tuple[Rule, ...],
    ) -> Mapping[str, Law]:
        asked = {question.key for question in catalogue.questions}
        kinds = catalogue.by_key.get(EVIDENCE_KIND)
        found = (
            LawReader(
                ConditionParser(document, self.gathering, asked, parameters),
                rules={rule.id for rule in rules},
                evidence={choice.value for choice in kinds.choices} if kinds else (),
            ).law()
            for document in self.files.documents("laws")
        )
        return {law.id: law for law in found if law is not None}

    def _policies(
        self,
        rules: tuple[Rule, ...],
        laws: Mapping[str, Law],
        known: frozenset[str],
        parameters: Mapping[str, Parameter],
    ) -> Mapping[str, Policy]:
        names = Names(
            rules={rule.id for rule in rules},
            regimes=laws,
            questions=known,
            parameters=parameters,
        )
        documents = self.files.documents("policies")
        return policies(documents, names, self.gathering)

    def _spellings(self) -> SpellingsText | None:
        documents = self.files.documents("spellings.yaml")
        if not documents:
            return None
        return self.gathering.shaped(SpellingsText, documents[0], documents[0].data)

    def _read_by_nobody(self, asked: Set[str]) -> Mapping[str, str]:
        documents = self.files.documents("unread.yaml")
        if not documents:
            return {}
        return unread_file.read_by_nobody(documents[0], asked, self.gathering)

    def _derived(
        self,
        documents: list[Document],
        known: frozenset[str],
        parameters: Mapping[str, Parameter],
        tables: set[str],
    ) -> tuple[Derived, ...]:
        g = self.gathering
        by_name = dict.fromkeys(tables)
        return tuple(
            entry
            for document in documents
            for entry in value_files.derived(
                document, ConditionParser(document, g, known, parameters), by_name
            )
        )

    def _rules(
        self,
        known: frozenset[str],
        parameters: Mapping[str, Parameter],
        tables: set[str],
        citations: Citations,
    ) -> tuple[Rule, ...]:
        by_name = dict.fromkeys(tables)
        rules: list[Rule] = []
        for document in self.files.documents(*Pillar):
            parser = ConditionParser(document, self.gathering, known, parameters)
            rule = rule_files.rule(parser, by_name)
            if rule is not None:
                citations.check_rule(rule, document, self.gathering)
                rules.append(rule)
        return tuple(sorted(rules, key=lambda rule: rule.id))


def _places(files: Sequence[QuestionFile]) -> Mapping[str, Source]:
    """Where each question stands."""
    return {
        key: source(file.document, at)
        for file in files
        for key, at in file.asked_keys()
    }


def _by_kind(text: SpellingsText | None) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    if text is None:
        return {}
    return {
        kind: {value: tuple(words) for value, words in spellings.items()}
        for kind, spellings in text.model_dump(exclude={"placeholders"}).items()
    }
