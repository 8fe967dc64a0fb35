"use strict";
// A phone's page: shows what it is sent, says where its hands are. By a socket; where there is none, by asking again.

const WORDS = {};

function tr(words, fill) {
  let told = WORDS[words] || words;
  for (const name of Object.keys(fill || {})) told = told.split(`{${name}}`).join(String(fill[name]));
  return told;
}

const at = (id) => document.getElementById(id);
const SAYS = {
  open: tr("The vote is open. You can change your mind until it is closed."),
  paused: tr("The vote is paused for a moment. What you chose is kept."),
  closed: tr("The vote is closed. Look up: it will be revealed."),
  revealed: tr("This is how the room divided."),
  gathering: tr("You are in. It begins soon: look up, and listen."),
  reading: tr("Listen: there is nothing to choose on this page."),
  "left-out": tr("Listen: there is nothing to choose on this page."),
  day: tr("Look up."),
  break: tr("A break. Your seat is kept."),
  card: tr("Talk with one another: nothing is asked of this phone."),
  over: tr("The story is over. Thank you for coming."),
  ended: tr("The hour is over. Thank you for coming."),
};
let socket = null;
let heard = 0;
let failures = 0;
let elsewhere = false;
let isGone = false;
let trySocket = 0;
let patience = 5000;
let view = null;
let drawn = "";
let pending = null; // what was said, until the room has shown that it knows

function put(id, words) {
  if (at(id).textContent !== words) at(id).textContent = words;
}

function made(kind, words) {
  const element = document.createElement(kind);
  if (words !== undefined) element.textContent = words;
  return element;
}

function tongue(id, code) {
  // Which language its words are in, for whoever has them read aloud; without a code, the page's.
  const element = typeof id === "string" ? at(id) : id;
  if (code) element.lang = code;
  else element.removeAttribute("lang");
  return element;
}

function status(words) {
  put("status", words);
}

function say(asked) {
  pending = asked;
  if (socket && socket.readyState === 1) {
    socket.send(JSON.stringify(asked));
    expect(asked);
    return;
  }
  post(asked);
}

function fetched(where, options) {
  // A network that is gone lets a question hang for minutes: after eight seconds it is asked anew.
  const hanging = window.AbortController ? new AbortController() : null;
  if (hanging) setTimeout(() => hanging.abort(), 8000);
  return fetch(where, Object.assign(hanging ? { signal: hanging.signal } : {}, options));
}

function post(asked) {
  fetched("/say", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
  })
    .then((answer) => answer.json().then((told) => {
      if (answer.ok) show(told);
      else {
        if (answer.status !== 429) pending = null;
        poll();
      }
    }))
    .catch(() => {
      status(tr("That did not arrive. Trying again …"));
      setTimeout(() => asked === pending && post(asked), 3000);
    });
}

function settle(told) {
  if (!pending) return;
  const isKnown =
    "hands" in pending
      ? told.hands === pending.hands
      : told.phase !== "open" || told.page !== pending.page || JSON.stringify(told.mine) === JSON.stringify(pending.said);
  if (isKnown) pending = null;
}

function choose(place) {
  say({ page: view.page, said: view.choices.map((_, each) => (each === place ? 1 : 0)) });
}

function drawChoices() {
  // Drawn anew only when another list is asked, so that focus stays where it is.
  const key = JSON.stringify([view.page, view.hands > 1, view.choices]);
  if (key !== drawn) {
    drawn = key;
    at("choices").replaceChildren(...(view.hands > 1 ? counters() : view.choices.map(button)));
  }
  const open = view.phase === "open";
  at("choices").hidden = !(open || view.phase === "paused");
  for (const element of at("choices").querySelectorAll("button, input")) element.disabled = !open;
  if (view.hands === 1) {
    at("choices").querySelectorAll("button").forEach((each, place) => each.setAttribute("aria-pressed", String(view.mine[place] > 0)));
  }
}

function button(choice, place) {
  const element = tongue(made("button", choice.hint ? `${choice.words} (${choice.hint})` : choice.words), choice.lang);
  element.type = "button";
  element.addEventListener("click", () => choose(place));
  return element;
}

function counters() {
  const rows = view.choices.map((choice, place) => {
    const label = made("label");
    const input = made("input");
    input.type = "number";
    input.inputMode = "numeric";
    input.min = "0";
    input.max = String(view.hands);
    input.value = String(view.mine[place]);
    label.append(tongue(made("span", choice.words), choice.lang), input);
    return label;
  });
  const send = made("button", tr("Send these hands"));
  send.type = "button";
  send.addEventListener("click", () => {
    const said = Array.from(at("choices").querySelectorAll("input"), (each) => Math.max(0, Math.floor(Number(each.value) || 0)));
    const sum = said.reduce((all, each) => all + each, 0);
    if (sum > view.hands) status(tr("That is {sum} hands, and there are {hands} at the table.", { sum, hands: view.hands }));
    else say({ page: view.page, said });
  });
  return [...rows, send];
}

