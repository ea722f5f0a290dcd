// Elements and shapes, and what every chart has: a heading, a legend, a frame
// that is drawn anew when its width changes.

const SVG = document.getElementById("patterns").namespaceURI;

/** An HTML element; children are elements or text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** An SVG element; children are elements or text. */
function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Half pixels make thin lines sharp. */
const sharp = (value) => Math.round(value - 0.5) + 0.5;

/** About as wide as the text is at the size of the charts, if it is bold. */
const textWidth = (text) => text.length * 7.6;

/** The colour of a run; there are six. */
const runStyle = (index) => `run${index % 6}`;

/** An empty picture with its name for those who do not see it. */
function picture(width, height, label) {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return shape("svg", { ...size, role: "img", "aria-label": label }, shape("title", {}, label));
}

/** The horizontal lines of an axis with their labels left of `left`. */
function horizontalGrid(svg, ticks, y, left, right) {
  for (const { value, text } of ticks) {
    const line = { x1: left, x2: right, y1: sharp(y(value)), y2: sharp(y(value)) };
    svg.append(shape("line", { ...line, class: value === 0 ? "axis" : "grid" }));
    svg.append(shape("text", { x: left - 6, y: y(value) + 4, class: "tick end" }, text));
  }
}

/**
 * A figure with a heading and a place for a legend. `draw(width)` makes its
 * picture.
 */
class Chart {
  constructor(title, draw) {
    this.draw = draw;
    this.when = element("output", { class: "when" });
    this.legend = element("div", { class: "legend", role: "group", "aria-label": `${title}: shown` });
    this.frame = element("div", { class: "frame" });
    this.head = element("div", { class: "head" }, element("h3", {}, title), this.when);
    this.figure = element("figure", {}, this.head, this.legend, this.frame);
  }

  redraw() {
    const width = Math.floor(this.frame.clientWidth);
    if (width > 0) this.frame.replaceChildren(this.draw(width));
  }
}

/**
 * Legend entries that hide and show. Returns a function that tells whether a
 * key is shown, and the places for the values under the crosshair.
 */
function legend(chart, entries, changed) {
  const hidden = new Set();
  const values = new Map();
  const items = entries.map(({ key, name, style, value }) => {
    const swatch = element("span", { class: `swatch ${style}`, "aria-hidden": "true" });
    const item = element("button", { type: "button", "aria-pressed": "true" }, swatch, name);
    if (value) {
      values.set(key, element("span", { class: "reading" }));
      item.append(values.get(key));
    }
    item.addEventListener("click", () => {
      if (!hidden.delete(key)) hidden.add(key);
      item.setAttribute("aria-pressed", String(!hidden.has(key)));
      changed();
    });
    return item;
  });
  chart.legend.replaceChildren(...items);
  return { isShown: (key) => !hidden.has(key), values };
}

/** Draws all charts, and again when there is more or less room; then `drawn`. */
function keepDrawn(place, charts, drawn = () => {}) {
  // Has the width of the charts, and no height that they could change.
  const ruler = element("div");
  place.append(ruler, ...charts.map((chart) => chart.figure));
  let width = 0;
  new ResizeObserver(() => {
    if (ruler.clientWidth === width) return;
    width = ruler.clientWidth;
    for (const chart of charts) chart.redraw();
    drawn();
  }).observe(ruler);
}
