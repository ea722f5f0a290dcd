// Charts that share an axis of time and a crosshair: tasks, nodes, cost, incidents.

const TOP = 8;
const RIGHT = 14;
const AXIS = 26;
const LANE = 30;

/** One number of one run, by bucket. */
class Series {
  constructor(run, values, options) {
    this.run = run;
    this.values = values;
    Object.assign(this, options);
  }

  /** Which bucket holds that time; -1 before and after the run. */
  indexAt(time) {
    const { from, until, bucket } = this.run;
    if (time < from || time > until) return -1;
    return Math.min(Math.floor((time - from) / bucket), this.values.length - 1);
  }

  endOf(index) {
    return Math.min(this.run.from + (index + 1) * this.run.bucket, this.run.until);
  }

  /** Level within a bucket, up or down between two. */
  steps(values, x, y) {
    const parts = [`M${x(this.run.from)} ${y(values[0])}`];
    values.forEach((value, index) => {
      if (index > 0 && value !== values[index - 1]) parts.push(`V${y(value)}`);
      parts.push(`H${x(this.endOf(index))}`);
    });
    return parts.join("");
  }

  /** What grows within a bucket, from 0. */
  slope(values, x, y) {
    const parts = values.map((value, index) => `L${x(this.endOf(index))} ${y(value)}`);
    return `M${x(this.run.from)} ${y(0)}${parts.join("")}`;
  }

  /** Between this and the values below it. */
  between(lower, upper, x, y) {
    const back = [];
    for (let index = lower.length - 1; index >= 0; index -= 1) {
      back.push(`H${x(this.endOf(index))}V${y(lower[index])}`);
    }
    return `${this.steps(upper, x, y)}${back.join("")}H${x(this.run.from)}Z`;
  }
}

const sum = (one, other) => one.map((value, index) => value + other[index]);
const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);

class Timeline {
  constructor(place, runs) {
    this.runs = runs;
    this.from = runs[0].from;
    this.until = largest(runs.map((run) => run.until));
    this.run = runs[0];
    this.time = null;
    this.gutter = 40;
    const own = [this.tasks(), this.nodes(), this.marks()];
    const shared = [runs.length > 1 ? this.queues() : null, this.cost()];
    if (runs.length > 1) place.append(this.chooser());
    this.charts = [...own, ...shared].filter(Boolean);
    this.listen();
    keepDrawn(place, this.charts, () => this.point());
  }

  /** Which run the charts of one run show. */
  chooser() {
    const buttons = this.runs.map((run) => {
      const pressed = String(run === this.run);
      const button = element("button", { type: "button", "aria-pressed": pressed }, run.name);
      button.addEventListener("click", () => {
        this.run = run;
        buttons.forEach((it) => it.setAttribute("aria-pressed", String(it === button)));
        this.redraw();
      });
      return button;
    });
    const label = "Tasks, nodes and incidents of";
    return element("div", { class: "chooser", role: "group", "aria-label": label }, label, ...buttons);
  }

  redraw() {
    for (const chart of this.charts) chart.redraw();
    this.point();
  }

  tasks() {
    return this.chart({
      title: "Tasks",
      entries: [
        { key: "running", name: "running", style: "running" },
        { key: "waiting", name: "waiting", style: "waiting" },
        { key: "peak", name: "waiting at most", style: "peak" },
      ],
      top: (run) => Math.max(largest(run.waitingPeak), largest(run.running)),
      series: () => [
        new Series(this.run, this.run.running, { key: "running", kind: "area" }),
        new Series(this.run, this.run.waitingPeak, { key: "peak", kind: "line" }),
        new Series(this.run, this.run.waiting, { key: "waiting", kind: "line" }),
      ],
      label: () => `Tasks over time: at most ${countText(largest(this.run.waitingPeak))} waiting, `
        + `at most about ${countText(largest(this.run.running))} running`,
    });
  }

  nodes() {
    const used = (of) => this.runs.some((run) => largest(of(run)) > 0);
    const low = used((run) => run.lowPriority) || used((run) => run.lowPriorityTarget);
    const preempted = used((run) => run.preempted);
    const dedicated = !low || used((run) => run.dedicated) || used((run) => run.dedicatedTarget);
    const both = dedicated && low;
    const entries = [
      dedicated && { key: "dedicated", name: "dedicated", style: "dedicated" },
      low && { key: "low", name: "low-priority", style: "low" },
      preempted && { key: "preempted", name: "of them preempted", style: "preempted" },
      both && { key: "dedicatedTarget", name: "target, dedicated", style: "dedicated-target" },
      { key: "target", name: both ? "target, all" : "target", style: "target" },
    ].filter(Boolean);
    return this.chart({
      title: "Nodes",
      entries,
      top: (run) => Math.max(
        largest(sum(run.dedicated, run.lowPriority)),
        largest(sum(run.dedicatedTarget, run.lowPriorityTarget)),
      ),
      series: (isShown) => this.nodeSeries(isShown).filter((it) => entries.some(({ key }) => key === it.key)),
      label: () => `Nodes over time: at most about ${countText(largest(sum(this.run.dedicated, this.run.lowPriority)))}, `
        + `wished for at most about ${countText(largest(sum(this.run.dedicatedTarget, this.run.lowPriorityTarget)))}`,
    });
  }

