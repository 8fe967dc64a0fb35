// Puts the map together: what is chosen, what is under the pointer, what the keys do, and the address of a scene.

const at = (id) => document.getElementById(id);
const map = JSON.parse(at("data").textContent);
const look = map.look;
const holder = at("map");
const shown = { room: null, strands: new Set(), found: [] };
let asked = false;

map.most = Math.max(0, ...map.rooms.filter((room) => room[ROOM.kind] === "ending").map((room) => room[ROOM.share] || 0));
const byId = new Map(map.rooms.map((room, number) => [room[ROOM.id], number]));
const drawing = new Drawing(at("picture"), map, look);
const view = new View(holder, map, redraw);
const words = new Words(map, choose);

function redraw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    drawing.draw(view, shown);
  });
}

function fitted() {
  drawing.resize(view.width, view.height, Math.min(3, devicePixelRatio || 1));
  view.kept();
}

// ---- what is chosen

function choose(number, { move = true, say = true } = {}) {
  shown.room = number;
  shown.strands = number === null ? new Set() : words.strands(number);
  const about = at("about");
  about.hidden = number === null;
  if (number !== null) {
    at("told").replaceChildren(words.about(number));
    covered();
    if (say) at("said").textContent = words.said(number);
    const id = map.rooms[number][ROOM.id];
    if (decodeURIComponent(location.hash.slice(1)) !== id) history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    if (move) view.show(box(number), { readable: pageScale() });
  } else {
    view.covered = [0, 0];
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    view.kept();
  }
  redraw();
}

// What is told of a room lies over the map: at its right, or on a narrow window at its foot.
function covered() {
  const [about, whole] = [at("about").getBoundingClientRect(), holder.getBoundingClientRect()];
  const narrow = about.width > whole.width / 2;
  view.covered = narrow ? [0, about.height] : [whole.right - about.left, 0];
}

// How large a room is to be at least where one goes to it: as on a page that fills the window, if that can be read.
function pageScale() {
  const scale = view.width / Math.min(map.width, map.page);
  return scale < READABLE ? 0.75 : Math.min(0.75, scale);
}

function box(number) {
  return map.rooms[number].slice(ROOM.x, ROOM.height + 1);
}

function followAddress() {
  const number = byId.get(decodeURIComponent(location.hash.slice(1)));
  if (number === undefined) return false;
  choose(number, { move: false });
  view.show(box(number), { readable: pageScale(), centre: true });
  return true;
}

// ---- under the pointer

function under(x, y, reach = 4) {
  const near = ([left, top, wide, high], rim) => x >= left - rim && x <= left + wide + rim && y >= top - rim && y <= top + high + rim;
  for (const band of map.bands) {
    if (!near(band.box, 0)) continue;
    for (const row of band.rows) {
      if (!near(row.box, 12)) continue;
      for (const number of row.rooms) if (near(box(number), 2)) return { room: number };
      for (const tag of row.tags) if (near([tag[3], tag[4] - 16, look.tagWidth, 32], 0)) return { tag: tag[0] };
      const piece = row.pieces.findLast((each) => onLine(each, x, y, reach));
      if (piece) return { piece };
    }
  }
  return {};
}

function onLine(piece, x, y, reach) {
  const path = new Path2D();
  trace(path, piece[3]);
  const pen = drawing.pen;
  pen.save();
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.lineWidth = Math.max(piece[1], reach * 2);
  const on = pen.isPointInStroke(path, x, y);
  pen.restore();
  return on;
}

holder.addEventListener("pointermove", (event) => {
  if (event.buttons || event.pointerType === "touch" || view.scale < DETAILED) return hint(null);
  const [x, y] = view.on(event);
  const found = under(x, y, 3 / view.scale);
  holder.style.cursor = found.room !== undefined || found.tag !== undefined ? "pointer" : "grab";
  if (found.piece) return hint(words.line(found.piece[2]), event);
  if (found.room === undefined) return hint(null);
  const room = map.rooms[found.room];
  const told = made("div");
  told.append(made("p", room[ROOM.name]), made("p", words.where(found.room), "where"));
  if (room[ROOM.opening]) told.append(made("p", room[ROOM.opening], "opening"));
  return hint(told, event);
});
holder.addEventListener("pointerleave", () => hint(null));

function hint(told, event) {
  const tip = at("hint");
  tip.hidden = !told;
  if (!told) return;
  tip.replaceChildren(told);
  const room = holder.getBoundingClientRect();
  tip.style.left = `${Math.min(event.clientX - room.left + 14, room.width - tip.offsetWidth - 8)}px`;
  const below = event.clientY - room.top + 16;
  tip.style.top = `${below + tip.offsetHeight > room.height ? below - tip.offsetHeight - 28 : below}px`;
}

holder.addEventListener("click", (event) => {
  if (!view.pressed) return;
  const [x, y] = view.on(event);
  const found = under(x, y, 6 / view.scale);
  if (found.tag !== undefined) choose(found.tag);
  else if (found.room !== undefined) choose(found.room, { move: view.scale < READABLE });
  else if (found.piece) choose(map.strands[found.piece[2][0]][STRAND.source], { move: false });
  else choose(null);
});

// ---- keys

const most = (numbers, end) =>
  numbers.length
    ? map.strands[numbers.reduce((best, each) => ((map.strands[each][STRAND.share] || 0) > (map.strands[best][STRAND.share] || 0) ? each : best))][end]
    : undefined;

