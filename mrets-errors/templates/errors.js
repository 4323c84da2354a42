"use strict";
const input = document.getElementById("errors.search");
const found = document.getElementById("errors.found");
const entries = [...document.querySelectorAll("article")];

function find() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries) {
    const text = entry.dataset.search.toLowerCase();
    entry.hidden = !words.every((word) => text.includes(word));
    count += entry.hidden ? 0 : 1;
  }
  found.textContent = words.length ? `${count} of ${entries.length} errors` : "";
}

// A link to an entry that the search has hidden ends the search.
function reveal() {
  const target = document.querySelector("article:target[hidden]");
  if (target) {
    input.value = "";
    find();
    target.scrollIntoView();
  }
}

document.getElementById("errors.find").hidden = false;
input.addEventListener("input", find);
addEventListener("hashchange", reveal);
// The browser may keep what was typed when the page is loaded again.
find();
