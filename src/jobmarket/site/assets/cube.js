// Sums the cube by the reader's choice and shows shares with Wilson intervals.  Loads nothing, sends nothing.
(function () {
  "use strict";
  var cube = window.CUBE, form = document.querySelector("form.explore");
  if (!cube || !form) return;
  var figure = document.querySelector(".explored"), said = figure.querySelector(".found");
  var plot = figure.querySelector("svg"), body = figure.querySelector("tbody"), link = figure.querySelector("a");
  var Z2 = 3.8414588, THIN = 30, SVG = "http://www.w3.org/2000/svg";
  var first = cube.years[0], last = cube.years[cube.years.length - 1];
  var start = { source: "", from: String(Math.max(first, last - 2)), to: String(last), region: "", role: "", with: "" };
  var names = Object.keys(start), fields = form.elements;

  function offer(name, items) {
    items.forEach(function (item) {
      var option = document.createElement("option");
      option.value = item[0];
      option.textContent = item[1];
      fields[name].appendChild(option);
    });
  }
  var years = cube.years.map(function (year) { return [String(year), String(year)]; });
  offer("source", cube.sources); offer("from", years); offer("to", years);
  offer("region", cube.regions); offer("role", cube.roles); offer("with", cube.frameworks);

  function place(list, name) {
    for (var at = 0; at < list.length; at += 1) if (list[at][0] === name) return at;
    return -1;
  }
  function settle(query) {
    names.forEach(function (name) {
      var wish = query.get(name);
      fields[name].value = wish === null ? start[name] : wish;
      if (fields[name].selectedIndex < 0) fields[name].value = start[name];  // a link to what is no longer there
    });
  }

  // For each framework: openings that name it, of the openings whose source can see it.
  function count() {
    var source = place(cube.sources, fields.source.value), from = Number(fields.from.value), to = Number(fields.to.value);
    var region = place(cube.regions, fields.region.value), role = place(cube.roles, fields.role.value);
    var beside = place(cube.frameworks, fields.with.value);
    var named = cube.frameworks.map(function () { return 0; }), of = named.slice(), all = 0;
    cube.rows.forEach(function (row) {
      if (source >= 0 && row[0] !== source) return;
      if (row[1] < Math.min(from, to) || row[1] > Math.max(from, to)) return;
      if (region >= 0 && !(row[2] >> region & 1)) return;
      if (role >= 0 && !(row[3] >> role & 1)) return;
      if (beside >= 0 && !(row[4] >> beside & 1)) return;
      all += row[5];
      for (var at = 0; at < named.length; at += 1) {
        if (!(cube.sees[row[0]] >> at & 1)) continue;
        of[at] += row[5];
        if (row[4] >> at & 1) named[at] += row[5];
      }
    });
    var rows = cube.frameworks.map(function (item, at) {
      var n = of[at], k = named[at], middle = (k + Z2 / 2) / (n + Z2);
      var half = n ? Math.sqrt(Z2 * (k * (n - k) / n + Z2 / 4)) / (n + Z2) : 0;
      return { name: item[0], label: item[1], named: k, of: n, share: n ? k / n : NaN,
        low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
    }).filter(function (row) { return row.of > 0 && row.named > 0; });
    rows.sort(function (a, b) { return b.share - a.share || (a.label < b.label ? -1 : 1); });
    return { rows: rows.slice(0, 14), all: all };
  }

  function percent(value) {
    var points = 100 * value;
    return (points > 0 && points < 1 || points > 99 && points < 100 ? points.toFixed(1) : points.toFixed(0)) + "%";
  }
  function whole(value) { return String(value).replace(/\B(?=(\d{3})+$)/g, ","); }
  function shape(kind, values, parent) {
    var made = document.createElementNS(SVG, kind);
    Object.keys(values).forEach(function (name) { made.setAttribute(name, values[name]); });
    parent.appendChild(made);
    return made;
  }
  function cell(kind, text, row) {
    var made = document.createElement(kind);
    made.textContent = text;
    if (kind === "th") made.scope = "row"; else made.className = "num";
    row.appendChild(made);
  }
  function csv(rows) {
    var lines = rows.map(function (row) {
      var label = /^[=+\-@\t\r]/.test(row.name) ? "'" + row.name : row.name;
      return [JSON.stringify(label), row.share, row.low, row.high, row.named, row.of].join(",");
    });
    return "data:text/csv;charset=utf-8," + encodeURIComponent(["framework,share,share_low,share_high,openings,of"].concat(lines).join("\r\n") + "\r\n");
  }

  function draw(rows) {
    var wide = Math.max(260, plot.clientWidth || 640), step = 30, left = Math.min(170, wide * 0.36), right = 12;
    var most = Math.max(0.05, Math.min(1, 1.05 * Math.max.apply(null, rows.map(function (row) { return row.high; }).concat([0]))));
    if (most > 0.8) most = 1;
    function x(value) { return left + (wide - left - right) * Math.min(value, most) / most; }
    plot.textContent = "";
    plot.setAttribute("viewBox", "0 0 " + wide + " " + (rows.length * step + 26));
    plot.setAttribute("height", String(rows.length * step + 26));
    [0, 0.25, 0.5, 0.75, 1].forEach(function (part) {
      shape("line", { x1: x(part * most), x2: x(part * most), y1: 0, y2: rows.length * step, class: "rule" }, plot);
      shape("text", { x: x(part * most), y: rows.length * step + 18, "text-anchor": part === 1 ? "end" : "middle", class: "tick" }, plot).textContent = percent(part * most);
    });
    rows.forEach(function (row, at) {
      var y = at * step + step / 2, group = shape("g", { class: "key-" + row.name + (row.of < THIN ? " thin" : "") }, plot);
      shape("text", { x: left - 10, y: y + 4, "text-anchor": "end", class: "label" }, group).textContent = row.label;
      shape("line", { x1: x(row.low), x2: x(row.high), y1: y, y2: y, class: "span" }, group);
      shape("circle", { cx: x(row.share), cy: y, r: 5, class: "dot" }, group);
    });
  }

  function show() {
    var found = count(), query = new URLSearchParams();
    names.forEach(function (name) { if (fields[name].value !== start[name]) query.set(name, fields[name].value); });
    var search = query.toString();
    history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
    var top = found.rows[0];
    said.textContent = !top ? "No opening fits. Choose less." : whole(found.all) + " openings" + (found.all < THIN ? " only: too few to lean on" : "") + ". " +
      top.label + " is named in " + percent(top.share) + " (95% interval " + percent(top.low) + " to " + percent(top.high) + ", " + whole(top.named) + " of " + whole(top.of) + ").";
    plot.setAttribute("aria-label", said.textContent);
    body.textContent = "";
    found.rows.forEach(function (row) {
      var line = document.createElement("tr");
      cell("th", row.label, line);
      [percent(row.share), percent(row.low), percent(row.high), whole(row.named), whole(row.of)].forEach(function (text) { cell("td", text, line); });
      line.dataset.framework = row.name;
      line.dataset.named = row.named;
      line.dataset.of = row.of;
      line.dataset.low = row.low.toFixed(6);
      line.dataset.high = row.high.toFixed(6);
      body.appendChild(line);
    });
    link.href = csv(found.rows);
    draw(found.rows);
  }

  form.hidden = false;
  figure.hidden = false;
  document.querySelector(".noscript-note").hidden = true;
  settle(new URLSearchParams(location.search));
  form.addEventListener("input", show);
  form.addEventListener("reset", function (event) { event.preventDefault(); settle(new URLSearchParams()); show(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("resize", function () { draw(count().rows); });
  show();
})();
