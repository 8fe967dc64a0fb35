"use strict";
// Turns a one-use link into a facilitator's page. The code stands behind the #, which no server and no log ever sees.

const WORDS = {};

function tr(words, fill) {
  let told = WORDS[words] || words;
  for (const name of Object.keys(fill || {})) told = told.split(`{${name}}`).join(String(fill[name]));
  return told;
}

document.getElementById("lead").addEventListener("click", () => {
  const status = document.getElementById("status");
  fetch("/pair", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code: location.hash.slice(1) }),
  })
    .then((answer) => answer.json().then((told) => ({ ok: answer.ok, told })))
    .then(({ ok, told }) => {
      if (ok) location.replace("/host");
      else status.textContent = told.no;
    })
    .catch(() => {
      status.textContent = tr("The laptop cannot be reached from here.");
    });
});