  /** Low-priority nodes stand on the dedicated ones that are shown. */
  nodeSeries(isShown) {
    const run = this.run;
    const none = run.dedicated.map(() => 0);
    const ground = isShown("dedicated") ? run.dedicated : none;
    const usable = run.lowPriority.map((value, index) => value - run.preempted[index]);
    const all = sum(run.dedicatedTarget, run.lowPriorityTarget);
    return [
      new Series(run, run.dedicated, { key: "dedicated", kind: "area" }),
      new Series(run, run.lowPriority, { key: "low", kind: "area", ground }),
      new Series(run, run.preempted, { key: "preempted", kind: "area", ground: sum(ground, usable) }),
      new Series(run, run.dedicatedTarget, { key: "dedicatedTarget", kind: "line" }),
      new Series(run, all, { key: "target", kind: "line" }),
    ];
  }

  queues() {
    const label = (runs) => `Waiting tasks over time: ${runs
      .map((run) => `${run.name} at most ${countText(largest(run.waitingPeak))}`).join(", ")}`;
    return this.compared("Waiting tasks, compared", this.runs, (run) => run.waiting, label);
  }

  cost() {
    const priced = this.runs.filter((run) => run.cost !== null);
    if (priced.length === 0) return null;
    const label = (runs) => `Cost over time: ${runs
      .map((run) => `${run.name} ${moneyText(largest(run.cost))}`).join(", ")}`;
    return this.compared("Cost so far", priced, (run) => run.cost, label, true);
  }

  /** One number of every run. */
  compared(title, runs, of, label, money = false) {
    const entries = runs.map((run) => {
      const index = this.runs.indexOf(run);
      const name = this.runs.length > 1 ? run.name : "cost";
      return { key: `${index}`, name, style: runStyle(index), run };
    });
    return this.chart({
      title,
      entries,
      top: () => largest(runs.map((run) => largest(of(run)))),
      money,
      series: () => entries.map(({ key, style, run }) => (
        new Series(run, of(run), { key, style, kind: money ? "slope" : "line" })
      )),
      label: () => label(runs),
    });
  }

  /** A chart of numbers over time. */
  chart({ title, entries, top, money = false, series, label }) {
    const height = money ? 170 : 220;
    const words = money ? moneyText : countText;
    const ticksOf = (run) => linearTicks(top(run), 4, !money)
      .map((value, _, all) => ({ value, text: money ? moneyTick(value, all) : countText(value) }));
    const widths = this.runs.flatMap(ticksOf).map(({ text }) => textWidth(text) + 12);
    this.gutter = Math.max(this.gutter, ...widths);
    const chart = new Chart(title, (width) => {
      const svg = picture(width, height, label());
      const ticks = ticksOf(this.run);
      const [x, y] = [this.x(width), this.y(height, ticks[ticks.length - 1].value)];
      this.timeAxis(svg, width, height);
      horizontalGrid(svg, ticks, y, this.gutter, width - RIGHT);
      for (const one of series(shown.isShown)) {
        if (shown.isShown(one.key)) svg.append(this.drawn(one, x, y));
      }
      svg.append(crosshair(height));
      return svg;
    });
    const shown = legend(chart, entries.map((entry) => ({ ...entry, value: true })), () => {
      chart.redraw();
      this.point();
    });
    chart.read = (time) => {
      for (const one of series(shown.isShown)) {
        const index = time === null ? -1 : one.indexAt(time);
        shown.values.get(one.key).textContent = index < 0 ? "" : words(one.values[index]);
      }
    };
    return chart;
  }

  /** The path of a series. */
  drawn(one, x, y) {
    const path = (kind, d) => shape("path", { d, class: `${kind} ${one.style ?? one.key}` });
    if (one.kind === "slope") return path("line", one.slope(one.values, x, y));
    if (one.kind === "line") return path("line", one.steps(one.values, x, y));
    const ground = one.ground ?? one.values.map(() => 0);
    return path("area", one.between(ground, sum(ground, one.values), x, y));
  }

  /** What went wrong and what was taken away, each kind in a lane of its own. */
  marks() {
    const kinds = [
      ["quotaHits", "Quota hits"],
      ["resizeErrors", "Other resize errors"],
      ["evaluationErrors", "Evaluations with an error"],
      ["preemptions", "Preempted nodes"],
      ["operations", "Done from outside"],
    ].filter(([key]) => this.runs.some((run) => run.marks[key].length > 0));
    if (kinds.length === 0) return null;
    const total = (key) => this.run.marks[key].reduce((all, [, count]) => all + count, 0);
    const chart = new Chart("Incidents", (width) => {
      const height = TOP + LANE * kinds.length + AXIS;
      const label = kinds.map(([key, name]) => `${name}: ${total(key)}`).join(", ");
      const svg = picture(width, height, `When it happened. ${label}`);
      this.timeAxis(svg, width, height);
      kinds.forEach(([key, name], lane) => this.lane(svg, width, lane, key, `${name}: ${countText(total(key))}`));
      svg.append(crosshair(height));
      return svg;
    });
    chart.legend.remove();
    chart.read = (time) => {
      const texts = time === null ? [] : kinds.map(([key, name]) => [name, this.countAt(key, time)]);
      chart.counts = texts.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
    };
    return chart;
  }

