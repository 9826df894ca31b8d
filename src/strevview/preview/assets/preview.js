// Wires the page: states come from the server as events, findings lead to places in the pages.

import { Findings } from "./findings.js";
import { Pages } from "./pages.js";

const AGAIN_MILLISECONDS = 2000;
const at = (name) => document.getElementById(name);
const pages = new Pages(at("pages"));
const findings = new Findings(at("findings"), reveal);
let latest = null;

function say(text) {
  at("said").textContent = text;
}

function reveal({ spot, unplaced, message }) {
  if (!spot) {
    pages.mark(null);
    say(`${message}: ${unplaced}`);
  } else if (pages.reveal(spot)) {
    say(`Page ${spot[0] + 1} is shown.`);
  }
}

function banner(text, calm = false) {
  at("banner").hidden = text === "";
  at("banner").classList.toggle("calm", calm);
  if (at("banner").textContent !== text) at("banner").textContent = text;
}

function describe({ issue, pdf, good, made, edition, seconds, errors, warnings }) {
  at("issue").textContent = issue;
  at("pages").classList.toggle("stale", good === false && edition !== null);
  const counts = `${errors}✗ ${warnings}!`;
  document.title = `${good === false ? "✗" : "✓"} ${counts} ${issue}`;
  if (good === null) {
    at("status").textContent = "The first build is under way …";
    pages.empty("The first build is under way …");
    banner("");
  } else if (good) {
    at("status").textContent = `${pdf}, of ${made}, made in ${seconds.toFixed(2)} s`;
    banner("");
  } else {
    at("status").textContent = `${pdf}: not made anew`;
    pages.empty("There are no pages yet: the issue has errors.");
    banner(
      edition === null
        ? "There are no pages yet: the issue has errors."
        : `These pages show the last good state, of ${made}: the issue has errors.`,
    );
  }
}

async function show(state) {
  latest = state;
  describe(state);
  findings.show(state.findings, state.errors, state.warnings);
  if (state.edition !== null && state.edition !== pages.edition) {
    const answer = await fetch(`/editions/${state.edition}.json`).catch(() => null);
    // Not there any more: its successor is on its way.
    if (!answer?.ok || latest !== state) return;
    const edition = await answer.json();
    if (latest !== state) return;
    pages.show(state.edition, edition.pages);
  }
  if (pages.marked()) pages.mark(findings.chosenSpot());
  document.body.dataset.turn = String(state.turn);
}

function listen() {
  const events = new EventSource("/events");
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onerror = () => {
    banner("strevview watch has ended: start it again, and this page goes on by itself.", true);
    if (events.readyState !== EventSource.CLOSED) return;
    events.close();
    setTimeout(listen, AGAIN_MILLISECONDS);
  };
}

function zoom(step) {
  at("fit").textContent = `${Math.round(100 * pages.zoomBy(step))} %`;
}

at("smaller").addEventListener("click", () => zoom(-1));
at("fit").addEventListener("click", () => zoom(0));
at("larger").addEventListener("click", () => zoom(1));
at("fit").textContent = `${Math.round(100 * pages.zoom)} %`;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") pages.mark(null);
  const steps = { "+": 1, "=": 1, "-": -1, 0: 0 };
  if (event.key in steps) zoom(steps[event.key]);
});
listen();
