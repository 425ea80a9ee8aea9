// Draws the figures, switches panels, filters claims.  Loads nothing, sends nothing.
(function () {
  "use strict";
  var root = document.documentElement;
  var figures = window.FIGURES || {};
  var swaps = window.SWAPS || {};
  var wantsDark = window.matchMedia("(prefers-color-scheme: dark)");
  var printing = false;

  function isDark() {
    if (printing) return false;
    return root.dataset.theme ? root.dataset.theme === "dark" : wantsDark.matches;
  }

  // A figure is written in light colours; on dark ground each is replaced by its partner.
  var partners = {};
  Object.keys(swaps).forEach(function (light) {
    function rgb(hex) { return [1, 3, 5].map(function (at) { return parseInt(hex.substr(at, 2), 16); }).join(","); }
    partners[light] = swaps[light];
    partners[rgb(light)] = rgb(swaps[light]);
  });
  function coloured(figure) {
    var text = JSON.stringify(figure);
    if (isDark()) {
      text = text.replace(/"(#[0-9a-f]{6})"/g, function (all, hex) { return '"' + (partners[hex] || hex) + '"'; })
        .replace(/rgba\((\d+,\d+,\d+),/g, function (all, rgb) { return "rgba(" + (partners[rgb] || rgb) + ","; });
    }
    return JSON.parse(text);
  }

  // On a phone some parts of a figure are others: a path into its layout, or after "data." into its traces.
  function narrowed(figure) {
    Object.keys(figure.narrow || {}).forEach(function (path) {
      var steps = path.split("."), at = steps[0] === "data" ? figure : figure.layout;
      while (steps.length > 1) { var step = steps.shift(); at = at[step] = at[step] || {}; }
      at[steps[0]] = figure.narrow[path];
    });
  }

  function draw(holder) {
    var figure = figures[holder.id];
    if (!figure || !window.Plotly || !holder.offsetParent) return;
    var width = holder.clientWidth;
    var copy = coloured(figure);
    if (width < 560) narrowed(copy);
    copy.layout.width = width;
    copy.layout.hoverlabel = { bgcolor: isDark() ? "#28313b" : "#ffffff", bordercolor: isDark() ? "#a9b4c0" : "#5a6470",
      align: "left", font: { color: isDark() ? "#e8ecf1" : "#1c232b", family: copy.layout.font.family } };
    if (!holder.dataset.drawn) holder.textContent = "";
    holder.style.minHeight = "";
    holder.dataset.drawn = String(width);
    window.Plotly.react(holder, copy.data, copy.layout, {
      displayModeBar: false, displaylogo: false, showSendToCloud: false, scrollZoom: false, responsive: false
    });
  }
  // The figure nearest to what the reader sees is drawn at once, each other one in a task of its own: the page
  // answers while they are drawn.  Paper cannot wait: then all are drawn before this returns.
  var holders = Array.prototype.slice.call(document.querySelectorAll(".plot"));
  var queue = [], awaited = 0;
  function drawNext() {
    awaited = 0;
    var holder = queue.shift();
    if (holder) draw(holder);
    if (queue.length) awaited = setTimeout(drawNext, 0);
    root.dataset.figures = queue.length ? "waiting" : "drawn";
  }
  function distance(holder) {
    var box = holder.getBoundingClientRect();
    return box.bottom < 0 ? -box.bottom : Math.max(0, box.top - window.innerHeight);
  }
  function drawAll(force, atOnce) {
    queue = holders.filter(function (holder) {
      return holder.offsetParent && (force || holder.dataset.drawn !== String(holder.clientWidth));
    });
    var far = queue.map(distance), order = queue.map(function (holder, at) { return at; });
    order.sort(function (a, b) { return far[a] - far[b] || a - b; });
    queue = order.map(function (at) { return queue[at]; });
    clearTimeout(awaited);
    do drawNext(); while (atOnce && queue.length);
  }

  var button = document.querySelector("button.theme");
  function showTheme() {
    if (!button) return;  // pages around the states have none
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
    button.setAttribute("aria-pressed", String(isDark()));
  }
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch (blocked) { /* holds for this page only */ }
      showTheme();
      drawAll(true);
    });
  }
  wantsDark.addEventListener("change", function () { showTheme(); drawAll(true); });
  window.addEventListener("beforeprint", function () { printing = true; drawAll(true, true); });
  window.addEventListener("afterprint", function () { printing = false; drawAll(true); });

  // What stands behind the # of the address; nothing where a link was cut in the middle of a sign.
  function fragment() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (cut) { return ""; }
  }

  // The address holds what the reader chose and nothing else: a switch left as it was is not in it.
  function remember(name, value) {
    var query = new URLSearchParams(location.search);
    if (value) query.set(name, value); else query.delete(name);
    var search = query.toString();
    history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
  }
  document.querySelectorAll(".switch").forEach(function (box) {
    var choices = box.querySelector(".choices"), name = box.dataset.switch;
    var panels = box.querySelectorAll(".panel");
    var list = choices.querySelector("select");
    choices.hidden = false;
    function chosen() { return (list || choices.querySelector("input:checked")).value; }
    function show() {
      panels.forEach(function (panel) { panel.hidden = panel.id !== chosen(); });
    }
    choices.addEventListener("change", function () {
      remember(name, chosen() === panels[0].id ? "" : chosen());
      show();
      drawAll(false);
    });
    var wishes = [new URLSearchParams(location.search).get(name), fragment()];
    wishes.filter(Boolean).forEach(function (wish) {
      var linked = choices.querySelector("[value='" + CSS.escape(wish) + "']");
      if (linked) linked[list ? "selected" : "checked"] = true;
    });
    show();
  });

  var filters = document.querySelector("form.filters:not(.explore)");
  if (filters) {
    var claims = Array.prototype.slice.call(document.querySelectorAll(".claims > li"));
    var none = document.querySelector(".none");
    var found = filters.querySelector(".found");
    var names = ["verdict", "topic", "document", "words"];
    var folded = filters.parentElement;
    folded.hidden = false;
    var asked = new URLSearchParams(location.search);
    names.forEach(function (name) { if (asked.get(name)) filters.elements[name].value = asked.get(name); });
    // On a phone the claims come first; who asked for some of them sees by what, and how to see all again.
    var wide = matchMedia("(min-width: 37.5rem)");
    var fold = function () {
      folded.open = wide.matches || names.some(function (name) { return filters.elements[name].value; });
    };
    wide.addEventListener("change", fold);
    fold();
    var texts = claims.map(function (claim) { return claim.textContent.toLowerCase(); });
    var filter = function () {
      var wish = {}, left = 0;
      names.forEach(function (name) {
        wish[name] = filters.elements[name].value.trim();
        remember(name, wish[name]);
      });
      var sought = wish.words.toLowerCase().split(/\s+/).filter(Boolean);
      claims.forEach(function (claim, at) {
        var fits = (!wish.verdict || claim.dataset.verdict === wish.verdict) &&
          (!wish.topic || claim.dataset.topic === wish.topic) &&
          (!wish.document || claim.dataset.document.split(" ").indexOf(wish.document) >= 0) &&
          sought.every(function (word) { return texts[at].indexOf(word) >= 0; });
        claim.hidden = !fits;
        if (fits) left += 1;
      });
      none.hidden = left > 0;
      found.textContent = left === claims.length ? "All " + left + " claims" : left + " of " + claims.length + " claims";
    };
    filters.addEventListener("input", filter);
    filters.addEventListener("reset", function () { setTimeout(filter, 0); });
    filters.addEventListener("submit", function (event) { event.preventDefault(); });
    document.querySelectorAll("a[data-verdict]").forEach(function (link) {
      link.addEventListener("click", function () { filters.elements.verdict.value = link.dataset.verdict; fold(); filter(); });
    });
    filter();
  }

  showTheme();
  // Undrawn figures have the height they will have, so the place is found before anything is drawn.
  holders.forEach(function (holder) { holder.style.minHeight = holder.dataset.height + "px"; });
  if (location.hash) {
    var place = document.getElementById(fragment());
    if (place) place.scrollIntoView();
  }
  drawAll(true);
  var waiting = 0;
  window.addEventListener("resize", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { drawAll(false); }, 120);
  });
})();
