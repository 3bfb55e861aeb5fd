// Before the first paint, hence no module: a theme that was chosen must not flash its opposite.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Storage is forbidden here; the system's preference holds.
  }
})();
