// What is asked about the place the cursor is at: what may be written, what stands there, where it is written, another name
// for it, and what would mend what is wrong.

import { at, made } from "/making.js";
import { ask } from "/wire.js";

const { Range } = ace.require("ace/range");
const { HoverTooltip } = ace.require("ace/tooltip");
const MOST_LISTED = 200;

export class Naming {
  // `file` names the file that is shown; `open` opens a place; `edit` makes edits, in whatever files they are; `say` tells.
  constructor(text, { file, open, edit, say }) {
    Object.assign(this, { text, file, open, edit, say });
    text.editor.setOptions({
      enableBasicAutocompletion: [this.completer()],
      enableLiveAutocompletion: true,
      liveAutocompletionDelay: 60,
    });
    this.tooltip = new HoverTooltip();
    this.tooltip.setDataProvider((event) => this.hover(event.getDocumentPosition(), event));
    this.tooltip.addToEditor(text.editor);
    text.editor.on("click", (event) => {
      if (event.getAccelKey()) this.define(event.getDocumentPosition());
    });
    for (const id of ["menu", "naming"]) at(id).addEventListener("close", () => text.focus());
    at("menuList").addEventListener("keydown", (key) => this.walk(key));
    at("namingForm").addEventListener("submit", (submitted) => this.rename(submitted));
  }

  async about(what, { row, column }, more = {}) {
    const asked = { what, file: this.file(), text: this.text.editor.getValue(), line: row + 1, column: column + 1, ...more };
    const came = await ask("/ask", asked).catch(() => ({ status: 0, told: {} }));
    return came.status === 200 ? came.told : { no: came.told.no };
  }

  // ---- what may be written

  completer() {
    return {
      id: "story",
      identifierRegexps: [/[\w-]/],
      triggerCharacters: [" ", "{", "(", "["],
      getCompletions: async (editor, session, position, prefix, give) => {
        const { offered = [] } = await this.about("completions", position);
        const isThere = ({ insert, line, column, endLine, endColumn }) =>
          insert === session.getTextRange(new Range(line - 1, column - 1, endLine - 1, endColumn - 1));
        if (editor.completer?.autoShown && offered.some(isThere)) return give(null, []);
        const isProse = String(session.getState(position.row)).includes("mlString");
        if (editor.completer) editor.completer.autoSelect = !isProse || !editor.completer.autoShown;
        return give(
          null,
          offered.map((one, place) => ({
            caption: one.label,
            value: one.label,
            meta: one.kind,
            docText: one.says || undefined,
            score: MOST_LISTED * 10 - place,
            completer: this,
            offer: one,
            from: position,
          }))
        );
      },
    };
  }

  // What Ace calls when something offered is taken.
  insertMatch(editor, { offer, from }) {
    const grown = editor.getCursorPosition().column - from.column;
    const range = new Range(offer.line - 1, offer.column - 1, offer.endLine - 1, offer.endColumn - 1 + grown);
    const isThere = editor.session.getTextRange(range) === offer.insert;
    if (!isThere) editor.session.replace(range, offer.insert);
    else if (editor.curOp?.command?.name !== "Tab") editor.insert("\n"); // Return, meant as Return
  }

  // ---- what stands there

  async hover(position, event) {
    const told = await this.about("hover", position);
    const here = this.text.at(position.row, position.column);
    const inside = [...here.map((problem) => made("p", { class: "amiss" }, ticked(`${problem.message}${problem.help ? `: ${problem.help}` : ""}`))), ...marked(told.says || "")];
    if (!inside.length) return this.tooltip.hide();
    const range = told.says
      ? new Range(told.line - 1, told.column - 1, told.endLine - 1, told.endColumn - 1)
      : new Range(position.row, position.column, position.row, position.column + 1);
    this.tooltip.showForRange(this.text.editor, range, made("div", { class: "about" }, inside), event);
  }

