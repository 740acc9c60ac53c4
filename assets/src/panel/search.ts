// Search through the geocoder: a combobox with a list. While somebody types it lists the names that begin so; where none does,
// what the words may mean. An answer says why it is one; a suggestion is marked as such.
import { el, fill, svg } from '../dom';
import { getJSON, query } from '../fetch';
import { t, word } from '../i18n';
import type { State } from '../state';

interface Answer {
  features: { geometry: { type: string; coordinates: unknown } | null; properties: { geocoding: Found } }[];
  suggestions?: { region_id: string; name: string; why?: string }[];
}

interface Found {
  type: string;
  label: string;
  name: string;
  level?: string;
  region_id: string | null;
  match_type?: string;
  needs_review?: boolean;
}

/** Asked are the answers of this page, so that taking letters back shows at once what was there before. */
const asked = new Map<string, Promise<Answer>>();
const most = 200;

/** answerTo lists the names that begin with q, or, where none does, what q may mean. */
function answerTo(q: string, lang: string): Promise<Answer> {
  const key = `${lang}|${q}`;
  const known = asked.get(key);
  if (known) return known;
  const ask = (prefix: string | null) => getJSON<Answer>('/geocode' + query({ q, lang, limit: 8, geometry: 'point', prefix }));
  const answer = ask('true').then((names) => (names.features.length ? names : ask(null)));
  answer.catch(() => asked.delete(key));
  if (asked.size >= most) asked.clear();
  asked.set(key, answer);
  return answer;
}

export interface Hit {
  region: string | null;
  point: [number, number] | null;
  label: string;
}

let serial = 0;

/** search builds the field; choose is called with what the reader picked. */
export function search(state: () => State, choose: (hit: Hit) => void): HTMLElement {
  const id = `search-${++serial}`;
  const list = el('ul.hits', { id: `${id}-list`, role: 'listbox', 'aria-label': t('search.results'), hidden: true });
  const input = el('input', {
    type: 'search', id, placeholder: t('search'), autocomplete: 'off', spellcheck: 'false', role: 'combobox', enterkeyhint: 'search',
    'aria-label': t('search'), 'aria-expanded': 'false', 'aria-autocomplete': 'list', 'aria-controls': `${id}-list`,
  });
  /** told is heard by who cannot see the list; what the map says meanwhile does not talk over it */
  const told = el('span.vh', { role: 'status' });
  let busy = false;
  let again = false;
  /** what the list answers, and whether the first of the next answer is taken at once */
  let shown = '';
  let take = false;
  let hits: Hit[] = [];
  let active = -1;
  const close = () => {
    list.hidden = true;
    told.textContent = '';
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const pick = (i: number) => {
    take = false;
    if (!hits[i]) return;
    input.value = '';
    close();
    choose(hits[i]);
  };
  const mark = (i: number) => {
    active = i;
    list.querySelectorAll('[role=option]').forEach((o, k) => o.setAttribute('aria-selected', String(k === i)));
    if (i >= 0) {
      input.setAttribute('aria-activedescendant', `${id}-${i}`);
      document.getElementById(`${id}-${i}`)?.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const show = (answer: Answer) => {
    const found = answer.features.map((f) => ({ hit: hitOf(f), name: f.properties.geocoding.name, note: noteOf(f.properties.geocoding) }));
    const also = (answer.suggestions ?? []).map((s) => ({ hit: { region: s.region_id, point: null, label: s.name }, name: s.name, note: t('search.suggestion') }));
    const all = [...found, ...also];
    hits = all.map((a) => a.hit);
    const options = all.map(({ hit, name, note }, i) => {
      const where = hit.label.startsWith(`${name}, `) ? hit.label.slice(name.length + 2) : '';
      const option = el('li', { role: 'option', id: `${id}-${i}`, 'aria-selected': 'false' }, el('b', null, where ? name : hit.label), el('span', null, [note, where].filter(Boolean).join(' · ')));
      option.addEventListener('pointerdown', (e) => e.preventDefault());
      option.addEventListener('click', () => pick(i));
      return option;
    });
    fill(list, ...(options.length ? options : [el('li.none', null, t('search.none'))]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(options.length ? 0 : -1);
    told.textContent = options.length ? t('search.found', { n: options.length }) : t('search.none');
  };
  const ask = async () => {
    const q = input.value.trim();
    if (q.length < 2) return close();
    again = busy; // one question at a time: what was typed meanwhile is asked next
    if (busy) return;
    busy = true;
    try {
      const answer = await answerTo(q, state().lang);
      shown = q;
      if (document.activeElement === input) show(answer);
      if (take && input.value.trim() === q) pick(0);
    } catch {
      fill(list, el('li.none', { role: 'alert' }, t('search.failed')));
      list.hidden = false;
    }
    busy = false;
    if (again) void ask();
  };
  input.addEventListener('input', () => {
    take = false;
    void ask();
  });
  input.addEventListener('keydown', (e) => {
    if (e.isComposing) return; // the key is for the method by which letters are put together
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (hits.length && !list.hidden) mark((active + (e.key === 'ArrowDown' ? 1 : -1) + hits.length) % hits.length);
    } else if (e.key === 'Enter') {
      e.preventDefault();
      if (list.hidden) void ask();
      else if (shown === input.value.trim()) pick(active);
      else void ((take = true), ask());
    } else if (e.key === 'Escape' && !list.hidden) {
      e.preventDefault();
      e.stopPropagation();
      close();
    }
  });
  input.addEventListener('blur', close);
  return el('div.search', { role: 'search' }, glass(), input, el('kbd', { 'aria-hidden': 'true' }, '/'), list, told);
}

function hitOf(f: Answer['features'][number]): Hit {
  const point = f.geometry?.type === 'Point' ? (f.geometry.coordinates as [number, number]) : null;
  return { region: f.properties.geocoding.region_id, point, label: f.properties.geocoding.label || f.properties.geocoding.name };
}

function noteOf(g: Found): string {
  const parts = [word('level', g.level ?? g.type)];
  if (g.match_type && g.match_type !== 'exact') parts.push(word('match', g.match_type));
  if (g.needs_review) parts.push(t('search.unsure'));
  return parts.join(', ');
}

function glass(): SVGElement {
  return svg('svg', { width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('circle', { cx: 7, cy: 7, r: 4.7 }), svg('path', { d: 'M10.6 10.6L14.5 14.5' }));
}
