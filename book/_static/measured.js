/* Measured figures, which differ from build to build: kept out of the pages, so that two builds of
   one commit are equal. Each file measured/NAME.js calls sedMeasured(NAME, content). */
(function () {
  "use strict";

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function table(content) {
    var wrapper = element("div", undefined, "sed-table-wrapper");
    var made = element("table", undefined, "sed-table table");
    made.append(element("caption", content.caption));
    var head = made.createTHead().insertRow();
    content.head.forEach(function (text, place) {
      head.append(element("th", text, (content.classes || [])[place] || ""));
    });
    var body = made.createTBody();
    content.rows.forEach(function (row, number) {
      var line = body.insertRow();
      line.className = (content.row_classes || [])[number] || "";
      row.forEach(function (text, place) {
        line.append(element("td", text, (content.classes || [])[place] || ""));
      });
    });
    wrapper.append(made);
    return wrapper;
  }

  function notes(content) {
    var made = element("dl");
    content.rows.forEach(function (row) {
      made.append(element("dt", row[0]), element("dd", row[1]));
    });
    return [element("p", content.caption, "rubric"), made];
  }

  window.sedMeasured = function (name, content) {
    document.querySelectorAll('[data-measured="' + name + '"]').forEach(function (place) {
      place.replaceChildren();
      (content.text || []).forEach(function (text) { place.append(element("p", text)); });
      (content.tables || []).forEach(function (one) { place.append(table(one)); });
      if (content.notes && content.notes.rows.length) { place.append.apply(place, notes(content.notes)); }
    });
  };
})();
