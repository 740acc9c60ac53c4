// Building the page. Text only ever arrives as text nodes, and styles only through the CSSOM: words from a report cannot
// become markup, and the Content-Security-Policy needs no exception.

export type Child = Node | string | number | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

const svgNamespace = 'http://www.w3.org/2000/svg';

/** el makes an element from `tag.class.class`; `on…` attributes are listeners, null and false attributes are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(spec: K | `${K}.${string}`, attributes?: Attributes | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag) as HTMLElementTagNameMap[K];
  if (classes.length) node.className = classes.join(' ');
  assign(node, attributes);
  add(node, children);
  return node;
}

/** svg is el for the SVG namespace. */
export function svg(spec: string, attributes?: Attributes | null, ...children: Child[]): SVGElement {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElementNS(svgNamespace, tag) as SVGElement;
  if (classes.length) node.setAttribute('class', classes.join(' '));
  assign(node, attributes);
  add(node, children);
  return node;
}

function assign(node: Element, attributes?: Attributes | null) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value as EventListener);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

/** add appends what is there; null, undefined and false are skipped. */
export function add(node: Element, children: Child[]) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.append(typeof child === 'number' ? String(child) : child);
  }
}

/** fill replaces what node holds. */
export function fill(node: Element, ...children: Child[]) {
  node.replaceChildren();
  add(node, children);
}

/** keepFocus runs what draws the inside of an element anew, and gives the focus to what stands in the place of the element that had it. */
export function keepFocus(within: Element, draw: () => void) {
  const was = document.activeElement;
  if (!was || was === within || !within.contains(was)) return draw();
  const data = [...was.attributes].filter((a) => a.name.startsWith('data-')).map((a) => `[${a.name}="${CSS.escape(a.value)}"]`);
  const like = was.id ? `#${CSS.escape(was.id)}` : was.localName + data.join('');
  const at = [...within.querySelectorAll(like)].indexOf(was);
  draw();
  if (!within.contains(document.activeElement)) within.querySelectorAll<HTMLElement>(like)[at]?.focus({ preventScroll: true });
}

let pressed = false;
addEventListener('pointerdown', (e) => (pressed = !!(e.target as Element | null)?.closest?.('.panel')), true);
for (const type of ['pointerup', 'pointercancel']) addEventListener(type, () => (pressed = false), true);

/** released runs what draws the panel anew when nothing in it is pressed: a click whose button goes in the middle of it is lost. */
export function released(run: () => void) {
  if (!pressed) return run();
  const wait = () => setTimeout(() => released(run)); // after the click
  const stop = new AbortController();
  for (const type of ['pointerup', 'pointercancel']) addEventListener(type, () => (stop.abort(), wait()), { signal: stop.signal });
}

/** byId finds an element that the page skeleton must have. */
export function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no #${id}`);
  return node;
}

/** safeLink is url when it is http or https, else null: an address from a record is never a script. */
export function safeLink(url: string | null | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

/** outward is a link that leaves the site, or plain text when the address is none. */
export function outward(url: string | null | undefined, text: string): HTMLElement | string {
  const href = safeLink(url);
  return href ? el('a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' }, text) : text;
}

/** reducedMotion: the reader asked for less movement. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** live tells a reader who cannot see the map what has changed. */
export function live(text: string) {
  byId('live').textContent = text;
}
