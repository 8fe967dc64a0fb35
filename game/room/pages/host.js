"use strict";
// The facilitator's page: shows what it is sent, asks for what is pressed. The room itself decides what can be done.

const WORDS = {};

function tr(words, fill) {
  let told = WORDS[words] || words;
  for (const name of Object.keys(fill || {})) told = told.split(`{${name}}`).join(String(fill[name]));
  return told;
}

const at = (id) => document.getElementById(id);
const DOES = {
  begin: tr("Begin"),
  close: tr("Close the vote"),
  pause: tr("Pause"),
  resume: tr("Go on with the vote"),
  reveal: tr("Reveal"),
  reopen: tr("Vote again"),
  go: tr("Turn the page"),
  back: tr("Back to the last vote"),
  end: tr("End the hour"),
};
const SAYS = {
  open: tr("The vote is open."),
  paused: tr("The vote is paused."),
  closed: tr("The vote is closed. Nobody sees it before you reveal it."),
  revealed: tr("The vote is revealed."),
  gathering: tr("People are coming in. Nothing has begun."),
  reading: tr("There is nothing to choose on this page."),
  "left-out": tr("This scene is left out: there is no time for it."),
  over: tr("The story is over."),
  day: "", // said in the story's own words
  break: tr("A break."),
  card: tr("The debrief."),
  ended: tr("The hour is over."),
};
let view = null;
let drawn = "";
let lastPage = "";
let wasGathering = false;

function put(id, words) {
  if (at(id).textContent !== words) at(id).textContent = words;
}

function made(kind, words, code) {
  const element = document.createElement(kind);
  if (words !== undefined) element.textContent = words;
  if (code) element.lang = code; // which language they are in, for whoever has them read aloud
  return element;
}

function pressed(words, act, code) {
  const element = made("button", words, code);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function act(asked) {
  return fetch("/host/do", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(Object.assign({ page: view.page }, asked)),
  })
    .then((answer) => answer.json())
    .then((told) => {
      if (told.no) at("trouble").textContent = told.no;
      else if (told.page) {
        at("trouble").textContent = "";
        show(told);
      }
      return told;
    })
    .catch(() => {
      at("trouble").textContent = tr("The laptop cannot be reached from here.");
    });
}

function controls(told) {
  const plain = told.does.filter((each) => DOES[each]);
  return plain.map((each) =>
    pressed(DOES[each], () => {
      if (each === "end" && !window.confirm(tr("End the hour for everybody?"))) return;
      act({ do: each });
    })
  );
}

function decisions(told) {
  const word = told.does.includes("settle") ? "settle" : "override";
  const asked = told.choices.slice(0, -1);
  return asked.map((each, place) => pressed(each.words, () => act({ do: word, choice: place }), each.lang));
}

function spares(told) {
  if (!told.spare.length) return [];
  const asked = told.spare.map((each, place) => pressed(each, () => act({ do: "leave-out", choice: place })));
  return [made("p", tr("To catch up, leave out:")), ...asked];
}

function counters(told) {
  return told.choices.map((each, place) => {
    const label = made("label");
    label.className = "row";
    const input = made("input");
    input.type = "number";
    input.inputMode = "numeric";
    input.min = "0";
    input.max = "5000";
    input.value = String(told.counted[place] || 0);
    label.append(made("span", each.words, each.lang), input);
    return label;
  });
}

function stood(side) {
  const row = made("li");
  row.append(made("span", `${side.words} `, side.lang), made("strong", side.told));
  if (side.leads) row.className = "leads";
  return row;
}

