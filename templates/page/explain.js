"use strict";
document.documentElement.classList.add("scripted");
const search = document.querySelector("input[type=search]");
const found = document.querySelector("output");
const rows = [...document.querySelectorAll("tbody tr")];

// A row is shown when it or the name of its function has all words.
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const text = (row.closest("section").dataset.name + " " + row.textContent).toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    shown += !row.hidden;
  }
  for (const section of document.querySelectorAll("section")) {
    const empty = words.length > 0 && !section.querySelector("tbody tr:not([hidden])");
    section.hidden = empty;
    const item = document.querySelector('nav a[href="#' + section.id + '"]');
    if (item) item.parentElement.hidden = empty;
  }
  found.textContent = words.length ? shown + " of " + rows.length : "";
}

search.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
