// Draws a map on a canvas: what is in view, and of that what can be told apart at the size it has there.

const INKS = ["inner", "outer", "both"];
const ROOM = { id: 0, kind: 1, name: 2, ink: 3, x: 4, y: 5, width: 6, height: 7, told: 8, mark: 9, time: 10, opening: 11,
  file: 12, line: 13, share: 14, lines: 15 };
const STRAND = { source: 0, target: 1, choice: 2, words: 3, offered: 4, asks: 5, told: 6, share: 7 };
const READABLE = 0.5; // of its own size, from which words are set
const DETAILED = 0.16; // from which lines are drawn
const MOST_LINES = 3000; // in one picture
const MOST_ROOMS = 12000;

class Drawing {
  constructor(canvas, map, look) {
    this.canvas = canvas;
    this.pen = canvas.getContext("2d", { alpha: false });
    this.map = map;
    this.look = look;
    this.colours();
  }

  // The palette of the page as it is now, by day or by night.
  colours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    this.paper = read("--paper");
    this.ink = INKS.map((ink) => read(`--${ink}`));
    this.plate = INKS.map((ink) => read(`--${ink}-plate`));
    this.focus = read("--both");
  }

  // A ribbon along a way that has been begun: its tint, and where it is thick enough its grain.
  ribbon(ink, thickness, { tint = thickness < this.look.thin ? this.look.thinTint : this.look.tint, faint = 1, dash = [] } = {}) {
    const pen = this.pen;
    pen.strokeStyle = this.plate[ink];
    pen.lineWidth = thickness;
    pen.globalAlpha = tint * faint;
    pen.setLineDash(dash);
    pen.stroke();
    if (thickness >= this.look.thin) {
      const grain = this.look.grains[ink];
      pen.lineWidth = Math.min(grain.most, Math.max(grain.least, grain.share * thickness));
      pen.setLineDash(grain.dash);
      pen.lineCap = grain.round ? "round" : "butt";
      pen.globalAlpha = faint;
      pen.stroke();
      pen.lineCap = "butt";
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }

  // A ribbon that fills a box, along its longer side.
  block(ink, x, y, width, height) {
    this.pen.beginPath();
    if (width > height) {
      this.pen.moveTo(x, y + height / 2);
      this.pen.lineTo(x + width, y + height / 2);
    } else {
      this.pen.moveTo(x + width / 2, y);
      this.pen.lineTo(x + width / 2, y + height);
    }
    this.ribbon(ink, Math.min(width, height));
  }

  resize(width, height, dots) {
    this.dots = dots;
    this.canvas.width = Math.round(width * dots);
    this.canvas.height = Math.round(height * dots);
  }

  // One picture. `view`: the left upper corner, and how large; `shown`: the room chosen, its strands, and what was found;
  // `patient`: whether whoever sees it would rather wait than see less, as a printer would.
  draw(view, shown, patient = false) {
    const pen = this.pen;
    const scale = view.scale * this.dots;
    const seen = {
      left: view.x,
      top: view.y,
      right: view.x + this.canvas.width / scale,
      bottom: view.y + this.canvas.height / scale,
    };
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = this.paper;
    pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    pen.setTransform(scale, 0, 0, scale, -view.x * scale, -view.y * scale);
    const bands = this.map.bands.filter((band) => meets(band.box, seen));
    const rows = bands.flatMap((band) => band.rows).filter((row) => meets(row.box, seen));
    const lines = rows.reduce((sum, row) => sum + row.pieces.length, 0);
    const rooms = rows.reduce((sum, row) => sum + row.rooms.length, 0);
    const level = patient && rooms <= MOST_ROOMS ? 3 : detail(view.scale, rooms, lines);
    this.told = { bands: bands.length, rows: rows.length, rooms, lines: level > 1 ? lines : 0, level };
    if (view.scale >= DETAILED && seen.top < this.look.titleHeight) this.head();
    if (level > 1) this.lines(rows, level, shown);
    if (level > 0) this.rooms(rows, level, shown);
    for (const band of bands) this.band(band, view, level);
    if (level > 1) for (const row of rows) this.words(row, level);
    if (level === 0) this.pages(view);
    this.marks(shown, view);
    return this.told;
  }

  type(name) {
    const use = this.look.types[name];
    this.pen.font = `${use.italic ? "italic " : ""}${use.weight} ${use.size}px ${use.family}, Georgia, serif`;
  }

  say(name, words, x, y, ink, end) {
    this.type(name);
    this.pen.fillStyle = this.ink[ink];
    this.pen.textAlign = end ? "right" : "left";
    this.pen.fillText(words, x, y);
  }

  head() {
    const { titled, counted, measured } = this.map;
    const margin = this.look.margin;
    this.say("title", titled, margin, margin + 44, 2);
    this.say("lead", counted, margin, margin + 76, 2);
    this.say("note", measured, margin, margin + 101, 2);
    let x = margin;
    const y = margin + 136;
    const pen = this.pen;
    for (const [words, ink] of this.map.halves) {
      this.block(ink, x, y - 12, 30, 16);
      this.say("header", words, x + 38, y + 1, ink);
      x += 68 + pen.measureText(words).width;
    }
    for (const [share, words] of this.map.key) {
      pen.beginPath();
      pen.moveTo(x, y - 4);
      pen.lineTo(x + 44, y - 4);
      this.ribbon(2, Math.max(this.look.hair, this.look.full * share));
      this.say("small", words, x + 52, y, 2);
      x += 76 + pen.measureText(words).width;
    }
    if (this.map.key.length) {
      this.say("note", "of all lives", x, y, 2);
      x += 34 + pen.measureText("of all lives").width;
    }
    if (this.map.marked) {
      pen.strokeStyle = this.ink[2];
      pen.lineWidth = 1.3;
      pen.setLineDash([5, 3]);
      pen.strokeRect(x, y - 13, 30, 18);
      pen.setLineDash([]);
      this.say("note", "few or none come here: it says which", x + 40, y, 2);
    }
  }

  lines(rows, level, shown) {
    const chosen = [];
    const faint = shown.strands.size ? 0.35 : 1;
    for (const row of rows) {
      for (const piece of row.pieces) {
        if (shown.strands.size && piece[2].some((number) => shown.strands.has(number))) chosen.push(piece);
        else if (level > 2) this.strand(piece, { faint });
        else this.far(piece, faint);
      }
    }
    this.pen.globalAlpha = 1;
    for (const piece of chosen) this.strand(piece, { tint: 0.85, least: 1.6 });
  }

  strand(piece, { least = 0, ...how }) {
    const nobody = piece[2].every((number) => this.map.strands[number][STRAND.share] === 0);
    this.pen.beginPath();
    trace(this.pen, piece[3]);
    this.ribbon(piece[0], Math.max(piece[1], least), { ...how, dash: nobody ? [2, 5] : [] });
  }

  // From so far that no grain could be told.
  far(piece, faint) {
    this.pen.globalAlpha = 0.6 * faint;
    this.pen.strokeStyle = this.plate[piece[0]];
    this.pen.lineWidth = piece[1];
    this.pen.beginPath();
    trace(this.pen, piece[3]);
    this.pen.stroke();
  }

  rooms(rows, level, shown) {
    const pen = this.pen;
    if (level === 1) {
      const boxes = INKS.map(() => new Path2D());
      for (const row of rows) {
        for (const at of row.rooms) {
          const room = this.map.rooms[at];
          boxes[room[ROOM.ink]].rect(room[ROOM.x], room[ROOM.y], room[ROOM.width], room[ROOM.height]);
        }
      }
      boxes.forEach((path, ink) => {
        pen.fillStyle = this.plate[ink];
        pen.fill(path);
      });
      return;
    }
    pen.lineWidth = 1.3;
    for (const row of rows) {
      for (const at of row.rooms) {
        const room = this.map.rooms[at];
        const [ink, x, y, width, height] = room.slice(ROOM.ink, ROOM.height + 1);
        if (room[ROOM.kind] !== "ending") {
          pen.fillStyle = this.paper;
          pen.fillRect(x, y, width, height);
          pen.strokeStyle = this.ink[ink];
          pen.setLineDash(room[ROOM.mark] ? [5, 3] : []);
          pen.lineWidth = at === shown.room ? 3 : 1.3;
          pen.strokeRect(x, y, width, height);
          pen.setLineDash([]);
        }
        this.block(ink, x, y, this.look.tab, height);
        if (room[ROOM.kind] === "ending" && room[ROOM.share])
          this.block(ink, x + width + 8, y + 9, (this.look.bar * room[ROOM.share]) / this.map.most, height - 18);
      }
    }
  }

  // A day's title: never smaller than it can be read, and left out where there is no room for it.
  band(band, view, level) {
    const pen = this.pen;
    const [x, y, width, height] = band.box;
    if (level > 1) {
      const [title, question] = band.head;
      if (level > 2) this.say("day", title, x, y + 24, 2);
      else this.small(title, x, y + 32, view);
      const wide = pen.measureText(title).width;
      if (question && level > 2) this.say("question", question, x + wide + this.look.headGap, y + 24, 2);
      pen.strokeStyle = this.ink[2];
      pen.lineWidth = 1.2;
      pen.beginPath();
      pen.moveTo(x, y + 36);
      pen.lineTo(x + width, y + 36);
      pen.stroke();
      return;
    }
    const rooms = band.rows.reduce((sum, row) => sum + row.rooms.length, 0);
    if (level === 0) {
      pen.fillStyle = this.plate[this.map.rooms[band.rows[0].rooms[0]][ROOM.ink]];
      pen.globalAlpha = 0.5;
      pen.fillRect(x, y + 36, width * Math.min(1, rooms / (7 * band.rows.length)), Math.max(height - 46, 2 / view.scale));
      pen.globalAlpha = 1;
    }
    const size = 13 / view.scale;
    if (height * view.scale < 15) return;
    pen.font = `700 ${size}px Fraunces, Georgia, serif`;
    pen.textAlign = "left";
    const words = `${band.title}: ${rooms.toLocaleString("en")}`;
    const wide = pen.measureText(words).width;
    if (wide > width) return;
    pen.fillStyle = this.paper;
    pen.globalAlpha = 0.85;
    pen.fillRect(x, y, wide + 0.4 * size, size * 1.3);
    pen.globalAlpha = 1;
    pen.fillStyle = this.ink[2];
    pen.fillText(words, x, y + size);
  }

  // Of each page which days it has, and how many scenes: along it, since it is narrow from so far.
  pages(view) {
    const pages = new Map();
    for (const band of this.map.bands) pages.set(band.box[0], [...(pages.get(band.box[0]) || []), band]);
    const pen = this.pen;
    const size = 13 / view.scale;
    for (const [left, bands] of pages) {
      const rooms = bands.reduce((sum, band) => sum + band.rows.reduce((some, row) => some + row.rooms.length, 0), 0);
      const [first, last] = [bands[0].title, bands.at(-1).title];
      const words = `${first === last ? first : `${first} to ${last}`}: ${rooms.toLocaleString("en")}`;
      pen.save();
      pen.translate(left + bands[0].box[2] / 2 - 0.7 * size, bands[0].box[1] + 60);
      pen.rotate(Math.PI / 2);
      pen.font = `700 ${size}px Fraunces, Georgia, serif`;
      pen.textAlign = "left";
      pen.fillStyle = this.paper;
      pen.globalAlpha = 0.85;
      pen.fillRect(0, -1.05 * size, pen.measureText(words).width + size, 1.4 * size);
      pen.globalAlpha = 1;
      pen.fillStyle = this.ink[2];
      pen.fillText(words, 0.5 * size, 0);
      pen.restore();
    }
  }

  // As large as can be read, however small the rest is.
  small(words, x, y, view) {
    this.pen.font = `700 ${Math.max(25, 12 / view.scale)}px Fraunces, Georgia, serif`;
    this.pen.textAlign = "left";
    this.pen.fillStyle = this.ink[2];
    this.pen.fillText(words, x, y);
  }

  words(row, level) {
    const pen = this.pen;
    for (const [header, ink, x, y, height, seam] of row.stretches) {
      if (seam) {
        pen.strokeStyle = this.ink[2];
        pen.lineWidth = 3;
        pen.lineCap = "round";
        pen.setLineDash([0.1, 9]);
        pen.beginPath();
        pen.moveTo(x - this.look.between / 2, y + 6);
        pen.lineTo(x - this.look.between / 2, y + height);
        pen.stroke();
        pen.setLineDash([]);
        pen.lineCap = "butt";
      }
      if (level > 2) this.say("header", header, x, y + 14, ink);
    }
    if (level < 3) return;
    for (const at of row.rooms) this.room(this.map.rooms[at]);
    for (const [, words, told, x, y, ink] of row.tags) {
      pen.fillStyle = this.ink[ink];
      pen.beginPath();
      pen.moveTo(x + 3, y - 5);
      pen.lineTo(x + 11, y);
      pen.lineTo(x + 3, y + 5);
      pen.fill();
      this.say("tag", words, x + 18, y + (told ? -2 : 5), ink);
      if (told) this.say("small", told, x + 18, y + 14, ink);
    }
  }

  room(room) {
    const [ink, x, y, width] = room.slice(ROOM.ink, ROOM.height);
    const left = x + this.look.tab + this.look.pad;
    const right = x + width - this.look.pad;
    if (room[ROOM.kind] === "ending") {
      this.say("ending", room[ROOM.name], left + 4, y + 25, ink);
      if (room[ROOM.told]) this.say("share", room[ROOM.told], right, y + 25, ink, true);
      const bar = this.map.most ? (this.look.bar * (room[ROOM.share] || 0)) / this.map.most : 0;
      if (room[ROOM.mark]) this.say("mark", room[ROOM.mark], x + width + 20 + bar, y + 23, ink);
      return;
    }
    const [first, second, foot, told] = room[ROOM.lines];
    this.say("room", first, left, y + 19, ink);
    if (second) this.say("room", second, left, y + 36, ink);
    if (foot) this.say(room[ROOM.mark] ? "mark" : "small", foot, left, y + 36, ink);
    if (told) this.say("small", told, right, y + 36, ink, true);
  }

  // Rings round what was found, and round the room that is chosen: never less than can be seen.
  marks(shown, view) {
    const pen = this.pen;
    const ring = (at, thick) => {
      const [x, y, width, height] = this.map.rooms[at].slice(ROOM.x, ROOM.height + 1);
      const out = Math.max(5, (6 - (width * view.scale) / 2) / view.scale);
      pen.strokeStyle = this.focus;
      pen.lineWidth = thick / view.scale;
      pen.strokeRect(x - out, y - out, width + 2 * out, height + 2 * out);
    };
    for (const at of shown.found) ring(at, 1.5);
    if (shown.room !== null) ring(shown.room, 3);
  }
}

// Follows a strand: a curve to the next column, straight across it, and so on.
function trace(pen, points) {
  pen.moveTo(points[0], points[1]);
  for (let at = 2; at < points.length; at += 2) {
    const [x, y, toX, toY] = [points[at - 2], points[at - 1], points[at], points[at + 1]];
    if ((at / 2) % 2 === 0) pen.lineTo(toX, toY);
    else pen.bezierCurveTo((x + toX) / 2, y, (x + toX) / 2, toY, toX, toY);
  }
}

// How much can be told apart: bands; rooms, too; lines, too; words, too.
function detail(scale, rooms, lines) {
  if (rooms > MOST_ROOMS) return 0;
  if (scale < DETAILED || lines > MOST_LINES) return 1;
  return scale < READABLE ? 2 : 3;
}

function meets([x, y, width, height], seen) {
  return x < seen.right && x + width > seen.left && y < seen.bottom && y + height > seen.top;
}
