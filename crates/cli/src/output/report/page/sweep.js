// What the values of a constant cost against what they make tasks wait.

function sweepChart(place, { name, priced, points }) {
  const height = 330;
  // Room for a label above the highest point, and for the name of the axis.
  const [ceiling, ground] = [TOP + 14, height - AXIS - 18];
  const chart = new Chart("p95 wait against cost", (width) => {
    const waits = durationTicks(largest(points.map(({ wait }) => wait)), 5);
    const waitTicks = waits.map((value) => ({ value, text: durationText(value) }));
    const left = largest(waitTicks.map(({ text }) => textWidth(text))) + 12;
    const right = width - RIGHT;
    const costs = linearTicks(largest(points.map(({ cost }) => cost)), Math.floor((right - left) / 80), false);
    const x = (cost) => left + (cost / costs[costs.length - 1]) * (right - left);
    const y = (wait) => ground - (wait / waits[waits.length - 1]) * (ground - ceiling);
    const front = points.filter(({ onFront }) => onFront).sort((one, other) => one.cost - other.cost);
    const svg = picture(width, height, `p95 wait against cost of ${points.length} values of ${name}. `
      + `On the Pareto front: ${front.map(({ value }) => value).join(", ")}`);
    horizontalGrid(svg, waitTicks, y, left, right);
    for (const cost of costs) {
      const text = priced ? moneyTick(cost, costs) : countText(cost);
      const middle = Math.min(x(cost), width - textWidth(text) / 2);
      svg.append(shape("text", { x: middle, y: height - AXIS, class: "tick middle" }, text));
    }
    const axis = priced ? "cost" : "node-hours";
    svg.append(shape("text", { x: right, y: height - 6, class: "tick end" }, axis));
    const corners = front.map(({ cost, wait }, at) => (at === 0 ? `M${x(cost)} ${y(wait)}` : `H${x(cost)}V${y(wait)}`));
    if (corners.length > 1) svg.append(shape("path", { d: corners.join(""), class: "line front" }));
    for (const point of points) {
      const style = point.onFront ? "point on-front" : "point";
      const dot = shape("circle", { cx: x(point.cost), cy: y(point.wait), r: point.onFront ? 6 : 4, class: style });
      svg.append(dot);
    }
    svg.append(...frontLabels(front, x, y, width));
    svg.append(shape("circle", { r: 9, class: "ring", visibility: "hidden" }));
    chart.places = points.map((point) => ({ point, x: x(point.cost), y: y(point.wait) }));
    return svg;
  });
  chart.legend.remove();
  const clear = () => {
    chart.when.textContent = "";
    chart.frame.querySelector(".ring").setAttribute("visibility", "hidden");
  };
  const follow = (event) => {
    const box = chart.frame.getBoundingClientRect();
    const distance = (it) => Math.hypot(it.x - event.clientX + box.left, it.y - event.clientY + box.top);
    const near = chart.places.reduce((best, it) => (distance(it) < distance(best) ? it : best));
    const { value, costText, waitText, onFront } = near.point;
    chart.when.textContent = `${name} = ${value}: ${costText}, ${waitText}${onFront ? " ★" : ""}`;
    const ring = chart.frame.querySelector(".ring");
    ring.setAttribute("cx", near.x);
    ring.setAttribute("cy", near.y);
    ring.setAttribute("visibility", "visible");
  };
  chart.frame.addEventListener("pointermove", follow);
  chart.frame.addEventListener("pointerdown", follow);
  chart.frame.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") clear();
  });
  keepDrawn(place, [chart]);
}

/** The values on the front, as far as there is room for them. */
function frontLabels(front, x, y, width) {
  const taken = [];
  const labels = [];
  for (const { value, cost, wait } of front) {
    const half = textWidth(value) / 2 + 2;
    const [middle, ground] = [Math.min(Math.max(x(cost) + half + 6, half), width - half), y(wait) - 9];
    const box = { left: middle - half, right: middle + half, top: ground - 12, bottom: ground + 2 };
    const overlaps = (it) => box.left < it.right && it.left < box.right && box.top < it.bottom && it.top < box.bottom;
    if (taken.some(overlaps)) continue;
    taken.push(box);
    labels.push(shape("text", { x: middle, y: ground, class: "tick middle strong" }, value));
  }
  return labels;
}
