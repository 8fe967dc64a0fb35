"""What is known of a story, in the words of the Language Server Protocol."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import attrs
from lsprotocol import types

from game.author.language.columns import Encoding, from_units, to_units
from game.author.language.completion import Completion
from game.author.language.describing import CALLED
from game.author.language.finding import Entry
from game.author.language.opened import OpenStory
from game.author.language.renaming import Edit
from game.story.diagnostic import Diagnostic
from game.story.source import Span

SOURCE: Final = "ampersand"
_KINDS: Final[Mapping[str, types.CompletionItemKind]] = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.Keyword,
    "value": types.CompletionItemKind.EnumMember,
    "file": types.CompletionItemKind.File,
    "meter": types.CompletionItemKind.Variable,
    "variable": types.CompletionItemKind.Variable,
    "message": types.CompletionItemKind.Event,
    "scene": types.CompletionItemKind.Module,
    "ending": types.CompletionItemKind.Module,
    "choice": types.CompletionItemKind.Function,
    "person": types.CompletionItemKind.Class,
    "place": types.CompletionItemKind.Struct,
}
_SYMBOLS: Final[Mapping[str, types.SymbolKind]] = {
    "scene": types.SymbolKind.Module,
    "ending": types.SymbolKind.Module,
    "choice": types.SymbolKind.Function,
    "chapter": types.SymbolKind.Namespace,
    "part": types.SymbolKind.Package,
    "meter": types.SymbolKind.Number,
    "variable": types.SymbolKind.Variable,
    "message": types.SymbolKind.Event,
    "half": types.SymbolKind.Interface,
    "person": types.SymbolKind.Class,
    "place": types.SymbolKind.Struct,
    "value": types.SymbolKind.EnumMember,
}
_FADED: Final = frozenset({"unused-variable", "unreachable-scene", "route-never-taken", "stale-meant"})
"""What marks something that does nothing, which editors show pale."""


@attrs.frozen
class Wire:
    """Turns places and findings of one story into what travels, and back."""

    story: OpenStory
    encoding: Encoding
    uri: Callable[[Path], str]
    """What the editor calls a file."""

    # ---- places

    def line_of(self, path: Path, number: int) -> str:
        view = self.story.view(path)
        if view is not None:
            return view.line(number)
        lines = path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []
        return lines[number - 1] if number <= len(lines) else ""

    def place(self, path: Path, position: types.Position) -> tuple[int, int]:
        """A line and a column from 1."""
        number = position.line + 1
        return number, from_units(self.line_of(path, number), position.character, self.encoding)

    def range(self, span: Span) -> types.Range:
        path = self.story.path_of(span.file)
        return types.Range(
            self.position(path, span.line, span.column), self.position(path, span.end_line, span.end_column)
        )

    def position(self, path: Path, line: int, column: int) -> types.Position:
        return types.Position(max(line - 1, 0), to_units(self.line_of(path, line), column, self.encoding))

    def location(self, span: Span) -> types.Location:
        return types.Location(self.uri(self.story.path_of(span.file)), self.range(span))

    # ---- findings

    def diagnostic(self, found: Diagnostic) -> types.Diagnostic:
        said = [found.message, *([f"{found.help[0].upper()}{found.help[1:]}"] if found.help else [])]
        said.extend(note.text for note in found.notes if note.span is None)
        return types.Diagnostic(
            range=self.range(found.span),
            message="\n".join(said),
            severity=(
                types.DiagnosticSeverity.Error if found.severity == "error" else types.DiagnosticSeverity.Warning
            ),
            code=found.code,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if found.code in _FADED else None,
            related_information=[
                types.DiagnosticRelatedInformation(self.location(note.span), note.text)
                for note in found.notes
                if note.span is not None
            ],
        )

    # ---- lists

    def completion(self, one: Completion, order: int) -> types.CompletionItem:
        return types.CompletionItem(
            label=one.label,
            kind=_KINDS.get(one.kind, types.CompletionItemKind.Reference),
            label_details=types.CompletionItemLabelDetails(description=_sort_of(one.kind)),
            detail=one.says or None,
            sort_text=f"{order:04}",
            filter_text=one.label,
            text_edit=types.TextEdit(self.range(one.span), one.insert),
            insert_text_format=types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AsIs,
        )

    def symbol(self, entry: Entry) -> types.DocumentSymbol:
        return types.DocumentSymbol(
            name=entry.symbol.name,
            detail=entry.says or None,
            kind=_SYMBOLS.get(entry.symbol.kind, types.SymbolKind.Key),
            range=self.range(entry.whole),
            selection_range=self.range(entry.span),
            children=[self.symbol(inside) for inside in entry.inside],
        )

    def found(self, entry: Entry) -> types.WorkspaceSymbol:
        return types.WorkspaceSymbol(
            name=entry.symbol.name,
            kind=_SYMBOLS.get(entry.symbol.kind, types.SymbolKind.Key),
            container_name=entry.says or None,
            location=self.location(entry.span),
        )

    # ---- edits

    def edits(
        self, edits: Mapping[Path, tuple[Edit, ...]], ends: Callable[[Path], str], versions: Mapping[Path, int]
    ) -> types.WorkspaceEdit:
        """Edits of several files.

        Args:
            edits: by file.
            ends: how the lines of a file end.
            versions: of each file that the editor has open, its version.
        """
        changed: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
        for path, some in edits.items():
            document = types.OptionalVersionedTextDocumentIdentifier(self.uri(path), versions.get(path))
            changed.append(
                types.TextDocumentEdit(
                    document,
                    [types.TextEdit(self.range(one.span), one.text.replace("\n", ends(path))) for one in some],
                )
            )
        return types.WorkspaceEdit(document_changes=changed)


def _sort_of(kind: str) -> str | None:
    """What sort of thing a completion is, said at its side."""
    return CALLED[kind].removeprefix("a ").removeprefix("an ") if kind in CALLED else None
