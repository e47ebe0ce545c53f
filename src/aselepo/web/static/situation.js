// The two sliders: valid time moves here, known time is asked of the server; the table follows.

import { areaRows, fill, said, summary } from "./moment.js";
import { reachable } from "./page.js";

const root = document.getElementById("situation");
const happened = document.getElementById("happened");
const known = document.getElementById("known");
const happenedText = document.getElementById("happened-text");
const knownText = document.getElementById("known-text");
const announce = document.getElementById("announce");
const HOUR = 3600000;
const DAY = 24 * HOUR;
const PAUSE_MS = 250;

let data = null;
let map = null;
let wanted = 0;
let addressing = 0;

function subject() {
  return root.querySelector("input[name=subject]:checked")?.value ?? data.subjects[0]?.key ?? "";
}

function layers() {
  const boxes = [...root.querySelectorAll("#layers input")];
  return Object.fromEntries(boxes.map((box) => [box.name, box.checked]));
}

function set(id, text) {
  const node = document.getElementById(id);
  if (node && node.textContent !== text) node.textContent = text;
}

/** Show the moment that the slider stands on. */
function show() {
  const at = Number(happened.value);
  const when = said(data, at);
  happened.setAttribute("aria-valuetext", when);
  set("happened-text", when);
  set("stamp-happened", fill(data, "map-happened", { when }));
  set("stamp-known", fill(data, "map-known", { known: data.as_of_text }));
  const rows = areaRows(data, at, subject());
  const inForce = data.force.some(([start, end]) => start <= at && (end === null || at < end));
  const line = `${summary(data, rows, at)} ${data.words[inForce ? "in-force" : "not-in-force"]}`;
  set("moment-line", line);
  table(rows);
  map?.show(data, rows, at, layers());
  root.dataset.at = at;
  clearTimeout(addressing);
  addressing = setTimeout(keepMoment, PAUSE_MS, at);
}

/** The moment shown goes into the address, and into the links that lead to this view. */
function keepMoment(at) {
  const text = new Date(at).toISOString().replace(".000Z", "Z");
  const page = new URL(location.href);
  page.searchParams.set("at", text);
  history.replaceState(null, "", page);
  for (const link of document.querySelectorAll("a[data-keeps]")) {
    const address = new URL(link.href);
    address.searchParams.set("at", text);
    link.href = address.href;
  }
}

function table(rows) {
  const columns = [...document.querySelectorAll("#areas thead [data-column]")];
  const names = columns.map((node) => node.dataset.column);
  for (const row of rows) {
    const line = document.getElementById(`area-${row.id}`);
    if (!line) continue;
    line.dataset.watch = row.watch;
    line.toggleAttribute("data-alert", row.alert);
    line.querySelector(".swatch").className = `swatch ${row.watch}`;
    [...line.querySelectorAll("td")].forEach((cell, place) => {
      const text = row.cells[names[place]];
      if (cell.textContent !== text) cell.textContent = text;
    });
  }
}

/** The moment of knowledge that the slider stands on. */
function knownAt() {
  const at = Number(known.dataset.first) + Number(known.value) * HOUR;
  return Math.min(at, Number(known.dataset.last));
}

/** Ask the server for what was known by then, and change all that depends on it. */
async function know() {
  const mine = ++wanted;
  const at = new Date(knownAt()).toISOString().replace(".000Z", "Z");
  keepMoment(Number(happened.value));
  const page = new URL(location.href);
  page.searchParams.set("as_of", at);
  const state = new URL(root.dataset.state, location.href);
  state.searchParams.set("as_of", at);
  root.classList.add("busy");
  try {
    const [text, next] = await Promise.all([
      ask(page).then((answer) => answer.text()),
      ask(state).then((answer) => answer.json()),
    ]);
    if (mine !== wanted) return;
    replace(text);
    data = next;
    root.dataset.state = state.pathname + state.search;
    happened.min = data.range.start;
    happened.max = data.range.end;
    history.replaceState(null, "", page);
    reachable(true);
    saidKnown();
    show();
    announce.textContent = `${fill(data, "map-known", { known: data.as_of_text })}. ${document.getElementById("moment-line").textContent}`;
    root.dataset.known = at;
  } catch (error) {
    if (mine !== wanted) return;
    reachable(false);
    announce.textContent = fill(data, "offline", { known: data.as_of_text });
  } finally {
    if (mine === wanted) root.classList.remove("busy");
  }
}

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}

/** Put the new parts in the place of the old ones; the sliders and the map stay. */
function replace(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = next.getElementById(part.id);
    if (!other) continue;
    const open = [...part.querySelectorAll("details")].map((fold) => fold.open);
    part.replaceWith(document.adoptNode(other));
    [...other.querySelectorAll("details")].forEach((fold, place) => (fold.open = open[place] ?? false));
  }
}

function saidKnown() {
  known.setAttribute("aria-valuetext", data.as_of_text);
  knownText.textContent = data.as_of_text;
}

/** Page keys move by a day; a range's own page step would be a tenth of it all. */
function byDay(slider, unit) {
  slider.addEventListener("keydown", (event) => {
    const way = { PageUp: 1, PageDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    slider.value = Number(slider.value) + way * unit;
    slider.dispatchEvent(new Event("input"));
    slider.dispatchEvent(new Event("change"));
  });
}

async function start() {
  let shapes = null;
  try {
    const asked = [ask(root.dataset.state).then((answer) => answer.json())];
    if (root.dataset.drawn === "yes") {
      asked.push(ask(root.dataset.shapes).then((answer) => answer.json()));
    }
    [data, shapes] = await Promise.all(asked);
  } catch {
    reachable(false);
    return;
  }
  let drawing = 0;
  happened.addEventListener("input", () => {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(show);
  });
  let pause = 0;
  known.addEventListener("input", () => {
    clearTimeout(pause);
    const when = said(data, knownAt());
    knownText.textContent = when;
    known.setAttribute("aria-valuetext", when);
    pause = setTimeout(know, PAUSE_MS);
  });
  byDay(happened, DAY);
  byDay(known, DAY / HOUR);
  for (const input of root.querySelectorAll(".choice input")) input.addEventListener("change", show);
  show();
  root.dataset.ready = "table";
  if (shapes) await draw(shapes);
}

async function draw(shapes) {
  const state = document.getElementById("map-state");
  try {
    const { SituationMap } = await import("./map.js");
    map = new SituationMap(shapes, data);
    await map.ready;
    state.hidden = true;
    show();
    root.dataset.ready = "map";
  } catch (error) {
    map = null;
    state.textContent = data.words["map-failed"];
    root.dataset.ready = "no-map";
    console.warn("map not drawn:", error);
  }
}

if (root) start();
