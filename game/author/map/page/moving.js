// Where one looks at the map from: by mouse, by touch, by keys. Knows the canvas and nothing of rooms.

const CLOSEST = 4; // as many times its own size, at most
const KEYS_MOVE = 90; // pixels a page key or a shifted arrow moves

class View {
  constructor(holder, map, redraw) {
    this.holder = holder;
    this.map = map;
    this.redraw = redraw;
    this.x = this.y = 0;
    this.scale = 1;
    this.covered = [0, 0]; // pixels at the right and at the foot that something else lies over
    this.fingers = new Map();
    this.moved = 0;
    holder.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    holder.addEventListener("pointerdown", (event) => this.down(event));
    holder.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) holder.addEventListener(name, (event) => this.up(event));
  }

  get width() {
    return this.holder.clientWidth;
  }

  get height() {
    return this.holder.clientHeight;
  }

  get farthest() {
    return Math.min(this.width / this.map.width, this.height / this.map.height) * 0.9;
  }

  // All of it.
  whole() {
    this.scale = Math.min(this.width / this.map.width, this.height / this.map.height);
    this.x = (this.map.width - this.width / this.scale) / 2;
    this.y = (this.map.height - this.height / this.scale) / 2;
    this.kept();
  }

  // From its beginning, as wide as a page of it; on a narrow window, as large as can be read.
  begin() {
    this.page();
    if (this.scale >= READABLE) return;
    this.scale = 0.75;
    this.x = this.y = 0;
    this.kept();
  }

  // As wide as a page of it, from its upper edge.
  page() {
    this.scale = Math.min(1.35, this.width / Math.min(this.map.width, this.map.page));
    this.x = this.map.width * this.scale < this.width ? (this.map.width - this.width / this.scale) / 2 : 0;
    this.y = 0;
    this.kept();
  }

  zoom(times, atX = this.width / 2, atY = this.height / 2) {
    const scale = Math.max(this.farthest, Math.min(CLOSEST, this.scale * times));
    this.x += atX / this.scale - atX / scale;
    this.y += atY / this.scale - atY / scale;
    this.scale = scale;
    this.kept();
  }

  by(acrossPixels, downPixels) {
    this.x += acrossPixels / this.scale;
    this.y += downPixels / this.scale;
    this.kept();
  }

  // Bring a box to where it can be seen and read, moving no more than that takes; or halfway down the window.
  show([x, y, width, height], { readable = 0.75, centre = false } = {}) {
    if (this.scale < readable) {
      this.scale = Math.min(1, Math.max(readable, this.scale));
      centre = true;
    }
    const wide = (this.width - this.covered[0]) / this.scale;
    const high = (this.height - this.covered[1]) / this.scale;
    const [edge, rim] = [Math.min(40, wide / 4), Math.min(60, high / 4)];
    this.x = Math.min(x - edge, Math.max(centre ? 0 : this.x, x + width + edge - wide));
    this.y = centre ? y + height / 2 - high / 2 : Math.min(y - rim, Math.max(this.y, y + height + rim - high));
    this.kept();
  }

  // No farther than the edges; in the middle, where there is less of it than of the window.
  kept() {
    const wide = (this.width - this.covered[0]) / this.scale;
    const high = (this.height - this.covered[1]) / this.scale;
    if (wide > this.map.width) this.x = (this.map.width - wide) / 2;
    else this.x = Math.max(0, Math.min(this.x, this.map.width - wide));
    if (high > this.map.height) this.y = (this.map.height - high) / 2;
    else this.y = Math.max(0, Math.min(this.y, this.map.height - high));
    this.redraw();
  }

  at(event) {
    const box = this.holder.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  on(event) {
    const [x, y] = this.at(event);
    return [this.x + x / this.scale, this.y + y / this.scale];
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) this.zoom(Math.exp(-event.deltaY * lines * 0.004), ...this.at(event));
    else if (event.shiftKey) this.by((event.deltaY + event.deltaX) * lines, 0);
    else this.by(event.deltaX * lines, event.deltaY * lines);
  }

  down(event) {
    if (event.button) return;
    this.holder.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, this.at(event));
    if (this.fingers.size === 1) this.moved = 0;
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = this.at(event);
    const [across, down] = [now[0] - before[0], now[1] - before[1]];
    this.moved += Math.abs(across) + Math.abs(down);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId);
    this.fingers.set(event.pointerId, now);
    if (!other) {
      this.by(-across, -down);
      return;
    }
    const apart = (one) => Math.hypot(one[0] - other[1][0], one[1] - other[1][1]);
    this.by(-across / 2, -down / 2);
    this.zoom(apart(now) / Math.max(1, apart(before)), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
  }

  up(event) {
    this.fingers.delete(event.pointerId);
  }

  // Whether what has just ended was a press in one place, and not a drag.
  get pressed() {
    return this.moved < 6;
  }

  // Keys that move the eye and not the choice; whether it was one.
  key(event) {
    const keys = {
      "+": () => this.zoom(1.25),
      "=": () => this.zoom(1.25),
      "-": () => this.zoom(0.8),
      0: () => this.whole(),
      1: () => this.page(),
      PageDown: () => this.by(0, this.height - KEYS_MOVE),
      PageUp: () => this.by(0, KEYS_MOVE - this.height),
    };
    const shifted = {
      ArrowLeft: () => this.by(-KEYS_MOVE, 0),
      ArrowRight: () => this.by(KEYS_MOVE, 0),
      ArrowUp: () => this.by(0, -KEYS_MOVE),
      ArrowDown: () => this.by(0, KEYS_MOVE),
    };
    const act = (event.shiftKey && shifted[event.key]) || keys[event.key];
    if (act) act();
    return Boolean(act);
  }
}