function show(told) {
  failures = 0;
  if (told.no) {
    status(told.no);
    return;
  }
  view = told;
  settle(told);
  document.title = told.title;
  tongue("title", told.titleLang);
  tongue("heading", told.headingLang);
  tongue("ask", told.lang);
  tongue("talk", told.talkLang);
  put("title", told.title);
  put("heading", told.heading === told.title ? "" : told.heading);
  put("ask", told.ask);
  put("talk", told.talk);
  put("consent", told.consent);
  drawChoices();
  const chosen = told.mine.reduce((all, each) => all + each, 0);
  const counted = told.hands > 1 ? tr("{chosen} of {hands} hands are in.", { chosen, hands: told.hands }) : tr("Your hand is in.");
  status((told.over ? `${told.over} ` : "") + (SAYS[told.phase] || "") + (chosen && told.phase === "open" ? ` ${counted}` : ""));
  at("result").replaceChildren(
    ...told.result.map((side) => {
      const row = made("li");
      const bar = made("meter");
      bar.value = side.part;
      bar.setAttribute("aria-hidden", "true");
      row.append(tongue(made("span", `${side.words} `), side.lang), made("strong", side.told), bar);
      if (side.leads) row.className = "leads";
      return row;
    })
  );
  at("result").hidden = !told.result.length;
  at("found").replaceChildren(...told.found.map((each) => made("p", each)));
}

// ---- the way there and back

function expect(asked) {
  // A phone that slept may hold a socket that looks open and is dead: an answer has to come, or it is said once more.
  const before = heard;
  const mine = socket;
  setTimeout(() => {
    if (heard !== before || socket !== mine) return;
    socket = null;
    failures += 1;
    mine.close();
    if (asked && asked === pending) post(asked);
    connect();
  }, 4000);
}

function connect() {
  if (elsewhere || (socket && socket.readyState < 2)) return;
  if (!window.WebSocket || failures > 1) {
    poll();
    return;
  }
  const mine = new WebSocket(`ws://${location.host}/live`);
  socket = mine;
  expect(null); // a network that is gone says nothing at all
  let isNew = true;
  mine.addEventListener("message", (message) => {
    heard += 1;
    trySocket = 0;
    patience = 5000;
    show(JSON.parse(message.data));
    if (isNew && pending) say(pending); // it went into a socket that broke
    isNew = false;
  });
  mine.addEventListener("close", (closed) => {
    if (socket !== mine) return;
    socket = null;
    if (closed.code === 4001) {
      elsewhere = true;
      status(tr("This seat is open on another page. Reload to have it here."));
      return;
    }
    failures += 1;
    setTimeout(connect, 300 + Math.random() * 1500);
  });
}

function poll() {
  fetched("/state")
    .then((answer) => {
      if (answer.status === 401) location.replace("/#again");
      return answer.json();
    })
    .then((told) => {
      const before = failures;
      show(told);
      failures = before;
      if (isGone || Date.now() >= trySocket) {
        // Was it the network, or is it the socket alone that does not get through? It is tried again, ever more seldom.
        failures = 0;
        trySocket = Date.now() + patience;
        patience = Math.min(2 * patience, 60000);
      }
      isGone = false;
      if (pending && !told.no) post(pending);
    })
    .catch(() => {
      isGone = true;
      status(tr("The room cannot be reached just now. Your seat is kept; trying again …"));
    });
}

function wake() {
  if (elsewhere || document.visibilityState === "hidden") return;
  failures = 0;
  const old = socket;
  socket = null;
  if (old) old.close();
  connect();
}

window.addEventListener("pageshow", (shown) => shown.persisted && wake());
window.addEventListener("online", wake);
document.addEventListener("visibilitychange", wake);
setInterval(() => {
  // A socket may be dead without anybody having said so: it is asked, and the answer is the page as it is.
  if (!socket || socket.readyState !== 1 || document.visibilityState === "hidden") return;
  socket.send("{}");
  expect(null);
}, 15000);
setInterval(() => {
  // Whatever became of the socket, a phone is never left without a way to the room.
  if (elsewhere || (socket && socket.readyState < 2)) return;
  if (failures > 1) poll();
  else connect();
}, 3000);
at("seats").addEventListener("submit", (submitted) => {
  submitted.preventDefault();
  say({ hands: Math.max(1, Math.min(60, Math.floor(Number(at("hands").value) || 1))) });
});
connect();