function beside(number, down) {
  const [x, y, wide, high] = box(number);
  const [midX, midY] = [x + wide / 2, y + high / 2];
  let [best, least] = [undefined, Infinity];
  map.rooms.forEach((_, other) => {
    const [left, top, across, tall] = box(other);
    const fall = (top + tall / 2 - midY) * down;
    if (other === number || fall < high / 2) return;
    const far = fall + 3 * Math.max(0, Math.abs(left + across / 2 - midX) - (wide + across) / 4);
    if (far < least) [best, least] = [other, far];
  });
  return best;
}

holder.addEventListener("keydown", (event) => {
  if (event.altKey || ((event.ctrlKey || event.metaKey) && event.key !== "Home")) return;
  const room = shown.room;
  const steps = {
    ArrowRight: () => most(words.leaves[room], STRAND.target),
    ArrowLeft: () => most(words.comes[room], STRAND.source),
    ArrowDown: () => beside(room, 1),
    ArrowUp: () => beside(room, -1),
    Home: () => map.bands[0].rows[0].rooms[0],
    End: () => map.bands.at(-1).rows.at(-1).rooms.at(-1),
  };
  if (view.key(event)) event.preventDefault();
  else if (event.key === "Escape") choose(null);
  else if (event.key === "Enter" && room !== null) at("about").focus();
  else if (steps[event.key]) {
    event.preventDefault();
    const next = room === null ? map.bands[0].rows[0].rooms[0] : steps[event.key]();
    if (next !== undefined) choose(next);
    else at("said").textContent = "Nothing there.";
  }
});
at("about").addEventListener("keydown", (event) => {
  if (event.key === "Escape") holder.focus();
});

// ---- search

function search() {
  const found = words.found(at("search").value);
  shown.found = found.slice(0, MOST_FOUND);
  const list = at("found");
  list.replaceChildren(
    ...found.slice(0, LISTED).map((number) => {
      const entry = made("li");
      const link = made("a", map.rooms[number][ROOM.name]);
      link.href = `#${encodeURIComponent(map.rooms[number][ROOM.id])}`;
      entry.append(link, made("span", words.where(number), "where"));
      return entry;
    }),
  );
  const asks = at("search").value.trim();
  at("count").textContent = !asks ? "" : found.length ? `${found.length.toLocaleString("en")} found` : "Nothing found";
  list.hidden = !found.length;
  redraw();
  return found;
}
let pause;
at("search").addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, map.rooms.length > 3000 ? 200 : 0);
});
at("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    const [first] = search();
    if (first !== undefined) choose(first);
  } else if (event.key === "Escape") {
    at("search").value = "";
    search();
    holder.focus();
  } else if (event.key === "ArrowDown") at("found").querySelector("a")?.focus();
});
at("found").addEventListener("keydown", (event) => {
  const links = [...at("found").querySelectorAll("a")];
  const to = links.indexOf(document.activeElement) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0);
  if (event.key === "Escape") at("search").focus();
  else if (["ArrowDown", "ArrowUp"].includes(event.key)) (links[to] ?? at("search")).focus();
  else return;
  event.preventDefault();
});
at("found").addEventListener("click", () => {
  at("found").hidden = true;
});
at("found").parentElement.addEventListener("focusout", (event) => {
  if (!event.currentTarget.contains(event.relatedTarget)) at("found").hidden = true;
});
at("search").addEventListener("focus", () => {
  at("found").hidden = !at("found").children.length;
});

// ---- the rest

at("closer").addEventListener("click", () => view.zoom(1.25));
at("farther").addEventListener("click", () => view.zoom(0.8));
at("whole").addEventListener("click", () => view.whole());
at("page").addEventListener("click", () => view.page());
// The map is gone back to as soon as they are shut, and not a task later: what has the focus before is given it again.
function listKeys() {
  holder.focus();
  at("keys").showModal();
}
at("help").addEventListener("click", listKeys);
addEventListener("keydown", (event) => {
  const isTyped = event.target.closest?.("input") || event.ctrlKey || event.metaKey || event.altKey;
  if (at("keys").open) return;
  if (event.key === "F1" || (event.key === "?" && !isTyped)) listKeys();
  else if (event.key === "/" && !isTyped) at("search").focus();
  else return;
  event.preventDefault();
});
at("shut").addEventListener("click", () => {
  choose(null);
  holder.focus();
});
addEventListener("hashchange", () => {
  if (followAddress()) holder.focus({ preventScroll: false });
});
addEventListener("resize", fitted);
for (const query of ["(prefers-color-scheme: dark)"])
  matchMedia(query).addEventListener("change", () => {
    drawing.colours();
    redraw();
  });
addEventListener("beforeprint", () => printed());

// A map too large to be printed as it stands is printed as one picture of all of it.
function printed() {
  const picture = at("printed");
  if (!picture || picture.src) return;
  const canvas = document.createElement("canvas");
  const sheet = new Drawing(canvas, map, look);
  const scale = Math.min(4900 / map.width, 4900 / map.height);
  sheet.resize(map.width * scale, map.height * scale, 1);
  sheet.draw({ x: 0, y: 0, scale }, { room: null, strands: new Set(), found: [] }, true);
  picture.src = canvas.toDataURL("image/png");
}

document.documentElement.classList.add("live");
words.outline(at("outline"));
fitted();
if (map.width > map.page * 1.2) view.whole();
else view.begin();
followAddress();
document.fonts.ready.then(redraw);
for (const { weight, italic, family } of Object.values(look.types))
  document.fonts.load(`${italic ? "italic " : ""}${weight} 16px ${family}`).then(redraw);
