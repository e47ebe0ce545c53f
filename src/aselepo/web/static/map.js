// The map: hatching first, everything else on top; nothing is asked of any other host.

import * as maplibre from "./vendor/maplibre-gl.mjs";
import { dayOf } from "./moment.js";

const CELL_LAT = 0.5;
const CELL_LON = 0.75;
const CLOSE = 8;
const EARTH_M = 40075016.686;
const NICE = [1, 2, 5];
const ROOM = { top: 52, bottom: 52, left: 10, right: 10 };
const EMPTY = { type: "FeatureCollection", features: [] };

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Lines at 45 degrees on a ground, as a picture that repeats. */
function hatching(size, width, stroke, ground) {
  const ratio = 2;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  if (ground) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
  }
  pen.strokeStyle = stroke;
  pen.lineWidth = width;
  pen.lineCap = "square";
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  return [pen.getImageData(0, 0, size * ratio, size * ratio), { pixelRatio: ratio }];
}

function bounds(shapes) {
  const box = [180, 90, -180, -90];
  const walk = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(walk);
  };
  shapes.features.forEach((feature) => walk(feature.geometry.coordinates));
  return [[box[0], box[1]], [box[2], box[3]]];
}

/** Lines and points as features, where there are no shapes to hold them. */
function placed(data) {
  const points = [...data.fires, ...data.others].map(([, lon, lat]) => [lon, lat]);
  const lines = data.lines.map((line) => ({ geometry: line.geometry }));
  return points.length ? [...lines, { geometry: { coordinates: points } }] : lines;
}

/** How large an area is, in square degrees around it: of two names the larger area's stays. */
function size(feature) {
  const [[west, south], [east, north]] = bounds({ features: [feature] });
  return (east - west) * (north - south);
}

/** A circle on the ground as a polygon. */
function circle(lon, lat, radiusM) {
  const points = [];
  const north = radiusM / 111195;
  const east = north / Math.cos((lat * Math.PI) / 180);
  for (let step = 0; step <= 32; step += 1) {
    const turn = (step / 32) * 2 * Math.PI;
    points.push([lon + east * Math.cos(turn), lat + north * Math.sin(turn)]);
  }
  return { type: "Polygon", coordinates: [points] };
}

