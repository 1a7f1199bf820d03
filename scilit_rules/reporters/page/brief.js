// Hides the rows of all tables that do not hold what is sought.
const field = document.getElementById("filter-text");
field.form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", () => {
  const terms = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  document.querySelectorAll("tbody tr").forEach((row) => {
    const text = row.textContent.toLowerCase();
    row.hidden = !terms.every((term) => text.includes(term));
  });
});
