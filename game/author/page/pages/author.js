// The author's page: three panes, and what passes between them. The program behind it keeps the files and judges the story.

import { stretch } from "/differing.js";
import { at, made, pressed } from "/making.js";
import { Mapped } from "/mapped.js";
import { Naming, ticked } from "/naming.js";
import { Papers, UNREACHABLE } from "/papers.js";
import { Shape } from "/shape.js";
import { Stage } from "/stage.js";
import { Text } from "/text.js";
import { ask, get, live } from "/wire.js";

const PANES = ["shape", "text", "scene"];
const KEYS = [
  ["F6, Shift F6", "the next pane, the one before"],
  ["Esc, then Tab", "out of the text, by Tab"],
  ["Ctrl P", "find a scene"],
  ["Ctrl M", "the map; in it, Ctrl Enter or a double click opens the text of what is chosen"],
  ["Ctrl Enter", "play from here: the scene the cursor is in"],
  ["Ctrl Space", "what may be written here"],
  ["F8, Shift F8", "the next thing that is wrong, the one before"],
  ["Ctrl .", "mend what is wrong here"],
  ["F2", "another name for what the cursor is on, everywhere"],
  ["F4", "what is to be said of what the cursor is on"],
  ["F12, Shift F12", "go to where the name at the cursor is made, list where it is written"],
  ["Ctrl S", "nothing is needed: it is on the disk already"],
  ["Ctrl Z, Ctrl Shift Z", "undo, redo"],
  ["Ctrl F, Ctrl H", "find in this file, and replace"],
  ["1 to 9, in the scene", "make a choice"],
  ["← →, in the scene", "a step back, a step forward"],
];
const SOON_MS = 700; // how long the text of a story that is being read waits for where it plays
const CROSSED = "That took out what another program had written here. Ctrl Shift Z puts it back.";
let files = [];
let problems = [];
let byFile = new Map(); // what is wrong, file by file, as it was last told
let wrongIn = new Set(); // the scenes in which something is
let played = -1;

const text = new Text(at("editor"), {
  moved: () => requestAnimationFrame(moved),
  undone: (before, after) => papers.shown?.crossed(before, after) && alarm(CROSSED),
});
const papers = new Papers(text, { say: alarm, instead: () => openFile(files[0]) });
const stage = new Stage({ play, open: openFile });
const shapes = new Shape({ tree: at("tree"), list: at("files"), wanted: at("wanted"), filter: at("filter"), count: at("count") }, { open: openFile });
const naming = new Naming(text, { file: () => papers.current, open: openFile, edit, say: alarm });
const map = new Mapped({ open: (scene) => shapes.go(scene), here: () => sceneAt(papers.current, text.line)?.id, back: () => text.focus() });

// ---- files

// Show a line of a file.
async function openFile(name, line = 1, column = 1, { focus = true } = {}) {
  const before = papers.current;
  if (!(await papers.show(name))) return;
  if (before !== name) {
    listFiles();
    listProblems();
  }
  text.goTo(line, column);
  mark();
  moved();
  if (focus) {
    pane("text");
    text.focus();
  }
  history.replaceState(null, "", `#${encodeURIComponent(name)}:${line}`);
}

// Make edits, in whatever files they are, and show where.
async function edit(edits) {
  if (!(await papers.edit(edits))) return;
  const first = edits.find((each) => each.file === papers.current) || edits[0];
  const grown = first.text.split("\n").length - 1;
  if (grown > 1 || first.file !== papers.current) await openFile(first.file, first.line + Math.min(grown, 2));
}

async function create(name) {
  const made = await papers.create(name);
  if (!made) return;
  at("newName").value = "";
  await openFile(made, 3);
}

// ---- what was found

// What reading the story found: all of it in a page that has just come, and then what is new.
function found(told) {
  for (const [file, list] of Object.entries(told.problems)) byFile.set(file, list);
  problems = [...byFile.keys()].sort().flatMap((file) => byFile.get(file));
  at("title").textContent = told.title;
  document.title = `${told.title}: the author's page`;
  shapes.place(told.places);
  if (told.shape) shapes.show(told.shape);
  wrongIn = new Set(problems.map((problem) => shapes.holding(problem.file, problem.line)));
  shapes.missing(told.unwritten, (one) => {
    if (one.begun) return openFile(one.file, one.line, one.column);
    const fix = problems.flatMap((problem) => problem.fixes).find((each) => each.says.includes(`\`${one.name}\``) && each.edits.some((some) => some.text.includes(`id: ${one.name}`)));
    return fix ? edit(fix.edits) : openFile(one.file, one.line, one.column);
  });
  listFiles();
  mark();
  listProblems();
  broken(told.told);
  moved();
}

const errors = () => problems.filter((problem) => problem.severity === "error");

