/* A scatter of systems: sedScatter(chart, told, view). Points by mouse, touch and keyboard: one tab
   stop, arrows go from point to point, what is there is also told to who does not see it.
   view.x, view.y: head, log, better. view.points: x, y, address, name, lines, kind, year, colour,
   is_pale, is_named, is_counted (for the frontier). view.open: what opens a system. */
(function () {
  "use strict";

  const LEFT = 58, RIGHT = 12, TOP = 26, BOTTOM = 44;

  function draw(tag, attributes, text) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  function mark(kind, x, y) {
    if (kind === "ensemble") { return draw("rect", { x: x - 4, y: y - 4, width: 8, height: 8 }); }
    if (kind === "single") { return draw("circle", { cx: x, cy: y, r: 4.5 }); }
    const corners = Array.from({ length: 10 }, (_, i) => {
      const radius = i % 2 ? 4 : 9, angle = (Math.PI * i) / 5;
      return (x + radius * Math.sin(angle)).toFixed(1) + "," + (y - radius * Math.cos(angle)).toFixed(1);
    });
    return draw("polygon", { points: corners.join(" ") });
  }

  function short(value) {
    const sizes = [[1e12, " T"], [1e9, " G"], [1e6, " M"], [1e3, " K"]];
    const [factor, suffix] = sizes.find(([size]) => Math.abs(value) >= size) || [1, ""];
    return Number((value / factor).toPrecision(3)) + suffix;
  }

  function scale(values, is_log, from, to) {
    const along = is_log ? Math.log10 : (v) => v;
    const ends = [Math.min(...values), Math.max(...values)].map(along);
    const margin = (ends[1] - ends[0]) * 0.04 || 0.5;
    const low = ends[0] - margin, high = ends[1] + margin, room = Math.abs(to - from) / 60;
    const ticks = [];
    if (is_log) {
      const parts = high - low < 2.5 ? [1, 2, 5] : [1], step = Math.ceil((high - low) / room);
      for (let d = Math.floor(low); d <= high; d += step) { ticks.push(...parts.map((p) => p * 10 ** d)); }
    } else {
      const least = (high - low) / Math.max(2, room), unit = 10 ** Math.floor(Math.log10(least));
      const step = unit * [1, 2, 5, 10].find((n) => n * unit >= least);
      for (let n = Math.ceil(low / step); n * step <= high; n += 1) { ticks.push(n * step); }
    }
    return {
      map: (v) => from + ((along(v) - low) / (high - low)) * (to - from),
      ticks: ticks.filter((t) => along(t) >= low && along(t) <= high)
    };
  }

  /* Those that no other beats: at least as good in both, and better in one. */
  function frontier(points, view) {
    const signs = [view.x, view.y].map((axis) => (axis.better === "less" ? 1 : -1));
    function beats(a, b) {
      const across = signs[0] * (a.x - b.x), up = signs[1] * (a.y - b.y);
      return across <= 0 && up <= 0 && (across < 0 || up < 0);
    }
    return points.filter((p) => !points.some((other) => beats(other, p))).sort((a, b) => a.x - b.x);
  }

  function draw_frontiers(image, points, view) {
    if (!view.x.better || !view.y.better) { return; }
    new Set(points.map((p) => p.year)).forEach((year) => {
      const front = frontier(points.filter((p) => p.year === year && p.is_counted), view);
      const step = view.x.better === "less" ? (p) => "H" + p.px + "V" + p.py : (p) => "V" + p.py + "H" + p.px;
      const d = front.map((p, i) => (i ? step(p) : "M" + p.px + " " + p.py)).join("");
      if (!d) { return; }
      const style = "stroke:" + front[0].colour, systems = front.map((p) => p.address).join(" ");
      image.append(draw("path", { class: "sed-frontier", d, style, "data-systems": systems }));
    });
  }

  function draw_axes(image, X, Y, view, width, height) {
    X.ticks.forEach((t) => {
      const x = X.map(t);
      image.append(draw("path", { class: "sed-grid", d: "M" + x + " " + TOP + "V" + (height - BOTTOM) }),
        draw("text", { x, y: height - BOTTOM + 16, "text-anchor": "middle" }, short(t)));
    });
    Y.ticks.forEach((t) => {
      const y = Y.map(t);
      image.append(draw("path", { class: "sed-grid", d: "M" + LEFT + " " + y + "H" + (width - RIGHT) }),
        draw("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, short(t)));
    });
    const [across, up] = [view.x, view.y].map((axis) => axis.head + (axis.log ? ", logarithmic" : ""));
    image.append(draw("text", { x: width - RIGHT, y: height - 8, "text-anchor": "end" }, across),
      draw("text", { x: 4, y: 13 }, up));
  }

  function draw_points(image, points, width) {
    points.forEach((p) => {
      p.node = mark(p.kind, p.px, p.py);
      p.node.setAttribute("class", "sed-point" + (p.is_pale ? " sed-pale" : "") + (p.is_named ? " sed-named" : ""));
      p.node.style.color = p.colour;
      image.append(p.node);
    });
    points.filter((p) => p.is_named).forEach((p) => {
      const is_left = p.px < width * 0.55, anchor = is_left ? "start" : "end";
      const place = { class: "sed-name", x: p.px + (is_left ? 9 : -9), y: p.py - 7, "text-anchor": anchor };
      image.append(draw("text", place, p.name));
    });
  }

  /* Let a reader go from point to point. */
  function steer(image, tip, told, points, width, open) {
    const across = points.slice().sort((a, b) => a.px - b.px || b.py - a.py);
    const up = points.slice().sort((a, b) => b.py - a.py || a.px - b.px);
    let now = null;

    function go(point) {
      if (now) { now.node.classList.remove("sed-now"); }
      now = point;
      tip.hidden = !point;
      if (!point) { return; }
      point.node.classList.add("sed-now");
      tip.replaceChildren(...[point.name, ...point.lines].map((line) => {
        const part = document.createElement("div");
        part.textContent = line;
        return part;
      }));
      const side = point.px > width / 2 ? "right:" + (width - point.px) : "left:" + point.px;
      tip.style.cssText = "top:" + (point.py + 12) + "px;" + side + "px";
    }
    function nearest(event) {
      const box = image.getBoundingClientRect();
      const far = (p) => Math.hypot(p.px - (event.clientX - box.left), p.py - (event.clientY - box.top));
      const best = points.reduce((a, b) => (far(b) < far(a) ? b : a));
      return far(best) < (event.pointerType === "touch" ? 24 : 12) ? best : null;
    }
    image.addEventListener("pointermove", (event) => go(nearest(event)));
    image.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") { go(null); } });
    image.addEventListener("blur", () => go(null));
    // A first touch names the point, a second one opens it.
    image.addEventListener("pointerdown", (event) => {
      const point = nearest(event);
      if (point && (event.pointerType !== "touch" || now === point)) { open(point.address); } else { go(point); }
    });
    image.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: [across, 1], ArrowLeft: [across, -1], ArrowUp: [up, 1], ArrowDown: [up, -1] };
      if (event.key === "Enter" && now) {
        open(now.address);
      } else if (event.key === "Escape") {
        go(null);
      } else if (event.key === "Home" || event.key === "End") {
        go(across.at(event.key === "Home" ? 0 : -1));
      } else if (steps[event.key]) {
        const [list, step] = steps[event.key];
        const next = now ? list.indexOf(now) + step : step > 0 ? 0 : list.length - 1;
        go(list[Math.max(0, Math.min(list.length - 1, next))]);
      } else {
        return;
      }
      told.textContent = now ? [now.name, ...now.lines].join(". ") : "";
      event.preventDefault();
    });
  }

  window.sedScatter = function (chart, told, view) {
    const width = Math.max(280, chart.clientWidth), height = Math.min(460, Math.max(300, width * 0.6));
    const points = view.points.filter((p) => [[p.x, view.x.log], [p.y, view.y.log]]
      .every(([value, is_log]) => value !== null && (!is_log || value > 0)));
    if (!points.length) {
      chart.textContent = "No system that is shown has both quantities.";
      return;
    }
    const X = scale(points.map((p) => p.x), view.x.log, LEFT, width - RIGHT);
    const Y = scale(points.map((p) => p.y), view.y.log, height - BOTTOM, TOP);
    points.forEach((p) => { p.px = X.map(p.x); p.py = Y.map(p.y); });
    const image = draw("svg", {
      viewBox: "0 0 " + width + " " + height, tabindex: 0, role: "application",
      "aria-roledescription": "scatter plot",
      "aria-label": view.y.head + " over " + view.x.head + ", " + points.length +
        " systems. Arrow keys go from point to point, Enter opens a system."
    });
    const tip = document.createElement("div");
    tip.className = "sed-tip";
    tip.hidden = true;
    draw_axes(image, X, Y, view, width, height);
    draw_frontiers(image, points, view);
    draw_points(image, points, width);
    steer(image, tip, told, points, width, view.open);
    chart.replaceChildren(image, tip);
  };
  window.sedScatter.mark = mark;
})();
