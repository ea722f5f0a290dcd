// Draws what the page has places for.

const DATA = JSON.parse(document.getElementById("data").textContent);

if (DATA.runs.length > 0) {
  new Timeline(document.getElementById("timeline"), DATA.runs);
  waitsChart(document.getElementById("waits"), DATA.runs);
}
if (DATA.sweep !== null && DATA.sweep.points.length > 0) {
  sweepChart(document.getElementById("sweep"), DATA.sweep);
}

// What is folded is printed as well.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
