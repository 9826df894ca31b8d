// The complaints, beside the pages.

function element(name, classes, text = "") {
  const made = document.createElement(name);
  made.className = classes;
  made.append(text);
  return made;
}

/** What stands between backticks is shown as code; all else as it is. */
function told(name, classes, text) {
  const made = element(name, classes);
  const pieces = text.split("`");
  if (pieces.length % 2 === 0) made.append(text);
  else pieces.forEach((piece, index) => made.append(index % 2 ? element("code", "", piece) : piece));
  return made;
}

function excerpt({ line, before, marked, after }) {
  const made = element("div", "excerpt");
  const code = element("code", "");
  code.append(before, element("mark", "", marked), after);
  made.append(element("span", "", String(line)), code);
  return made;
}

function nameOf(finding) {
  return [finding.code, finding.where, finding.message].join(" ");
}

export class Findings {
  /** `reveal` is told the place of a finding that is chosen. */
  constructor(section, reveal) {
    this.section = section;
    this.list = section.querySelector("ol");
    this.reveal = reveal;
    this.shown = "";
    this.findings = [];
    this.chosen = null;
    section.addEventListener("keydown", (event) => this.step(event));
  }

  show(findings, errors, warnings) {
    const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    this.section.querySelector("h2").textContent =
      `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
    this.section.querySelector("#none").hidden = findings.length > 0;
    const text = JSON.stringify(findings);
    if (text === this.shown) return;
    this.shown = text;
    this.findings = findings;
    const within = this.list.contains(document.activeElement);
    const focused = within ? document.activeElement.closest("li").dataset : null;
    this.list.replaceChildren(...findings.map((finding, index) => this.card(finding, index)));
    if (!focused) return;
    // Who steps through the findings with the keyboard stays where they were.
    const cards = [...this.list.children];
    const same = cards.find((card) => card.dataset.name === focused.name);
    const near = same ?? cards[Math.min(Number(focused.index), cards.length - 1)];
    (near?.querySelector("button") ?? this.section).focus({ preventScroll: true });
  }

  card(finding, index) {
    const card = element("li", `finding ${finding.severity}`);
    card.dataset.name = nameOf(finding);
    card.dataset.index = String(index);
    const top = element("div", "top");
    const kind = element("span", "kind", `${finding.severity} ${finding.code}`);
    kind.title = `strevview rule ${finding.code}`;
    const place = element("div", "place");
    place.append(kind);
    if (finding.where) place.append(element("span", "where", finding.where));
    top.append(place);
    if (finding.spot) top.append(element("span", "seen", `page ${finding.spot[0] + 1}`));
    const button = told("button", "", finding.message);
    button.type = "button";
    const about = [top];
    card.append(top, button);
    if (finding.excerpt) card.append(excerpt(finding.excerpt));
    if (finding.help) {
      about.push(told("p", "help", finding.help));
      card.append(about.at(-1));
    }
    for (const { where, message } of finding.related)
      card.append(told("p", "related", `${where} ${message}`));
    if (!finding.spot) {
      about.push(element("p", "seen", `Leads to no page: ${finding.unplaced}.`));
      card.append(about.at(-1));
      card.classList.add("unplaced");
    }
    about.forEach((part, number) => (part.id = `about-${index}-${number}`));
    button.setAttribute("aria-describedby", about.map((part) => part.id).join(" "));
    if (card.dataset.name === this.chosen) this.mark(card);
    card.addEventListener("click", () => {
      // A click that ends a selection is none.
      if (!getSelection().isCollapsed && card.contains(getSelection().anchorNode)) return;
      this.choose(card, finding);
    });
    return card;
  }

  choose(card, finding) {
    this.chosen = card.dataset.name;
    for (const other of this.list.children) this.unmark(other);
    this.mark(card);
    this.reveal(finding);
  }

  /** Return the place of the finding that was chosen last, or null where it is gone. */
  chosenSpot() {
    return this.findings.find((finding) => nameOf(finding) === this.chosen)?.spot ?? null;
  }

  mark(card) {
    card.classList.add("chosen");
    card.querySelector("button").setAttribute("aria-current", "true");
  }

  unmark(card) {
    card.classList.remove("chosen");
    card.querySelector("button").removeAttribute("aria-current");
  }

  /** The arrow keys go from finding to finding. */
  step(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const card = event.target.closest("li");
    if (!(event.key in steps) || !card || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = steps[event.key] > 0 ? card.nextElementSibling : card.previousElementSibling;
    event.preventDefault();
    next?.querySelector("button").focus();
  }
}
