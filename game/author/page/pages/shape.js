// The shape of the story: its days and scenes, and its files. Whatever is clicked is opened.

import { made } from "/making.js";

export class Shape {
  // `open` is called with a file and a line; `create` with the name of a file to be made.
  constructor(places, { open }) {
    Object.assign(this, places, { open });
    this.forget();
    this.buttons = new Map();
    this.standing = {};
    this.said = { wrong: new Set() }; // what the buttons say by now
    this.listed = "";
    this.isSifted = false;
    this.filter.addEventListener("input", () => this.sift());
    this.filter.addEventListener("keydown", (pressed) => this.leaveFilter(pressed));
    this.tree.addEventListener("keydown", (pressed) => this.walk(pressed));
    this.tree.addEventListener("click", (clicked) => {
      const button = clicked.target.closest("button[data-scene]");
      if (button) this.go(button.dataset.scene);
    });
    this.list.addEventListener("click", (clicked) => {
      const button = clicked.target.closest("button[data-file]");
      if (button) this.open(button.dataset.file, 1);
    });
  }

  go(scene) {
    const found = this.at.get(scene);
    if (found) this.open(found.file, found.line);
  }

  // Nothing is known of where scenes stand.
  forget() {
    this.lines = new Map();
    this.at = new Map();
  }

  // Know where the scenes of some files stand.
  place(files) {
    for (const [file, lines] of Object.entries(files)) {
      for (const scene of Object.keys(this.lines.get(file) || {})) if (this.at.get(scene)?.file === file) this.at.delete(scene);
      this.lines.set(file, lines);
    }
    for (const [file, lines] of Object.entries(files)) for (const [id, line] of Object.entries(lines)) this.at.set(id, { id, file, line });
  }

  // The scene that a line of a file is in, by where they stood when the story was last read.
  holding(file, line) {
    let [best, from] = ["", 0];
    for (const [scene, begins] of Object.entries(this.lines.get(file) || {})) if (begins <= line && begins > from) [best, from] = [scene, begins];
    return best;
  }

  // Show the days and scenes there are.
  show(bands) {
    const focused = document.activeElement?.dataset?.scene;
    this.tree.replaceChildren(...bands.map((band) => this.band(band)));
    this.buttons = new Map([...this.tree.querySelectorAll("button[data-scene]")].map((button) => [button.dataset.scene, button]));
    this.said = { wrong: new Set() };
    this.isSifted = true;
    this.sift();
    this.point();
    if (focused) this.button(focused)?.focus();
  }

  band(band) {
    const parts = band.parts.filter((part) => part.scenes.length || band.parts.length === 1);
    return made("li", { class: "band" }, [
      made("h3", {}, [band.title]),
      ...parts.map((part) =>
        made("div", { class: `part ${part.half?.ink || "both"}` }, [
          ...(part.half ? [made("p", { class: "half" }, [part.half.name])] : []),
          made("ul", {}, part.scenes.map((scene) => this.scene(scene))),
        ])
      ),
    ]);
  }

  scene(scene) {
    const words = [made("span", { class: "name" }, [scene.title])];
    if (scene.time) words.push(made("span", { class: "time" }, [scene.time]));
    return made("li", {}, [made("button", { type: "button", "data-scene": scene.id, tabindex: "-1" }, words)]);
  }

  button(scene) {
    return this.buttons.get(scene);
  }

  // Say which scene the cursor is in, which plays, and in which something is wrong.
  stand(standing) {
    this.standing = standing;
    this.point();
  }

