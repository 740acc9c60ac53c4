// The state of the map is the URL: one set of names for the map, the embed, images and links. Whatever is at its default is
// left out of the address.

export const levels = ['country', 'region', 'district'] as const;
export const measures = ['interceptions', 'reports', 'damage_reports', 'damaged_objects', 'injured', 'killed', 'nights'] as const;
export const bases = ['claimed', 'incidents', 'reconciled'] as const;
export const parts = ['all', 'night', 'day'] as const;
export const pers = ['none', 'area', 'night'] as const;
export const methods = ['ckmeans', 'quantile', 'equal', 'pretty', 'fixed'] as const;
export const kinds = ['all', 'interception', 'damage'] as const;
export const grades = ['confirmed', 'fair', 'weak', 'contested', 'discounted'] as const;
export const layerNames = ['totals', 'places', 'districts', 'regions', 'waters', 'restrictions'] as const;
export const languages = ['en', 'ru', 'uk'] as const;

export type Level = (typeof levels)[number];
export type Measure = (typeof measures)[number];
export type Basis = (typeof bases)[number];
export type Kind = (typeof kinds)[number];
export type Grade = (typeof grades)[number];
export type LayerName = (typeof layerNames)[number];
export type Lang = (typeof languages)[number];

export interface State {
  /** zoom, and centre as lon, lat; null: fit what there is to see. */
  z: number | null;
  c: readonly [number, number] | null;
  /** dates, inclusive; null: from the first or to the last night that is kept. */
  from: string | null;
  to: string | null;
  part: (typeof parts)[number];
  level: Level;
  measure: Measure;
  basis: Basis;
  per: (typeof pers)[number];
  method: (typeof methods)[number];
  classes: number;
  breaks: string | null;
  layers: readonly LayerName[];
  kind: Kind;
  grade: readonly Grade[];
  within: string | null;
  /** the id of the chosen region or record. */
  sel: string | null;
  lang: Lang;
  theme: 'auto' | 'light' | 'dark';
  as_of: string | null;
}

export const defaults: State = {
  z: null, c: null, from: null, to: null, part: 'all', level: 'region', measure: 'interceptions', basis: 'reconciled', per: 'none',
  method: 'ckmeans', classes: 5, breaks: null, layers: ['totals', 'places', 'districts', 'regions', 'waters'], kind: 'all', grade: grades,
  within: null, sel: null, lang: 'en', theme: 'auto', as_of: null,
};

const date = /^\d{4}-\d{2}-\d{2}$/;
const identifier = /^[\w.:-]{1,120}$/;

/** parse reads a query string; what is missing or makes no sense is at its default. */
export function parse(search: string, base: State = defaults): State {
  const q = new URLSearchParams(search);
  const one = <T extends string>(name: keyof State, allowed: readonly T[]): T => {
    const value = q.get(name) as T;
    return allowed.includes(value) ? value : (base[name] as unknown as T);
  };
  const matching = (name: keyof State, pattern: RegExp): string | null => {
    const value = q.get(name);
    return value !== null && pattern.test(value) ? value : null;
  };
  const several = <T extends string>(name: 'layers' | 'grade', allowed: readonly T[]): readonly T[] => {
    const value = q.get(name);
    return value === null ? (base[name] as unknown as readonly T[]) : allowed.filter((a) => value.split(',').includes(a));
  };
  const number = (name: string, min: number, max: number): number | null => {
    const value = q.get(name);
    const n = Number(value);
    return value !== null && value !== '' && n >= min && n <= max ? n : null;
  };
  const centre = (q.get('c') ?? '').split(',').map(Number);
  const state: State = {
    z: number('z', 1, 12),
    c: centre.length === 2 && Math.abs(centre[0]) <= 360 && Math.abs(centre[1]) <= 85 ? [centre[0], centre[1]] : null,
    from: matching('from', date), to: matching('to', date),
    part: one('part', parts), level: one('level', levels), measure: one('measure', measures), basis: one('basis', bases),
    per: one('per', pers), method: one('method', methods), classes: number('classes', 3, 7) ?? base.classes,
    breaks: matching('breaks', /^[\d.]+(,[\d.]+)*$/),
    layers: several('layers', layerNames), kind: one('kind', kinds), grade: several('grade', grades),
    within: matching('within', identifier), sel: matching('sel', identifier),
    lang: one('lang', languages), theme: one('theme', ['auto', 'light', 'dark'] as const), as_of: matching('as_of', /^[\w:.+-]{1,40}$/),
  };
  return consistent(state);
}

