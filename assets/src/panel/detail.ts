// The view of what is chosen: a record when the id is one, else a region.
import '../core';
import type { Model } from '../model';
import type { Incident } from '../records';
import { card, citation } from './card';
import { regionView, type RegionEvents } from './region';
import { cite, shareLink } from './share';

export interface DetailEvents extends RegionEvents {
  areas: (ids: string[]) => void;
}

/** detail builds the view of an id. */
export function detail(model: Model, id: string, row: Incident | null, on: DetailEvents): HTMLElement {
  if (!row) return regionView(model, id, on);
  return card(model, row, {
    back: on.back, region: on.region, areas: on.areas,
    share: (kind) => {
      if (kind === 'link') return shareLink(model);
      const { text, bibtex } = citation(model, row, model.store.address('/', { sel: row.id, as_of: model.boot.version || null }));
      cite(text, bibtex);
    },
  });
}
