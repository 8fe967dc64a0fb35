// The wire to the program that keeps the files: what is asked, and what it tells by itself.

const AGAIN_MS = [200, 500, 1000, 2000];

// What came of asking: a status, and what was told. Throws where the program cannot be reached.
export async function ask(path, asked, { keepalive = false } = {}) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(asked),
    keepalive,
  });
  return { status: answer.status, told: await told(answer) };
}

export async function get(path) {
  const answer = await fetch(path);
  return { status: answer.status, told: await told(answer) };
}

async function told(answer) {
  try {
    return await answer.json();
  } catch {
    return { no: answer.status === 401 ? "This page was closed. Start `ampersand author` again." : "That was not understood." };
  }
}

// Hears what the program tells, for as long as the page is open, and says whether it can be reached.
export function live(hear, reached) {
  let tries = 0;
  const open = () => {
    const socket = new WebSocket(`ws://${location.host}/live`);
    socket.addEventListener("open", () => {
      tries = 0;
      reached(true);
    });
    socket.addEventListener("message", (message) => hear(JSON.parse(message.data)));
    socket.addEventListener("close", () => {
      reached(false);
      setTimeout(open, AGAIN_MS[Math.min(tries++, AGAIN_MS.length - 1)]);
    });
  };
  open();
}
