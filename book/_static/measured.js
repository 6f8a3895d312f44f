/* What differs from build to build is kept out of the pages, so that two builds of one commit are
   equal. The file measured/NAME.js calls sedMeasured(NAME, {tables: [{caption, head, rows}]}). */
(function () {
  "use strict";

  function element(name, text) {
    var made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  function addRow(part, name, texts) {
    var row = part.insertRow();
    texts.forEach(function (text) { row.append(element(name, text)); });
  }

  function table(content) {
    var wrapper = element("div"), made = element("table");
    wrapper.className = "sed-table-wrapper";
    wrapper.tabIndex = 0;
    wrapper.setAttribute("role", "region");
    wrapper.setAttribute("aria-label", content.caption);
    made.className = "sed-table table";
    made.append(element("caption", content.caption));
    addRow(made.createTHead(), "th", content.head);
    var body = made.createTBody();
    content.rows.forEach(function (row) { addRow(body, "td", row); });
    wrapper.append(made);
    return wrapper;
  }

  window.sedMeasured = function (name, content) {
    document.querySelectorAll('[data-measured="' + name + '"]').forEach(function (place) {
      place.replaceChildren.apply(place, content.tables.map(table));
    });
  };
})();
