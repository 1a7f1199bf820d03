// Elements are made, never parsed: whatever a report says stays text.
const byId = (id) => document.getElementById(id);

function make(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  append(made, children);
  return made;
}

function append(parent, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child !== null && child !== undefined && child !== "") parent.append(child);
  }
}

function replace(parent, ...children) {
  parent.textContent = "";
  append(parent, children);
}

const word = (key, values) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const unseen = (text) => make("span", { class: "unseen" }, text);

// A sign for sighted readers beside the word for everybody: colour never says it alone.
function badge(letter, text) {
  return make("span", { class: "badge " + letter }, make("span", { class: "sign", "aria-hidden": "true" },
    data.signs[letter]), text);
}

function pager(count, size, page, turn) {
  const last = Math.max(Math.ceil(count / size) - 1, 0);
  if (!last) return null;
  const button = (key, to, disabled) => make("button", { type: "button", disabled, onclick: () => turn(to) }, word(key));
  return make("nav", { class: "pager", "aria-label": word("pages") },
    button("first", 0, page === 0), button("before", page - 1, page === 0),
    make("span", {}, word("page", { page: page + 1, pages: last + 1 })),
    button("next", page + 1, page === last), button("last", last, page === last));
}
