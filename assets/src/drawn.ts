// Which symbols the state puts on the map: the chosen incidents by layer, and badges for the parts of claims that lie on
// water or on several regions together.
import { boundsOf, plus, short, type Bounds } from './figures';
import { worldX, worldY } from './ground/mercator';
import { type Spot, type Symbol, sizeOf, symbolsOf } from './marks/group';
import { type Model, nameOf } from './model';
import { type Incident, type Precision, precisionOf } from './records';
import type { Several } from './several';
import type { LayerName } from './state';

const layerOf: Record<Precision, LayerName> = { place: 'places', district: 'districts', region: 'regions', water: 'waters' };

/** drawnSymbols gathers the symbols of a model; several gives the units of a record that is drawn in each of them. */
export function drawnSymbols(model: Model, several?: Several): Symbol[] {
  const on = new Set(model.store.state.layers);
  const spots = (row: Incident): Spot[] | null => {
    const units = several?.apart(row)?.map((id) => model.unit(id));
    if (!units || units.includes(null)) return null;
    return units.flatMap((unit) => (unit ? [{ area: unit.id, x: unit.label[0], y: unit.label[1] }] : []));
  };
  const symbols = symbolsOf(model.chosen.filter((row) => on.has(layerOf[precisionOf(row)])), spots);
  if (model.store.state.measure === 'interceptions' && model.store.state.basis !== 'incidents') symbols.push(...residuals(model).filter((s) => on.has(layerOf[s.precision])));
  if (on.has('restrictions')) symbols.push(...rules(model));
  return symbols;
}

/** rules are the signs of restrictions in force, one a region. */
function rules(model: Model): Symbol[] {
  return [...new Set(model.restrictions.map((r) => r.region_id))].flatMap((id) => {
    const at = model.unit(id)?.label;
    return at ? [{ key: `x:${id}`, precision: 'region' as const, kind: 'interception' as const, x: at[0], y: at[1], w: 22, h: 18, rows: [], name: nameOf(model, id), areas: [id], rule: true }] : [];
  });
}

/** residuals are the items of claims that no region has: one pill a sea, one joined badge a composite. */
function residuals(model: Model): Symbol[] {
  const sums = new Map<string, Bounds>();
  for (const night of model.ledger?.nights ?? []) {
    for (const r of night.residuals ?? []) {
      if (!r.region_id.startsWith('water.') && !r.region_id.startsWith('composite.')) continue;
      sums.set(r.region_id, plus(sums.get(r.region_id) ?? null, boundsOf(r) ?? null) ?? { min: 0, max: 0 });
    }
  }
  return [...sums].flatMap(([id, bounds]) => {
    const composite = model.boot.composites?.find((c) => c.id === id);
    const at = composite ? [worldX(composite.label[0]), worldY(composite.label[1])] : model.unit(id)?.label;
    if (!at) return [];
    const symbol: Symbol = { key: `r:${id}`, precision: composite ? 'region' : 'water', kind: 'interception', x: at[0], y: at[1], w: 0, h: 0, rows: [], figure: short(bounds), name: nameOf(model, id), areas: composite?.members ?? [id] };
    [symbol.w, symbol.h] = sizeOf(symbol);
    return [symbol];
  });
}
