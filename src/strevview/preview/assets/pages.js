// The pages of the PDF: pictures with their text over them, and the place that one looks at.

const NEAR = "150%";
const SETTLED_MILLISECONDS = 150;
const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const PLACE = "strevview.place";
const ZOOM = "strevview.zoom";

function remembered(storage, key) {
  try {
    return JSON.parse(storage.getItem(key));
  } catch {
    return null;
  }
}

function remember(storage, key, value) {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser may forbid storage: then the place is kept while the page is open.
  }
}

function lay(element, [, left, top, width, height]) {
  element.style.left = `${100 * left}%`;
  element.style.top = `${100 * top}%`;
  element.style.width = `${100 * width}%`;
  element.style.height = `${100 * height}%`;
}

export class Pages {
  constructor(pane) {
    this.pane = pane;
    this.edition = null;
    this.pages = [];
    this.spot = document.createElement("div");
    this.zoom = remembered(localStorage, ZOOM) ?? 1;
    if (!ZOOMS.includes(this.zoom)) this.zoom = 1;
    this.wanted = remembered(sessionStorage, PLACE);
    this.seen = null;
    this.near = new IntersectionObserver((entries) => this.arrived(entries), {
      root: pane,
      rootMargin: NEAR,
    });
    pane.style.setProperty("--zoom", this.zoom);
    pane.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.resized()).observe(pane);
    this.followDensity();
  }

  /** Show an edition; unchanged pages keep their text, and the place one looks at stays. */
  show(edition, pages) {
    const place = this.wanted ?? this.place();
    this.edition = edition;
    while (this.pages.length > pages.length) this.drop(this.pages.pop());
    if (pages.length) this.pane.querySelector(".empty")?.remove();
    pages.forEach((page, index) => this.update(page, index, pages.length));
    this.restore(place);
    this.wanted = null;
    for (const page of this.pages) if (page.near) this.paint(page);
  }

  /** Say in the place of the pages why there are none. */
  empty(text) {
    if (this.pages.length) return;
    const note = this.pane.querySelector(".empty") ?? document.createElement("p");
    note.className = "empty";
    note.textContent = text;
    this.pane.append(note);
  }

  update(page, index, count) {
    const shown = this.pages[index] ?? this.add(index);
    shown.label.textContent = `${index + 1} / ${count}`;
    shown.element.setAttribute("aria-label", `Page ${index + 1} of ${count}`);
    shown.element.style.aspectRatio = `${page.width} / ${page.height}`;
    const text = JSON.stringify([page.blocks, page.links]);
    if (shown.written === text) return;
    shown.written = text;
    shown.scaled = false;
    shown.text.replaceChildren(...page.blocks.map((block) => this.block(block)));
    shown.links.replaceChildren(...page.links.map((link) => this.link(link)));
    shown.links.hidden = page.links.length === 0;
    shown.links.setAttribute("aria-label", `Links on page ${index + 1}`);
    if (shown.near) this.scale(shown);
  }

  add(index) {
    const element = document.createElement("section");
    element.className = "page";
    element.dataset.number = String(index + 1);
    const label = document.createElement("p");
    label.className = "number";
    label.ariaHidden = "true";
    const picture = document.createElement("img");
    picture.alt = "";
    const text = document.createElement("div");
    text.className = "text";
    const links = document.createElement("nav");
    links.className = "links";
    element.append(picture, text, links);
    this.pane.append(element, label);
    const page = { index, element, label, picture, text, links, near: false, painted: "" };
    this.pages.push(page);
    this.near.observe(element);
    return page;
  }

  drop(page) {
    this.near.unobserve(page.element);
    page.element.remove();
    page.label.remove();
  }

  block({ kind, words = [], alt }) {
    const made = document.createElement("p");
    if (kind === "heading") {
      made.role = "heading";
      made.ariaLevel = "3";
    }
    if (kind === "figure") {
      made.className = "unseen";
      made.textContent = `Figure: ${alt}`;
    }
    for (const { text, spot, joined } of words) {
      const span = document.createElement("span");
      span.textContent = text;
      lay(span, spot);
      // In the page's own units, so that a zoom needs no new measure.
      span.style.width = "auto";
      span.style.fontSize = `${80 * spot[4]}cqh`;
      span.dataset.width = String(spot[3]);
      made.append(joined ? "" : " ", span);
    }
    return made;
  }

  link({ text, spot, address, target }) {
    const made = document.createElement("a");
    made.textContent = text || address || `page ${target[0] + 1}`;
    made.title = address ?? `page ${target[0] + 1}`;
    made.href = address ?? `#page-${target[0] + 1}`;
    lay(made, spot);
    if (address) {
      made.target = "_blank";
      made.rel = "noopener noreferrer";
    } else {
      made.addEventListener("click", (event) => {
        event.preventDefault();
        this.scrollTo(target, 0.1);
      });
    }
    return made;
  }

  /** Stretch each line of text to the width that it has in the picture. */
  scale(page) {
    if (page.scaled) return;
    page.scaled = true;
    const whole = page.element.clientWidth;
    const spans = [...page.text.querySelectorAll("span")];
    const widths = spans.map((span) => span.offsetWidth);
    spans.forEach((span, index) => {
      const wanted = Number(span.dataset.width) * whole;
      if (widths[index] > 0) span.style.transform = `scaleX(${wanted / widths[index]})`;
    });
  }

  arrived(entries) {
    for (const entry of entries) {
      const page = this.pages.find((one) => one.element === entry.target);
      if (!page) continue;
      page.near = entry.isIntersecting;
      if (page.near) {
        this.paint(page);
        this.scale(page);
      }
    }
  }

  /** Load the page's picture at the screen's own density, and put it in the old one's place. */
  async paint(page) {
    const width = Math.round(page.element.clientWidth * devicePixelRatio);
    const url = `/editions/${this.edition}/${page.index + 1}.png?width=${width}`;
    if (!width || page.painted === url) return;
    page.painted = url;
    const edition = this.edition;
    const picture = new Image();
    picture.alt = "";
    picture.src = url;
    try {
      await picture.decode();
    } catch {
      // Gone: the next edition is on its way.
      if (page.painted === url) page.painted = "";
      return;
    }
    if (page.painted !== url) return;
    page.picture.replaceWith(picture);
    page.picture = picture;
    page.element.dataset.edition = edition;
  }

  /** The page at the upper edge, and how far one has gone down in it: not pixels but shares. */
  place() {
    const top = this.pane.scrollTop;
    const at = this.pages.findIndex(({ element }) => element.offsetTop + element.offsetHeight > top);
    const index = at < 0 ? this.pages.length - 1 : at;
    const element = this.pages[index]?.element;
    if (!element || !element.offsetHeight) return this.seen;
    return {
      page: index,
      down: (top - element.offsetTop) / element.offsetHeight,
      across: this.pane.scrollLeft / this.pane.scrollWidth,
    };
  }

  restore(place) {
    if (!place || !this.pages.length) return;
    const { element } = this.pages[Math.min(place.page, this.pages.length - 1)];
    this.pane.scrollTop = Math.round(element.offsetTop + place.down * element.offsetHeight);
    this.pane.scrollLeft = Math.round(place.across * this.pane.scrollWidth);
    this.seen = place;
  }

  scrolled() {
    this.seen = this.place();
    remember(sessionStorage, PLACE, this.seen);
  }

  resized() {
    this.restore(this.seen);
    this.settle();
  }

  /** Paint anew where the window goes to a screen of another density. */
  followDensity() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        this.settle();
        this.followDensity();
      },
      { once: true },
    );
  }

  settle() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const page of this.pages) if (page.near) this.paint(page);
    }, SETTLED_MILLISECONDS);
  }

  /** Make the pages larger or smaller by a step; 0 fits them to the width. */
  zoomBy(step) {
    const place = this.place();
    const index = ZOOMS.indexOf(this.zoom) + step;
    this.zoom = step === 0 ? 1 : ZOOMS[Math.min(Math.max(index, 0), ZOOMS.length - 1)];
    this.pane.style.setProperty("--zoom", this.zoom);
    remember(localStorage, ZOOM, this.zoom);
    this.restore(place);
    this.settle();
    return this.zoom;
  }

  /** Scroll to a place and mark it; false where there is no such page. */
  reveal(spot) {
    const page = this.pages[spot[0]];
    if (!page) return false;
    this.scrollTo(spot, 0.3);
    this.mark(spot);
    this.spot.classList.add("fresh");
    return true;
  }

  /** Whether a place is marked. */
  marked() {
    return this.spot.isConnected;
  }

  /** Mark a place without going there; null takes the mark away. */
  mark(spot) {
    this.spot.remove();
    const page = spot && this.pages[spot[0]];
    if (!page) return;
    this.spot.className = spot[4] > 0.9 ? "spot whole" : "spot";
    lay(this.spot, spot);
    page.element.append(this.spot);
  }

  scrollTo([number, left, top, width], share) {
    const page = this.pages[number]?.element;
    if (!page) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const middle = page.offsetLeft + (left + width / 2) * page.offsetWidth;
    this.pane.scrollTo({
      top: page.offsetTop + top * page.offsetHeight - share * this.pane.clientHeight,
      left: middle - this.pane.clientWidth / 2,
      behavior: calm ? "instant" : "smooth",
    });
  }
}
