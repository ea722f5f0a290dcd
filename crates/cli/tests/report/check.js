// Looks at a report as it stands in a browser. Added behind the page's own
// scripts, in a frame of the width that its name tells; what is wrong is told to
// the frame's owner, a line each, `passed` if nothing is. Errors of the page are
// told by the browser itself.

(() => {
  const wrong = [];
  const expect = (fine, what) => {
    if (!fine) wrong.push(what);
  };
  const count = (text, letter) => text.split(letter).length - 1;
  const figure = (title) => [...document.querySelectorAll("figure")]
    .find((it) => it.querySelector("h3")?.textContent === title);

  function charts() {
    const run = DATA.runs[0];
    const buckets = run.waiting.length;
    expect(buckets === Math.max(1, Math.ceil((run.until - run.from) / run.bucket)), "buckets do not fill the run");
    const steps = (path) => count(path?.getAttribute("d") ?? "", "H");
    expect(steps(figure("Tasks")?.querySelector("path.waiting")) === buckets, "waiting tasks: points");
    expect(steps(figure("Tasks")?.querySelector("path.running")) === 2 * buckets + 1, "running tasks: points");
    expect(steps(figure("Nodes")?.querySelector("path.target")) === buckets, "target: points");
    const cost = figure("Cost so far")?.querySelectorAll("path") ?? [];
    expect(cost.length === DATA.runs.length, "cost: one line a run");
    expect(count(cost[0]?.getAttribute("d") ?? "", "L") === buckets, "cost: points");
    const bars = document.querySelectorAll("#waits rect.bar");
    expect(bars.length === DATA.runs.length * run.waits.length, "waits: bars");
    const points = document.querySelectorAll("#sweep circle.point");
    expect(points.length === (DATA.sweep?.points.length ?? 0), "sweep: points");
    for (const svg of document.querySelectorAll("figure svg")) {
      expect(svg.getAttribute("aria-label") === svg.querySelector("title")?.textContent, "a chart without a name");
    }
  }

  function layout() {
    expect(innerWidth === Number(window.name), `width is ${innerWidth}`);
    const wide = document.documentElement.scrollWidth;
    expect(wide <= innerWidth, `content is ${wide} wide in a window of ${innerWidth}`);
    for (const svg of document.querySelectorAll("figure svg")) {
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].map((it) => [it.textContent, it.getBoundingClientRect()]);
      texts.forEach(([text, box], index) => {
        const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1;
        expect(inside, `\`${text}\` is cut off`);
        for (const [other, its] of texts.slice(index + 1)) {
          const apart = box.right <= its.left || its.right <= box.left || box.bottom <= its.top || its.bottom <= box.top;
          expect(apart, `\`${text}\` and \`${other}\` overlap`);
        }
      });
    }
  }

  function crosshair() {
    const frame = figure("Tasks").querySelector(".frame");
    const box = frame.getBoundingClientRect();
    const place = { clientX: box.left + box.width / 2, clientY: box.top + 50, pointerType: "touch" };
    frame.dispatchEvent(new PointerEvent("pointermove", place));
    const readings = [...document.querySelectorAll("#timeline .reading")];
    expect(readings.length > 0 && readings.every((it) => /^\$?[\d,.]+$/.test(it.textContent)), "no values under the finger");
    const before = figure("Nodes").querySelector(".when").textContent;
    expect(/^\w{3} \d+ \w{3}, \d\d:\d\d/.test(before), `no time under the finger: ${before}`);
    frame.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
    expect(figure("Nodes").querySelector(".when").textContent !== before, "the keys do not move the crosshair");
    frame.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(figure("Tasks").querySelector(".when").textContent === "", "the crosshair stays");
  }

  function toggles() {
    for (const button of document.querySelectorAll(".legend button")) {
      const chart = button.closest("figure");
      const shapes = () => chart.querySelectorAll("path, rect.bar").length;
      const all = shapes();
      button.click();
      expect(shapes() < all && button.getAttribute("aria-pressed") === "false", `\`${button.textContent}\` is not hidden`);
      button.click();
      expect(shapes() === all, `\`${button.textContent}\` is not shown again`);
    }
  }

  /** WCAG 2.2, contrast (minimum) of what is written. */
  function contrast() {
    const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = (colour) => {
      const [red, green, blue] = colour.match(/[\d.]+/g).map((value) => channel(value / 255));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (one, other) => {
      const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const probe = document.body.appendChild(document.createElement("i"));
    const colour = (name) => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    for (const ground of ["ground", "raised"]) {
      for (const ink of ["ink", "soft", "good", "bad", "warn"]) {
        const found = ratio(colour(ink), colour(ground));
        expect(found >= 4.5, `${ink} on ${ground} has a contrast of ${found.toFixed(2)}`);
      }
    }
    probe.remove();
  }

  function loaded() {
    expect(performance.getEntriesByType("resource").length === 0, "something was loaded");
  }

  // After what the page itself puts off.
  setTimeout(() => {
    for (const check of [charts, layout, crosshair, toggles, contrast, loaded]) {
      try {
        check();
      } catch (error) {
        wrong.push(`${check.name}: ${error}`);
      }
    }
    parent.postMessage(wrong.length === 0 ? "passed" : wrong.join("\n"), "*");
  }, 500);
})();
