// The way in: the token in the address, which works once, for a key that this browser keeps.
const token = location.hash.slice(1);
const say = (words) => {
  document.getElementById("told").textContent = words.replaceAll("`", "");
};

if (!token) say("Open the address that `ampersand author` printed: it holds what lets you in.");
else {
  history.replaceState(null, "", "/");
  fetch("/come-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  })
    .then(async (answer) => {
      if (answer.ok) location.replace("/");
      else say((await answer.json()).no);
    })
    .catch(() => say("The page cannot be reached: is `ampersand author` still running?"));
}
