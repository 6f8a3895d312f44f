/* The systems' page, an addition to a table that is whole without it: sorting, filters, columns, a
   scatter, a comparison, and all that is known of one system. The state stands in the address:
   #SYSTEM?sort=-psds&year=2024. */
(function () {
  "use strict";

  const source = document.getElementById("systems-data");
  const table = document.getElementById("systems-table");
  const place = document.getElementById("sed-systems");
  if (!source || !table || !place) { return; }

  const MOST = 4, MISSING = "–";
  const data = JSON.parse(source.textContent);
  const index = new Map(data.fields.map((f, i) => [f.name, i]));
  const columns = data.fields.filter((f) => !f.of);
  const rows = Array.from(table.tBodies[0].rows);
  const systems = data.systems.map((s, i) => ({ ...s, row: rows[i], words: rows[i].textContent.toLowerCase() }));
  const at = new Map(systems.map((s) => [s.address, s]));
  const named = new Map(systems.map((s) => [value(s, "system"), s]));
  const heads = Array.from(table.tHead.rows[0].cells);
  const axes = columns.filter((f) => f.kind === "number" && f.name !== "year" &&
    systems.some((s) => value(s, f.name) !== null));

  const filters = ["year", "kind", "team", "kept"];
  const defaults = {
    q: "", year: "", kind: "", team: "", kept: "", front: "", sort: "", with: "",
    cols: columns.filter((f) => f.shown).map((f) => f.name).join(","),
    x: data.axes[0], y: data.axes[1], lx: "1", ly: ""
  };
  let state = { ...defaults }, open = "", shown = systems, laid_out = "";
  const controls = [];

  function value(system, name) { return system.values[index.get(name)]; }
  function cell(system, name) {
    return system.row.cells[columns.findIndex((f) => f.name === name)].textContent.trim();
  }
  function unique(name) { return [...new Set(systems.map((s) => String(value(s, name))))]; }
  function by_name(a, b) { return a.localeCompare(b, "en"); }
  function compared_now() { return state.with.split(",").filter((a) => at.has(a)).slice(0, MOST); }

  /* Elements. */
  function h(tag, attributes, ...children) {
    const node = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, given]) => {
      if (name.startsWith("on")) {
        node.addEventListener(name.slice(2), given);
      } else if (given !== false) {
        node.setAttribute(name, given === true ? "" : given);
      }
    });
    node.append(...children.flat(2).filter((child) => child !== ""));
    return node;
  }
  function button(text, onclick, more) { return h("button", { type: "button", onclick, ...more }, text); }
  function link(system) { return h("a", { href: "#" + system.address }, value(system, "system")); }
  function linked(text) {
    return text.split(/([\s,;]+|\.$)/).map((word) => (named.has(word) ? link(named.get(word)) : word));
  }
  function choice(label, key, options) {
    const box = h("select", { oninput: () => change({ [key]: box.value }) },
      options.map(([given, text]) => h("option", { value: given }, text)));
    controls.push([box, key]);
    return h("label", null, label, box);
  }
  function tick(label, key) {
    const box = h("input", { type: "checkbox", oninput: () => change({ [key]: box.checked ? "1" : "" }) });
    controls.push([box, key]);
    return h("label", { class: "sed-tick" }, box, label);
  }
  function scrolled(label, head, body) {
    return h("div", { class: "sed-table-wrapper", tabindex: 0, role: "region", "aria-label": label },
      h("table", { class: "sed-table" }, h("thead", null, h("tr", null, head)), h("tbody", null, body)));
  }

  /* The state and the address. */
  function read() {
    const hash = location.hash.slice(1), cut = hash.indexOf("?");
    const address = cut < 0 ? hash : hash.slice(0, cut);
    if (address && !at.has(address)) { return false; }  // a heading of the page
    const given = new URLSearchParams(location.search);
    new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1)).forEach((text, key) => given.set(key, text));
    state = { ...defaults };
    given.forEach((text, key) => { if (key in defaults) { state[key] = text; } });
    filters.forEach((key) => { if (!unique(key).includes(state[key])) { state[key] = ""; } });
    ["x", "y"].forEach((key) => { if (!axes.some((f) => f.name === state[key])) { state[key] = defaults[key]; } });
    if (!columns.some((f) => f.name === state.sort.replace("-", ""))) { state.sort = ""; }
    const wanted = state.cols.split(",");
    state.cols = columns.filter((f) => wanted.includes(f.name)).map((f) => f.name).join(",");
    open = address;
    return true;
  }
  function write(push) {
    const params = new URLSearchParams();
    Object.keys(defaults).forEach((key) => { if (state[key] !== defaults[key]) { params.set(key, state[key]); } });
    const query = params.toString().replace(/%2C/g, ","), hash = open + (query && "?" + query);
    const address = location.pathname + (hash && "#" + hash);
    // A browser may refuse after a hundred changes in a row: then the address stays, and no more.
    try { history[push ? "pushState" : "replaceState"](null, "", address); } catch (error) { return; }
  }
  function change(more, push) {
    Object.assign(state, more);
    write(push);
    render();
  }
  function show(address) {
    open = address;
    write(true);
    render();
    reveal();
  }
  function reveal() {
    if (!open) { return; }
    detail.scrollIntoView();
    detail.querySelector("h3").focus({ preventScroll: true });
  }

  /* Filters and order. */
  function keeps(system) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    return filters.every((key) => !state[key] || String(value(system, key)) === state[key]) &&
      (!state.front || value(system, "on_frontier") === "yes") &&
      words.every((word) => system.words.includes(word));
  }
  function ordered(list) {
    const name = state.sort.replace("-", ""), sign = state.sort.startsWith("-") ? -1 : 1;
    if (!name) { return list; }
    const is_missing = (given) => given === null || given === "";
    return list.slice().sort((a, b) => {
      const first = value(a, name), second = value(b, name);
      if (is_missing(first) || is_missing(second)) { return is_missing(first) - is_missing(second); }
      return sign * (typeof first === "number" ? first - second : by_name(first, second));
    });
  }
  function download() {
    const quoted = (text) => (/[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
    const line = (values) => values.map((v) => quoted(v === null ? "" : String(v))).join(",") + "\n";
    const lines = [data.fields.map((f) => f.name), ...ordered(shown).map((s) => s.values)].map(line);
    const href = URL.createObjectURL(new Blob(lines, { type: "text/csv" }));
    h("a", { href, download: "systems.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  /* The table. */
  heads.forEach((head, i) => {
    const name = columns[i].name;
    const turn = () => change({ sort: state.sort === name ? "-" + name : name });
    head.replaceChildren(button(head.textContent, turn));
  });
  systems.forEach((s) => {
    const choose = () => {
      const others = compared_now().filter((address) => address !== s.address);
      change({ with: others.concat(s.box.checked ? s.address : []).join(",") }, true);
    };
    const label = "Compare " + value(s, "system");
    s.box = h("input", { type: "checkbox", "aria-label": label, title: label, oninput: choose });
    s.row.cells[0].prepend(s.box);
  });
  function lay_out() {
    const visible = ["system", ...state.cols.split(",")], name = state.sort.replace("-", "");
    const is_hidden = columns.map((f) => !visible.includes(f.name));
    heads.forEach((head, i) => {
      head.hidden = is_hidden[i];
      head.removeAttribute("aria-sort");
      if (columns[i].name === name) {
        head.setAttribute("aria-sort", state.sort === name ? "ascending" : "descending");
      }
    });
    ordered(systems).forEach((s) => {
      Array.from(s.row.cells).forEach((each, i) => { each.hidden = is_hidden[i]; });
      table.tBodies[0].append(s.row);
    });
  }
  function render_table() {
    const taken = compared_now(), wanted = state.sort + " " + state.cols, kept = new Set(shown);
    if (wanted !== laid_out) { lay_out(); }
    laid_out = wanted;
    systems.forEach((s) => {
      s.row.hidden = !kept.has(s);
      s.row.classList.toggle("sed-open", s.address === open);
      s.box.checked = taken.includes(s.address);
      s.box.disabled = !s.box.checked && taken.length >= MOST;
    });
  }

  /* The scatter; its frontier counts the systems that the tables of these quantities rest on. */
  function render_scatter() {
    const axis = (key) => ({ ...data.fields[index.get(state[key])], log: state["l" + key] === "1" });
    const view = { x: axis("x"), y: axis("y"), open: show }, taken = [...compared_now(), open];
    const counted = view.x.normalized || view.y.normalized ? data.kept.slice(0, 1) : data.kept.slice(0, 2);
    view.points = shown.map((s) => ({
      x: value(s, state.x), y: value(s, state.y), address: s.address, name: value(s, "system"),
      lines: [value(s, "kind") + ", " + value(s, "year"), view.x.head + ": " + cell(s, state.x),
        view.y.head + ": " + cell(s, state.y), value(s, "kept")],
      kind: data.marks[value(s, "kind")], year: value(s, "year"),
      colour: "var(" + data.years[value(s, "year")] + ")", is_pale: !counted.includes(value(s, "kept")),
      is_named: taken.includes(s.address), is_counted: counted.includes(value(s, "kept"))
    }));
    window.sedScatter(chart, told, view);
  }

  /* Up to four beside each other. */
  function render_compared() {
    const list = compared_now().map((address) => at.get(address));
    const known = columns.slice(1).filter((f) => list.some((s) => cell(s, f.name) !== MISSING));
    compared.hidden = !list.length;
    compared.replaceChildren(
      h("h3", null, "Compared"),
      scrolled("Compared systems",
        [h("td"), list.map((s) => h("th", { scope: "col" }, link(s)))],
        known.map((f) => h("tr", null, h("th", { scope: "row" }, f.head),
          list.map((s) => h("td", null, cell(s, f.name)))))),
      button("End the comparison", () => change({ with: "" }, true)));
  }

  /* All that is known of one. */
  function place_row([which, below, others, is_counted]) {
    const of = data.tables[which], share = Math.round((100 * below) / others);
    const who = (is_counted ? "other " : "") + of.systems + " of its year";
    const text = " more than " + share + " % of the " + who + " (" + below + " of " + others + ")" +
      (is_counted ? "" : "; the table does not rest on it");
    const bar = h("span", { class: "sed-bar", "aria-hidden": "true" }, h("i", { style: "width:" + share + "%" }));
    return h("tr", null, h("td", null, h("a", { href: of.address }, of.table)), h("td", null, of.words),
      h("td", null, bar, text));
  }
  function entry_item(which) {
    const [address, what, printed] = data.entries[which];
    return h("li", null, h("a", { href: "what_comes_out.html#" + address }, what), ", printed as " + printed);
  }
  function close() {
    const row = at.get(open).row;
    show("");
    row.querySelector("a").focus();
  }
  function render_detail() {
    const s = at.get(open);
    detail.hidden = !s;
    detail.replaceChildren();
    if (!s) { return; }
    const [front, rank, hardware] = s.said, why = value(s, "why");
    const ahead = s.ahead.map((name, i) => [i ? ", " : " ", link(named.get(name))]);
    const kept = value(s, "kind") + " of " + value(s, "team") + ", " + value(s, "year") + ": " + value(s, "kept");
    const known = columns.slice(1).filter((f) => cell(s, f.name) !== MISSING);
    const cite = ["Table", "Quantity", "Its place"].map((text) => h("th", { scope: "col" }, text));
    detail.append(
      h("h3", { tabindex: -1 }, value(s, "system")),
      h("p", null, kept, why ? [" (", linked(why), ")"] : "", "."),
      h("dl", { class: "sed-values" },
        known.map((f) => h("div", null, h("dt", null, f.head), h("dd", null, linked(cell(s, f.name)))))),
      h("h4", null, "Against the others"),
      h("p", null, front, ahead, ahead.length ? ". " : " ", linked(rank)),
      s.places.length ? scrolled("Its place in each table", cite, s.places.map(place_row)) : "",
      h("h4", null, "Its hardware"),
      h("p", null, hardware),
      h("h4", null, "What rests on it"),
      s.entries.length ? h("ul", null, s.entries.map(entry_item))
        : h("p", null, "No printed quantile, extreme or best value lies on it, and no point of a figure is it."),
      h("p", { class: "sed-buttons" }, button("Back to all systems", close),
        button(s.box.checked ? "Do not compare" : "Compare", () => s.box.click(), { disabled: s.box.disabled })));
  }

  /* The page. */
  function all(texts) { return [["", "all"], ...texts.map((text) => [text, text])]; }
  function show_columns(is_wanted) {
    change({ cols: columns.filter(is_wanted).map((f) => f.name).join(",") });
  }
  const search = h("input", { type: "search", placeholder: "a name, a GPU, a word", oninput: () => change({ q: search.value }) });
  controls.push([search, "q"]);
  const boxes = columns.slice(1).map((f) => h("input", {
    type: "checkbox", oninput: () => show_columns((c) => c.name === "system" || boxes[columns.indexOf(c) - 1].checked)
  }));
  const count = h("output", { "aria-live": "polite" });
  const detail = h("section", { class: "sed-detail", "aria-label": "One system" });
  const compared = h("section", { class: "sed-compared", "aria-label": "Compared systems" });
  const chart = h("div", { class: "sed-scatter" }), told = h("div", { class: "sed-told", "aria-live": "polite" });
  function key_mark([words, kind]) {
    const image = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    image.setAttribute("class", "sed-point");
    image.append(window.sedScatter.mark(kind, 9, 9));
    return h("span", null, image, words);
  }
  place.append(
    h("div", { class: "sed-filter", role: "search" },
      h("label", null, "Find", search), choice("Year", "year", all(unique("year"))),
      choice("Kind", "kind", all(unique("kind"))), choice("Team", "team", all(unique("team").sort(by_name))),
      choice("Kept", "kept", all(unique("kept"))), tick("On the frontier", "front"),
      h("details", { class: "sed-columns" }, h("summary", null, "Columns"),
        button("All", () => show_columns(() => true)), button("As at first", () => show_columns((f) => f.shown)),
        boxes.map((box, i) => h("label", { class: "sed-tick" }, box, columns[i + 1].head))),
      button("These as CSV", download), button("Start again", () => { state = { ...defaults }; show(""); }), count),
    detail, compared,
    h("div", { class: "sed-filter" },
      choice("Across", "x", axes.map((f) => [f.name, f.head])), tick("logarithmic across", "lx"),
      choice("Up", "y", axes.map((f) => [f.name, f.head])), tick("logarithmic up", "ly")),
    chart,
    h("p", { class: "sed-key" },
      Object.entries(data.years).map(([year, name]) => h("span", null, h("i", { style: "background:var(" + name + ")" }), year)),
      Object.entries(data.marks).map(key_mark),
      h("span", null, "Pale: no table of these quantities rests on it. Steps: the frontier of each year, of what is shown.")),
    told);

  function render() {
    shown = systems.filter(keeps);
    controls.forEach(([box, key]) => {
      if (box.type === "checkbox") { box.checked = !!state[key]; } else if (box.value !== state[key]) { box.value = state[key]; }
    });
    boxes.forEach((box, i) => { box.checked = state.cols.split(",").includes(columns[i + 1].name); });
    count.textContent = shown.length + " of " + systems.length + " systems";
    render_table();
    render_compared();
    render_detail();
    render_scatter();
  }
  document.addEventListener("click", (event) => {
    const a = event.target.closest("a[href*='#']"), is_plain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (a && is_plain && a.pathname === location.pathname && at.has(a.hash.slice(1))) {
      event.preventDefault();
      show(a.hash.slice(1));
    }
  });
  window.addEventListener("hashchange", () => { if (read()) { render(); reveal(); } });
  window.addEventListener("load", reveal);
  let width = chart.clientWidth;
  new ResizeObserver(() => {
    if (chart.clientWidth !== width) { requestAnimationFrame(render_scatter); }
    width = chart.clientWidth;
  }).observe(chart);
  read();
  render();
})();
