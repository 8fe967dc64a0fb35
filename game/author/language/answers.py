"""What the language server answers, question by question."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from game.author.language.completion import completions
from game.author.language.finding import definition, hover, outline, references, search
from game.author.language.homes import homes
from game.author.language.mending import fixes
from game.author.language.renaming import NotRenamed, renamable, rename
from game.author.language.server import Server
from game.author.language.unwritten import unwritten

UNWRITTEN: Final = "ampersand.unwritten"
"""The command that lists the scenes that are named and not written."""
_FAILED: Final = -32803
"""The protocol's number for a request that was understood and cannot be met."""
_WATCHED: Final = "**/*.{yaml,yml}"
_log: Final = logging.getLogger(__name__)

Answer = TypeVar("Answer")


def _never_fails(nothing: Any) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """An answer that is `nothing` where working it out goes wrong, which standard error is told."""

    def wrapped(answer: Callable[..., Answer]) -> Callable[..., Answer]:
        @functools.wraps(answer)
        def answered(*args: Any, **named: Any) -> Answer:
            try:
                return answer(*args, **named)
            except JsonRpcException:
                raise
            except Exception:
                _log.exception("%s", answer.__name__)
                return cast(Answer, nothing)

        return answered

    return wrapped


def register(server: Server) -> None:
    """Lets a server know what to answer."""
    _listen(server)
    _listen_elsewhere(server)
    _answer_places(server)
    _answer_uses(server)
    _answer_changes(server)
    _answer_lists(server)


def _listen(server: Server) -> None:
    """What is told to it of texts that are open."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    @_never_fails(None)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        server.opened(document.uri, document.version, document.text)
        server.check_soon(server.home(document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    @_never_fails(None)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangeWholeDocument):
                server.opened(document.uri, document.version, change.text)
        server.check_soon(server.home(document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    @_never_fails(None)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.check_soon(server.home(params.text_document.uri))

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    @_never_fails(None)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        folder = server.home(params.text_document.uri)
        server.closed(params.text_document.uri)
        server.check_soon(folder)


def _listen_elsewhere(server: Server) -> None:
    """What is told to it of other things than the texts that are open."""

    @server.feature(types.INITIALIZED)
    @_never_fails(None)
    def initialized(params: types.InitializedParams) -> None:
        _watch(server)
        server.check_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    @_never_fails(None)
    def edited_elsewhere(params: types.DidChangeWatchedFilesParams) -> None:
        for folder in list(server.stories):
            server.check_soon(folder)
        for change in params.changes:
            server.check_soon(server.home(change.uri))

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    @_never_fails(None)
    def other_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.check_all()

    @server.feature(types.SHUTDOWN)
    def shut_down(params: None) -> None:
        server.is_over = True


def _watch(server: Server) -> None:
    """Asks to be told of files that are edited elsewhere, where the editor can tell."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is None or not watched.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
    asked = types.Registration("ampersand-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([asked]))


def _answer_places(server: Server) -> None:
    """Questions about where a cursor stands."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "{", "[", "(", ",", "|"])
    )
    @_never_fails(None)
    def complete(params: types.CompletionParams) -> types.CompletionList | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        offered = completions(story, path, *wire.place(path, params.position))
        return types.CompletionList(False, [wire.completion(one, order) for order, one in enumerate(offered)])

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    @_never_fails(None)
    def hovered(params: types.HoverParams) -> types.Hover | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        said = hover(story, path, *wire.place(path, params.position))
        if said is None:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said.text), wire.range(said.span))


def _answer_uses(server: Server) -> None:
    """Questions about where a name is written."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    @_never_fails(None)
    def defined(params: types.DefinitionParams) -> list[types.Location] | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        return [wire.location(span) for span in definition(story, path, *wire.place(path, params.position))]

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    @_never_fails(None)
    def used(params: types.ReferenceParams) -> list[types.Location] | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        place = wire.place(path, params.position)
        uses = references(story, path, *place, made=params.context.include_declaration)
        return [wire.location(one.span) for one in uses]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    @_never_fails(None)
    def lit(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        view = story.view(path)
        uses = references(story, path, *wire.place(path, params.position))
        kinds = {"set": types.DocumentHighlightKind.Write, "made": types.DocumentHighlightKind.Write}
        return [
            types.DocumentHighlight(wire.range(one.span), kinds.get(one.role, types.DocumentHighlightKind.Read))
            for one in uses
            if view is not None and one.span.file == view.file
        ]


def _answer_changes(server: Server) -> None:
    """Questions about what to change."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    @_never_fails(None)
    def may_be_renamed(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        try:
            symbol, span = renamable(story, path, *wire.place(path, params.position))
        except NotRenamed as reason:
            raise JsonRpcException(reason.why, _FAILED) from None
        return types.PrepareRenamePlaceholder(wire.range(span), symbol.name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    @_never_fails(None)
    def renamed(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        try:
            edits = rename(story, path, *wire.place(path, params.position), params.new_name)
        except NotRenamed as reason:
            raise JsonRpcException(reason.why, _FAILED) from None
        return wire.edits(edits, server.ends, server.versions())

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    @_never_fails(None)
    def mended(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        found = server.asked(params.text_document.uri)
        only = params.context.only
        if found is None or (only and types.CodeActionKind.QuickFix not in only and "" not in only):
            return None
        story, wire, path = found
        offered = fixes(story, path, params.range.start.line + 1, params.range.end.line + 1)
        return [
            types.CodeAction(
                title=fix.says,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[wire.diagnostic(fix.found)],
                is_preferred=fix.is_likely or None,
                edit=wire.edits(fix.edits, server.ends, server.versions()),
            )
            for fix in offered
        ]


def _answer_lists(server: Server) -> None:
    """Questions about what there is."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    @_never_fails(None)
    def listed(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        found = server.asked(params.text_document.uri)
        if found is None:
            return None
        story, wire, path = found
        return [wire.symbol(entry) for entry in outline(story, path)]

    @server.feature(types.WORKSPACE_SYMBOL)
    @_never_fails(None)
    def searched(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        folders = dict.fromkeys([*server.stories, *(found for root in server.roots() for found in homes(root))])
        opened = [story for folder in folders if (story := server.story(folder)) is not None]
        return [server.wire(story).found(entry) for story in opened for entry in search(story, params.query)]

    @server.command(UNWRITTEN)
    @_never_fails([])
    def named_only(uri: str = "") -> list[dict[str, Any]]:
        folder = server.home(uri) if uri else None
        stories = [folder] if folder is not None else list(server.stories)
        return [
            {
                "name": one.name,
                "named": [_plain(server.wire(story).location(each.span)) for each in one.named],
                "begun": None if one.begun is None else _plain(server.wire(story).location(one.begun)),
            }
            for story in (server.story(folder) for folder in stories)
            if story is not None
            for one in unwritten(story)
        ]


def _plain(location: types.Location) -> dict[str, Any]:
    """A place, as a command answers it."""
    start, end = location.range.start, location.range.end
    return {
        "uri": location.uri,
        "range": {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        },
    }
