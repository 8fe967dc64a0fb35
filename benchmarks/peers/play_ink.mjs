// Lives random lives of an ink story: node play_ink.mjs INKJS-FOLDER STORY.ink SECONDS SEED
// Prints how many, in how many seconds, and how often each ending came, as JSON. Compiling is not counted.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, file, seconds, seed] = process.argv.slice(2);
const { Compiler } = createRequire(import.meta.url)(resolve(folder, "dist/ink-full.js"));
const story = new Compiler(readFileSync(file, "utf8")).Compile();

// Mulberry32: small, fast, and fair enough for a few million choices.
let state = Number(seed) >>> 0;
function chance() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

function live() {
  story.ResetState();
  for (;;) {
    while (story.canContinue) story.Continue();
    const count = story.currentChoices.length;
    if (count === 0) return story.variablesState["came_to"];
    story.ChooseChoiceIndex(Math.floor(chance() * count));
  }
}

for (let warm = 0; warm < 200; warm++) live();
const endings = {};
let lives = 0;
const began = performance.now();
while (performance.now() - began < Number(seconds) * 1000) {
  const ending = live();
  endings[ending] = (endings[ending] ?? 0) + 1;
  lives++;
}
console.log(JSON.stringify({ lives, seconds: (performance.now() - began) / 1000, endings }));
