/* The text of drawings whose contrast with what lies behind it is under 4.5, at its left, its
   middle or its right. A shape lies behind a text if it was drawn before and holds the place. */
() => {
  const LEAST = 4.5;

  function parse(colour) {
    const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    return { parts: [r, g, b], alpha: a };
  }

  function over(top, alpha, below) {
    return top.map((part, i) => alpha * part + (1 - alpha) * below[i]);
  }

  function luminance(parts) {
    const [r, g, b] = parts.map((part) => {
      const p = part / 255;
      return p <= 0.03928 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /* The colour of the page behind an element. */
  function pageColour(element) {
    if (!element) { return [255, 255, 255]; }
    const { parts, alpha } = parse(getComputedStyle(element).backgroundColor);
    return alpha === 1 ? parts : over(parts, alpha, pageColour(element.parentElement));
  }

  function paint(element, svg) {
    const style = getComputedStyle(element);
    if (style.fill === "none" || style.visibility === "hidden") { return null; }
    const { parts, alpha } = parse(style.fill);
    let opacity = alpha * parseFloat(style.fillOpacity);
    for (let e = element; e && e !== svg.parentElement; e = e.parentElement) {
      opacity *= parseFloat(getComputedStyle(e).opacity);
    }
    return { parts, alpha: opacity };
  }

  function holds(shape, box, x, y) {
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) { return false; }
    if (!shape.isPointInFill) { return true; }
    return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
  }

  const faint = [];
  document.querySelectorAll("svg").forEach((svg) => {
    if (!svg.getClientRects().length || !svg.querySelector("text")) { return; }
    const page = pageColour(svg.parentElement);
    const drawn = Array.from(svg.querySelectorAll("path, rect, circle, polygon, ellipse, use, text"))
      .filter((e) => !e.closest("defs, clipPath"));
    const shapes = [];
    drawn.forEach((element) => {
      const colour = paint(element, svg);
      if (!colour || colour.alpha === 0) { return; }
      const box = element.getBoundingClientRect();
      if (element.tagName !== "text") {
        shapes.push({ element, box, colour });
        return;
      }
      const y = (box.top + box.bottom) / 2;
      const worst = [0.1, 0.5, 0.9].map((part) => {
        const x = box.left + part * box.width;
        const behind = shapes.filter((s) => holds(s.element, s.box, x, y))
          .reduce((below, s) => over(s.colour.parts, s.colour.alpha, below), page);
        return ratio(over(colour.parts, colour.alpha, behind), behind);
      }).reduce((a, b) => Math.min(a, b));
      if (worst < LEAST) {
        faint.push(`${worst.toFixed(2)}: ${element.textContent.trim()} (${svg.closest("[id]").id})`);
      }
    });
  });
  return faint;
}
