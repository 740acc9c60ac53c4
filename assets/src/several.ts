// Records that name several units at once: "41 over eleven districts". Their rows tell only what contains them all, so the
// full record is asked for when they are pointed at or stand on the map close enough to be drawn apart.
import { type Shapes, districtZoom } from './ground/shapes';
import { type Cluster, rowsOf } from './marks/group';
import type { Model } from './model';
import { loadRecord } from './panel/record';
import type { Incident } from './records';

/** The most that are asked for at once, the newest first, and the most records of a ring whose units are outlined. */
const most = 24;

function several(row: Incident): boolean {
  return row.place_level === 'multi_region' || row.place_level === 'border_between' || (row.place_level === 'district' && !row.district_id);
}

/** Several knows the units of such records, and when they are drawn in each of them. */
export class Several {
  private readonly known = new WeakMap<Incident, string[]>();
  private readonly asked = new WeakSet<Incident>();
  private close = false;

  constructor(
    private readonly model: Model,
    private readonly shapes: Shapes,
    private readonly changed: () => void,
  ) {}

  /** apart are the units of a row that is to be drawn in several places; null for any other, and where districts are too small to be told apart. */
  apart(row: Incident): string[] | null {
    if (!several(row) || row.place_level === 'border_between' || (row.place_level === 'district' && !this.close)) return null;
    const areas = this.known.get(row) ?? [];
    return areas.length > 1 ? areas : null;
  }

  /** zoomed notes the zoom and asks for what it now needs to know of the records in view; true: they are drawn in other places than before. */
  zoomed(zoom: number, seen: Incident[]): boolean {
    const before = this.close;
    this.close = zoom >= districtZoom;
    if (this.close) this.ask(seen);
    return this.close !== before;
  }

  /** outlined are the units that records name, to be outlined; what is not known of them is asked for. */
  outlined(rows: Incident[]): string[] {
    this.ask(rows);
    const ids = rows.flatMap((row) => this.known.get(row) ?? row.district_id ?? row.region_id ?? []);
    for (const id of ids) this.shapes.districtsOf(id);
    return ids;
  }

  /** outlinedBy are the units that a mark stands for, with all those of its records. */
  outlinedBy(cluster: Cluster): string[] {
    return [...new Set([...cluster.symbols.flatMap((s) => s.areas), ...this.outlined(rowsOf(cluster).slice(0, most))])];
  }

  /** ask fetches the records of rows. One that does not come is drawn as one badge, as before. */
  private ask(rows: Incident[]) {
    const wanted = rows.filter((row) => several(row) && !this.asked.has(row)).slice(0, most);
    for (const row of wanted) this.asked.add(row);
    if (!wanted.length) return;
    const loads = wanted.map(async (row) => {
      const full = await loadRecord(row.id, this.model.boot.version, this.model.store.state.as_of);
      this.known.set(row, full.record.place.region_ids);
    });
    void Promise.allSettled(loads).then(() => this.changed());
  }
}
