"use strict";

// Numbers and times as people read them, and where the ticks of axes go.

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;
const TIME_STEPS = [
  1, 2, 5, 10, 15, 30,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** `1,234`, `12.3`: no more digits than a chart can show. */
function countText(value) {
  const digits = value < 100 ? 1 : 0;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** `$12.40`. */
function moneyText(value) {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return "$" + value.toLocaleString("en", digits);
}

/** `4 min 20 s`: the two largest units. */
function durationText(seconds) {
  const units = [[DAY, "d"], [HOUR, "h"], [MINUTE, "min"], [1, "s"]];
  let rest = Math.round(seconds);
  const first = units.findIndex(([length]) => rest >= length);
  if (first < 0) return seconds > 0 ? `${seconds.toFixed(1)} s` : "0 s";
  const parts = [];
  for (const [length, unit] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push(`${count} ${unit}`);
  }
  return parts.join(" ");
}

const padded = (number) => String(number).padStart(2, "0");

function clockText(date, step) {
  const seconds = step < MINUTE ? `:${padded(date.getUTCSeconds())}` : "";
  return `${padded(date.getUTCHours())}:${padded(date.getUTCMinutes())}${seconds}`;
}

/** `Mon 5 Jan, 09:35`, as exact as a bucket is long. */
function instantText(time, bucket) {
  const date = new Date(time * 1000);
  const day = `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return `${day}, ${clockText(date, bucket)}`;
}

/** Ticks from 0 up, the last one not below `top`; to 1 where there is nothing. */
function linearTicks(highest, most, whole) {
  const top = highest > 0 ? highest : 1;
  const raw = top / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((it) => it * power >= raw * 0.999) ?? 10;
  const step = Math.max(factor * power, whole ? 1 : 0);
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Ticks from 0 up that are round as lengths of time. */
function durationTicks(top, most) {
  if (top < 1) return linearTicks(top, most, false);
  const step = TIME_STEPS.find((it) => top / it <= most);
  if (step === undefined) return linearTicks(top / DAY, most, true).map((days) => days * DAY);
  const count = Math.max(1, Math.ceil(top / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Times of the clock and of the calendar, with what is written below them. */
function timeTicks(from, until, width) {
  const fits = (step) => ((until - from) / step) * (step < MINUTE ? 84 : 64) <= width;
  let step = TIME_STEPS.find(fits) ?? 56 * DAY;
  while (!fits(step)) step *= 2;
  const ticks = [];
  for (let time = Math.ceil(from / step) * step; time <= until; time += step) {
    const date = new Date(time * 1000);
    const isDay = time % DAY === 0;
    const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
    ticks.push({ time, isDay, text: isDay ? day : clockText(date, step) });
  }
  return ticks;
}
