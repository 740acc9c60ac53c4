// Asking for totals: one question a state, and the newest question wins.
import { getJSON, query } from './fetch';
import type { State } from './state';
import { type Choropleth, Values } from './values';

/** totalsQuery is the question that a state asks; the table, the downloads and the embed ask the same. */
export function totalsQuery(state: State): Record<string, string | number | null> {
  return {
    level: state.level, measure: state.measure, basis: state.basis, from: state.from, to: state.to,
    part: state.part === 'all' ? null : state.part, within: state.within, per: state.per === 'none' ? null : state.per,
    method: state.breaks || state.method === 'ckmeans' ? null : state.method, classes: state.classes === 5 ? null : state.classes,
    breaks: state.breaks, as_of: state.as_of,
  };
}

/** totalsURL is the address of the values alone, of what some source covers: shapes are cached apart. The page asks for the same address early, letter by letter. */
export function totalsURL(state: State): string {
  return '/choropleth' + query({ ...totalsQuery(state), covered: 'true', geometry: 'none' });
}

export async function loadTotals(state: State, signal?: AbortSignal): Promise<Values> {
  return new Values(state.level, await getJSON<Choropleth>(totalsURL(state), signal));
}

/** Latest runs one task at a time: a new one aborts the one before. */
export class Latest {
  private current: AbortController | null = null;

  async run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.current?.abort();
    const own = new AbortController();
    this.current = own;
    try {
      const result = await task(own.signal);
      return this.current === own ? result : undefined;
    } catch (err) {
      if (this.current !== own || own.signal.aborted) return undefined;
      throw err;
    }
  }
}
