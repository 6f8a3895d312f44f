/* The systems' page, an addition to a table that is whole without it: sorting, filters, columns,
   a scatter, a comparison, and all that is known of one system. The state stands in the address:
   #SYSTEM?sort=-psds&year=2024. */
(function () {
  "use strict";

  const source = document.getElementById("systems-data");
  const table = document.getElementById("systems-table");
  const place = document.getElementById("sed-systems");
  if (!source || !table || !place) { return; }

  const data = JSON.parse(source.textContent);
  const index = new Map(data.fields.map((f, i) => [f.name, i]));
  const field = (name) => data.fields[index.get(name)];
  const columns = data.fields.filter((f) => !f.of);
  const numbers = data.fields.filter((f) => f.kind === "number" && !f.of);
  const rows = Array.from(table.tBodies[0].rows);
  const systems = data.systems.map((s, i) => ({ ...s, row: rows[i], text: rows[i].textContent.toLowerCase() }));
  const at = new Map(systems.map((s) => [s.address, s]));
  const value = (s, name) => s.values[index.get(name)];
  const cell = (s, name) => s.row.cells[columns.findIndex((f) => f.name === name)].textContent.trim();
  const unique = (name) => [...new Set(systems.map((s) => String(value(s, name))))];

  const defaults = {
    q: "", year: "", kind: "", team: "", kept: "", front: "", sort: "", with: "",
    cols: columns.filter((f) => f.shown).map((f) => f.name).join(","),
    x: data.axes[0], y: data.axes[1], lx: "1", ly: ""
  };
  const MOST = 4;
  let state = { ...defaults }, open = "", shown = systems;
  const chosen = () => state.with.split(",").filter((a) => at.has(a)).slice(0, MOST);

  /* ---- making elements ---- */
  const SVG = "http://www.w3.org/2000/svg";
  function fill(node, attributes, children) {
    Object.entries(attributes || {}).forEach(([k, v]) => {
      if (k.startsWith("on")) { node.addEventListener(k.slice(2), v); }
      else if (v !== false && v != null) { node.setAttribute(k, v === true ? "" : v); }
    });
    node.append(...children.flat().filter((c) => c != null && c !== ""));
    return node;
  }
  const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
  const button = (text, onclick, more) => h("button", { type: "button", onclick, ...more }, text);
  const link = (s) => h("a", { href: "#" + s.address }, value(s, "system"));
  function select(label, options, key) {
    const box = h("select", { oninput: () => change({ [key]: box.value }) }, options.map(([v, t]) => h("option", { value: v }, t)));
    controls.push([box, key]);
    return h("label", null, label, box);
  }
  function tick(label, key) {
    const box = h("input", { type: "checkbox", oninput: () => change({ [key]: box.checked ? "1" : "" }) });
    controls.push([box, key]);
    return h("label", { class: "sed-tick" }, box, label);
  }
  const controls = [];

  /* ---- the state and the address ---- */
  function read() {
    const hash = location.hash.slice(1), cut = hash.indexOf("?");
    const address = cut < 0 ? hash : hash.slice(0, cut);
    if (address && !at.has(address)) { return false; }  // another heading of the page
    const given = new URLSearchParams(location.search);
    new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1)).forEach((v, k) => given.set(k, v));
    const known = (name) => index.has(name) && !field(name).of;
    state = { ...defaults };
    given.forEach((v, k) => { if (k in defaults) { state[k] = v; } });
    ["x", "y"].forEach((k) => { if (!known(state[k]) || field(state[k]).kind !== "number") { state[k] = defaults[k]; } });
    if (!known(state.sort.replace("-", ""))) { state.sort = ""; }
    state.cols = columns.filter((f) => state.cols.split(",").includes(f.name)).map((f) => f.name).join(",");
    open = address;
    return true;
  }
  function write(push) {
    const params = new URLSearchParams();
    Object.keys(defaults).forEach((k) => { if (state[k] !== defaults[k]) { params.set(k, state[k]); } });
    const query = params.toString().replace(/%2C/g, ",");
    const hash = open + (query && "?" + query);
    try { history[push ? "pushState" : "replaceState"](null, "", location.pathname + (hash && "#" + hash)); }
    catch (error) { location.hash = hash; }
  }
  function change(more, push) {
    Object.assign(state, more);
    write(push);
    render();
  }
  function show(address, push) {
    open = address;
    write(push);
    render();
    reveal();
  }
  function reveal() {
    if (!open) { return; }
    detail.scrollIntoView();
    detail.querySelector("h3").focus({ preventScroll: true });
  }

  /* ---- filters and order ---- */
  function keeps(s) {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const same = (key, name) => !state[key] || String(value(s, name)) === state[key];
    return same("year", "year") && same("kind", "kind") && same("team", "team") && same("kept", "kept") &&
      (!state.front || value(s, "on_frontier") === "yes") && words.every((w) => s.text.includes(w));
  }
  function ordered(list) {
    const down = state.sort.startsWith("-"), name = state.sort.replace("-", "");
    if (!name) { return list.slice(); }
    const missing = (v) => v === null || v === "";
    return list.slice().sort((a, b) => {
      const u = value(a, name), v = value(b, name);
      if (missing(u) || missing(v)) { return missing(u) - missing(v); }
      const order = typeof u === "number" ? u - v : u.localeCompare(v, "en");
      return down ? -order : order;
    });
  }
  function download() {
    const quoted = (v) => (/[",\n]/.test(v) ? '"' + v.replace(/"/g, '""') + '"' : v);
    const line = (values) => values.map((v) => quoted(v === null ? "" : String(v))).join(",") + "\n";
    const text = line(data.fields.map((f) => f.name)) + ordered(shown).map((s) => line(s.values)).join("");
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    h("a", { href: url, download: "systems.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }

  /* ---- the table ---- */
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((th, i) => {
    const name = columns[i].name;
    th.replaceChildren(button(th.textContent, () => change({ sort: state.sort === name ? "-" + name : name })));
  });
  systems.forEach((s) => {
    s.box = h("input", {
      type: "checkbox", "aria-label": "Compare " + value(s, "system"), title: "Compare",
      oninput: () => change({ with: chosen().filter((a) => a !== s.address).concat(s.box.checked ? s.address : []).join(",") }, true)
    });
    s.row.cells[0].prepend(s.box);
  });
  function renderTable() {
    const visible = new Set(state.cols.split(",")), kept = new Set(shown), taken = chosen();
    visible.add("system");
    const name = state.sort.replace("-", "");
    heads.forEach((th, i) => {
      const sorted = columns[i].name === name;
      th.hidden = !visible.has(columns[i].name);
      if (sorted) { th.setAttribute("aria-sort", state.sort === name ? "ascending" : "descending"); } else { th.removeAttribute("aria-sort"); }
    });
    ordered(systems).forEach((s) => {
      s.row.hidden = !kept.has(s);
      s.row.classList.toggle("sed-open", s.address === open);
      columns.forEach((f, i) => { s.row.cells[i].hidden = !visible.has(f.name); });
      s.box.checked = taken.includes(s.address);
      s.box.disabled = !s.box.checked && taken.length >= MOST;
      table.tBodies[0].append(s.row);
    });
  }

  /* ---- the scatter ---- */
  const label = (f) => f.head;
  const short = (v) => {
    const [factor, suffix] = [[1e12, " T"], [1e9, " G"], [1e6, " M"], [1e3, " K"]].find(([n]) => Math.abs(v) >= n) || [1, ""];
    return +(v / factor).toPrecision(3) + suffix;
  };
  function scale(values, log, from, to) {
    const f = log ? Math.log10 : (v) => v;
    let low = Math.min(...values.map(f)), high = Math.max(...values.map(f));
    const margin = (high - low) * 0.04 || 0.5;
    low -= margin; high += margin;
    const ticks = [], room = Math.abs(to - from) / 60;
    if (log) {
      const parts = high - low < 2.5 ? [1, 2, 5] : [1], step = Math.ceil((high - low) / room);
      for (let d = Math.floor(low); d <= high; d += step) { parts.forEach((p) => ticks.push(p * 10 ** d)); }
    } else {
      const raw = (high - low) / Math.max(2, room), unit = 10 ** Math.floor(Math.log10(raw));
      const step = [1, 2, 5, 10].find((n) => n * unit >= raw) * unit;
      for (let n = Math.ceil(low / step); n * step <= high; n += 1) { ticks.push(n * step); }
    }
    const map = (v) => from + ((f(v) - low) / (high - low)) * (to - from);
    return { map, ticks: ticks.filter((t) => f(t) >= low && f(t) <= high) };
  }
  function frontierOf(points) {
    const [fx, fy] = [field(state.x), field(state.y)];
    const less = (f) => (f.better === "less" ? 1 : -1);
    const normalized = fx.normalized || fy.normalized;
    const counted = points.filter((p) => value(p.s, "kept") === "kept" || (!normalized && value(p.s, "kept") !== "left out"));
    const beats = (a, b) => {
      const dx = less(fx) * (a.x - b.x), dy = less(fy) * (a.y - b.y);
      return dx <= 0 && dy <= 0 && (dx < 0 || dy < 0);
    };
    return counted.filter((p) => !counted.some((o) => beats(o, p))).sort((a, b) => a.x - b.x);
  }
  function mark(kind, x, y) {
    const name = data.marks[kind];
    if (name === "ensemble") { return svg("rect", { x: x - 4, y: y - 4, width: 8, height: 8 }); }
    if (name === "single") { return svg("circle", { cx: x, cy: y, r: 4.5 }); }
    const star = Array.from({ length: 10 }, (_, i) => {
      const r = i % 2 ? 4 : 9, angle = (Math.PI * i) / 5;
      return (x + r * Math.sin(angle)).toFixed(1) + "," + (y - r * Math.cos(angle)).toFixed(1);
    });
    return svg("polygon", { points: star.join(" ") });
  }
  const chart = h("div", { class: "sed-scatter" }), tip = h("div", { class: "sed-tip", hidden: true });
  const told = h("div", { class: "sed-told", "aria-live": "polite" });
  function renderScatter() {
    const width = Math.max(300, chart.clientWidth || 700), height = Math.min(460, Math.max(300, width * 0.6));
    const [fx, fy] = [field(state.x), field(state.y)], [lx, ly] = [!!state.lx, !!state.ly];
    const points = shown.map((s) => ({ s, x: value(s, state.x), y: value(s, state.y) }))
      .filter((p) => p.x !== null && p.y !== null && (!lx || p.x > 0) && (!ly || p.y > 0));
    tip.hidden = true;
    if (!points.length) { chart.replaceChildren(h("p", null, "No system that is shown has both quantities.")); return; }
    const X = scale(points.map((p) => p.x), lx, 58, width - 12), Y = scale(points.map((p) => p.y), ly, height - 44, 26);
    const image = svg("svg", {
      viewBox: "0 0 " + width + " " + height, tabindex: 0, role: "application", "aria-roledescription": "scatter plot",
      "aria-label": fy.head + " over " + fx.head + ", " + points.length + " systems. Arrow keys go from point to point, Enter opens a system."
    });
    X.ticks.forEach((t) => image.append(svg("path", { class: "sed-grid", d: "M" + X.map(t) + " 26V" + (height - 44) }),
      svg("text", { x: X.map(t), y: height - 28, "text-anchor": "middle" }, short(t))));
    Y.ticks.forEach((t) => image.append(svg("path", { class: "sed-grid", d: "M58 " + Y.map(t) + "H" + (width - 12) }),
      svg("text", { x: 52, y: Y.map(t) + 4, "text-anchor": "end" }, short(t))));
    image.append(svg("text", { x: width - 12, y: height - 8, "text-anchor": "end" }, label(fx) + (lx ? ", logarithmic" : "")),
      svg("text", { x: 4, y: 13 }, label(fy) + (ly ? ", logarithmic" : "")));
    points.forEach((p) => { p.px = X.map(p.x); p.py = Y.map(p.y); });
    const colour = (s) => "var(" + data.years[value(s, "year")] + ")";
    if (fx.better && fy.better) {
      Object.keys(data.years).forEach((year) => {
        const front = frontierOf(points.filter((p) => String(value(p.s, "year")) === year));
        const d = front.map((p, i) => (!i ? "M" + p.px + " " + p.py : fx.better === "less" ? "H" + p.px + "V" + p.py : "V" + p.py + "H" + p.px)).join("");
        if (d) { image.append(svg("path", { class: "sed-frontier", d, style: "stroke:" + colour(front[0].s), "data-systems": front.map((p) => p.s.address).join(" ") })); }
      });
    }
    const named = new Set([...chosen(), open]);
    points.forEach((p) => {
      p.node = mark(value(p.s, "kind"), p.px, p.py);
      p.node.setAttribute("class", "sed-point" + (value(p.s, "kept") === "left out" ? " sed-left-out" : ""));
      p.node.style.color = colour(p.s);
      image.append(p.node);
    });
    points.filter((p) => named.has(p.s.address)).forEach((p) => {
      const right = p.px < width * 0.55;
      p.node.classList.add("sed-named");
      image.append(svg("text", { class: "sed-name", x: p.px + (right ? 9 : -9), y: p.py - 7, "text-anchor": right ? "start" : "end" }, value(p.s, "system")));
    });
    steer(image, points, width);
    chart.replaceChildren(image, tip);
  }
  function steer(image, points, width) {
    const order = { x: points.slice().sort((a, b) => a.px - b.px || b.py - a.py), y: points.slice().sort((a, b) => b.py - a.py || a.px - b.px) };
    let now = null;
    const go = (p, speak) => {
      if (now) { now.node.classList.remove("sed-now"); }
      now = p;
      tip.hidden = !p;
      if (!p) { return; }
      p.node.classList.add("sed-now");
      const s = p.s, left = p.px > width / 2;
      tip.replaceChildren(h("b", null, value(s, "system")), " (" + value(s, "year") + ", " + value(s, "kind") + ")", h("br"),
        ...[state.x, state.y].flatMap((n) => [label(field(n)) + ": " + cell(s, n), h("br")]), value(s, "kept"));
      tip.style.cssText = "top:" + (p.py + 12) + "px;" + (left ? "right:" + (width - p.px) : "left:" + p.px) + "px";
      if (speak) { told.textContent = tip.innerText.replace(/\n/g, ". "); }
    };
    const nearest = (event) => {
      const box = image.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
      const far = (p) => Math.hypot(p.px - x, p.py - y);
      const best = points.reduce((a, b) => (far(b) < far(a) ? b : a));
      return far(best) < (event.pointerType === "touch" ? 24 : 12) ? best : null;
    };
    image.addEventListener("pointermove", (e) => go(nearest(e)));
    image.addEventListener("pointerleave", (e) => { if (e.pointerType !== "touch") { go(null); } });
    image.addEventListener("pointerdown", (e) => {
      const p = nearest(e);
      if (p && (e.pointerType !== "touch" || now === p)) { show(p.s.address, true); } else { go(p); }
    });
    image.addEventListener("blur", () => go(null));
    image.addEventListener("keydown", (e) => {
      const steps = { ArrowRight: ["x", 1], ArrowLeft: ["x", -1], ArrowUp: ["y", 1], ArrowDown: ["y", -1], Home: ["x", -Infinity], End: ["x", Infinity] };
      if (e.key === "Enter" && now) { show(now.s.address, true); }
      else if (e.key === "Escape") { go(null); }
      else if (steps[e.key]) {
        const [axis, step] = steps[e.key], list = order[axis];
        const next = now ? list.indexOf(now) + step : step > 0 && step < Infinity ? 0 : list.length - 1;
        go(list[Math.max(0, Math.min(list.length - 1, step === -Infinity ? 0 : next))], true);
      } else { return; }
      e.preventDefault();
    });
  }

  /* ---- up to four beside each other ---- */
  const compared = h("div", { class: "sed-compared" });
  function renderCompared() {
    const list = chosen().map((a) => at.get(a));
    compared.hidden = !list.length;
    const row = (f) => h("tr", null, h("th", { scope: "row" }, label(f)), list.map((s) => h("td", { class: f.kind === "number" && "sed-number" }, cell(s, f.name))));
    compared.replaceChildren(h("h3", null, "Compared"),
      h("div", { class: "sed-table-wrapper", tabindex: 0, role: "region", "aria-label": "Compared systems" },
        h("table", { class: "sed-table" },
          h("thead", null, h("tr", null, h("td"), list.map((s) => h("th", { scope: "col" }, link(s))))),
          h("tbody", null, columns.slice(1).filter((f) => list.some((s) => cell(s, f.name) !== "–")).map(row)))),
      button("End the comparison", () => change({ with: "" }, true)));
  }

  /* ---- all that is known of one ---- */
  const detail = h("section", { class: "sed-detail", "aria-label": "One system" });
  const names = new Map(systems.map((s) => [value(s, "system"), s]));
  const linked = (text) => text.split(/([\s,;]+)/).map((word) => (names.has(word.replace(/\.$/, "")) ? [link(names.get(word.replace(/\.$/, ""))), word.endsWith(".") ? "." : ""] : word)).flat();
  function distribution(s) {
    return s.places.map(([i, below, others, counted]) => {
      const t = data.tables[i], share = Math.round((100 * below) / others);
      return h("tr", null, h("td", null, h("a", { href: t.address }, t.table)), h("td", null, t.words),
        h("td", null, h("meter", { min: 0, max: 100, value: share, "aria-hidden": "true" }), " ",
          "more than " + share + " % of the " + (counted ? "other " : "") + t.systems + " of its year (" + below + " of " + others + ")" + (counted ? "" : "; the table does not rest on it")));
    });
  }
  function renderDetail() {
    const s = at.get(open);
    detail.hidden = !s;
    if (!s) { detail.replaceChildren(); return; }
    const [front, rank, hardware] = s.said, why = value(s, "why"), ahead = s.ahead.map((n) => names.get(n)).filter(Boolean);
    const values = columns.slice(1).filter((f) => cell(s, f.name) !== "–");
    detail.replaceChildren(
      h("h3", { tabindex: -1 }, value(s, "system")),
      h("p", null, value(s, "kind") + " of " + value(s, "team") + ", " + value(s, "year") + ": " + value(s, "kept"), why ? [", since: ", ...linked(why)] : "", "."),
      h("dl", { class: "sed-values" }, values.map((f) => h("div", null, h("dt", null, label(f)), h("dd", null, linked(cell(s, f.name)))))),
      h("h4", null, "Against the others"),
      h("p", null, front, ahead.map((o, i) => [i ? ", " : " ", link(o)]).flat(), ahead.length ? ". " : " ", linked(rank)),
      s.places.length ? h("div", { class: "sed-table-wrapper", tabindex: 0, role: "region", "aria-label": "Its place in each table" }, h("table", { class: "sed-table" },
        h("thead", null, h("tr", null, ["Table", "Quantity", "Its place"].map((t) => h("th", { scope: "col" }, t)))), h("tbody", null, distribution(s)))) : "",
      h("h4", null, "Its hardware"), h("p", null, hardware),
      h("h4", null, "What rests on it"),
      s.entries.length
        ? h("ul", null, s.entries.map((i) => h("li", null, h("a", { href: "what_comes_out.html#" + data.entries[i][0] }, data.entries[i][1]), ", printed as " + data.entries[i][2])))
        : h("p", null, "No printed quantile, extreme or best value lies on it, and no point of a figure is it."),
      h("p", { class: "sed-buttons" }, button("Back to all systems", () => { const row = s.row; show("", true); row.querySelector("a").focus(); }),
        button(chosen().includes(s.address) ? "Do not compare" : "Compare", () => s.box.click(), { disabled: s.box.disabled })));
  }

  /* ---- all of it ---- */
  const count = h("output", { "aria-live": "polite" });
  const search = h("input", { type: "search", placeholder: "a name, a GPU, a word", oninput: () => change({ q: search.value }) });
  controls.push([search, "q"]);
  const all = (texts) => [["", "all"], ...texts.map((t) => [t, t])];
  const axes = numbers.filter((f) => f.name !== "year" && systems.some((s) => value(s, f.name) !== null)).map((f) => [f.name, label(f)]);
  const ticks = columns.slice(1).map((f) => {
    const box = h("input", { type: "checkbox", oninput: () => change({ cols: columns.filter((c) => (c === f ? box.checked : state.cols.split(",").includes(c.name))).map((c) => c.name).join(",") }) });
    return { box, f, node: h("label", { class: "sed-tick" }, box, label(f)) };
  });
  const key = h("p", { class: "sed-key" },
    Object.entries(data.years).map(([year, variable]) => h("span", null, h("i", { style: "background:var(" + variable + ")" }), year)),
    Object.keys(data.marks).map((words) => h("span", null, svg("svg", { width: 18, height: 18, "aria-hidden": "true" }, fill(mark(words, 9, 9), { class: "sed-point" }, [])), words)),
    h("span", null, "Pale: left out. Steps: the frontier of each year, of the systems shown."));
  function render() {
    shown = systems.filter(keeps);
    controls.forEach(([box, k]) => { if (box.type === "checkbox") { box.checked = !!state[k]; } else if (box.value !== state[k]) { box.value = state[k]; } });
    ticks.forEach((t) => { t.box.checked = state.cols.split(",").includes(t.f.name); });
    count.textContent = shown.length + " of " + systems.length + " systems";
    renderTable();
    renderCompared();
    renderDetail();
    renderScatter();
  }
  place.append(
    h("div", { class: "sed-filter", role: "search" }, h("label", null, "Find", search),
      select("Year", all(unique("year")), "year"), select("Kind", all(unique("kind")), "kind"),
      select("Team", all(unique("team").sort((a, b) => a.localeCompare(b, "en"))), "team"), select("Kept", all(unique("kept")), "kept"),
      tick("On the frontier", "front"),
      h("details", { class: "sed-columns" }, h("summary", null, "Columns"),
        button("All", () => change({ cols: columns.map((f) => f.name).join(",") })), button("The first choice", () => change({ cols: defaults.cols })),
        ticks.map((t) => t.node)),
      button("These as CSV", download), button("Start again", () => { state = { ...defaults }; show("", true); }), count),
    detail, compared,
    h("div", { class: "sed-filter" }, select("Across", axes, "x"), tick("logarithmic", "lx"), select("Up", axes, "y"), tick("logarithmic", "ly")),
    chart, key, told);
  document.addEventListener("click", (event) => {
    const a = event.target.closest && event.target.closest("a[href*='#']");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || a.pathname !== location.pathname || !at.has(a.hash.slice(1))) { return; }
    event.preventDefault();
    show(a.hash.slice(1), true);
  });
  const follow = () => { if (read()) { render(); reveal(); } };
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", () => { if (location.hash.slice(1).split("?")[0] !== open) { follow(); } });
  window.addEventListener("load", reveal);
  let size = 0;
  new ResizeObserver(() => { if (chart.clientWidth !== size) { size = chart.clientWidth; renderScatter(); } }).observe(chart);
  table.parentNode.classList.add("sed-ready");
  read();
  render();
  reveal();
})();
