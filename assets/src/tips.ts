// Words for what is under the pointer or the focus.
import * as L from 'leaflet';
import { label, title, when } from './describe';
import { words } from './figures';
import { list, t, word } from './i18n';
import type { Piece } from './ground/pieces';
import { latOf, lonOf } from './ground/mercator';
import { type Cluster, rowsOf } from './marks/group';
import type { MapView } from './mapview';
import { type Model, nameOf } from './model';
import { precisionOf } from './records';

export class Describer {
  constructor(private readonly model: Model) {}

  /** target is the id that a piece stands for at the level of the totals. */
  target(piece: Piece): string {
    const { level } = this.model.store.state;
    if (level === 'country') return piece.unit.country;
    if (level === 'district') return piece.unit.id;
    return (piece.region ?? piece.unit).id;
  }

  /** tipOfUnit names a unit and says what is known of it. */
  tipOfUnit(piece: Piece): string[] {
    const id = this.target(piece);
    const heading = piece.unit.id !== id && piece.unit.level === 'district' ? `${nameOf(this.model, id)} · ${nameOf(this.model, piece.unit.id)}` : nameOf(this.model, id);
    const row = this.model.values?.rows.get(id);
    if (!this.model.values) return [heading];
    if (!row || row.min === null) {
      const lines = [heading, word('missing', row?.status ?? 'not_covered')];
      if (row?.unsplit_max) lines.push(t('region.unsplit', { n: row.unsplit_max }));
      return lines;
    }
    const lines = [heading, `${words({ min: row.min, max: row.max })}, ${word('basis.of', this.model.store.state.basis)}`];
    if (row.conflict) lines.push(t('conflict'));
    return lines;
  }

  /** cluster is the accessible name of a mark, unique by what it holds. */
  cluster(cluster: Cluster): string {
    const rows = rowsOf(cluster);
    if (rows.length === 1) return `${t('reports', { n: 1 })}: ${label(this.model, rows[0])}`;
    const [symbol] = cluster.symbols;
    if (!rows.length) return `${symbol.name ?? ''}: ${symbol.rule ? t('region.restrictions') : (symbol.figure ?? '')}`;
    const kinds = [
      [rows.filter((r) => r.is_interception).length, 'reports.interception'] as const,
      [rows.filter((r) => r.is_damage).length, 'reports.damage'] as const,
    ].filter(([n]) => n).map(([n, key]) => t(key, { n }));
    const areas = rows.filter((r) => precisionOf(r) !== 'place').length;
    const where = [...new Set(rows.map((r) => r.region_id ?? r.country ?? ''))].filter(Boolean).slice(0, 4).map((id) => nameOf(this.model, id));
    return [t('reports', { n: rows.length }), list(kinds), list(where), areas ? t('cluster.areas', { n: areas }) : ''].filter(Boolean).join(', ');
  }

  tipOfMark(cluster: Cluster): string[] {
    const rows = rowsOf(cluster);
    if (rows.length === 1) return [title(this.model, rows[0]), when(rows[0]), word('level.known', precisionOf(rows[0]))];
    if (cluster.symbols[0].rule) return [cluster.symbols[0].name ?? '', t('region.restrictions')];
    if (!rows.length) return [cluster.symbols[0].name ?? '', t('residual.tip', { count: cluster.symbols[0].figure ?? '' })];
    return [this.cluster(cluster), ...rows.slice(0, 5).map((r) => title(this.model, r)), rows.length > 5 ? t('andmore', { n: rows.length - 5 }) : ''].filter(Boolean);
  }

  /** zoomTo looks closer at the members of a ring. */
  zoomTo(view: MapView, cluster: Cluster) {
    const xs = cluster.symbols.map((s) => s.x);
    const ys = cluster.symbols.map((s) => s.y);
    const bounds = L.latLngBounds([latOf(Math.max(...ys)), lonOf(Math.min(...xs))], [latOf(Math.min(...ys)), lonOf(Math.max(...xs))]);
    view.map.fitBounds(bounds.pad(0.3), { maxZoom: Math.min(11, view.map.getZoom() + 3) });
  }
}
