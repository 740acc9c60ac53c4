// Shapes are fetched once a boundary version and kept apart from values. The overview comes first, then whatever the view
// needs in more detail; what is there is drawn meanwhile.
import { ProblemError, getJSON } from '../fetch';
import { type Box, overlaps } from './mercator';
import { type Chunk, type TopoJSON, type Unit, decode } from './topology';

export type Detail = 'overview' | '2km' | '500m' | '100m';
const details: Detail[] = ['overview', '2km', '500m', '100m'];

/** detailAt is the coarsest detail whose error stays near one pixel. */
export function detailAt(zoom: number): Detail {
  return zoom < 3.6 ? 'overview' : zoom < 6.6 ? '2km' : zoom < 9.2 ? '500m' : '100m';
}

/** From this zoom on districts are drawn, whatever the level of the totals. */
export const districtZoom = 6.6;

const parallel = 6;

/** Shapes loads chunks in the order they are wanted, a few at a time, and says when something new is there. */
export class Shapes {
  private chunks = new Map<string, Chunk>();
  private asked = new Set<string>();
  private queue: string[] = [];
  private running = 0;
  private byID = new Map<string, Unit>();
  private named = new Set<string>();
  private readonly regional = new Set<string>();
  private readonly coarseByID = new Map<string, Unit>();
  private refined = false;
  /** Whatever changed last; a number that only grows. */
  edition = 0;

  constructor(
    private readonly version: string,
    /** the part of the overview to begin with: what is near the records, or all */
    private readonly first: string,
    private readonly changed: () => void,
    private readonly failed: (err: unknown, retry: () => void) => void,
  ) {}

  /** start asks for what the first picture needs. */
  start() {
    this.ask(`overview/${this.first}`);
  }

  /** refine lets finer shapes be asked for; false when that was so already. */
  refine(): boolean {
    if (this.refined) return false;
    this.refined = true;
    this.ask('overview/all');
    this.ask('2km/waters');
    return true;
  }

  /** coarse is the overview's shape of an id, where it has one. */
  coarse(id: string): Unit | null {
    if (!this.coarseByID.size) for (const unit of this.overview()?.units ?? []) this.coarseByID.set(unit.id, unit);
    return this.coarseByID.get(id) ?? null;
  }

  /** want asks for what a view shows at a zoom; mixed names regions whose districts differ and must be told apart. */
  want(view: Box, zoom: number, mixed: ReadonlySet<string>) {
    const detail = detailAt(zoom);
    this.queue = this.queue.filter((name) => name.startsWith('overview') || name.endsWith('waters') || this.named.has(name.split('/')[1]) || (this.asked.delete(name), false));
    if (detail === 'overview' || !this.refined) return;
    const inView = (unit: Unit) => overlaps(unit.box, view);
    const countries = (this.overview()?.units ?? []).filter((u) => u.level === 'country' && inView(u));
    const known = this.detailed();
    for (const country of countries.filter((c) => known.has(c.id))) this.ask(`2km/${country.id}`);
    if (zoom < 7) this.ask('2km/world');
    for (const country of countries) {
      if (!country.children || known.has(country.id) || zoom < 5.6) continue;
      const split = (this.chunks.get(`2km/${country.id}`)?.units ?? []).some((u) => this.divided(u));
      this.ask(`2km/${country.id}`);
      if (!split && details.indexOf(detail) > 1) this.ask(`500m/${country.id}`);
    }
    for (const unit of this.regions()) {
      if (this.divided(unit) && inView(unit) && (zoom >= districtZoom || mixed.has(unit.id))) this.ask(`${detail}/${unit.id}`);
    }
  }

  /** chunk is the named chunk at the wanted detail, else the nearest finer or coarser one that is there. */
  chunk(name: string, detail: Detail): Chunk | null {
    const wanted = details.indexOf(detail);
    for (const d of [wanted, wanted + 1, wanted - 1, wanted + 2, wanted - 2, wanted - 3]) {
      const found = this.chunks.get(`${details[d]}/${name}`);
      if (found) return found;
    }
    return null;
  }

  overview(): Chunk | null {
    return this.chunks.get('overview/all') ?? this.chunks.get(`overview/${this.first}`) ?? null;
  }

  waters(): Unit[] {
    return this.chunks.get('2km/waters')?.units ?? [];
  }

  /** unit is the finest shape that is loaded of an id. */
  unit(id: string): Unit | null {
    return this.byID.get(id) ?? null;
  }

  /** districts asks for the districts of a region, for their names or a close look. */
  districts(region: string) {
    const unit = this.unit(region);
    if (unit && this.divided(unit) && !this.named.has(region)) {
      this.named.add(region);
      this.ask(`2km/${region}`);
    }
  }

  /** districtsOf asks for the districts among which one lies. */
  districtsOf(id: string) {
    if (id.includes('.')) this.districts(id.slice(0, id.indexOf('.')));
  }

  /** divided: the unit has a chunk of its own. Where the server does not say, countries whose regions are in the overview have. */
  divided(unit: Unit): boolean {
    return unit.children > 0 || (unit.children < 0 && unit.level === 'region' && this.detailed().has(unit.country));
  }

  /** detailed are the countries whose regions are in the overview. */
  private detailed(): Set<string> {
    if (!this.regional.size) for (const u of this.overview()?.units ?? []) if (u.level === 'region') this.regional.add(u.country);
    return this.regional;
  }

  private *regions(): Generator<Unit> {
    for (const unit of this.byID.values()) if (unit.level === 'region') yield unit;
  }

  private ask(name: string) {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    this.queue.push(name);
    this.next();
  }

  private next() {
    while (this.running < parallel && this.queue.length) {
      const name = this.queue.shift() as string;
      this.running++;
      void this.load(name).finally(() => {
        this.running--;
        this.next();
      });
    }
  }

  private async load(name: string) {
    try {
      const chunk = decode(await getJSON<TopoJSON>(`/boundaries/${this.version}/${name}.topojson`));
      this.chunks.set(name, chunk);
      if (name === 'overview/all') {
        this.regional.clear();
        this.coarseByID.clear();
      }
      for (const unit of chunk.units) {
        const before = this.byID.get(unit.id);
        if (!before || finer(unit, before)) this.byID.set(unit.id, unit);
      }
      this.edition++;
      this.changed();
    } catch (err) {
      if (err instanceof ProblemError && err.status === 404) return;
      this.failed(err, () => {
        this.asked.delete(name);
        this.ask(name);
      });
    }
  }
}

function finer(a: Unit, b: Unit): boolean {
  const points = (u: Unit) => u.arcs.reduce((n, arc) => n + arc.points.length, 0);
  return points(a) >= points(b);
}
