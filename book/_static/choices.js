/* The reader's own choices: the tables of the paper and the claims as they come out under each
   combination, from the data that the page carries. Without this script the tables of the page stay. */
(function () {
  "use strict";

  var host = document.getElementById("sed-choices");
  if (!host) { return; }
  var data = JSON.parse(document.getElementById("universes-data").textContent);
  var fields = Object.keys(data.choices);
  var asked = new URLSearchParams(location.search);
  var chosen = {};

  function make(name, text, parent, attributes) {
    var node = document.createElement(name);
    if (text) { node.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (parent) { parent.appendChild(node); }
    return node;
  }

  /* The place of a combination: the last field changes first. */
  function place(names) {
    return names.reduce(function (at, name) { return at * data.choices[name].length + chosen[name]; }, 0);
  }

  var form = make("form", "", host, { "class": "sed-filter", "aria-label": "Choices of method" });
  fields.forEach(function (field) {
    var options = data.choices[field];
    var label = make("label", "", form);
    make("span", options[0].head, label);
    var select = make("select", "", label, { "name": field });
    options.forEach(function (option, at) { make("option", option.name, select, { "value": at }); });
    chosen[field] = Math.min(Math.max(parseInt(asked.get(field), 10) || 0, 0), options.length - 1);
    select.value = chosen[field];
    select.addEventListener("change", function () { chosen[field] = Number(select.value); show(); });
  });
  var back = make("button", "As the authors", form, { "type": "button" });
  back.addEventListener("click", function () {
    fields.forEach(function (field) { chosen[field] = 0; form.elements[field].value = 0; });
    show();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  var told = make("p", "", host, { "aria-live": "polite" });
  var shown = make("div", "", host);

  function fold(title, parent, open) {
    var box = make("details", "", parent, { "class": "sed-fold" });
    box.open = open;
    make("summary", title, box);
    var scroller = make("div", "", box, { "class": "sed-table-wrapper" });
    return make("table", "", scroller, { "class": "sed-table table" });
  }

  function row(cells, parent, kind, classes) {
    var line = make("tr", "", parent);
    cells.forEach(function (text, at) {
      make(kind, text, line, classes && classes[at] ? { "class": classes[at] } : {});
    });
    return line;
  }

  function show_table(name, years, open, counts) {
    var columns = Object.keys(years).sort();
    var names = [];
    columns.forEach(function (year) {
      years[year].says.forEach(function (says) { if (names.indexOf(says) < 0) { names.push(says); } });
    });
    var equal = 0, printed = 0, lines = [];
    names.forEach(function (says) {
      var cells = [says], classes = ["sed-sentence"];
      columns.forEach(function (year) {
        var of = years[year], at = of.says.indexOf(says);
        var text = at < 0 ? "" : of.rows[of.index[place(of.fields)]][at] || "–";
        var paper = at < 0 ? "" : of.printed[at];
        if (paper) { printed += 1; }
        if (paper && paper === text) { equal += 1; }
        cells.push(paper && paper !== text ? text + " [" + paper + "]" : text);
        classes.push(paper && paper !== text ? "sed-number sed-differs" : "sed-number");
      });
      lines.push([cells, classes]);
    });
    var title = name.replace("-", " ");
    title = title.charAt(0).toUpperCase() + title.slice(1);
    var table = fold(title + ": " + equal + " of " + printed + " printed numbers come out", shown, open);
    row(["Number"].concat(columns), make("thead", "", table), "th");
    var body = make("tbody", "", table);
    lines.forEach(function (line) { row(line[0], body, "td", line[1]); });
    counts.equal += equal;
    counts.printed += printed;
  }

  function show_claims(open) {
    var at = place(fields), lines = [], moved = 0, holds = 0;
    Object.keys(data.claims).forEach(function (id) {
      var now = data.claims[id].charAt(at), before = data.claims[id].charAt(0);
      moved += now !== before;
      holds += data.verdicts[now] === "holds";
      var verdict = data.verdicts[now] + (now === before ? "" : " (by the authors' choices: " + data.verdicts[before] + ")");
      lines.push([now !== before, id, data.texts[id], verdict]);
    });
    lines.sort(function (a, b) { return Number(b[0]) - Number(a[0]); });
    var table = fold("Claims: " + holds + " of " + lines.length + " hold, " + moved + " have another verdict", shown, open);
    row(["Claim", "It says", "Verdict"], make("thead", "", table), "th");
    var body = make("tbody", "", table);
    lines.forEach(function (line) {
      var cells = row(["", line[2], line[3]], body, "td", ["", "sed-sentence", line[0] ? "sed-differs" : ""]);
      make("a", line[1], cells.firstChild, { "href": "what_comes_out.html#entry-" + line[1] });
    });
    return { holds: holds, moved: moved, many: lines.length };
  }

  function show() {
    var open = Array.prototype.map.call(shown.querySelectorAll("details"), function (d) { return d.open; });
    shown.textContent = "";
    var counts = { equal: 0, printed: 0 };
    Object.keys(data.tables).forEach(function (name, at) {
      show_table(name, data.tables[name], Boolean(open[at]), counts);
    });
    var claims = show_claims(open.length ? open[open.length - 1] : false);
    told.textContent = "With these choices " + counts.equal + " of " + counts.printed + " printed numbers come out, and " +
      claims.holds + " of " + claims.many + " claims hold; " + claims.moved + " have another verdict than by the authors' choices.";
    fields.forEach(function (field) {
      if (chosen[field]) { asked.set(field, chosen[field]); } else { asked.delete(field); }
    });
    var query = asked.toString();
    try { history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash); } catch (_) { /* from a disk */ }
  }

  show();
})();
