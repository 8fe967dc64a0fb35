// The scene that plays: its words, its choices, and everything that can be set about it.

import { at, made } from "/making.js";

const INKS = { inner: "inner", outer: "outer", both: "both" };

export class Stage {
  // `play` asks for something to be done; `open` opens a file at a line.
  constructor({ play, open }) {
    Object.assign(this, { play, open, turn: -1, drawn: "", set: "", opened: new Map() });
    at("back").addEventListener("click", () => play({ do: "back" }));
    at("forward").addEventListener("click", () => play({ do: "forward" }));
    at("begin").addEventListener("click", () => play({ do: "begin" }));
    at("afresh").addEventListener("click", () => play({ do: "afresh" }));
    at("written").addEventListener("click", () => this.shown && open(this.shown.file, this.shown.line));
    at("scene").addEventListener("keydown", (key) => this.key(key));
  }

  key(key) {
    if (key.ctrlKey || key.metaKey || key.altKey || key.target.closest("input, select, textarea")) return;
    if (/^[1-9]$/.test(key.key)) {
      const button = at("choices").querySelectorAll("button:not([disabled])")[Number(key.key) - 1];
      if (!button) return;
      button.click();
    } else if (key.key === "ArrowLeft" || key.key === "Backspace") this.play({ do: "back" });
    else if (key.key === "ArrowRight") this.play({ do: "forward" });
    else return;
    key.preventDefault();
  }

  show(shown) {
    this.shown = shown;
    at("nothing").hidden = !!shown;
    at("scene").classList.toggle("empty", !shown);
    for (const id of ["back", "forward", "begin", "written"]) at(id).disabled = !shown;
    if (!shown) return;
    at("back").disabled = !shown.canGoBack;
    at("forward").disabled = !shown.canGoForward;
    this.page(shown);
    this.panel(shown);
  }

  page(shown) {
    const { readings, variables, facts, canGoBack, canGoForward, ...page } = shown;
    const key = JSON.stringify(page);
    if (key === this.drawn) return;
    const isNew = this.scene !== shown.scene || this.made !== shown.made;
    [this.drawn, this.scene, this.made] = [key, shown.scene, shown.made];
    at("scene").dataset.ink = INKS[shown.ink];
    at("heading").textContent = shown.heading;
    at("where").textContent = shown.scene;
    at("notice").textContent = shown.notice;
    at("notice").hidden = !shown.notice;
    at("picture").replaceChildren(...shown.places.flatMap((place) => place.plates).map((name) => made("img", { src: `/picture/${encodeURIComponent(name)}`, alt: "" })));
    at("picture").hidden = !shown.places.some((place) => place.plates.length);
    const looks = shown.places.map((place) => place.looks);
    if (shown.people.length) looks.push(`Here: ${shown.people.join("; ")}.`);
    at("looks").textContent = looks.join(" ");
    at("content").textContent = shown.content.length ? `Content note: ${shown.content.join(" ")}` : "";
    this.speech = shown.speech;
    for (const each of ["heading", "looks", "told", "choices", "endingTitle", "endingLead", "heard"]) at(each).lang = shown.language;
    at("told").replaceChildren(
      ...shown.before.map((beat) => this.beat(beat, "before")),
      ...(shown.moved.length ? [made("p", { class: "moved" }, [`${shown.moved.join("; ")}.`])] : []),
      ...shown.beats.map((beat) => this.beat(beat, "beat"))
    );
    const wasChoosing = at("choices").contains(document.activeElement);
    at("choices").replaceChildren(...shown.choices.map((choice) => this.choice(choice)));
    at("ending").hidden = !shown.ending;
    at("endingTitle").textContent = shown.ending?.title || "";
    at("endingLead").textContent = shown.ending?.lead || "";
    if (wasChoosing) at("page").focus();
    if (isNew) at("page").scrollTop = 0;
    if (isNew) at("heard").textContent = `${shown.heading}. ${shown.beats.map((beat) => this.plain(beat)).join(" ")}`;
  }

  plain(beat) {
    return (beat.speaker ? `${beat.speaker}: ` : "") + beat.runs.map(([words]) => words).join("");
  }

  beat(beat, kind) {
    const words = beat.runs.map(([text, isItalic]) => (isItalic ? made("em", {}, [text]) : text));
    if (!beat.speaker) return made("p", { class: kind }, words);
    return made("p", { class: `${kind} speech` }, [made("b", {}, [beat.speaker]), ` ${this.speech[0]}`, ...words, this.speech[1]]);
  }

