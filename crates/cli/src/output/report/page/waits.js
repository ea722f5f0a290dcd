// How long tasks waited: bars, run beside run.

const BAR = 14;
const GAP = 12;

function waitsChart(place, runs) {
  const labels = runs[0].waits.map(({ label }) => label);
  const longest = largest(runs.flatMap((run) => run.waits.map(({ seconds }) => seconds)));
  const top = longest > 0 ? longest : MINUTE;
  const chart = new Chart("Waits in comparison", (width) => {
    const shownRuns = runs.map((run, index) => ({ run, index })).filter(({ index }) => shown.isShown(index));
    const group = Math.max(shownRuns.length, 1) * (BAR + 2) + GAP;
    const height = labels.length * group + AXIS;
    const left = 60;
    const texts = runs.flatMap((run) => run.waits.map(({ text }) => textWidth(text)));
    const right = width - largest(texts) - 14;
    const ticks = durationTicks(top, Math.max(2, Math.floor((right - left) / 75)));
    const x = (seconds) => left + (seconds / top) * (right - left);
    const words = shownRuns.map(({ run }) => `${run.name}: ${run.waits.map(({ label, text }) => `${label} ${text}`).join(", ")}`);
    const svg = picture(width, height, `Waits. ${words.join("; ")}`);
    for (const seconds of ticks.filter((it) => it <= top)) {
      const at = sharp(x(seconds));
      svg.append(shape("line", { x1: at, x2: at, y1: 0, y2: height - AXIS, class: seconds === 0 ? "axis" : "grid" }));
      svg.append(shape("text", { x: at, y: height - AXIS + 19, class: "tick middle" }, durationText(seconds)));
    }
    labels.forEach((label, row) => {
      const y = row * group + GAP / 2;
      const middle = y + (group - GAP) / 2 + 4;
      svg.append(shape("text", { x: left - 8, y: middle, class: "tick end" }, label));
      shownRuns.forEach(({ run, index }, place) => {
        const { seconds, text } = run.waits[row];
        const bar = { x: left, y: y + place * (BAR + 2), height: BAR, width: Math.max(x(seconds) - left, 1) };
        svg.append(shape("rect", { ...bar, class: `bar ${runStyle(index)}` }));
        svg.append(shape("text", { x: x(seconds) + 6, y: bar.y + BAR - 3, class: "tick strong" }, text));
      });
    });
    return svg;
  });
  const entries = runs.map((run, index) => ({ key: index, name: run.name, style: runStyle(index) }));
  const shown = legend(chart, entries, () => chart.redraw());
  if (runs.length === 1) chart.legend.remove();
  chart.head.remove();
  keepDrawn(place, [chart]);
}