function left(seconds) {
  if (!seconds) return tr("Time is up.");
  return tr("{minutes} min {seconds} s left", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

function show(told) {
  view = told;
  at("heading").textContent = told.heading;
  at("heading").lang = told.headingLang || document.documentElement.lang;
  const vote = told.phase === "open" || told.phase === "paused";
  const words = (told.over || SAYS[told.phase]) + (vote ? " " + tr("Hands that are in: {hands}.", { hands: told.raised }) : "");
  if (at("status").textContent !== words) at("status").textContent = words;
  if (told.trouble) at("trouble").textContent = told.trouble;
  at("there").textContent =
    tr("Phones that have come in: {phones}, for so many hands: {hands}. Pages that lead: {pages}.", {
      phones: told.seats,
      hands: told.seatHands,
      pages: told.paired,
    }) +
    " " +
    (told.locked ? tr("The door is locked.") : tr("The door is open."));
  at("lock").textContent = told.locked ? tr("Unlock the door") : tr("Lock the door");
  at("address").textContent = told.address;
  at("code").textContent = told.code;
  at("clock").textContent = told.left === null ? tr("No clock is set.") : left(told.left);
  put("wayIn", told.wayIn);
  if (at("checks").childElementCount !== told.checks.length) {
    at("checks").replaceChildren(...told.checks.map((each) => made("li", each)));
  }
  put("pace", told.pace);
  put("ahead", told.ahead);
  put("doubts", told.doubts.join(" "));
  put("leaf", told.window === "shut" ? tr("The projector's window is shut.") : tr("Screen {at} of {all}", { at: told.leaf + 1, all: told.leaves }));
  at("leaves").hidden = !told.window || (told.window === "open" && told.leaves < 2);
  at("reopenWindow").hidden = told.window !== "shut";
  at("before").hidden = at("after").hidden = told.window === "shut";
  if (lastPage !== told.page) {
    lastPage = told.page;
    if (told.phase === "gathering") at("door").open = true; // the way in is tried now
    else if (wasGathering) at("door").open = false;
    wasGathering = told.phase === "gathering";
    at("minutes").value = String(told.minutes || 4);
  }
  const key = JSON.stringify([told.page, told.phase, told.does, told.found, told.moved, told.spare]);
  if (key === drawn) return;
  drawn = key;
  at("spare").replaceChildren(...spares(told));
  at("controls").replaceChildren(...controls(told));
  at("rows").replaceChildren(...counters(told));
  at("count").hidden = !told.does.includes("hands");
  at("words").replaceChildren(...decisions(told));
  at("overrides").hidden = !told.does.includes("override");
  at("overrides").open = told.does.includes("settle");
  at("result").replaceChildren(...told.result.map(stood));
  at("found").replaceChildren(...told.found.map((each) => made("p", each)));
  at("moved").replaceChildren(...told.moved.map((each) => made("p", each)));
  at("talk").textContent = told.talk;
  at("talk").lang = told.talkLang || document.documentElement.lang;
  at("say").replaceChildren(...told.say.map((each) => made("p", each)));
  at("told").replaceChildren(...told.told.map((each) => made("p", each, told.lang)));
  at("help").replaceChildren(...told.help.map((each) => made("li", each)));
}

function ask() {
  fetch("/host/state")
    .then((answer) => {
      if (answer.status === 403) location.replace("/pair");
      return answer.json();
    })
    .then(show)
    .catch(() => {
      at("trouble").textContent = tr("The laptop cannot be reached from here.");
    })
    .then(() => setTimeout(ask, 1000));
}

at("count").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  const said = Array.from(at("rows").querySelectorAll("input"), (each) => Math.max(0, Math.floor(Number(each.value) || 0)));
  act({ do: "hands", said });
});
at("lock").addEventListener("click", () => act({ do: view.locked ? "unlock" : "lock" }));
at("counted").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  act({ do: "people", people: Math.max(0, Math.floor(Number(at("people").value) || 0)) });
});
at("before").addEventListener("click", () => act({ do: "screen", choice: Math.max(0, view.leaf - 1) }));
at("after").addEventListener("click", () => act({ do: "screen", choice: view.leaf + 1 }));
at("reopenWindow").addEventListener("click", () => act({ do: "window" }));
at("unpair").addEventListener("click", () => act({ do: "unpair" }));
at("pair").addEventListener("click", () => {
  at("pairing").hidden = false;
  at("pairingCode").src = `/host/code.svg?${Date.now()}`;
});
at("set").addEventListener("click", () => act({ do: "clock", minutes: Math.floor(Number(at("minutes").value) || 0) }));
at("stop").addEventListener("click", () => act({ do: "clock", minutes: 0 }));
ask();
