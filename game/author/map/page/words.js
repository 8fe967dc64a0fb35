// The same map in words: what is said of the room that is chosen, what a search finds, and the whole as a list.

const MOST_FOUND = 200; // ringed on the map
const LISTED = 12; // under the search
const OPEN_AT_ONCE = 400; // scenes of which the list is all open

function made(kind, words, name) {
  const element = document.createElement(kind);
  if (words !== undefined) element.textContent = words;
  if (name) element.className = name;
  return element;
}

class Words {
  constructor(map, choose) {
    this.map = map;
    this.choose = choose;
    this.leaves = map.rooms.map(() => []);
    this.comes = map.rooms.map(() => []);
    map.strands.forEach((strand, number) => {
      this.leaves[strand[STRAND.source]].push(number);
      this.comes[strand[STRAND.target]].push(number);
    });
    this.band = map.rooms.map(() => null);
    for (const band of map.bands) for (const row of band.rows) for (const at of row.rooms) this.band[at] = band;
  }

  // ---- the room that is chosen

  about(at) {
    const room = this.map.rooms[at];
    const told = made("div");
    const heading = made("h2", room[ROOM.name]);
    told.append(heading, made("p", this.where(at), "where"));
    if (room[ROOM.mark]) told.append(made("p", `${room[ROOM.mark]}.`, "mark"));
    if (room[ROOM.opening]) told.append(made("p", room[ROOM.opening], "opening"));
    this.list(told, "Leads to", this.leaves[at], STRAND.target);
    this.list(told, "Lives come from", this.comes[at], STRAND.source);
    if (room[ROOM.file]) told.append(made("p", `${room[ROOM.file]}, line ${room[ROOM.line]}`, "file"));
    return told;
  }

  where(at) {
    const room = this.map.rooms[at];
    const half = this.half(at);
    const share = room[ROOM.told] ? `${room[ROOM.told]} of all lives` : "";
    return [this.band[at].title, half, room[ROOM.time], share].filter(Boolean).join(", ");
  }

  half(at) {
    let header = "";
    const x = this.map.rooms[at][ROOM.x];
    for (const row of this.band[at].rows)
      if (row.rooms.includes(at)) for (const stretch of row.stretches) if (stretch[2] <= x + 1) header = stretch[0];
    return header;
  }

  // What leads on or here, each choice once, with all its ways.
  list(into, title, numbers, end) {
    if (!numbers.length) return;
    into.append(made("h3", title));
    const list = made("ul");
    for (const [strand, ways] of this.byChoice(numbers)) {
      const entry = made("li");
      entry.append(made("span", this.called(strand)));
      for (const each of ways) entry.append(" ", this.way(each[end], each));
      list.append(entry);
    }
    into.append(list);
  }

  byChoice(numbers) {
    const found = new Map();
    for (const number of numbers) {
      const strand = this.map.strands[number];
      const key = strand[STRAND.choice] || number;
      if (!found.has(key)) found.set(key, [strand, []]);
      found.get(key)[1].push(strand);
    }
    return found.values();
  }

  called(strand) {
    return strand[STRAND.offered] ? `${strand[STRAND.words]} (on offer if ${strand[STRAND.offered]})` : strand[STRAND.words];
  }

  way(at, strand) {
    const link = made("a", this.map.rooms[at][ROOM.name]);
    link.href = `#${encodeURIComponent(this.map.rooms[at][ROOM.id])}`;
    const whole = made("span", undefined, "way");
    const asks = strand[STRAND.asks] ? `${strand[STRAND.asks]}: ` : "";
    whole.append("▸ ", asks, link, strand[STRAND.told] ? `, ${strand[STRAND.told].replaceAll(" ", "\u00a0")}` : "");
    return whole;
  }

  // In one sentence, for who listens.
  said(at) {
    const room = this.map.rooms[at];
    const count = (numbers, one) => `${numbers.length} ${numbers.length === 1 ? one : `${one}s`}`;
    const ways = `${count(this.comes[at], "way")} here, ${count(this.leaves[at], "way")} on`;
    return [room[ROOM.name], this.where(at), room[ROOM.mark], ways].filter(Boolean).join(". ") + ".";
  }

  strands(at) {
    return new Set([...this.leaves[at], ...this.comes[at]]);
  }

  // What a line stands for, where the pointer is over it.
  line(numbers) {
    const told = made("div");
    for (const number of numbers.slice(0, 5)) {
      const strand = this.map.strands[number];
      const [from, to] = [STRAND.source, STRAND.target].map((end) => this.map.rooms[strand[end]][ROOM.name]);
      told.append(made("p", this.called(strand)));
      told.append(made("p", `${from} ▸ ${strand[STRAND.asks] ? `${strand[STRAND.asks]}: ` : ""}${to}${strand[STRAND.told] ? `, ${strand[STRAND.told]}` : ""}`, "where"));
    }
    if (numbers.length > 5) told.append(made("p", `and ${numbers.length - 5} more ways`));
    return told;
  }

  // ---- search

  found(words) {
    const wanted = words.trim().toLowerCase();
    if (!wanted) return [];
    const rank = (at) => {
      const room = this.map.rooms[at];
      const name = `${room[ROOM.id]} ${room[ROOM.name]}`.toLowerCase();
      if (room[ROOM.id].toLowerCase() === wanted) return 0;
      if (name.startsWith(wanted)) return 1;
      if (name.includes(wanted)) return 2;
      if (room[ROOM.mark].toLowerCase().includes(wanted)) return 3;
      if (room[ROOM.opening].toLowerCase().includes(wanted)) return 4;
      if (this.leaves[at].some((number) => this.choice(number).includes(wanted))) return 5;
      return this.band[at].title.toLowerCase().includes(wanted) ? 6 : 9;
    };
    return this.map.rooms
      .map((_, at) => [rank(at), at])
      .filter(([order]) => order < 9)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1])
      .map(([, at]) => at);
  }

  choice(number) {
    const strand = this.map.strands[number];
    return `${strand[STRAND.choice]} ${strand[STRAND.words]}`.toLowerCase();
  }

  // ---- the whole as a list

  outline(into) {
    const whole = this.map.rooms.length <= OPEN_AT_ONCE;
    for (const band of this.map.bands) {
      const day = made("details");
      const count = band.rows.reduce((sum, row) => sum + row.rooms.length, 0);
      const kind = band.id === "endings" ? "" : `: ${count} ${count === 1 ? "scene" : "scenes"}`;
      const summary = made("summary");
      summary.append(made("h3", `${band.title}${kind}`));
      day.append(summary);
      const fill = () => {
        if (day.open && day.children.length === 1) day.append(this.scenes(band));
      };
      day.addEventListener("toggle", fill);
      day.open = whole;
      if (whole) fill();
      into.append(day);
    }
  }

  scenes(band) {
    const list = made("ul");
    for (const at of band.rows.flatMap((row) => row.rooms)) {
      const room = this.map.rooms[at];
      const entry = made("li");
      const link = made("a", room[ROOM.name]);
      link.href = `#${encodeURIComponent(room[ROOM.id])}`;
      const told = [this.half(at), room[ROOM.told], room[ROOM.mark]].filter(Boolean).join(", ");
      entry.append(link, told ? `: ${told}` : "");
      if (this.leaves[at].length) {
        const ways = made("ul");
        for (const [strand, each] of this.byChoice(this.leaves[at])) {
          const way = made("li");
          way.append(`${this.called(strand)} `);
          for (const one of each) way.append(this.way(one[STRAND.target], one), " ");
          ways.append(way);
        }
        entry.append(ways);
      }
      list.append(entry);
    }
    return list;
  }
}
