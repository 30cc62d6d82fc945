"use strict";
// Keys and copying; every page works without this.
(() => {
  const items = () => [...document.querySelectorAll(".item h2 a, .item h3 a, tr[id] .point-number")];
  const move = (step) => {
    const all = items();
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement);
    const to = all[Math.min(all.length - 1, Math.max(0, at + step))];
    to.focus();
    to.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });
  for (const link of document.querySelectorAll("[data-keep-place]")) {
    link.addEventListener("click", () => {
      if (location.hash) link.hash = location.hash;
    });
  }
  const here = document.getElementById("at");
  if (here && location.hash === "#at") here.focus({ preventScroll: false });
})();