  // The same by the keyboard: it is said, and shown where it can be read.
  async tell() {
    const told = await this.about("hover", this.text.position);
    const here = this.text.here.map((problem) => `${problem.message}${problem.help ? `: ${problem.help}` : ""}.`);
    if (!told.says && !here.length) return this.say("There is nothing to be said of what stands here.");
    this.list("What stands here", [], [...here.map((words) => made("p", { class: "amiss" }, ticked(words))), ...marked(told.says || "")]);
  }

  async define(position = this.text.position) {
    const { places = [] } = await this.about("definition", position);
    if (!places.length) return this.say("What stands here is no name that is written anywhere.");
    return this.open(places[0].file, places[0].line, places[0].column);
  }

  async refer() {
    const { places = [] } = await this.about("references", this.text.position);
    if (!places.length) return this.say("What stands here is no name that is written anywhere.");
    const words = { made: "made here", read: "read", set: "set", named: "named", former: "a former name" };
    return this.list(
      "Where it is written",
      places.slice(0, MOST_LISTED).map((place) => [`${place.file}, line ${place.line}: ${words[place.role]}`, () => this.open(place.file, place.line, place.column)])
    );
  }

  // ---- another name

  askName() {
    const { row, column } = this.text.position;
    const word = this.text.wordAt(row, column);
    this.renamed = { row, column };
    at("newWord").value = word;
    at("namingNo").textContent = "";
    at("naming").showModal();
    at("newWord").select();
  }

  async rename(submitted) {
    submitted.preventDefault();
    const told = await this.about("rename", this.renamed, { new: at("newWord").value.trim() });
    if (told.no) {
      at("namingNo").textContent = told.no.replaceAll("`", "");
      return;
    }
    at("naming").close();
    if (told.edits?.length) this.edit(told.edits);
  }

  // ---- mending

  // What would mend the things that are wrong on the cursor's line: done where one way is
  // the likely one, asked where there are more.
  mend() {
    const fixes = this.text.here.flatMap((problem) => problem.fixes);
    if (!fixes.length) return this.say(this.text.here.length ? "What is wrong here has to be mended by hand." : "Nothing is wrong on this line.");
    const likely = fixes.filter((fix) => fix.likely);
    if (fixes.length === 1 || likely.length === 1) return this.edit((likely[0] || fixes[0]).edits);
    return this.list("Mend it", fixes.map((fix) => [fix.says, () => this.edit(fix.edits)]));
  }

  // ---- a list to choose from

  list(title, choices, above = []) {
    at("menuName").textContent = title;
    at("menuWords").replaceChildren(...above);
    at("menuList").replaceChildren(
      ...choices.map(([words, act]) => {
        const button = made("button", { type: "button" }, ticked(words));
        button.addEventListener("click", () => {
          at("menu").close();
          act();
        });
        return made("li", {}, [button]);
      })
    );
    at("menu").showModal();
    (at("menuList").querySelector("button") || at("menuClose")).focus();
  }

  walk(key) {
    const all = [...at("menuList").querySelectorAll("button")];
    const to = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (!to || !all.length) return;
    key.preventDefault();
    all[(all.indexOf(document.activeElement) + to + all.length) % all.length].focus();
  }
}

// Words with what the author wrote, which stands in backticks, set apart.
export function ticked(words) {
  return words.split("`").map((part, place) => (place % 2 ? made("code", {}, [part]) : part));
}

// The little Markdown that is said of a name: paragraphs, lists, `code` and **bold**.
function marked(words) {
  return words
    .split(/\n{2,}/)
    .filter((block) => block.trim())
    .map((block) => {
      const lines = block.split("\n");
      if (lines.every((line) => line.startsWith(">"))) return made("blockquote", {}, bold(lines.map((line) => line.slice(1).trim()).join(" ")));
      if (lines.every((line) => line.startsWith("- "))) return made("ul", {}, lines.map((line) => made("li", {}, bold(line.slice(2)))));
      return made("p", {}, bold(lines.join(" ")));
    });
}

function bold(words) {
  return words.split("**").flatMap((part, place) => (place % 2 ? [made("b", {}, [part])] : ticked(part)));
}
