// Where the map looks: it follows the state, and the state follows it once the reader has moved it.
import type { MapView } from './mapview';
import type { Model } from './model';
import { narrow } from './panel/sheet';
import type { State, Store } from './state';

export class Viewpoint {
  private moved = false;
  private following = true;

  constructor(
    private readonly view: MapView,
    private readonly model: Model,
    private readonly store: Store,
  ) {}

  /** start looks, at once, where the state says, else at what there is to see. */
  start() {
    const { z, c } = this.store.state;
    if (z !== null && c) this.view.map.setView([c[1], c[0]], z, { animate: false });
    else this.fit();
  }

  /** follow keeps the state in step with the map from now on. */
  follow() {
    this.view.map.on('moveend', () => this.remember());
    this.view.map.on('dragstart zoomstart', () => this.own());
  }

  /** own: what is in view is the reader's choice, and belongs to the address. */
  own() {
    if (this.following) this.moved = true;
  }

  /** goto follows the back button; when the map itself wrote the state there is nothing to do. */
  goto({ z, c }: State) {
    const now = this.view.map.getCenter();
    if (z !== null && c && Math.abs(now.lat - c[1]) < 1e-3 && Math.abs(now.lng - c[0]) < 1e-3 && Math.abs(this.view.map.getZoom() - z) < 0.01) return;
    [this.moved, this.following] = [false, false]; // an address that is followed is not written anew
    this.start();
    this.following = true;
  }

  /** fit shows what there is to see. */
  fit() {
    this.view.fitAll(this.model.boot.extent, narrow());
  }

  private remember() {
    const c = this.view.map.getCenter();
    const digits = (n: number) => Math.round(n * 1000) / 1000;
    if (this.moved) this.store.set({ z: this.view.map.getZoom(), c: [digits(c.lng), digits(c.lat)] }, 'replace');
  }
}
