"""The files of a pack's folder, each read once, with those it shares of another pack.

Comes in: the folder. Goes out: documents by place or name; what cannot be read is
noted, and so is what nobody asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rs_excel.errors import PackError, problem
from rs_excel.rulebook.gathering import Gathering
from rs_excel.strict_yaml import Document, load


@dataclass(slots=True)
class PackFiles:
    """One folder while its pack is being read."""

    folder: Path
    gathering: Gathering = field(default_factory=Gathering)
    read: set[Path] = field(default_factory=set)
    shared: tuple[Path, ...] = ()  # files of another pack that hold here too

    def document(self, path: Path) -> Document | None:
        self.read.add(path)
        try:
            return load(path, self._named(path))
        except PackError as fault:
            self.gathering.problems.extend(fault.problems)
            return None

    def _named(self, path: Path) -> str:
        within = path.is_relative_to(self.folder)
        return path.relative_to(
            self.folder if within else self.folder.parent
        ).as_posix()

    def refuse_unread(self) -> None:
        """A rule that nobody reads protects nobody, and nothing would say so."""
        for path in sorted(self.folder.rglob("*")):
            name = path.name.lower()
            meant = name.endswith((".yaml", ".yml", ".yaml.txt", ".yml.txt"))
            if meant and not name.startswith(".") and path not in self.read:
                where = path.relative_to(self.folder).as_posix()
                self.gathering.problems.append(problem("PACK-011", where))

    def documents(self, *places: str) -> list[Document]:
        """Every YAML file of these folders or of these names, in order of name."""
        paths: list[Path] = []
        for place in places:
            at = self.folder / place
            paths.extend(sorted(at.glob("*.yaml")) if at.is_dir() else [at])
            paths.extend(path for path in self.shared if place in path.parts[-2:])
        found = [
            self.document(path)
            for path in paths
            if path.is_file() or path in self.shared
        ]
        return [document for document in found if document is not None]