  // Only what is otherwise than it was is touched: there may be twenty thousand scenes, and the cursor moves with every key.
  point() {
    const { cursor, playing, wrong = new Set() } = this.standing;
    const was = this.said;
    this.said = { cursor, playing, wrong };
    const touched = new Set([was.cursor, cursor, was.playing, playing]);
    if (was.wrong !== wrong) {
      for (const scene of wrong) if (!was.wrong.has(scene)) touched.add(scene);
      for (const scene of was.wrong) if (!wrong.has(scene)) touched.add(scene);
    }
    for (const scene of touched) if (this.buttons.has(scene)) this.mark(this.buttons.get(scene));
    const first = this.buttons.values().next().value;
    if (first && !this.buttons.has(cursor)) first.tabIndex = 0;
    else if (first) first.tabIndex = first.dataset.scene === cursor ? 0 : -1;
    if (was.cursor !== cursor) this.button(cursor)?.scrollIntoView({ block: "nearest" });
  }

  mark(button) {
    const { cursor, playing, wrong } = this.said;
    const { scene } = button.dataset;
    button.classList.toggle("playing", scene === playing);
    button.classList.toggle("wrong", wrong.has(scene));
    const marks = [scene === playing && "playing", wrong.has(scene) && "something is wrong here"].filter(Boolean);
    if (marks.length) button.setAttribute("aria-description", marks.join(", "));
    else button.removeAttribute("aria-description");
    if (scene === cursor) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    button.tabIndex = scene === cursor ? 0 : -1;
  }

  // The scenes that are named, or begun, and not written: `write` begins one, or goes to where it is to be gone on with.
  missing(unwritten, write) {
    this.wanted.parentElement.hidden = !unwritten.length;
    this.wanted.replaceChildren(
      ...unwritten.map((one) => {
        const button = made("button", { type: "button", title: `${one.begun ? "Begun" : "Named"} in ${one.file}, line ${one.line}` }, [made("span", { class: "name" }, [one.name])]);
        button.addEventListener("click", () => write(one));
        return made("li", {}, [button]);
      })
    );
  }

  files(names, open, wrong) {
    const now = JSON.stringify([names, open, [...wrong]]);
    if (now === this.listed) return;
    this.listed = now;
    this.list.replaceChildren(
      ...names.map((name) => {
        const cut = name.lastIndexOf("/") + 1;
        const words = [made("span", { class: "folder" }, [name.slice(0, cut)]), made("span", { class: "name" }, [name.slice(cut)])];
        const button = made("button", { type: "button", "data-file": name }, words);
        if (name === open) button.setAttribute("aria-current", "true");
        if (wrong.has(name)) {
          button.classList.add("wrong");
          button.setAttribute("aria-description", "something is wrong here");
        }
        return made("li", {}, [button]);
      })
    );
  }

  sift() {
    const wanted = this.filter.value.trim().toLowerCase();
    if (!wanted && !this.isSifted) return;
    this.isSifted = !!wanted;
    let shown = 0;
    const open = new Set();
    for (const button of this.buttons.values()) {
      const item = button.parentElement;
      const is = !wanted || [...button.children].some((words) => words.textContent.toLowerCase().includes(wanted));
      if (item.hidden === is) item.hidden = !is;
      if (!is) continue;
      shown += 1;
      open.add(item.closest(".part")).add(item.closest(".band"));
    }
    for (const held of this.tree.querySelectorAll(".band, .part")) held.hidden = !!wanted && !open.has(held);
    this.count.textContent = wanted ? `${shown} found` : "";
  }

  get visible() {
    return [...this.buttons.values()].filter((button) => !button.closest("[hidden]"));
  }

  leaveFilter(pressed) {
    if (pressed.key === "ArrowDown" || pressed.key === "Enter") {
      const exact = this.button(this.filter.value.trim());
      const first = (pressed.key === "Enter" && exact) || this.visible[0];
      if (!first) return;
      pressed.preventDefault();
      if (pressed.key === "ArrowDown") return first.focus();
      this.filter.value = "";
      this.sift();
      this.go(first.dataset.scene);
    } else if (pressed.key === "Escape" && this.filter.value) {
      this.filter.value = "";
      this.sift();
    }
  }

  walk(pressed) {
    const all = this.visible;
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[pressed.key];
    if (to === undefined) return;
    pressed.preventDefault();
    all[Math.max(0, Math.min(to, all.length - 1))].focus();
  }
}
