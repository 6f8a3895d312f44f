/* axe takes some 3 ms for the contrast of each bit of text, and a page has up to ten thousand. Of
   those that look alike it is given a few: the same colour, size, weight and opacity, on the same
   backgrounds, in elements of the same names and classes. */
() => {
  const MOST = 3;
  const known = new WeakMap();
  const counts = new Map();

  function look(element) {
    if (!element) { return ""; }
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.position];
      known.set(element, own.join(" ") + "|" + look(element.parentElement));
    }
    return known.get(element);
  }

  function says(element) {
    const texts = Array.from(element.childNodes).filter((n) => n.nodeType === Node.TEXT_NODE);
    return element.getClientRects().length &&
      (element.matches("input, select, textarea") || texts.some((n) => n.data.trim()));
  }

  document.querySelectorAll("body *").forEach((element) => {
    if (!says(element)) { return; }
    const style = getComputedStyle(element);
    const text = [element.tagName, element.className, style.color, style.fontSize, style.fontWeight];
    const key = text.join(" ") + "|" + look(element);
    counts.set(key, (counts.get(key) || 0) + 1);
    if (counts.get(key) <= MOST) { element.setAttribute("data-tried", ""); }
  });
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-tried]" }] });
}
