// Finds what does not fit on a screen `width` CSS pixels wide. Answers sentences; accessibility.py reads this file.
({ width, smallestTarget }) => {
  const TOLERANCE = 1; // fractions of pixels and rounding
  const TARGETS = `button, a[href], summary, select, textarea, input:not([type=hidden]),
    [role=button], [role=link], [role=tab], [role=checkbox], [role=radio], [role=switch], [role=menuitem]`;
  const faults = new Set();

  const describe = (element) => {
    const name = element.id ? `#${element.id}` : [...element.classList].map((part) => `.${part}`).join("");
    const text = (element.innerText || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    return `<${element.localName}${name}>${text ? ` "${text.slice(0, 40)}"` : ""}`;
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const cuts = (value) => value === "hidden" || value === "clip";
  const scrolls = (value) => value === "auto" || value === "scroll";

  // The usual way to leave text to screen readers only: a box of one pixel, or clipped to nothing.
  const isForScreenReaders = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
      if (cuts(style.overflowX) && box.clientWidth <= 1 && box.clientHeight <= 1) return true;
    }
    return false;
  };
  // Boxes around an element whose overflow acts on it; what is positioned escapes those that are not.
  const boxesAround = function* (element) {
    let inside = element;
    while (inside && inside !== document.body && inside !== document.documentElement) {
      const { position } = getComputedStyle(inside);
      if (position === "fixed") return;
      inside = position === "absolute" ? inside.offsetParent : inside.parentElement;
      if (inside && inside !== document.body && inside !== document.documentElement) yield inside;
    }
  };
  const scrollsSideways = (element) =>
    [...boxesAround(element)].some((box) => scrolls(getComputedStyle(box).overflowX));

  const checkPage = () => {
    const wide = document.documentElement.scrollWidth;
    if (wide > width + TOLERANCE) faults.add(`the page scrolls sideways: ${wide} px wide on a screen of ${width} px`);
  };

  const checkWidth = (element) => {
    const { left, right, width: wide, height } = element.getBoundingClientRect();
    if (element.ownerSVGElement || !wide || !height || right <= 0 || isForScreenReaders(element) || scrollsSideways(element)) return;
    if (left >= -TOLERANCE && right <= width + TOLERANCE) return;
    faults.add(`reaches from ${Math.round(left)} to ${Math.round(right)} px of ${width}: ${describe(element)}`);
  };

  const checkText = (node) => {
    const element = node.parentElement;
    if (!node.data.trim() || !element || element.closest("script, style, noscript, title")) return;
    if (!isShown(element) || isForScreenReaders(element)) return;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()];
    if (!lines.length) return;
    const top = Math.min(...lines.map((line) => line.top));
    const bottom = Math.max(...lines.map((line) => line.bottom));
    const left = Math.min(...lines.map((line) => line.left));
    const right = Math.max(...lines.map((line) => line.right));
    const slack = lines[0].height / 4; // a line may be lower than the letters' own box
    let [mayScrollX, mayScrollY] = [false, false];
    for (const box of [element, ...boxesAround(element)]) {
      const style = getComputedStyle(box);
      if (style.display === "inline" || style.display === "contents") continue;
      mayScrollX ||= scrolls(style.overflowX);
      mayScrollY ||= scrolls(style.overflowY);
      const outer = box.getBoundingClientRect();
      const cutX = left < outer.left - TOLERANCE || right > outer.right + TOLERANCE;
      // A long title in a list may end in '…' after some lines: the page it leads to shows all of it.
      const cutY = style.webkitLineClamp === "none" && (top < outer.top - slack || bottom > outer.bottom + slack);
      if ((cutX && !mayScrollX && cuts(style.overflowX)) || (cutY && !mayScrollY && cuts(style.overflowY))) {
        faults.add(`text is cut off by ${describe(box)}: "${node.data.trim().slice(0, 40)}"`);
        return;
      }
    }
  };

  // A link among words may be as low as its line (WCAG 2.2, 2.5.8 "inline").
  const isInRunningText = (element) => {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
    return (block?.innerText ?? "").trim().length > element.innerText.trim().length;
  };
  const boxesOf = (element) =>
    [element, ...(element.labels ?? [])].map((box) => box.getBoundingClientRect()).filter((box) => box.width > 1);
  // A small button may take touches around itself (a pseudo-element, a padding): ask at the edges of what it needs.
  const takesTouchesAround = (element) => {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y, reach] = [(left + right) / 2, (top + bottom) / 2, smallestTarget / 2 - 1];
    return [[x - reach, y], [x + reach, y], [x, y - reach], [x, y + reach]].every(([px, py]) => {
      const hit = document.elementFromPoint(px, py);
      return hit && (element.contains(hit) || [...(element.labels ?? [])].some((label) => label.contains(hit)));
    });
  };
  const checkTarget = (element) => {
    if (!isShown(element) || isInRunningText(element)) return;
    const boxes = boxesOf(element);
    if (!boxes.length || boxes.every((box) => box.right <= 0 || box.bottom + scrollY <= 0)) return; // until focused
    const wide = Math.max(...boxes.map((box) => box.width));
    const high = Math.max(...boxes.map((box) => box.height));
    if (Math.min(wide, high) >= smallestTarget - 0.5 || takesTouchesAround(element)) return;
    const size = `${Math.round(wide)} × ${Math.round(high)} px`;
    faults.add(`too small to touch, ${size} of ${smallestTarget}: ${describe(element)}`);
  };

  const [x, y] = [scrollX, scrollY];
  checkPage();
  for (const element of document.body.querySelectorAll("*")) if (isShown(element)) checkWidth(element);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) checkText(texts.currentNode);
  for (const element of document.querySelectorAll(TARGETS)) checkTarget(element);
  scrollTo({ left: x, top: y, behavior: "instant" });
  return [...faults];
};
