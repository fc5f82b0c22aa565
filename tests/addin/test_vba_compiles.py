"""What Excel would refuse to compile, found without Excel.

Excel compiles an add-in when it first loads it, and a single fault there stops every
button. The programs that run the VBA here look at a line only when they come to it, so
names, parameters and words of the language are looked at once more, all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from pyopenvba.interpreter import _preprocess, parse_module
from pyopenvba.interpreter._ast import (
    ConstDecl,
    Module,
    Name,
    Param,
    Procedure,
    Unsupported,
    VarDecl,
)
from pyopenvba.interpreter._constants_data import EXCEL_CONSTANTS, VBA_CONSTANTS
from pyopenvba.interpreter._intrinsics import INTRINSICS
from pyopenvba.interpreter._inventory import members_of

from rs_excel.supplied import addin_folder

FILES = sorted((addin_folder() / "vba").glob("*.bas"))
WORDS = """
abs access addressof alias and any append array as attribute base begin binary boolean
byref byte byval call case cbool cbyte ccur cdate cdbl cdec cint circle clng close
compare const csng cstr currency cvar date debug decimal declare dim do doevents
double each else elseif empty end endif enum eqv erase event exit explicit false fix
for friend function get global gosub goto if imp implements in input inputb int
integer is lbound len lenb let like lock long longlong longptr loop lset me mod module
new next not nothing null object on open option optional or output paramarray preserve
print private pset public put raiseevent random read redim rem resume return rset
scale seek select set sgn shared single spc static step stop string sub tab then to
true type ubound unlock until variant wend while with withevents write xor
"""
RESERVED = frozenset(WORDS.split())
"""Words of the language, which Excel takes for no name of ours."""
OF_THE_HOST = {
    *INTRINSICS,
    *(name.lower() for name in (*VBA_CONSTANTS, *EXCEL_CONSTANTS)),
    *members_of("Global", "excel"),
    "err",
}
"""Names that VBA and Excel bring; those of the Office library are not referred to."""


def parsed(*, mac: bool) -> dict[str, Module]:
    """Every module as one of the two systems compiles it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(_preprocess.DEFAULT_CONSTANTS, "Mac", mac)
        texts = {file.stem: file.read_text(encoding="utf-8") for file in FILES}
        return {name: parse_module(text, name=name) for name, text in texts.items()}


def inside(node: Any) -> Iterator[Any]:
    """A piece of the program and all its parts."""
    if is_dataclass(node):
        yield node
        for field in fields(node):
            yield from inside(getattr(node, field.name))
    elif isinstance(node, list | tuple):
        for part in node:
            yield from inside(part)


def declared(node: Any) -> Iterator[str]:
    """Names that a piece of the program declares, in lower case."""
    for part in inside(node):
        if isinstance(part, VarDecl | Param | Procedure):
            yield part.name.lower()
        elif isinstance(part, ConstDecl):
            yield from (name.lower() for name, *_ in part.names)


def level(module: Module, *, public: bool) -> set[str]:
    """What a module declares for itself, or for all."""
    named = {
        procedure.name.lower()
        for procedure in module.procedures
        if not public or procedure.scope == "public"
    }
    if not public:
        named |= set(declared([module.variables, module.constants]))
    return named


def procedures(modules: dict[str, Module]) -> Iterator[tuple[Module, Procedure]]:
    for module in modules.values():
        yield from ((module, procedure) for procedure in module.procedures)


def undeclared(modules: dict[str, Module]) -> set[str]:
    """Names that stand for nothing: the commonest fault, and the last to be noticed."""
    for_all = set().union(*(level(m, public=True) for m in modules.values()))
    return {
        f"{module.name}.{procedure.name}: {part.name}"
        for module, procedure in procedures(modules)
        for known in [
            {*declared(procedure), *level(module, public=False), *for_all, *OF_THE_HOST}
        ]
        for part in inside(procedure)
        if isinstance(part, Name) and part.name.lower().removesuffix("$") not in known
    }


def declared_twice(modules: dict[str, Module]) -> set[str]:
    """In one procedure, its own name among them, or for all modules."""
    offered = Counter(n for m in modules.values() for n in level(m, public=True))
    within = (
        (f"{module.name}.{procedure.name}: {name}", times)
        for module, procedure in procedures(modules)
        for name, times in Counter(declared(procedure)).items()
    )
    return {name for name, times in (*offered.items(), *within) if times > 1}


def loose_parameters(modules: dict[str, Module]) -> set[str]:
    """By reference Excel wants the very type, and says so only when it compiles."""
    return {
        f"{module.name}.{procedure.name}: {parameter.name}"
        for module, procedure in procedures(modules)
        for parameter in procedure.params
        if not parameter.by_val and parameter.declared != "Variant"
    }


def taken_words(modules: dict[str, Module]) -> set[str]:
    """Words of the language that are used as names."""
    return {n for m in modules.values() for n in declared(m)} & RESERVED


@pytest.fixture(params=[False, True], ids=["Windows", "Mac"])
def modules(request: pytest.FixtureRequest) -> dict[str, Module]:
    return parsed(mac=request.param)


def test_every_name_is_declared_or_brought_by_vba_and_excel() -> None:
    assert undeclared(parsed(mac=False)) == set()


def test_a_mac_is_asked_for_nothing_more_than_its_own_function() -> None:
    assert undeclared(parsed(mac=True)) == {"Runner.EndOf: AppleScriptTask"}


def test_every_module_wants_its_names_declared(modules: dict[str, Module]) -> None:
    assert all(module.option_explicit for module in modules.values())


def test_every_name_is_declared_once(modules: dict[str, Module]) -> None:
    assert declared_twice(modules) == set()


def test_no_name_is_a_word_of_the_language(modules: dict[str, Module]) -> None:
    assert taken_words(modules) == set()


def test_parameters_are_passed_by_value(modules: dict[str, Module]) -> None:
    assert loose_parameters(modules) == set()


def test_every_statement_is_understood(modules: dict[str, Module]) -> None:
    odd = [p for m in modules.values() for p in inside(m) if isinstance(p, Unsupported)]
    assert odd == []


def test_these_looks_would_see_a_fault() -> None:
    source = """Option Explicit
Private Sub One(Text As String, ByVal Loop1 As Long)
    Dim Text As String, Static1 As Long
    Set Cell = msoFileDialogOpen
End Sub
"""
    faulty = {"Bad": parse_module(source, name="Bad")}
    assert undeclared(faulty) == {"Bad.One: Cell", "Bad.One: msoFileDialogOpen"}
    assert declared_twice(faulty) == {"Bad.One: text"}
    assert loose_parameters(faulty) == {"Bad.One: Text"}
    assert taken_words({"Bad": parse_module("Sub A(ByVal Next As Long)\nEnd Sub\n")})
