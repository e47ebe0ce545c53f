// What is known of each area at a moment, in words: the same as `aselepo.web.moment` says.

const WATCHED = "watched";
const PARTLY = "partly";
const UNWATCHED = "unwatched";
const HOUR_MS = 3600000;

/** A message with its open variables filled in. */
export function fill(data, key, values = {}) {
  let text = data.words[key];
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, value);
  return text;
}

function local(data, at) {
  let minutes = data.zone.offsets[0][1];
  for (const [start, offset] of data.zone.offsets) if (start <= at) minutes = offset;
  return new Date(at + minutes * 60000);
}

/** The local date, year first. */
export function localDay(data, at) {
  return local(data, at).toISOString().slice(0, 10);
}

/** A moment on the page's clock. */
export function said(data, at) {
  const when = local(data, at).toISOString();
  const day = data.zone.days[when.slice(0, 10)] ?? when.slice(0, 10);
  const hours = String(Number(when.slice(11, 13))).padStart(data.zone.hour_digits, "0");
  const hour = hours + data.zone.hour + when.slice(14, 16);
  const text = data.zone.moment.replace("{day}", day).replace("{hour}", hour);
  return data.zone.zoned.replace("{time}", text);
}

function watchAt(data, subject, area, at) {
  let found = [UNWATCHED, ""];
  for (const [start, watch, why] of data.watch[subject]?.[area] ?? []) {
    if (start > at) break;
    found = [watch, why];
  }
  return found;
}

function running(data, area, at) {
  return (data.alerts[area] ?? []).find(([start, end]) => start <= at && (end === null || at < end));
}

/** The local day around a moment, [from, to). */
export function dayOf(data, at) {
  const number = Math.max(0, data.days.findLastIndex((start) => start <= at));
  const start = data.days[number];
  return [start, data.days[number + 1] ?? start + 25 * HOUR_MS];
}

function alertCell(data, area, at, alert) {
  if (alert) {
    const key = alert[1] === null ? "alert-goes-on" : "alert-since";
    return fill(data, key, { since: said(data, alert[0]) });
  }
  const looked = (data.looks[area] ?? []).some(([start, end]) => start <= at && at < end);
  return data.words[looked ? "alert-none" : "not-known"];
}

/** How many began that day so far; a nought only where somebody looked all the while. */
function begunCell(data, area, day, at) {
  const count = (data.begun[area] ?? []).filter((time) => day <= time && time <= at).length;
  if ((data.looks[area] ?? []).some(([start, end]) => start <= day && at <= end)) return String(count);
  return count ? fill(data, "at-least", { n: count }) : data.words["not-known"];
}

function countCell(data, points, area, day) {
  const count = points.filter((p) => p[4] === area && day[0] <= p[0] && p[0] < day[1]).length;
  return count ? String(count) : data.words["no-figure"];
}

/** One row for each area: how it is watched, its cells by column, whether an alert goes on. */
export function areaRows(data, at, subject) {
  const day = dayOf(data, at);
  const news = data.news[localDay(data, at)] ?? {};
  return data.areas.map(({ id, label }) => {
    const [watch, why] = watchAt(data, subject, id, at);
    const alert = running(data, id, at);
    return {
      id,
      label,
      watch,
      alert: Boolean(alert),
      news: news[id] ?? 0,
      cells: {
        watch: watch === PARTLY ? why : fill(data, watch === WATCHED ? WATCHED : UNWATCHED, { why }),
        alert: alertCell(data, id, at, alert),
        begun: begunCell(data, id, day[0], at),
        fires: countCell(data, data.fires, id, day),
        others: countCell(data, data.others, id, day),
        news: String(news[id] || data.words["no-figure"]),
      },
    };
  });
}

/** The moment in one line. */
export function summary(data, rows, at) {
  if (!rows.length) {
    const [start, end] = dayOf(data, at);
    const points = [...data.fires, ...data.others].filter(([time]) => start <= time && time < end);
    return fill(data, "summary-none", { when: said(data, at), n: points.length });
  }
  return fill(data, "summary", {
    when: said(data, at),
    alerts: rows.filter((row) => row.alert).length,
    unwatched: rows.filter((row) => row.watch === UNWATCHED).length,
    n: rows.length,
  });
}
