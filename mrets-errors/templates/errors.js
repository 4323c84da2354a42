"use strict";
const byId = (id) => document.getElementById(id);
const input = byId(":search");
const panel = byId(":panel");
const found = byId(":found");
const results = byId(":results");
const unknown = byId(":unknown");
const MOST = 30;

const text = (element) => (element ? element.textContent.trim() : "");
const all = (element, selector) => [...element.querySelectorAll(selector)].map(text);

// The texts that a search looks into, read from the page once, when they are first needed.
let read;
function entries() {
  read ??= [...document.querySelectorAll("article")].map((article) => {
    const words = (values) => values.join("\n").toLowerCase();
    const terms = all(article, "dl code, .by, .type");
    return {
      article,
      anchor: article.id.toLowerCase(),
      code: text(article.querySelector("h3 code")),
      title: text(article.querySelector("h3 .text")),
      status: text(article.querySelector(".badge")),
      details: all(article, ".detail").map((detail) => detail.split(/\{[^{}]*\}/)),
      terms: words(terms),
      words: words([...all(article, ".doc, .detail, .retry"), ...terms]),
    };
  });
  return read;
}

// Whether a message was made of a template: it has the template's constant parts, in their order.
function isMadeOf(parts, message) {
  const length = parts.reduce((sum, part) => sum + part.trim().length, 0);
  if (length < 8) {
    return false;
  }
  let at = 0;
  for (const part of parts) {
    const next = message.indexOf(part, at);
    if (next < 0) {
      return false;
    }
    at = next + part.length;
  }
  return true;
}

// The parts of a pasted text: the members of a body, else the text itself.
function asked(query) {
  const body = query.slice(query.indexOf("{"), query.lastIndexOf("}") + 1);
  if (body) {
    try {
      const document = JSON.parse(body);
      const objects = [document.errors, document].flat().filter((object) => object && typeof object === "object");
      const texts = (names) => objects.flatMap((object) => names.map((name) => object[name]))
        .filter((value) => typeof value === "string");
      const links = objects.map((object) => object.links?.type ?? object.type).filter((link) => typeof link === "string");
      return { codes: texts(["code"]), titles: texts(["title"]), messages: texts(["detail"]), links, words: [] };
    } catch {
      // It is no body.
    }
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return { codes: [], titles: [], messages: [query], links: [query], words };
}

function score(entry, query, { codes, titles, messages, links, words }) {
  let score = 0;
  const code = entry.code.toLowerCase();
  const title = entry.title.toLowerCase();
  if (codes.includes(entry.code)) {
    score += 60;
  }
  if (titles.includes(entry.title)) {
    score += 20;
  }
  if (messages.some((message) => entry.details.some((parts) => isMadeOf(parts, message)))) {
    score += 50;
  }
  if (links.some((link) => /[#/]/.test(link) && link.toLowerCase().split(/[#/]/).pop() === entry.anchor)) {
    score += 90;
  }
  if (code === query || entry.anchor === query) {
    score += 100;
  }
  let sum = 0;
  for (const word of words) {
    const points = (code.startsWith(word) && 30) || (code.includes(word) && 24) || (title.includes(word) && 16)
      || (entry.status.toLowerCase().includes(word) && 14) || (entry.anchor.includes(word) && 12)
      || (entry.terms.includes(word) && 10) || (entry.words.includes(word) && 5);
    if (!points) {
      return score;
    }
    sum += points;
  }
  return score + sum;
}

function show(list, query) {
  results.replaceChildren(...list.slice(0, MOST).map((entry) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${entry.article.id}`;
    const parts = [["b", entry.status.slice(0, 3)], ["code", entry.code], ["small", entry.title]];
    link.append(...parts.map(([name, content]) => {
      const element = document.createElement(name);
      element.textContent = content;
      return element;
    }));
    item.append(link);
    return item;
  }));
  const { found: all, best } = byId(":find").dataset;
  const values = { found: list.length, all: entries().length, shown: MOST };
  const template = list.length > MOST ? best : all;
  found.textContent = template.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
  panel.hidden = !query;
}

function find() {
  const given = input.value.trim().slice(0, 4000);
  const query = given.toLowerCase();
  const question = asked(given);
  const scored = query ? entries().map((entry) => [score(entry, query, question), entry]) : [];
  const list = scored.filter(([points]) => points > 0).sort(([one], [other]) => other - one);
  show(list.map(([, entry]) => entry), query);
}

function close() {
  panel.hidden = true;
}

// The number of letters that differ (Levenshtein).
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change));
    }
    row = next;
  }
  return row.at(-1);
}

// A link to an error that is not here says so, and names the nearest.
function arrive() {
  close();
  const anchor = location.hash.slice(1);
  let decoded = anchor;
  try {
    decoded = decodeURIComponent(anchor);
  } catch {
    // It is shown as it is.
  }
  const isKnown = !anchor || byId(anchor) || byId(decoded);
  unknown.hidden = Boolean(isKnown);
  if (isKnown) {
    return;
  }
  const asked = decoded.slice(0, 100).toLowerCase();
  const near = entries()
    .map((entry) => [distance(asked, entry.anchor) - (entry.anchor.includes(asked) ? asked.length : 0), entry])
    .sort(([one], [other]) => one - other)
    .slice(0, 3);
  const line = document.createElement("p");
  const code = document.createElement("code");
  code.textContent = decoded.slice(0, 100);
  const [before, behind = ""] = unknown.dataset.text.split("{code}");
  line.append(before, code, `${behind} `);
  near.forEach(([, { article }], at) => {
    const link = document.createElement("a");
    link.href = `#${article.id}`;
    link.textContent = text(article.querySelector("h3 code"));
    line.append(at ? ", " : "", link);
  });
  unknown.replaceChildren(line);
  scrollTo(0, 0);
}

async function copy(button) {
  const article = button.closest("article");
  const body = button.closest("figure")?.querySelector(".body");
  const label = button.textContent;
  const copied = button.dataset.copy === "body"
    ? text(body)
    : `${location.href.split("#")[0]}#${article.id}`;
  try {
    await navigator.clipboard.writeText(copied);
    button.textContent = document.body.dataset.copied;
  } catch {
    button.textContent = document.body.dataset.notCopied;
  }
  setTimeout(() => {
    button.textContent = label;
  }, 1500);
}

// The keys of a list of results: up and down move, and Enter takes the first one.
function move(event) {
  const links = [...results.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Enter" && event.target === input) {
    links[0]?.click();
  } else if (event.key === "Escape") {
    close();
    input.focus();
    return;
  } else if (event.key === "ArrowDown") {
    links[at + 1]?.focus();
  } else if (event.key === "ArrowUp") {
    (links[at - 1] ?? input).focus();
  } else {
    return;
  }
  event.preventDefault();
}

byId(":find").hidden = false;
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
}
// A narrow screen starts with the errors, not with their index.
if (matchMedia("(max-width: 60rem)").matches) {
  document.querySelector(".index").open = false;
}
input.addEventListener("input", find);
input.addEventListener("focus", () => {
  if (input.value) {
    find();
  }
});
byId(":find").addEventListener("keydown", move);
addEventListener("hashchange", arrive);
addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (button) {
    copy(button);
  } else if (!target.closest?.("search") || target.closest("a")) {
    close();
  }
  if (target.closest?.("nav a") && matchMedia("(max-width: 60rem)").matches) {
    document.querySelector(".index").open = false;
  }
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input")) {
    event.preventDefault();
    input.focus();
  }
});
arrive();
