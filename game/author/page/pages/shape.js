// The shape of the story: its days and scenes, and its files. Whatever is clicked is opened.

import { made } from "/making.js";

export class Shape {
  // `open` is called with a file and a line; `create` with the name of a file to be made.
  constructor(places, { open }) {
    Object.assign(this, places, { open });
    this.drawn = "";
    this.at = new Map();
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

  // Show the days and scenes there are. Where only lines have moved, nothing is drawn again.
  show(bands) {
    this.at = new Map();
    for (const band of bands) for (const part of band.parts) for (const scene of part.scenes) this.at.set(scene.id, scene);
    const key = JSON.stringify(bands, (name, value) => (name === "line" || name === "file" ? undefined : value));
    if (key === this.drawn) return;
    this.drawn = key;
    const focused = document.activeElement?.dataset?.scene;
    this.tree.replaceChildren(...bands.map((band) => this.band(band)));
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
    return this.tree.querySelector(`button[data-scene="${CSS.escape(scene)}"]`);
  }

  // Say which scene the cursor is in, which plays, and in which something is wrong.
  stand({ cursor, playing, wrong }) {
    Object.assign(this, { cursor, playing, wrongIn: wrong });
    this.point();
  }

  point() {
    const buttons = this.tree.querySelectorAll("button[data-scene]");
    let isReachable = false;
    for (const button of buttons) {
      const scene = button.dataset.scene;
      button.classList.toggle("playing", scene === this.playing);
      button.classList.toggle("wrong", !!this.wrongIn?.has(scene));
      const marks = [scene === this.playing && "playing", this.wrongIn?.has(scene) && "something is wrong here"].filter(Boolean);
      if (marks.length) button.setAttribute("aria-description", marks.join(", "));
      else button.removeAttribute("aria-description");
      if (scene === this.cursor) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      button.tabIndex = scene === this.cursor ? 0 : -1;
      isReachable ||= scene === this.cursor;
    }
    if (!isReachable && buttons.length) buttons[0].tabIndex = 0;
    const here = this.cursor && this.button(this.cursor);
    if (here && this.shownCursor !== this.cursor) here.scrollIntoView({ block: "nearest" });
    this.shownCursor = this.cursor;
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
    let shown = 0;
    for (const band of this.tree.children) {
      let isAny = false;
      for (const item of band.querySelectorAll("li")) {
        const words = [...item.querySelectorAll("span")].map((span) => span.textContent.toLowerCase());
        const is = !wanted || words.some((each) => each.includes(wanted));
        item.hidden = !is;
        isAny ||= is;
        shown += is;
      }
      band.hidden = !isAny && !!wanted;
      for (const part of band.querySelectorAll(".part")) part.hidden = !!wanted && !part.querySelector("li:not([hidden])");
    }
    this.count.textContent = wanted ? `${shown} found` : "";
  }

  get visible() {
    return [...this.tree.querySelectorAll("button[data-scene]")].filter((button) => button.offsetParent);
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