  lane(svg, width, lane, key, name) {
    const x = this.x(width);
    const top = TOP + LANE * lane;
    const { from, until, bucket } = this.run;
    svg.append(shape("text", { x: this.gutter, y: top + 11, class: "tick" }, name));
    const ground = { x: this.gutter, y: top + 15, width: width - RIGHT - this.gutter, height: 10 };
    svg.append(shape("rect", { ...ground, class: "lane" }));
    for (const [index] of this.run.marks[key]) {
      const start = x(from + index * bucket);
      const end = x(Math.min(from + (index + 1) * bucket, until));
      const place = { x: start, y: top + 15, width: Math.max(end - start, 2), height: 10 };
      svg.append(shape("rect", { ...place, class: `mark ${key}` }));
    }
  }

  countAt(key, time) {
    const index = new Series(this.run, this.run.waiting, {}).indexAt(time);
    return this.run.marks[key].find(([at]) => at === index)?.[1] ?? 0;
  }

  x(width) {
    const scale = (width - RIGHT - this.gutter) / Math.max(this.until - this.from, 1e-9);
    return (time) => Number((this.gutter + (time - this.from) * scale).toFixed(2));
  }

  y(height, top) {
    const scale = (height - TOP - AXIS) / top;
    return (value) => Number((height - AXIS - value * scale).toFixed(2));
  }

  timeAxis(svg, width, height) {
    const x = this.x(width);
    const ground = height - AXIS;
    for (const { time, isDay, text } of timeTicks(this.from, this.until, width - RIGHT - this.gutter)) {
      const at = sharp(x(time));
      svg.append(shape("line", { x1: at, x2: at, y1: TOP, y2: ground, class: isDay ? "grid day" : "grid" }));
      const half = textWidth(text) / 2;
      const middle = Math.min(Math.max(at, half), width - half);
      svg.append(shape("text", { x: middle, y: ground + 19, class: isDay ? "tick middle day" : "tick middle" }, text));
    }
  }

  /** One crosshair for all: by mouse, finger or arrow keys. */
  listen() {
    for (const { frame, head } of this.charts) {
      const name = head.firstChild.textContent;
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", `${name}: values with the arrow keys`);
      const follow = (event) => this.point(this.timeAt(event.clientX - frame.getBoundingClientRect().left, frame));
      frame.addEventListener("pointermove", follow);
      frame.addEventListener("pointerdown", follow);
      frame.addEventListener("pointerleave", (event) => {
        if (event.pointerType === "mouse") this.point(null);
      });
      frame.addEventListener("keydown", (event) => this.key(event));
    }
  }

  timeAt(x, frame) {
    const share = (x - this.gutter) / (frame.clientWidth - RIGHT - this.gutter);
    return this.from + Math.min(Math.max(share, 0), 1) * (this.until - this.from);
  }

  key(event) {
    const step = this.run.bucket * (event.shiftKey ? 10 : 1);
    const here = this.time ?? this.from - step / 2;
    const times = {
      ArrowLeft: here - step,
      ArrowRight: here + step,
      Home: this.from,
      End: this.until,
      Escape: null,
    };
    if (!(event.key in times)) return;
    event.preventDefault();
    const time = times[event.key];
    this.point(time === null ? null : Math.min(Math.max(time, this.from), this.until));
  }

  /** Moves the crosshair, and tells the values under it. */
  point(time = this.time) {
    this.time = time;
    for (const chart of this.charts) {
      chart.read(time);
      const when = time === null ? [] : [instantText(time, this.run.bucket), ...(chart.counts ?? [])];
      chart.when.textContent = when.join(" · ");
      const cross = chart.frame.querySelector(".cross");
      if (!cross) continue;
      cross.setAttribute("visibility", time === null ? "hidden" : "visible");
      if (time === null) continue;
      const at = sharp(this.x(chart.frame.clientWidth)(time));
      cross.setAttribute("x1", at);
      cross.setAttribute("x2", at);
    }
  }
}

/** Where the pointer is, once it is somewhere. */
function crosshair(height) {
  return shape("line", { class: "cross", y1: TOP, y2: height - AXIS, visibility: "hidden" });
}

/** Cents only where a tick has them. */
function moneyTick(value, ticks) {
  const cents = ticks.some((tick) => !Number.isInteger(tick));
  return cents ? moneyText(value) : `$${countText(value)}`;
}
