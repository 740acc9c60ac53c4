// Layers with their counts: what is drawn, and how much of it there is in the period.
import { type Child, el, svg } from '../dom';
import { num, t, word } from '../i18n';
import { glyph, restrictionGlyph, standing } from '../marks/glyph';
import type { Model } from '../model';
import { precisionOf, placed } from '../records';
import { type LayerName, layerNames } from '../state';
import { rampStyle } from '../tokens';

/** layers builds the list of layers; a layer whose data is not to be had is left out. */
export function layers(model: Model): HTMLElement {
  const { store } = model;
  const toggle = (name: LayerName) => {
    const now = store.state.layers;
    store.set({ layers: layerNames.filter((l) => (l === name ? !now.includes(l) : now.includes(l))) });
  };
  const counts = countsOf(model);
  return el(
    'section.layers', null,
    el('h2', null, t('layers')),
    ...layerNames.filter((name) => (name !== 'restrictions' && name !== 'waters') || counts[name] > 0).map((name) => {
      const input = el('input', { type: 'checkbox', id: `layer-${name}`, checked: store.state.layers.includes(name) });
      input.addEventListener('change', () => toggle(name));
      return el('label', null, input, el('span.g', null, picture(name)), el('span', null, name === 'totals' ? word('layer.totals', store.state.level) : word('layer', name)), el('span.c', null, num(counts[name])));
    }),
    el('p.key-line', null, glyph('place', 'interception', '', true), el('span', null, t('kind.interception')), glyph('place', 'damage', '', true), el('span', null, t('kind.damage'))),
    model.chosen.some((row) => !standing(row)) ? el('p.key-line', null, hollow(), el('span', null, t('grade.hollow'))) : null,
  );
}

function hollow(): SVGElement {
  const mark = glyph('place', 'both', '', true);
  mark.classList.add('hollow');
  return mark;
}

function countsOf(model: Model): Record<LayerName, number> {
  const counts: Record<LayerName, number> = { totals: model.values?.count('value') ?? 0, places: 0, districts: 0, regions: 0, waters: 0, restrictions: model.restrictions.length };
  for (const row of model.chosen) {
    if (placed(row)) counts[({ place: 'places', district: 'districts', region: 'regions', water: 'waters' } as const)[precisionOf(row)]]++;
  }
  counts.waters += (model.ledger?.nights ?? []).flatMap((n) => n.residuals ?? []).filter((r) => r.region_id.startsWith('water.')).length;
  return counts;
}

function picture(name: LayerName): Child {
  switch (name) {
    case 'totals': {
      const bars = [0, 1, 2, 3, 4].map((i) => {
        const bar = svg('rect', { x: i * 6, y: 0, width: 6.2, height: 14 });
        bar.style.fill = rampStyle(5, i);
        return bar;
      });
      return svg('svg', { width: 30, height: 14, 'aria-hidden': 'true' }, ...bars);
    }
    case 'places': return glyph('place', 'both', '', true);
    case 'districts': return glyph('district', 'interception', '1');
    case 'regions': return glyph('region', 'interception', '1');
    case 'waters': return glyph('water', 'interception', '1');
    default: return restrictionGlyph();
  }
}
