// The text of a file, in the Ace editor: colours for YAML with prose in it, what is wrong marked where it is, what may be
// written offered.

const { Range } = ace.require("ace/range");
const { Mode } = ace.require("ace/mode/yaml");
const { Tokenizer } = ace.require("ace/tokenizer");

// The look of the text is the page's own: author.css holds its colours, and nothing is put into the page from here.
ace.define("ace/theme/paper", ["require", "exports", "module"], (require, exports) => {
  exports.isDark = false;
  exports.cssClass = "ace-paper";
  exports.cssText = "";
});

// YAML, with what a text block may hold told apart: fillings and variants, and who speaks.
function prose() {
  const mode = new Mode();
  const rules = (mode.$highlightRules = new mode.HighlightRules());
  rules.$rules.start = rules.$rules.start.filter((rule) => !String(rule.token).startsWith("constant.language")); // `no` stays a word
  const block = rules.$rules.mlString;
  block.splice(
    block.length - 1,
    1,
    { token: "string", regex: /\\[{}|*]/ },
    { token: "variant", regex: /\{[\w|-]+\}/ },
    { token: "variant", regex: /\{[^{}:|]*(?::|$)|\}/ },
    { token: "variant", regex: /\|(?: *(?:[\w-]+|[^{}:|]*(?:[<>=]|\b(?:chose|visited|not|and|or)\b)[^{}:|]*):)?/ },
    { token: "italic", regex: /\*[^*\s][^*]*\*/ },
    { token: "speaker", regex: /[A-Z\u00C0-\u00DE][\w\u00C0-\u024F'’.-]{0,30}:(?= )/ },
    { token: "string", regex: /[^{}|*\\A-Z\u00C0-\u00DE]+|./ }
  );
  mode.$tokenizer = new Tokenizer(rules.getRules());
  mode.createWorker = () => null;
  mode.getNextLineIndent = nextIndent;
  return mode;
}

// Where the next line begins: inside what a line opens, and in a text as far in as the line before.
function nextIndent(state, line, tab) {
  const indent = line.match(/^\s*/)[0];
  const opensText = /:\s*[|>][-+\d]*\s*$/.test(line);
  if (String(state).includes("mlString") && !opensText) return indent;
  const item = line.match(/^\s*(- +)+/)?.[0] ?? indent;
  const within = " ".repeat(item.length);
  return /:\s*(?:[|>][-+\d]*)?\s*(?:#.*)?$/.test(line) ? within + tab : within;
}

// A line on which nothing was written keeps no spaces once it is left. Where it begins, the editor remembers.
function nextLine(editor) {
  const { row, column } = editor.getCursorPosition();
  const line = editor.session.getLine(row);
  const isBlank = editor.selection.isEmpty() && column === line.length && /^\s+$/.test(line);
  editor.insert("\n");
  if (isBlank) editor.session.getDocument().removeInLine(row, 0, line.length);
  const begun = editor.getCursorPosition();
  editor.begun = { session: editor.session, ...begun, line: " ".repeat(begun.column) };
}

// Spaces typed, or pasted, at the beginning of a line that the editor has just indented stand in place of its own: whoever copies a
// page line by line types its indentation too.
function typedOver(editor, { command, args }) {
  const { begun } = editor;
  if (!begun || command.name === "nextLine") return;
  editor.begun = null;
  const words = command.name === "insertstring" ? args : command.name === "paste" ? (args.text ?? args) : "";
  const { row, column } = editor.getCursorPosition();
  const isThere = editor.session === begun.session && row === begun.row && column === begun.column && editor.session.getLine(row) === begun.line;
  if (isThere && column && String(words).startsWith(" ")) editor.session.getDocument().removeInLine(row, 0, column);
}

export class Text {
  // `place` is the element; `moved` is called when the cursor has moved, `undone` with the revisions of the text before and after undoing.
  constructor(place, { moved, undone }) {
    ace.config.set("useStrictCSP", true);
    this.editor = ace.edit(place, {
      theme: "ace/theme/paper",
      enableKeyboardAccessibility: true,
      indentedSoftWrap: true,
      scrollPastEnd: 0.4,
      showPrintMargin: false,
      tabSize: 2,
      useSoftTabs: true,
      useWorker: false,
      wrap: true,
      fontFamily: "var(--typewriter)",
      fontSize: "0.9375rem",
    });
    this.editor.renderer.setScrollMargin(8, 8);
    this.editor.commands.removeCommands(["gotoline", "showSettingsMenu", "openCommandPalette", "openCommandPallete", "toggleFoldWidget"]);
    this.editor.commands.addCommand({ name: "nextLine", bindKey: "Return", exec: nextLine, multiSelectAction: "forEach" });
    this.editor.commands.on("exec", (press) => typedOver(this.editor, press));
    this.editor.commands.addCommand({
      name: "undo",
      bindKey: { win: "Ctrl-Z", mac: "Command-Z" },
      exec: (editor) => {
        const manager = editor.session.getUndoManager();
        const before = manager.getRevision();
        editor.undo();
        undone(before, manager.getRevision());
      },
    });
    this.editor.on("changeSession", () => this.mark());
    this.editor.selection.on("changeCursor", moved);
    this.editor.on("changeSession", ({ session }) => session.selection.on("changeCursor", moved));
    this.problems = [];
    this.marks = [];
  }

  session(text) {
    const session = ace.createEditSession(text, prose());
    session.setUseWorker(false);
    session.setNewLineMode("unix");
    session.setOption("wrapMethod", "text");
    session.setUseWrapMode(true);
    session.setTabSize(2);
    session.setUndoManager(new ace.UndoManager());
    const { selection } = session;
    const lineRange = selection.getLineRange.bind(selection);
    selection.getLineRange = (row) => lineRange(row, true); // a line that is chosen is its words: typing leaves the next one be
    return session;
  }

  show(session, name) {
    this.editor.setSession(session);
    this.editor.setOption("textInputAriaLabel", `Text of ${name}`);
    this.editor.setReadOnly(false);
  }

  get line() {
    return this.editor.getCursorPosition().row + 1;
  }

  get column() {
    return this.editor.getCursorPosition().column + 1;
  }

  // Put the cursor at a line, counted from 1, with some of what stands above it in sight.
  goTo(line, column = 1) {
    this.editor.resize(true);
    this.editor.selection.clearSelection();
    this.editor.moveCursorTo(line - 1, column - 1);
    this.editor.session.unfold({ row: line - 1, column: 0 });
    this.editor.scrollToLine(Math.max(0, line - 4), false, false);
  }

  focus() {
    this.editor.focus();
  }

  // Mark what is wrong in the text that is shown: a sign in the margin, a line under the words. Both move with the words.
  wrong(problems) {
    this.problems = problems;
    this.mark();
  }

  mark() {
    for (const [session, marker, ...anchors] of this.marks) {
      session.removeMarker(marker);
      for (const anchor of anchors) anchor.detach();
    }
    const session = this.editor.getSession();
    const doc = session.getDocument();
    this.marks = this.problems.map((problem) => {
      let [end, endColumn] = [problem.endLine - 1, problem.endColumn - 1];
      if (end === problem.line - 1 && endColumn <= problem.column - 1) endColumn = problem.column;
      const start = doc.createAnchor(problem.line - 1, problem.column - 1);
      const last = doc.createAnchor(end, endColumn);
      start.$insertRight = true;
      const range = new Range();
      range.start = start;
      range.end = last;
      return [session, session.addMarker(range, `squiggle ${problem.severity}`, "text", false), start, last];
    });
    session.setAnnotations(
      this.problems.map((problem) => ({
        row: problem.line - 1,
        column: problem.column - 1,
        text: problem.help ? `${problem.message}: ${problem.help}` : problem.message,
        type: problem.severity,
      }))
    );
  }

  // The problems at the cursor's line.
  get here() {
    return this.problems.filter((problem) => problem.line <= this.line && this.line <= problem.endLine);
  }

  // The problems that a place in the text is inside.
  at(row, column) {
    const within = (problem) => {
      const after = row + 1 > problem.line || (row + 1 === problem.line && column + 1 >= problem.column);
      const before = row + 1 < problem.endLine || (row + 1 === problem.endLine && column + 1 <= problem.endColumn);
      return after && before;
    };
    return this.problems.filter(within);
  }

  get position() {
    return this.editor.getCursorPosition();
  }

  wordAt(row, column) {
    const line = this.editor.session.getLine(row);
    return line.slice(0, column).match(/[\w-]*$/)[0] + line.slice(column).match(/^[\w-]*/)[0];
  }
}

// Whether a session still holds the lines that edits were made for.
export function fits(session, edits) {
  return edits.every((edit) => session.getLine(edit.line - 1) === edit.stands);
}

// Make edits in a session, from its end to its beginning, as one step that can be undone.
export function edited(session, edits) {
  const sorted = [...edits].sort((a, b) => b.line - a.line || b.column - a.column);
  session.markUndoGroup();
  for (const edit of sorted) session.replace(new Range(edit.line - 1, edit.column - 1, edit.endLine - 1, edit.endColumn - 1), edit.text);
  session.markUndoGroup();
}