function broken(isTold) {
  at("broken").hidden = isTold;
  const first = errors()[0];
  if (isTold || !first) return;
  const more = errors().length - 1;
  const link = pressed(`${first.file}, line ${first.line}`, () => openFile(first.file, first.line, first.column));
  at("broken").replaceChildren(
    stage.shown ? "This is the scene as it last could be told. " : "",
    link,
    `: ${plain(first.message)}${more ? `, and ${more} more` : ""}.`
  );
}

const plain = (words) => words.replaceAll("`", "");

function mark() {
  text.wrong(problems.filter((problem) => problem.file === papers.current));
}

function listFiles() {
  shapes.files(files, papers.current, new Set(problems.map((problem) => problem.file)));
}

function listProblems() {
  const warnings = problems.length - errors().length;
  const count = [errors().length && counted(errors().length, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
  at("wrongName").textContent = count || "Nothing is wrong";
  at("wrong").classList.toggle("well", !problems.length);
  const sorted = [...problems].sort((a, b) => (b.file === papers.current) - (a.file === papers.current));
  at("problems").replaceChildren(...sorted.slice(0, 200).map(problemItem));
}

const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

function problemItem(problem) {
  const place = problem.file === papers.current ? `Line ${problem.line}` : `${problem.file}, line ${problem.line}`;
  const go = made("button", { type: "button", class: "go" }, [made("span", { class: "line" }, [place]), " ", ...ticked(problem.message)]);
  go.addEventListener("click", () => openFile(problem.file, problem.line, problem.column));
  const item = made("li", { class: problem.severity }, [go]);
  if (problem.help) item.append(made("span", { class: "help" }, ticked(problem.help)));
  for (const note of problem.notes) if (note.file) item.append(noted(note));
  for (const fix of problem.fixes) item.append(pressedFix(fix));
  return item;
}

// What else there is to see of a problem, and where.
function noted({ text: words, file, line, column }) {
  const place = file === papers.current ? `line ${line}` : `${file}, line ${line}`;
  const button = made("button", { type: "button", class: "go note" }, [...ticked(words), ` (${place})`]);
  button.addEventListener("click", () => openFile(file, line, column));
  return button;
}

function pressedFix(fix) {
  const button = made("button", { type: "button", class: "fix" }, ticked(fix.says));
  button.addEventListener("click", () => edit(fix.edits));
  return button;
}

function step(by) {
  const here = problems.filter((problem) => problem.file === papers.current);
  if (!problems.length) return alarm("Nothing is wrong.");
  const line = text.line;
  const column = text.column;
  const after = (problem) => problem.line > line || (problem.line === line && problem.column > column);
  const before = (problem) => problem.line < line || (problem.line === line && problem.column < column);
  const next = by > 0 ? here.find(after) : here.findLast(before);
  const other = problems.filter((problem) => problem.file !== papers.current);
  const to = next || (by > 0 ? other[0] || here[0] : other.at(-1) || here.at(-1));
  return openFile(to.file, to.line, to.column);
}

// ---- where the cursor is

// The scene a line of a file is in: by the text itself where it is shown, since lines move before the story is read again.
function sceneAt(file, line) {
  const kept = papers.open.get(file);
  for (let row = Math.min(line, kept ? kept.session.getLength() : 0) - 1; row >= 0; row--) {
    const name = kept.session.getLine(row).match(/\bid:\s*["']?([\w-]+)/)?.[1];
    if (name && shapes.at.has(name)) return shapes.at.get(name);
  }
  return kept ? null : shapes.at.get(shapes.holding(file, line)) || null;
}

function moved() {
  const scene = sceneAt(papers.current, text.line);
  const here = text.here[0];
  const amiss = here ? plain(here.help ? `${here.message}: ${here.help}` : here.message) : "";
  if (at("amiss").textContent !== amiss) at("amiss").textContent = amiss;
  at("place").replaceChildren(
    made("span", {}, [`${scene ? `${scene.id}, ` : ""}line ${text.line}`]),
    ...(here ? [made("span", { class: here.severity }, ticked(here.help ? `${here.message}: ${here.help}` : here.message))] : [])
  );
  at("playFrom").disabled = !scene;
  shapes.stand({ cursor: scene?.id, playing: stage.shown?.scene, wrong: wrongIn });
}

// ---- playing

function playing(told) {
  if (told.turn < played) return;
  played = told.turn;
  stage.show(told.stage);
  broken(at("broken").hidden);
  moved();
}

async function play(asked) {
  const kept = papers.shown;
  if (kept && !kept.isKept) await kept.write();
  const came = await ask("/play", asked).catch(() => null);
  if (!came) return alarm(UNREACHABLE);
  if (came.status !== 200) return alarm(came.told.no);
  alarm("");
  playing(came.told);
}

function playFrom() {
  const scene = sceneAt(papers.current, text.line);
  if (!scene) return alarm("There is no scene at the cursor: put it into one, and play from there.");
  pane("scene");
  return play({ do: "scene", scene: scene.id });
}

// ---- the page

let quiet;
function alarm(words) {
  at("alarm").textContent = words || "";
  clearTimeout(quiet);
  if (words) quiet = setTimeout(() => alarm(""), 12_000);
}

function pane(which, { focus = false } = {}) {
  document.body.dataset.pane = which;
  for (const button of document.querySelectorAll("nav.panes button")) button.setAttribute("aria-pressed", String(button.dataset.to === which));
  if (!focus) return;
  if (which === "text") text.focus();
  else if (which === "scene") at("page").focus();
  else (at("tree").querySelector('button[tabindex="0"]') || at("filter")).focus();
}

function paneNow() {
  const held = document.activeElement?.closest(".pane");
  return held ? PANES.indexOf(held.id) : PANES.indexOf(document.body.dataset.pane);
}

function help() {
  at("help").showModal();
}

const PRESSED = {
  F1: help,
  Escape: () => map.toggle(false),
  F6: () => pane(PANES[(paneNow() + 1) % PANES.length], { focus: true }),
  "Shift F6": () => pane(PANES[(paneNow() + PANES.length - 1) % PANES.length], { focus: true }),
  F8: () => step(1),
  "Shift F8": () => step(-1),
  "Ctrl p": () => {
    pane("shape");
    at("filter").focus();
    at("filter").select();
  },
  "Ctrl s": () => {
    for (const kept of papers.all) kept.write();
    if (papers.all.every((kept) => kept.isKept)) alarm("Everything is on the disk already.");
  },
  "Ctrl m": () => map.toggle(),
  "Ctrl Enter": () => (map.isShown ? map.go() : playFrom()),
  "Ctrl .": () => naming.mend(),
  F2: () => naming.askName(),
  F4: () => naming.tell(),
  F12: () => naming.define(),
  "Shift F12": () => naming.refer(),
};

document.addEventListener(
  "keydown",
  (key) => {
    const name = `${key.ctrlKey || key.metaKey ? "Ctrl " : ""}${key.shiftKey && key.key.startsWith("F") && key.key.length > 1 ? "Shift " : ""}${key.key}`;
    const act = key.altKey ? undefined : PRESSED[name];
    if (!act || document.querySelector("dialog[open]") || (name === "Escape" && !map.isShown)) return;
    key.preventDefault();
    key.stopPropagation();
    act();
  },
  true
);

at("keys").addEventListener("click", help);
at("keyList").append(...KEYS.flatMap(([keys, words]) => [made("dt", {}, [made("kbd", {}, [keys])]), made("dd", {}, [words])]));
at("playFrom").addEventListener("click", playFrom);
at("new").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  if (at("newName").value.trim()) create(at("newName").value.trim());
});
for (const button of document.querySelectorAll("[data-decide]")) button.addEventListener("click", () => papers.decide(button.dataset.decide));
for (const button of document.querySelectorAll("nav.panes button")) button.addEventListener("click", () => pane(button.dataset.to, { focus: true }));

// A page that is left writes what it has not written; where it cannot be sure of that, the browser asks whether to leave.
addEventListener("beforeunload", (leaving) => {
  let isSure = true;
  for (const kept of papers.all) {
    if (kept.isKept) continue;
    isSure = isSure && !kept.writing && kept.standing === "unwritten" && stretch(kept.base, kept.text).insert.length < 10_000;
    kept.write(0, { leaving: true });
  }
  if (!isSure) leaving.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const kept of papers.all) if (!kept.isKept) kept.write(0);
});

live(
  (told) => {
    if (told.files) files = told.files;
    if (told.kind === "whole") {
      played = -1;
      byFile = new Map();
      shapes.forget();
      found(told);
      playing(told);
      if (told.read) begin();
      else setTimeout(begin, SOON_MS);
      for (const kept of papers.all) kept.look();
    } else if (told.kind === "changed") {
      if (told.files) listFiles();
      papers.changed(told);
    } else if (told.kind === "read") found(told);
    else if (told.kind === "playing") {
      playing(told);
      begin();
    }
    else if (told.kind === "trouble") alarm(told.words);
  },
  (is) => papers.reached(is)
);

// Open what was open before, or where the story plays.
function begin() {
  if (papers.current) return;
  const [, name, line] = decodeURIComponent(location.hash.slice(1)).match(/^(.*):(\d+)$/) || [];
  if (files.includes(name)) openFile(name, Number(line));
  else if (stage.shown) openFile(stage.shown.file, stage.shown.line);
  else if (problems.length) openFile(problems[0].file, problems[0].line);
  else if (files.length) openFile(files[0]);
}

pane("text");
