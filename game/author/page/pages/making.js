// Elements of the page. Words of a story only ever go in as text.

export const at = (id) => document.getElementById(id);

export function made(kind, set = {}, inside = []) {
  const element = document.createElement(kind);
  for (const [name, value] of Object.entries(set)) if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...inside);
  return element;
}

export function pressed(words, act, set = {}) {
  const button = made("button", { type: "button", ...set }, [words]);
  button.addEventListener("click", act);
  return button;
}
