(function () {
  "use strict";
  var page = document.body.getAttribute("data-count");
  var told = false;
  function tell() {
    if (!page || told || document.visibilityState === "hidden") { return; }
    told = true;
    try {
      if (sessionStorage.getItem(page)) { return; }
      sessionStorage.setItem(page, "1");
    } catch (closed) { /* counted all the same */ }
    fetch(page, { method: "POST", credentials: "omit", keepalive: true }).catch(function () { /* not counted */ });
  }
  document.addEventListener("visibilitychange", tell);
  tell();
})();
