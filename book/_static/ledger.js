/* The ledger's filter, an addition to tables that are whole without it; and a cell that a link
   leads to opens by itself. A link to a heading opens nothing. */
(function () {
  "use strict";

  function open_target() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var cell = target && target.closest("div.cell");
    if (!cell) { return; }
    cell.querySelectorAll("details").forEach(function (d) { d.open = true; });
    target.scrollIntoView();
  }

  function field(label, control) {
    var box = document.createElement("label");
    box.append(label + " ", control);
    return box;
  }

  function choices(values) {
    var select = document.createElement("select");
    [["", "all"]].concat(values.map(function (v) { return [v, v]; })).forEach(function (pair) {
      select.add(new Option(pair[1], pair[0]));
    });
    return select;
  }

  function unique(values) {
    return values.filter(function (v, i) { return v && values.indexOf(v) === i; });
  }

  function build_filter(place) {
    var rows = Array.from(document.querySelectorAll("table.sed-ledger tbody tr")).map(function (row) {
      var block = row.closest("[id^=ledger-]");
      return {
        row: row,
        section: block.closest("section"),
        subject: block.id.replace("ledger-", ""),
        part: (row.querySelector(".sed-section") || row).textContent.replace(" · section ", ""),
        verdict: row.querySelector(".sed-verdict").textContent,
        text: row.textContent.toLowerCase()
      };
    });
    if (!rows.length) { return; }
    var search = document.createElement("input");
    search.type = "search";
    search.placeholder = "a number, a system, a word";
    var subject = choices(unique(rows.map(function (r) { return r.subject; })));
    var part = choices(unique(rows.map(function (r) { return r.part; })).sort());
    var verdict = choices(unique(rows.map(function (r) { return r.verdict; })));
    var count = document.createElement("output");
    count.setAttribute("aria-live", "polite");
    place.className = "sed-filter";
    place.setAttribute("role", "search");
    place.append(field("Find", search), field("Table, figure or claims", subject),
                 field("Section of the paper", part), field("Verdict", verdict), count);

    function apply() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0, sections = new Map();
      rows.forEach(function (r) {
        var keep = (!subject.value || r.subject === subject.value) &&
          (!part.value || r.part === part.value) &&
          (!verdict.value || r.verdict === verdict.value) &&
          words.every(function (w) { return r.text.includes(w); });
        r.row.hidden = !keep;
        shown += keep;
        sections.set(r.section, (sections.get(r.section) || 0) + keep);
      });
      sections.forEach(function (n, section) { section.hidden = n === 0; });
      count.textContent = shown + " of " + rows.length + " entries";
    }
    [search, subject, part, verdict].forEach(function (c) { c.addEventListener("input", apply); });
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
