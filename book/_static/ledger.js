/* The ledger's filter, an addition to tables that are whole without it; and what a link leads to opens
   by itself. The filter's state is in the address: ?q=double&verdict=fails&only=differing. */

/* The search looks for whole numbers: "0.012" is one word, and not "0" and "012". */
var splitQuery = function (query) {
  "use strict";
  return query.match(/\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}_]+/gu) || [];
};

(function () {
  "use strict";

  var COMES_OUT = ["reproduced", "holds"];

  function open_target() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    for (var box = target; box; box = box.parentElement) {
      if (box.tagName === "DETAILS") { box.open = true; }
    }
    // A cell of code, or the fold that a link names; a heading opens nothing.
    var cell = target.closest("div.cell");
    var folds = (cell || target).querySelectorAll(
      cell || target.matches(".sed-table-figure") ? "details" : ":scope > details.sed-fold");
    folds.forEach(function (d) { d.open = true; });
    target.scrollIntoView();
  }

  function field(label, control, name) {
    var box = document.createElement("label");
    box.append(label + " ", control);
    box.className = name || "";
    return box;
  }

  function choices(values) {
    var select = document.createElement("select");
    [["", "all"]].concat(values.map(function (v) { return [v, v]; })).forEach(function (pair) {
      select.add(new Option(pair[1], pair[0]));
    });
    return select;
  }

  function button(text) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    return made;
  }

  function unique(values) {
    return values.filter(function (v, i) { return v && values.indexOf(v) === i; });
  }

  function read_rows() {
    return Array.from(document.querySelectorAll("table.sed-ledger tbody tr")).map(function (row) {
      var fold = row.closest("[id^=ledger-]");
      return {
        row: row,
        fold: fold,
        section: fold.closest("section"),
        subject: fold.id.replace("ledger-", ""),
        part: (row.querySelector(".sed-section") || row).textContent.replace(" · section ", ""),
        verdict: row.querySelector(".sed-verdict").textContent,
        text: row.textContent.toLowerCase()
      };
    });
  }

  function build_filter(place) {
    var rows = read_rows();
    if (!rows.length) { return; }
    var search = document.createElement("input");
    search.type = "search";
    search.placeholder = "a number, a system, a word";
    var all = button("All"), differing = button("Only what differs or fails");
    var controls = {
      q: search,
      subject: choices(unique(rows.map(function (r) { return r.subject; }))),
      section: choices(unique(rows.map(function (r) { return r.part; })).sort()),
      verdict: choices(unique(rows.map(function (r) { return r.verdict; })))
    };
    var only = false, before = null;
    var count = document.createElement("output");
    count.setAttribute("aria-live", "polite");
    place.className = "sed-filter";
    place.setAttribute("role", "search");
    place.setAttribute("aria-label", "Entries of the ledger");
    place.append(field("Find", search), all, differing, field("Verdict", controls.verdict),
                 field("Table, figure or claims", controls.subject, "sed-less"),
                 field("Section of the paper", controls.section, "sed-less"), count);

    function read_address() {
      var asked = new URLSearchParams(location.search);
      Object.keys(controls).forEach(function (name) { controls[name].value = asked.get(name) || ""; });
      only = asked.get("only") === "differing";
    }

    function write_address() {
      var asked = new URLSearchParams();
      Object.keys(controls).forEach(function (name) {
        if (controls[name].value) { asked.set(name, controls[name].value); }
      });
      if (only) { asked.set("only", "differing"); }
      var query = asked.toString();
      try {
        history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
      } catch (error) { /* a page that is opened from a disk may not do so everywhere */ }
    }

    function apply() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      var asks = only || Object.keys(controls).some(function (name) { return controls[name].value; });
      var shown = 0, folds = new Map();
      rows.forEach(function (r) {
        var keep = (!controls.subject.value || r.subject === controls.subject.value) &&
          (!controls.section.value || r.part === controls.section.value) &&
          (!controls.verdict.value || r.verdict === controls.verdict.value) &&
          (!only || COMES_OUT.indexOf(r.verdict) < 0) &&
          words.every(function (w) { return r.text.includes(w); });
        r.row.hidden = !keep;
        shown += keep;
        folds.set(r.fold, (folds.get(r.fold) || 0) + keep);
      });
      folds.forEach(function (n, fold) {
        fold.closest("section").hidden = n === 0;
        if (asks) { fold.open = true; } else if (before) { fold.open = false; }
      });
      before = asks;
      all.setAttribute("aria-pressed", String(!only));
      differing.setAttribute("aria-pressed", String(only));
      count.textContent = shown + " of " + rows.length + " entries";
    }

    function changed() { apply(); write_address(); }
    Object.keys(controls).forEach(function (name) { controls[name].addEventListener("input", changed); });
    all.addEventListener("click", function () { only = false; changed(); });
    differing.addEventListener("click", function () { only = true; changed(); });
    read_address();
    apply();
  }

  function start() {
    var place = document.getElementById("sed-filter");
    if (place) { build_filter(place); }
    open_target();
  }
  window.addEventListener("hashchange", open_target);
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
