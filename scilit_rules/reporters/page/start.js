// Builds what the page holds places for, and lays everything open for print.
matrix.level = startingLevel();
draw({});
replace(byId("gaps-here"), filterForm(), make("div", { class: "tools" }, make("p", { id: "found-count", role: "status",
  tabindex: "-1" }), make("span", { id: "chips" }), make("span", { class: "printing" }, make("label", { class: "check" },
  make("input", { type: "checkbox", id: "with-drawers", checked: data.print }), word("with-drawers")), make("button",
  { type: "button", onclick: () => window.print() }, word("print")))),
make("p", { id: "conditions", class: "conditions quiet" }), make("div", { id: "found-here" }), make("div", { id: "found-pages" }));
show({});

document.querySelectorAll("[data-seek]").forEach((button) => button.addEventListener("click", () =>
  show({ text: button.dataset.seek }, true)));
document.querySelectorAll("[data-subject]").forEach((button) => button.addEventListener("click", () =>
  show({ subject: Number(button.dataset.subject) }, true)));
document.querySelectorAll("[data-obligation]").forEach((button) => button.addEventListener("click", () =>
  show({ obligation: Number(button.dataset.obligation) }, true)));

const shut = [];
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details[data-print]:not([open])").forEach((one) => { one.open = true; shut.push(one); });
  draw({}, true);
  fill(true);
});
window.addEventListener("afterprint", () => {
  shut.splice(0).forEach((one) => { one.open = false; });
  draw({});
  fill();
});
