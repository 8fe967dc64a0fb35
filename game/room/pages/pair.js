"use strict";
// Turns a one-use link into a facilitator's page. The code stands behind the #, which no server and no log ever sees.

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
      status.textContent = "The laptop cannot be reached from here.";
    });
});