  choice(choice) {
    const words = choice.spoken ? `${this.speech[0]}${choice.words}${this.speech[1]}` : choice.words;
    const inside = [made("span", { class: "words" }, [words])];
    if (choice.hint) inside.push(made("span", { class: "hint" }, [choice.hint]));
    if (choice.when) inside.push(made("span", { class: "when" }, [`${choice.open ? "on offer, since" : "not on offer; it asks"} ${choice.when}`]));
    const button = made("button", { type: "button", disabled: !choice.open }, inside);
    button.addEventListener("click", () => this.play({ do: "choose", choice: choice.id }));
    return made("li", { class: choice.goingOn ? "onward" : "" }, [button]);
  }

  // ---- what can be set

  panel(shown) {
    const { readings, variables, facts } = shown;
    const key = JSON.stringify([
      readings.map((half) => [half.half, half.awake, half.meters.map((meter) => [meter.id, meter.low, meter.high, meter.words, meter.asked])]),
      variables.map((each) => [each.id, each.half, each.values, each.low, each.high, each.asked]),
      facts.map((fact) => fact.asks),
    ]);
    if (key !== this.set) {
      this.set = key;
      this.fields = new Map();
      const names = Object.fromEntries(readings.map((half) => [half.half, half.name]));
      at("readings").replaceChildren(...readings.map((half) => this.half(half, variables.filter((each) => each.half === half.half), names)));
      at("facts").replaceChildren(...facts.map((fact) => this.fact(fact)));
      at("past").hidden = !facts.length;
    }
    for (const half of readings) for (const meter of half.meters) this.fields.get(`${half.half} ${meter.id}`)(meter);
    for (const variable of variables) this.fields.get(variable.id)(variable);
    for (const fact of facts) this.fields.get(fact.asks)(fact);
  }

  half(half, variables) {
    const inside = [
      made("summary", {}, [half.name, ...(half.awake ? [made("small", {}, [" here now"])] : [])]),
      ...half.meters.map((meter) => this.meter(half, meter)),
      ...variables.map((variable) => this.variable(variable)),
    ];
    const details = made("details", { class: `half ${half.ink}`, open: this.opened.get(half.half) ?? half.awake }, inside);
    details.addEventListener("toggle", () => (details.open === half.awake ? this.opened.delete(half.half) : this.opened.set(half.half, details.open)));
    return details;
  }

  meter(half, meter) {
    const id = `set-${half.half}-${meter.id}`;
    const slider = made("input", { type: "range", id, min: meter.low, max: meter.high, step: 1 });
    const read = made("span", { class: "reads" });
    const say = (value, word) => {
      read.textContent = word ? `${value}, ${word}` : `${value}`;
      slider.setAttribute("aria-valuetext", read.textContent);
    };
    slider.addEventListener("input", () => {
      const value = Number(slider.value);
      say(value, meter.words.filter(([least]) => value >= least).at(-1)?.[1] || "");
      this.play({ do: "reading", half: half.half, meter: meter.id, value });
    });
    this.fields.set(`${half.half} ${meter.id}`, (now) => {
      slider.value = now.value;
      say(now.value, now.word);
    });
    return made("p", { class: meter.asked ? "asked" : "" }, [made("label", { for: id }, [meter.id]), slider, read]);
  }

  variable(variable) {
    const id = `set-${variable.id}`;
    const isFlag = variable.values.join() === "no,yes";
    const set = (value) => this.play({ do: "variable", variable: variable.id, value });
    let field;
    if (isFlag) {
      field = made("input", { type: "checkbox", id });
      field.addEventListener("change", () => set(field.checked ? "yes" : "no"));
      this.fields.set(variable.id, (now) => (field.checked = now.value === "yes"));
    } else if (variable.values.length) {
      field = made("select", { id }, variable.values.map((word) => made("option", {}, [word])));
      field.addEventListener("change", () => set(field.value));
      this.fields.set(variable.id, (now) => (field.value = now.value));
    } else {
      field = made("input", { type: "number", id, min: variable.low, max: variable.high, step: 1 });
      field.addEventListener("change", () => field.validity.valid && field.value && set(field.value));
      this.fields.set(variable.id, (now) => document.activeElement === field || (field.value = now.value));
    }
    const range = variable.values.length ? (isFlag ? "" : variable.values.join(", ")) : `${variable.low} to ${variable.high}`;
    const inside = [made("label", { for: id }, [variable.id]), field, made("small", {}, [variable.door ? "by the door" : range])];
    return made("p", { class: variable.asked ? "asked" : "" }, inside);
  }

  fact(fact) {
    const id = `set-${fact.asks}`;
    const field = made("input", { type: "checkbox", id, disabled: fact.fixed });
    field.addEventListener("change", () => this.play({ do: "fact", kind: fact.kind, name: fact.name, holds: field.checked }));
    this.fields.set(fact.asks, (now) => (field.checked = now.holds));
    return made("p", { class: "asked" }, [made("label", { for: id }, [fact.asks]), field]);
  }
}

