/** An element. Children that are texts stay texts, whatever is in them. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const step = 50; // of a long list: a page with thousands of rows stands still while it is laid out

/**
 * Shows the first of the items, and a button that shows more. `make` returns the elements of an item, `frame` the element of this
 * list in which a button can stand.
 */
export function fillInSteps(parent, items, make, frame = (button) => button) {
  let shown = 0;
  const button = element('button', { type: 'button' });
  const last = frame(button);
  const add = () => {
    const made = items.slice(shown, shown + step).flatMap(make);
    shown += step;
    const left = items.length - shown;
    button.textContent = `Show ${Math.min(left, step)} more of ${left}`;
    if (last.parentNode) last.before(...made);
    else fill(parent, [...made, last]);
    if (left > 0) return;
    const focused = document.activeElement === button;
    last.remove();
    if (focused) parent.querySelector(':scope > :last-child')?.querySelector('button, summary')?.focus();
  };
  button.onclick = add;
  add();
}

export function fill(parent, children) {
  parent.replaceChildren(...children);
}
