// How one text differs from another, in the fewest lines, and whether two differences can stand together.

const MOST_PAIRS = 4_000_000; // beyond that many pairs of lines, the whole middle counts as changed

// The stretch that makes `before` into `after`, in characters; never through the middle of one.
export function stretch(before, after) {
  let start = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && before[start] === after[start]) start++;
  if (start > 0 && isHigh(before, start - 1)) start--;
  let rest = 0;
  while (rest < least - start && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  if (rest > 0 && isLow(before, before.length - rest)) rest--;
  return { start, end: before.length - rest, insert: after.slice(start, after.length - rest) };
}

const isHigh = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

// What makes the lines of `before` into those of `after`: stretches of lines `[from, to)` and what stands there instead.
export function hunks(before, after) {
  const a = before.split("\n");
  const b = after.split("\n");
  let top = 0;
  while (top < a.length && top < b.length && a[top] === b[top]) top++;
  let rest = 0;
  while (rest < a.length - top && rest < b.length - top && a[a.length - 1 - rest] === b[b.length - 1 - rest]) rest++;
  const from = a.slice(top, a.length - rest);
  const to = b.slice(top, b.length - rest);
  if (!from.length && !to.length) return [];
  if (!from.length || !to.length || from.length * to.length > MOST_PAIRS) return [{ from: top, to: top + from.length, lines: to }];
  return matched(from, to).map((hunk) => ({ ...hunk, from: hunk.from + top, to: hunk.to + top }));
}

// The longest common lines of two short texts, by the usual table (Wagner and Fischer 1974), and what lies between them.
function matched(a, b) {
  const wide = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * wide + j] =
        a[i] === b[j] ? longest[(i + 1) * wide + j + 1] + 1 : Math.max(longest[(i + 1) * wide + j], longest[i * wide + j + 1]);
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [from, first] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1])) i++;
      else j++;
    }
    if (i > from || j > first) found.push({ from, to: i, lines: b.slice(first, j) });
    while (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
  }
  return found;
}

// Both differences of one text, as what the second is once the first has been made; none where they meet.
export function beside(mine, theirs) {
  for (const one of mine) for (const other of theirs) if (one.from <= other.to && other.from <= one.to) return null;
  return theirs.map((hunk) => {
    const moved = mine.filter((each) => each.to <= hunk.from).reduce((sum, each) => sum + each.lines.length - (each.to - each.from), 0);
    return { ...hunk, from: hunk.from + moved, to: hunk.to + moved };
  });
}
