// The map, in a frame beside the playing scene: what is chosen in it can be opened, and is then where the cursor is.

import { at } from "/making.js";

export class Mapped {
  // `open` opens the scene of a name; `here` names the scene the cursor is in; `back` puts the focus where it was.
  constructor({ open, here, back }) {
    Object.assign(this, { open, here, back, chosen: "" });
    this.frame = at("sheet");
    this.frame.addEventListener("load", () => this.loaded());
    at("mapped").addEventListener("click", () => this.toggle());
    at("unmapped").addEventListener("click", () => this.toggle(false));
    at("openText").addEventListener("click", () => this.go());
    at("lives").addEventListener("click", () => this.draw("/map?lives"));
  }

  get isShown() {
    return !at("map").hidden;
  }

  toggle(is = !this.isShown) {
    at("map").hidden = !is;
    at("mapped").setAttribute("aria-pressed", String(is));
    if (is) this.draw("/map");
    else this.back();
  }

  // Draw the map anew: with the story as it stands now.
  draw(address) {
    const isCounting = address.includes("lives");
    at("lives").disabled = isCounting;
    at("lives").textContent = isCounting ? "Counting …" : "Count the lives";
    this.frame.src = `${address}#${encodeURIComponent(this.chosen || this.here() || "")}`;
    if (!isCounting) this.wait = true;
  }

  loaded() {
    const inside = this.frame.contentDocument;
    const told = inside?.getElementById("told");
    const isLives = this.frame.contentWindow?.location.search === "?lives";
    at("lives").textContent = isLives && told ? "Lives are counted" : "Count the lives";
    at("lives").disabled = isLives && !!told;
    if (!told) return;
    new MutationObserver(() => this.choose(inside)).observe(told, { childList: true });
    new MutationObserver(() => this.choose(inside)).observe(inside.getElementById("about"), { attributes: true });
    inside.getElementById("map").addEventListener("dblclick", () => this.go());
    inside.addEventListener("keydown", (key) => this.key(key), true);
    this.choose(inside);
    inside.getElementById("map").focus();
  }

  choose(inside) {
    this.chosen = inside.getElementById("about").hidden ? "" : decodeURIComponent(this.frame.contentWindow.location.hash.slice(1));
    at("openText").disabled = !this.chosen;
    at("openText").textContent = this.chosen ? `Open the text of ${this.chosen}` : "Open the text";
  }

  // Keys pressed in the frame that are the page's own: Ctrl Enter opens, the rest is handed on.
  key(key) {
    const isOurs = (key.ctrlKey || key.metaKey) && key.key.toLowerCase() === "m";
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) this.go();
    else if (isOurs || (key.key === "Escape" && this.isIdle(key.target))) this.toggle(false);
    else if (["F1", "F6"].includes(key.key)) document.dispatchEvent(new KeyboardEvent("keydown", { key: key.key, shiftKey: key.shiftKey, bubbles: true }));
    else return;
    key.preventDefault();
    key.stopPropagation();
  }

  // Whether Escape has nothing to do in the map itself: nothing is chosen, and nothing is typed.
  isIdle(target) {
    return !this.chosen && !target.closest("input, dialog");
  }

  go() {
    if (!this.chosen) return;
    const scene = this.chosen;
    this.toggle(false);
    this.open(scene);
  }
}
