/** An element. Children that are texts stay texts, whatever is in them. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function fill(parent, children) {
  parent.replaceChildren(...children);
}
