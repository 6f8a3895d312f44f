/* A box that scrolls sideways or down can be reached by the keyboard; one that does not is no stop. */
(function () {
  "use strict";

  function setStop(box) {
    var scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    var number = box.querySelector("caption .caption-number");
    var name = number ? number.textContent.trim() : "Table";
    [["tabindex", "0"], ["role", "region"], ["aria-label", name]].forEach(function (pair) {
      if (scrolls) { box.setAttribute(pair[0], pair[1]); } else { box.removeAttribute(pair[0]); }
    });
  }

  window.addEventListener("load", function () {
    var watch = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) { setStop(entry.target); });
    });
    document.querySelectorAll(".sed-table-wrapper").forEach(function (box) { watch.observe(box); });
  });
})();
