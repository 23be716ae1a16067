"use strict";
(() => {
  const race = JSON.parse(document.getElementById("race").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const COLORS = 8;
  const DASHES = ["", "6 4", "2 4"];
  const hidden = new Set();
  const charts = [];

  const color = i => `var(--c${i % COLORS})`;
  const dash = i => DASHES[Math.floor(i / COLORS) % DASHES.length];
  const element = (name, attributes, parent, text) => {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    if (parent) parent.append(node);
    return node;
  };
  const known = value => value !== null && Number.isFinite(value);

  const significant = value => {
    if (!known(value)) return "not a number";
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(2).replace("e", "·10^");
    return size >= 100 ? value.toFixed(1) : value.toPrecision(3);
  };
  const percent = value => known(value) ? (100 * value).toFixed(1) + " %" : "not a number";
  const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  const power = exponent => "10" + [...String(exponent)].map(c => SUPERSCRIPTS[c]).join("");

  const niceStep = (span, count) => {
    const rough = span / Math.max(1, count);
    const unit = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].map(m => m * unit).find(step => step >= rough);
  };
  const linearTicks = (from, to, count) => {
    const step = niceStep(to - from, count);
    const ticks = [];
    for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) ticks.push(i === 0 ? 0 : i * step);
    return { ticks, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
  };

  class Chart {
    constructor(id, column, format, percentAxis) {
      this.figure = document.getElementById(id);
      this.plot = this.figure.querySelector(".plot");
      this.column = column;
      this.format = format;
      this.percentAxis = percentAxis;
      this.figure.hidden = false;
      const values = this.values(race.series, 0).filter(v => v > 0);
      this.mayBeLog = !percentAxis && values.length > 0;
      this.log = this.mayBeLog && Math.max(...values) / Math.min(...values) > 20;
      this.button = this.figure.querySelector(".scale");
      if (this.button && this.mayBeLog) {
        this.button.hidden = false;
        this.button.addEventListener("click", () => { this.log = !this.log; this.draw(); });
      }
      this.plot.addEventListener("pointermove", event => this.hover(event));
      this.plot.addEventListener("pointerdown", event => this.hover(event));
      this.plot.addEventListener("pointerleave", () => charts.forEach(chart => chart.leave()));
      new ResizeObserver(() => this.draw()).observe(this.plot);
    }

    values(series, fromPoint) {
      return series.flatMap(s => s.points.slice(fromPoint).map(p => p[this.column])).filter(known);
    }

    shown() { return race.series.map((s, i) => ({ ...s, i })).filter(s => !hidden.has(s.i)); }

    domain(shown) {
      const values = this.values(shown, 0);
      if (values.length === 0) return [0, 1];
      if (this.percentAxis) {
        const later = this.values(shown, 1).sort((a, b) => a - b);
        const low = later.length ? later[Math.floor(later.length * 0.04)] : values[0];
        return [Math.max(0, Math.min(0.95, Math.floor(low * 20) / 20)), 1];
      }
      if (this.log) {
        const positive = values.filter(v => v > 0);
        const low = Math.log10(Math.min(...positive)), high = Math.log10(Math.max(...positive));
        const room = Math.max(0.02, (high - low) * 0.03);
        return [low - room, high + room];
      }
      const sorted = [...values].sort((a, b) => a - b);
      const first = Math.max(...shown.map(s => s.points[0][this.column]).filter(known));
      const high = Math.min(sorted[sorted.length - 1], Math.max(first * 1.5, sorted[Math.floor(sorted.length * 0.9)]));
      const low = Math.min(0, sorted[0]);
      return [low, high > low ? high : low + 1];
    }

    yTicks([from, to]) {
      if (this.log) return this.logTicks(from, to);
      const { ticks, digits } = linearTicks(from, to, 5);
      return ticks.map(v => [v, this.percentAxis ? Math.round(100 * v) + " %" : v.toFixed(digits)]);
    }

    logTicks(from, to) {
      const ticks = [];
      const powers = from < -3.05 || to > 5;
      const stride = Math.max(1, Math.ceil((to - from) / 7));
      const multiples = to - from > 2.5 ? [1] : to - from > 1 ? [1, 3] : [1, 2, 3, 5, 7];
      for (let e = Math.floor(from); e <= Math.ceil(to); e++) {
        if (e % stride !== 0) continue;
        for (const m of multiples) {
          const y = e + Math.log10(m);
          if (y < from || y > to) continue;
          const short = e === 0 ? String(m) : m === 1 ? power(e) : m + "·" + power(e);
          ticks.push([y, powers ? short : (m * 10 ** e).toFixed(Math.max(0, -e))]);
        }
      }
      return ticks;
    }

    draw() {
      if (this.button) this.button.textContent = this.log ? "logarithmic" : "linear";
      if (this.button) this.button.title = "change to " + (this.log ? "linear" : "logarithmic");
      const width = Math.max(240, this.plot.clientWidth), height = Math.round(Math.min(360, Math.max(250, width * 0.62)));
      const box = { left: 56, right: width - 8, top: 8, bottom: height - 44 };
      const shown = this.shown();
      const [from, to] = this.domain(shown);
      const last = Math.max(1, ...race.series.map(s => s.points[s.points.length - 1][0]));
      this.x = v => box.left + (box.right - box.left) * v / last;
      this.y = v => {
        const scaled = this.log ? (v > 0 ? Math.log10(v) : from - 1) : v;
        return box.bottom - (box.bottom - box.top) * (scaled - from) / (to - from);
      };
      this.box = box;
      const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img",
        "aria-label": this.figure.querySelector("figcaption span").textContent + " by " + race.unit });
      this.axes(svg, from, to, last);
      const clip = element("clipPath", { id: "clip-" + this.figure.id }, element("defs", {}, svg));
      element("rect", { x: box.left, y: box.top - 2, width: box.right - box.left + 4, height: box.bottom - box.top + 4 }, clip);
      const curves = element("g", { "clip-path": `url(#clip-${this.figure.id})` }, svg);
      for (const s of shown) {
        element("path", { class: "curve", d: this.path(s.points), style: `stroke:${color(s.i)}`,
          "stroke-dasharray": dash(s.i) }, curves);
      }
      this.overlay = element("g", {}, svg);
      this.plot.replaceChildren(svg);
      this.readout = null;
    }

    axes(svg, from, to, last) {
      const { left, right, top, bottom } = this.box;
      for (const [value, label] of this.yTicks([from, to])) {
        const y = bottom - (bottom - top) * (value - from) / (to - from);
        element("line", { class: "gridline", x1: left, x2: right, y1: y, y2: y }, svg);
        element("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, svg, label);
      }
      element("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }, svg);
      const { ticks } = linearTicks(0, last, (right - left) / 70);
      for (const tick of ticks.filter(t => Number.isInteger(t) || last < 5)) {
        element("text", { x: this.x(tick), y: bottom + 18, "text-anchor": "middle" }, svg, tick.toLocaleString("en"));
      }
      element("text", { x: (left + right) / 2, y: bottom + 37, "text-anchor": "middle" }, svg, race.unit);
    }

    path(points) {
      let d = "", pen = "M";
      for (const p of points) {
        const v = p[this.column];
        if (!known(v) || (this.log && v <= 0)) { pen = "M"; continue; }
        const y = Math.max(-1e4, Math.min(1e4, this.y(v)));
        d += pen + this.x(p[0]).toFixed(1) + " " + y.toFixed(1);
        pen = "L";
      }
      return d;
    }

    hover(event) {
      const left = this.plot.getBoundingClientRect().left;
      const at = event.clientX - left;
      const grid = race.series.reduce((a, b) => b.points.length > a.points.length ? b : a).points;
      let nearest = grid[0][0];
      for (const p of grid) if (Math.abs(this.x(p[0]) - at) < Math.abs(this.x(nearest) - at)) nearest = p[0];
      charts.forEach(chart => chart.point(nearest));
    }

    leave() {
      if (this.overlay) this.overlay.replaceChildren();
      if (this.readout) this.readout.remove();
      this.readout = null;
    }

    point(epoch) {
      this.leave();
      const rows = this.shown()
        .map(s => ({ ...s, value: (s.points.find(p => p[0] === epoch) || [])[this.column] }))
        .filter(s => s.value !== undefined);
      if (rows.length === 0) return;
      const x = this.x(epoch);
      element("line", { class: "cursor", x1: x, x2: x, y1: this.box.top, y2: this.box.bottom }, this.overlay);
      for (const row of rows) {
        const y = known(row.value) ? this.y(row.value) : NaN;
        if (y >= this.box.top - 2 && y <= this.box.bottom + 2) {
          element("circle", { cx: x, cy: y, r: 4, style: `fill:${color(row.i)}` }, this.overlay);
        }
      }
      const better = this.percentAxis ? (a, b) => b.value - a.value : (a, b) => a.value - b.value;
      const order = r => known(r.value) ? 0 : 1;
      rows.sort((a, b) => order(a) - order(b) || better(a, b));
      this.show(rows, epoch, x);
    }

    show(rows, epoch, x) {
      const readout = document.createElement("div");
      readout.className = "readout";
      const head = document.createElement("b");
      head.textContent = race.unit + " " + epoch.toLocaleString("en");
      const table = document.createElement("table");
      for (const row of rows) {
        const line = table.insertRow();
        const name = line.insertCell();
        const swatch = document.createElement("span");
        swatch.className = "swatch";
        swatch.style.background = color(row.i);
        name.append(swatch, row.label);
        line.insertCell().textContent = this.format(row.value);
      }
      readout.append(head, table);
      this.plot.append(readout);
      const room = this.plot.clientWidth - readout.offsetWidth;
      const wanted = x > this.plot.clientWidth / 2 ? x - readout.offsetWidth - 14 : x + 14;
      readout.style.left = Math.max(0, Math.min(room, wanted)) + "px";
      this.readout = readout;
    }
  }

  const legend = document.getElementById("legend");
  race.series.forEach((series, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    const line = element("svg", { width: 22, height: 10, "aria-hidden": "true" });
    element("line", { x1: 1, x2: 21, y1: 5, y2: 5, style: `stroke:${color(i)};stroke-width:3;stroke-linecap:round`,
      "stroke-dasharray": dash(i) }, line);
    button.append(line, series.label);
    button.addEventListener("click", () => {
      if (!hidden.delete(i)) hidden.add(i);
      button.setAttribute("aria-pressed", String(!hidden.has(i)));
      charts.forEach(chart => chart.draw());
    });
    legend.append(button);
  });

  charts.push(new Chart("loss", 1, significant, false));
  if (race.series.some(s => s.points.some(p => known(p[2])))) charts.push(new Chart("accuracy", 2, percent, true));
})();