function cells(points) {
  const counts = new Map();
  for (const [, lon, lat] of points) {
    const key = `${Math.floor(lon / CELL_LON)}|${Math.floor(lat / CELL_LAT)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => {
    const [x, y] = key.split("|").map(Number);
    const [west, south] = [x * CELL_LON, y * CELL_LAT];
    const [east, north] = [west + CELL_LON, south + CELL_LAT];
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    return {
      type: "Feature",
      properties: { count: String(count) },
      geometry: { type: "Polygon", coordinates: [ring] },
    };
  });
}

export class SituationMap {
  constructor(shapes, data) {
    this.shapes = shapes;
    this.box = bounds({ features: shapes.features.length ? shapes.features : placed(data) });
    this.node = document.getElementById("map");
    this.map = new maplibre.Map({
      container: this.node,
      style: this.style(),
      bounds: this.box,
      fitBoundsOptions: { padding: ROOM },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      minZoom: 3,
      maxZoom: 13,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.scrollZoom.disable(); // the page scrolls; the buttons, keys and two fingers zoom
    const canvas = this.map.getCanvas();
    canvas.setAttribute("aria-label", this.node.dataset.label);
    this.ready = new Promise((done, failed) => {
      this.map.once("load", () => {
        this.dress();
        done();
      });
      this.map.once("error", (event) => failed(event.error ?? event));
    });
    this.map.on("move", () => this.scale());
    this.map.on("idle", () => (this.node.dataset.idle = "yes"));
    this.map.on("click", (event) => this.point(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.map.setStyle(this.style(), { diff: false });
      this.map.once("style.load", () => {
        this.dress();
        if (this.last) this.show(...this.last);
      });
    });
    this.buttons();
  }

  style() {
    return {
      version: 8,
      sources: {},
      layers: [{ id: "outside", type: "background", paint: { "background-color": colour("map-outside") } }],
    };
  }

  /** Pictures, sources and layers; the order of the layers is the order of drawing. */
  dress() {
    const { map } = this;
    map.addImage("outside", ...hatching(12, 1.2, colour("map-outside-hatch"), colour("map-outside")));
    map.addImage("unwatched", ...hatching(8, 1.8, colour("hatch"), colour("hatch-ground")));
    map.addImage("partly", ...hatching(16, 1.4, colour("hatch"), colour("map-land")));
    map.setPaintProperty("outside", "background-pattern", "outside");
    for (const name of ["areas", "marks", "lines", "bands", "fires", "cells"]) {
      map.addSource(name, { type: "geojson", data: EMPTY });
    }
    const watch = (state) => ["==", ["get", "watch"], state];
    const layers = [
      { id: "unwatched", source: "areas", filter: watch("unwatched"), type: "fill", paint: { "fill-pattern": "unwatched" } },
      { id: "partly", source: "areas", filter: watch("partly"), type: "fill", paint: { "fill-pattern": "partly" } },
      { id: "watched", source: "areas", filter: watch("watched"), type: "fill", paint: { "fill-color": colour("map-land") } },
      { id: "alerts", source: "areas", filter: ["get", "alert"], type: "fill", paint: { "fill-color": colour("map-alert"), "fill-opacity": 0.62 } },
      { id: "borders", source: "areas", type: "line", paint: { "line-color": colour("map-border"), "line-width": 1 } },
      { id: "chosen", source: "areas", filter: ["get", "on"], type: "line", paint: { "line-color": colour("map-label"), "line-width": 3 } },
      { id: "bands", source: "bands", type: "fill", paint: { "fill-color": colour("map-line"), "fill-opacity": 0.28 } },
      { id: "line", source: "lines", filter: ["!", ["get", "rival"]], type: "line", paint: { "line-color": colour("map-line"), "line-width": 1.8 } },
      { id: "rivals", source: "lines", filter: ["get", "rival"], type: "line", paint: { "line-color": colour("map-line"), "line-width": 1.8, "line-dasharray": [3, 2] } },
      { id: "cells", source: "cells", maxzoom: CLOSE, type: "line", paint: { "line-color": colour("map-fire"), "line-width": 1.4 } },
      { id: "fires", source: "fires", minzoom: CLOSE, type: "fill", paint: { "fill-color": colour("map-fire"), "fill-opacity": 0.25 } },
      { id: "edges", source: "fires", minzoom: CLOSE, type: "line", paint: { "line-color": colour("map-fire"), "line-width": 2 } },
      { id: "names", source: "marks", type: "symbol", layout: { ...text(["get", "text"], 12), "symbol-sort-key": ["get", "rank"], "text-max-width": 9, "text-variable-anchor": ["center", "top", "bottom"], "text-justify": "center" }, paint: inked("map-label") },
      { id: "counts", source: "cells", maxzoom: CLOSE, type: "symbol", layout: text(["get", "count"], 12), paint: inked("map-fire") },
      { id: "rival-names", source: "lines", filter: ["get", "rival"], type: "symbol", layout: { ...text(["get", "author"], 12), "symbol-placement": "line" }, paint: inked("map-line") },
    ];
    for (const layer of layers) map.addLayer(layer);
    this.scale();
  }

  /** Draw a moment. */
  show(data, rows, at, layers) {
    this.last = [data, rows, at, layers];
    if (!this.map.getSource("areas")) return;
    delete this.node.dataset.idle;
    const byId = new Map(rows.map((row) => [row.id, row]));
    const set = (name, features) => this.map.getSource(name).setData({ type: "FeatureCollection", features });
    const known = this.shapes.features.filter((feature) => byId.has(feature.properties.id));
    set("areas", known.map((feature) => {
      const row = byId.get(feature.properties.id);
      const alert = Boolean(layers.alerts && row.alert);
      return { ...feature, properties: { watch: row.watch, alert, on: row.id === this.chosen, id: row.id } };
    }));
    set("marks", known.map((feature) => {
      const row = byId.get(feature.properties.id);
      const text = layers.news && row.news ? `${row.label}\n${row.news}` : row.label;
      const rank = (row.alert ? 0 : row.watch === "unwatched" ? 1 : 2) * 1000 - size(feature);
      const { lon, lat } = feature.properties;
      return { type: "Feature", properties: { text, rank }, geometry: { type: "Point", coordinates: [lon, lat] } };
    }));
    this.lines(data, at, layers);
    const day = dayOf(data, at);
    const points = layers.fires
      ? [...data.fires, ...data.others].filter(([time]) => day[0] <= time && time < day[1])
      : [];
    set("cells", cells(points));
    set("fires", points.map(([, lon, lat, radius]) => ({
      type: "Feature",
      properties: {},
      geometry: circle(lon, lat, radius ?? 1000),
    })));
    this.node.dataset.fires = points.length;
  }

  lines(data, at, layers) {
    const valid = data.lines.filter((line) => line.start <= at && (line.end === null || at < line.end));
    const shown = layers.line === false ? [] : valid;
    const feature = (line, geometry) => ({ type: "Feature", properties: { rival: line.rival, author: line.author }, geometry });
    const set = (name, key) =>
      this.map.getSource(name).setData({ type: "FeatureCollection", features: shown.map((line) => feature(line, line[key])) });
    set("lines", "geometry");
    set("bands", "band");
    const note = document.getElementById("line-note");
    if (note) {
      note.textContent = valid.length
        ? valid.map((line) => [line.label, line.author, line.note].filter(Boolean).join(": ")).join(" · ")
        : data.words["line-none"];
    }
  }

  /** The scale bar: a round length that is at most a fifth of the map wide. */
  scale() {
    const { lat } = this.map.getCenter();
    const metres = (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom());
    const most = Math.min(140, this.node.clientWidth / 5) * metres;
    const power = 10 ** Math.floor(Math.log10(most));
    const length = power * NICE.filter((nice) => nice * power <= most).at(-1);
    const bar = document.querySelector("#map-scale span");
    bar.style.width = `${Math.round(length / metres)}px`;
    bar.textContent = length >= 1000 ? `${length / 1000} km` : `${length} m`;
  }

  buttons() {
    const on = (id, act) => document.getElementById(id).addEventListener("click", act);
    const still = { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches };
    on("zoom-in", () => this.map.zoomIn(still));
    on("zoom-out", () => this.map.zoomOut(still));
    on("zoom-all", () => this.map.fitBounds(this.box, { padding: ROOM, ...still }));
  }

  /** A click on an area shows its line of the table. */
  point(event) {
    const layers = ["unwatched", "partly", "watched"];
    const [hit] = this.map.queryRenderedFeatures(event.point, { layers });
    document.querySelector("#areas tr[data-on]")?.removeAttribute("data-on");
    this.chosen = hit?.properties.id;
    const row = hit && document.getElementById(`area-${this.chosen}`);
    if (row) {
      row.setAttribute("data-on", "");
      row.scrollIntoView({ block: "nearest" });
    }
    if (this.last) this.show(...this.last);
  }
}

function text(field, size) {
  return { "text-field": field, "text-size": size, "text-font": ["sans-serif"], "text-padding": 1 };
}

function inked(name) {
  return { "text-color": colour(name), "text-halo-color": colour("map-halo"), "text-halo-width": 1.6 };
}