/** consistent keeps to what the server allows: `claimed` is about interceptions alone, and a period runs forward. */
function consistent(state: State): State {
  const basis = state.basis === 'claimed' && state.measure !== 'interceptions' ? 'reconciled' : state.basis;
  const [from, to] = state.from && state.to && state.from > state.to ? [state.to, state.from] : [state.from, state.to];
  return { ...state, basis, from, to };
}

/** serialise writes what differs from the defaults, always in the same order. */
export function serialise(state: State, base: Record<keyof State, unknown> = defaults): string {
  const q: string[] = [];
  for (const name of Object.keys(defaults) as (keyof State)[]) {
    const value = state[name];
    if (value === null || String(value) === String(base[name])) continue;
    q.push(`${name}=${encodeURIComponent(name === 'z' ? String(Math.round((value as number) * 100) / 100) : String(value)).replace(/%2C/g, ',').replace(/%3A/g, ':')}`);
  }
  return q.length ? '?' + q.join('&') : '';
}

type Listener = (state: State, changed: ReadonlySet<keyof State>) => void;

/** Store holds the one state, tells listeners what changed, and keeps the address in step. */
export class Store {
  private listeners: Listener[] = [];
  private timer = 0;
  state: State;
  /** the state is that of an address as it was opened, not of a choice made since */
  followed = true;

  /** what an address need not say. Which language the reader would have without one is not known where an address named it: then all do */
  private readonly unsaid: Omit<State, 'lang'> & { lang: string };

  constructor(private readonly base: State) {
    this.state = parse(location.search, base);
    this.unsaid = new URLSearchParams(location.search).has('lang') ? { ...base, lang: '' } : base;
    addEventListener('popstate', () => {
      clearTimeout(this.timer); // what was to be written belonged to the entry that was left
      this.timer = 0;
      this.followed = true;
      this.apply(parse(location.search, this.base));
    });
  }

  subscribe(listener: Listener) {
    this.listeners.push(listener);
  }

  /** set changes the state; a choice makes an entry in the history, moving the map does not. */
  set(patch: Partial<State>, history: 'push' | 'replace' = 'push') {
    const before = this.state;
    if (history === 'push') this.followed = false;
    if (!this.apply(consistent({ ...before, ...patch }))) return;
    clearTimeout(this.timer);
    const url = (state: State) => location.pathname + serialise(state, this.unsaid);
    if (history === 'push') {
      if (this.timer) window.history.replaceState(null, '', url(before)); // where the map was, for the way back
      this.timer = 0;
      window.history.pushState(null, '', url(this.state));
    } else {
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        window.history.replaceState(null, '', url(this.state));
      }, 250);
    }
  }

  /** address is the full link to what is shown. */
  address(path = location.pathname, patch: Partial<State> = {}): string {
    return location.origin + path + serialise({ ...this.state, ...patch }, { ...this.base, lang: defaults.lang });
  }

  private apply(next: State): boolean {
    const changed = new Set<keyof State>();
    for (const name of Object.keys(defaults) as (keyof State)[]) {
      if (String(next[name]) !== String(this.state[name])) changed.add(name);
    }
    if (!changed.size) return false;
    this.state = next;
    for (const listener of this.listeners) listener(next, changed);
    return true;
  }
}
