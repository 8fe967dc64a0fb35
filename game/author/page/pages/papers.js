// The open files: which is shown, how each stands, and what is asked where one was changed elsewhere in the same lines.

import { stretch } from "/differing.js";
import { Kept } from "/keeping.js";
import { at } from "/making.js";
import { edited, fits } from "/text.js";
import { ask, get } from "/wire.js";

export const UNREACHABLE = "The program is closed: start it again to go on";
const CLOSED = "The program is closed. Everything you wrote is kept.";
const STANDS = {
  conflict: "Not written: changed elsewhere",
  refused: "Not written",
  unreachable: "The program is closed. What you wrote last is not kept yet: leave this open, and start the program again",
  writing: "Writing …",
  unwritten: "Writing …",
  kept: "Everything is on the disk",
};
const BEGUN = "# What is written here belongs to the story at once.\nscenes:\n";

export class Papers {
  // `say` tells the author something; `instead` shows another file, where the one that is shown is no more.
  constructor(text, { say, instead }) {
    Object.assign(this, { text, say, instead, open: new Map(), current: "", reachable: true });
  }

  get all() {
    return [...this.open.values()];
  }

  get shown() {
    return this.open.get(this.current);
  }

  // A file, open, though perhaps not shown; none where it cannot be.
  async opened(name) {
    if (!this.open.has(name)) {
      const came = await get(`/file?name=${encodeURIComponent(name)}`).catch(() => ({ status: 0, told: { no: UNREACHABLE } }));
      if (came.status !== 200) this.say(`${name}: ${came.told.no}`);
      else if (!this.open.has(name)) {
        const { text, revision } = came.told;
        this.open.set(name, new Kept(name, this.text.session(text), text, revision, (kept) => this.stood(kept)));
      }
    }
    return this.open.get(name);
  }

  async show(name) {
    const kept = await this.opened(name);
    if (kept && this.current !== name) {
      this.current = name;
      this.text.show(kept.session, name);
      at("fileName").textContent = name;
    }
    if (kept) this.stood(kept);
    return kept;
  }

  // Make edits in whatever files they are: in all of them, or where one of them no longer is what they were made for, in none.
  async edit(edits) {
    const byFile = Map.groupBy(edits, (each) => each.file);
    const kept = await Promise.all([...byFile.keys()].map((name) => this.opened(name)));
    if (!kept.every((each) => each && fits(each.session, byFile.get(each.name)))) {
      this.say("The text has changed since this was worked out. Try once more.");
      return false;
    }
    for (const each of kept) edited(each.session, byFile.get(each.name));
    return true;
  }

  // Make a file; its name, where it was made.
  async create(name) {
    const wanted = name.endsWith(".yaml") ? name : `${name}.yaml`;
    const came = await ask("/write", { name: wanted, base: "", start: 0, end: 0, insert: BEGUN }).catch(() => null);
    if (came?.status === 200) return wanted;
    if (!came) this.say(UNREACHABLE);
    else this.say(came.status === 409 ? `${wanted} is there already.` : came.told.no);
    return "";
  }

  changed({ name, revision }) {
    const kept = this.open.get(name);
    if (kept && kept.revision !== revision) kept.look();
  }

  reached(is) {
    this.reachable = is;
    if (this.shown) this.stood(this.shown);
  }

  // How an open file stands: say it, and where the disk holds something else, show both.
  stood(kept) {
    const worst = Object.keys(STANDS).find((how) => this.all.some((each) => each.standing === how)) || "kept";
    const one = this.all.find((each) => each.standing === worst);
    const isWell = ["writing", "unwritten", "kept"].includes(worst);
    let words = this.reachable || worst !== "kept" ? STANDS[worst] : CLOSED;
    if (one?.why) words += `: ${one.why}`;
    if (!isWell && one.name !== this.current) words = `${one.name}: ${words}`;
    at("kept").textContent = words;
    at("kept").className = this.reachable ? worst : "unreachable";
    const urgent = isWell && this.reachable ? "" : words;
    if (at("urgent").textContent !== urgent) at("urgent").textContent = urgent;
    if (kept.name === this.current) this.ask(kept);
  }

  // Show both texts of a file that was changed elsewhere in the same lines.
  ask(kept) {
    const was = at("conflict").hidden;
    at("conflict").hidden = kept.standing !== "conflict";
    if (at("conflict").hidden) return;
    const isGone = !kept.theirs.revision;
    at("conflictName").textContent = isGone ? "This file was deleted elsewhere" : "This file was changed elsewhere, in the same lines, while you typed";
    at("conflictWhy").textContent = isGone
      ? "Nothing is written before you choose."
      : "Nothing is written before you choose. What you do not keep can still be had by undoing (Ctrl Z).";
    const { text } = kept;
    const { start, end, insert } = stretch(text, kept.theirs.text);
    const from = text.lastIndexOf("\n", start - 1) + 1;
    const to = (text.indexOf("\n", end) + 1 || text.length + 1) - 1;
    at("mine").textContent = text.slice(from, to);
    at("theirs").textContent = isGone ? "(nothing)" : text.slice(from, start) + insert + text.slice(end, to);
    document.querySelector('[data-decide="both"]').hidden = isGone;
    if (was) document.querySelector('[data-decide="mine"]').focus();
  }

  decide(which) {
    const kept = this.shown;
    if (which === "theirs" && !kept.theirs.revision) {
      this.open.delete(this.current);
      this.current = "";
      at("conflict").hidden = true;
      this.instead();
      return;
    }
    kept.decide(which);
    this.ask(kept);
    this.text.focus();
  }
}
