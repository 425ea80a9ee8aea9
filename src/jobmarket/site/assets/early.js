// Runs before the first paint: says that scripts run, and puts back the reader's choice of light or dark.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (blocked) { /* no storage: the system's choice holds */ }
})();
