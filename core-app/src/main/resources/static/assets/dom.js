// Elements without innerHTML: what a vendor posted can become text, never markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** An HTML element; properties are attributes, `on…` are listeners, strings become text. */
export function h(name, properties, ...children) {
  return fill(document.createElement(name), properties, children);
}

/** An SVG element. */
export function svg(name, properties, ...children) {
  return fill(document.createElementNS(SVG, name), properties, children);
}

/** Sets text only where it changed, so that screen readers and selections are left in peace. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/**
 * Brings the children of a parent into line with items, keeping the elements of items that stay: focus, hover and
 * what is open survive an update.
 */
export function keyed(parent, items, key, create, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    let child = known.get(id);
    if (child) {
      known.delete(id);
    } else {
      child = create(item);
      child.dataset.key = id;
    }
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  known.forEach((child) => child.remove());
}

const ICONS = {
  check: "M3 8.500l3.2 3L13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  dash: "M3.5 8h9",
  copy: "M5.5 5.500v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M3.5 5.500h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z",
  theme: "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
  out: "M9.5 2.500h-6v11h6M6.5 8h7M11 5.500L13.5 8 11 10.5",
  down: "M8 2.500v8M4.5 7.500L8 11l3.5-3.500M3 13.500h10",
  bell: "M8 2.500a3.500 3.500 0 0 1 3.500 3.500c0 3 1.500 4.500 1.500 4.500h-10s1.500-1.500 1.500-4.500a3.500 3.500 0 0 1 3.500-3.500zM6.500 13h3",
  plus: "M8 3.500v9M3.5 8h9",
  table: "M2.5 3.500h11v9h-11zM2.5 6.500h11M6.5 6.500v6",
};

/** A small line drawing, hidden from screen readers: words stand beside it or in aria-label. */
export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 16 16", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round",
      "stroke-linejoin": "round", "aria-hidden": "true" },
    svg("path", { d: ICONS[name] }),
  );
}

/** A button that copies; says so for a moment. */
export function copyButton(label, value) {
  const words = h("span", {}, label);
  const button = h("button", { type: "button", class: "button small" }, icon("copy"), words);
  button.addEventListener("click", async () => {
    words.textContent = (await copy(value())) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { words.textContent = label; }, 1600);
  });
  return button;
}

async function copy(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false; // not a secure context, or forbidden
  }
}
