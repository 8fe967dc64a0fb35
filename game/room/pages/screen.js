"use strict";
// The projector's page: shows what it is sent, and asks again every second.

const WORDS = {};

function tr(words, fill) {
  let told = WORDS[words] || words;
  for (const name of Object.keys(fill || {})) told = told.split(`{${name}}`).join(String(fill[name]));
  return told;
}

const at = (id) => document.getElementById(id);
const SAYS = {
  open: tr("What do you do? The vote is open."),
  paused: tr("The vote is paused."),
  closed: tr("The vote is closed."),
  revealed: tr("How the room divided"),
  gathering: tr("Come in"),
  reading: "",
  "left-out": "",
  day: "", // said in the story's own words
  break: "",
  card: "",
  over: tr("The story is over."),
  ended: tr("The hour is over."),
};
let last = "";
let read = "";
let phase = "";

function made(kind, words, code) {
  const element = document.createElement(kind);
  element.textContent = words;
  if (code) element.lang = code; // which language they are in, for whoever has them read aloud
  return element;
}

function left(seconds) {
  if (seconds === null) return "";
  return seconds ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : tr("Time is up.");
}

function show(told) {
  at("clock").textContent = left(told.left);
  delete told.left;
  const now = JSON.stringify(told);
  if (now === last) return;
  last = now;
  at("heading").textContent = told.heading;
  at("heading").lang = told.headingLang || document.documentElement.lang;
  at("told").replaceChildren(...told.told.map((each) => made("p", each, told.lang)));
  at("status").textContent = told.over || SAYS[told.phase] || "";
  const isAsked = told.phase === "open" || told.phase === "paused" || told.phase === "closed";
  at("choices").replaceChildren(
    ...(isAsked ? told.choices : []).map((each) => made("li", each.hint ? `${each.words} (${each.hint})` : each.words, each.lang))
  );
  at("result").replaceChildren(
    ...told.result.map((side) => {
      const row = document.createElement("li");
      const bar = document.createElement("meter");
      bar.value = side.part;
      bar.setAttribute("aria-hidden", "true");
      row.append(made("span", `${side.words} `, side.lang), made("strong", side.told), bar);
      if (side.leads) row.className = "leads";
      return row;
    })
  );
  at("found").replaceChildren(...told.found.map((each) => made("p", each)));
  at("talk").textContent = told.talk;
  at("talk").lang = told.talkLang || document.documentElement.lang;
  at("address").textContent = told.address.replace("http://", "");
  at("code").textContent = told.code;
  at("in").hidden = told.phase === "revealed" || told.phase === "card"; // the result and the talk need the height
  document.body.classList.toggle("gathering", told.phase === "gathering");
  const words = told.heading + told.told.join();
  if (read !== words) window.scrollTo(0, 0);
  else if (phase !== told.phase) at("status").scrollIntoView({ block: "nearest" });
  read = words;
  phase = told.phase;
}

function ask() {
  fetch("/screen/state")
    .then((answer) => answer.json())
    .then(show)
    .catch(() => {})
    .then(() => setTimeout(ask, 1000));
}

ask();
