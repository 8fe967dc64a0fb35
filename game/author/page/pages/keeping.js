// One open file: what the disk holds, what the editor holds, and how the second becomes the first without anything being lost.

import { beside, hunks, stretch } from "/differing.js";
import { ask, get } from "/wire.js";

const QUIET_MS = 150; // how long nothing is typed before it is written
const MOST_MS = 450; // how long it is waited for that
const AGAIN_MS = [300, 700, 1500, 3000];
const MOST_KEEPALIVE = 60_000; // bytes a browser still sends for a page that is being closed

export class Kept {
  // `session` is Ace's; `tell` is called whenever how the file stands has changed.
  constructor(name, session, base, revision, tell) {
    Object.assign(this, { name, session, base, revision, tell });
    this.standing = "kept"; // kept, unwritten, writing, unreachable, refused, conflict
    this.why = "";
    this.theirs = null; // what the disk holds, in a conflict
    this.writing = null;
    this.tries = 0;
    this.elsewhere = []; // the revisions of the text, as undoing counts them, that other programs made
    session.on("change", () => this.typed());
  }

  get text() {
    return this.session.getValue();
  }

  get isKept() {
    return this.text === this.base;
  }

  // Whether undoing from one revision of the text to another took out what another program wrote.
  crossed(before, after) {
    return this.elsewhere.some((revision) => after < revision && revision <= before);
  }

  typed() {
    if (this.isApplying) return;
    if (this.standing !== "conflict") this.stand(this.standing === "unreachable" ? "unreachable" : "unwritten");
    this.since ??= performance.now();
    this.write(Math.max(0, Math.min(QUIET_MS, this.since + MOST_MS - performance.now())));
  }

  stand(standing, why = "") {
    if (this.standing === standing && this.why === why) return;
    Object.assign(this, { standing, why });
    this.tell(this);
  }

  // Write what is not written yet, after so many milliseconds.
  write(after_ms = 0, options) {
    clearTimeout(this.timer);
    if (after_ms > 0) this.timer = setTimeout(() => this.write(0), after_ms);
    else if (!this.writing && this.standing !== "conflict") this.writing = this.written(options).finally(() => this.settle());
    return this.writing;
  }

  settle() {
    this.writing = null;
    if (this.looksAgain) this.look();
    else if (!this.isKept && ["kept", "writing", "unwritten"].includes(this.standing)) this.write();
  }

  async written({ leaving = false } = {}) {
    const sent = this.text;
    this.since = null;
    if (sent === this.base && this.revision) return this.stand("kept");
    const edit = stretch(this.base, sent);
    this.stand("writing");
    let came;
    try {
      const keepalive = leaving || edit.insert.length * 6 < MOST_KEEPALIVE;
      came = await ask("/write", { name: this.name, base: this.revision, ...edit }, { keepalive });
    } catch {
      this.unreachable();
      return;
    }
    this.tries = 0;
    if (came.status === 200) {
      this.base = sent;
      this.revision = came.told.revision;
      this.stand(this.isKept ? "kept" : "unwritten");
    } else if (came.status === 409) this.reconcile(came.told);
    else this.stand("refused", came.told.no);
  }

  unreachable() {
    this.stand("unreachable");
    setTimeout(() => this.write(), AGAIN_MS[Math.min(this.tries++, AGAIN_MS.length - 1)]);
  }

  // The disk may hold something else by now.
  async look() {
    this.looksAgain = !!this.writing;
    if (this.writing) return;
    const known = this.revision;
    let came;
    try {
      came = await get(`/file?name=${encodeURIComponent(this.name)}`);
    } catch {
      return;
    }
    if (this.writing) this.looksAgain = true;
    else if (this.revision !== known) this.look(); // written meanwhile: what came may be what was there before
    else if (came.status === 404) this.reconcile({ revision: "", text: "" });
    else if (came.status === 200 && came.told.revision !== this.revision) this.reconcile(came.told);
  }

  // Bring together what the disk holds and what the editor does.
  reconcile(theirs) {
    const mine = this.text;
    if (!theirs.revision) return this.disagree(theirs);
    if (mine === theirs.text) return this.agree(theirs);
    const changed = hunks(this.base, theirs.text);
    const together = beside(hunks(this.base, mine), changed);
    if (!together) return this.disagree(theirs);
    this.apply(together);
    this.elsewhere.push(this.session.getUndoManager().getRevision());
    this.agree(theirs);
    if (!this.isKept) this.write();
  }

  agree(theirs) {
    this.base = theirs.text;
    this.revision = theirs.revision;
    this.theirs = null;
    this.stand(this.isKept ? "kept" : "unwritten");
  }

  disagree(theirs) {
    this.theirs = theirs;
    this.standing = "";
    this.stand("conflict");
  }

  // Settle a conflict: with what the editor holds, with what the disk holds, or with one after the other. What is not kept can
  // still be had by undoing.
  decide(which) {
    const { theirs, text: mine } = this;
    if (which === "theirs") {
      this.apply(hunks(mine, theirs.text));
      return this.agree(theirs);
    }
    if (theirs.revision) {
      this.apply(hunks(mine, theirs.text));
      this.apply(hunks(theirs.text, which === "both" ? this.both(mine, theirs.text) : mine));
    }
    this.agree(theirs);
    this.write();
  }

  both(mine, theirs) {
    const lines = mine.split("\n");
    for (const hunk of hunks(mine, theirs).reverse()) lines.splice(hunk.to, 0, ...hunk.lines);
    return lines.join("\n");
  }

  // Make changed lines in the editor, the last first, as one step that can be undone; the cursor stays where it is.
  apply(changed) {
    const doc = this.session.getDocument();
    const { Range } = ace.require("ace/range");
    this.isApplying = true;
    this.session.markUndoGroup();
    for (const { from, to, lines } of [...changed].reverse()) {
      const last = doc.getLength() - 1;
      const whole = doc.getLine(Math.max(0, from - 1)).length;
      let range;
      let insert = lines.join("\n");
      if (to <= last) {
        range = new Range(from, 0, to, 0);
        if (lines.length) insert += "\n";
      } else {
        range = from > 0 ? new Range(from - 1, whole, last, doc.getLine(last).length) : new Range(0, 0, last, doc.getLine(last).length);
        if (from > 0 && lines.length) insert = "\n" + insert;
      }
      this.splice(doc, range, insert);
    }
    this.session.markUndoGroup();
    this.isApplying = false;
  }

  splice(doc, range, insert) {
    const { Range } = ace.require("ace/range");
    const before = doc.getTextRange(range);
    const edit = stretch(before, insert);
    const base = doc.positionToIndex(range.start);
    const at = (index) => doc.indexToPosition(base + index);
    this.session.replace(Range.fromPoints(at(edit.start), at(edit.end)), edit.insert);
  }
}
