// The canvases of the ground, a little larger than the window on every side, and where they lie on the map.
import * as L from 'leaflet';
import type { Tokens } from '../tokens';
import type { Frame } from './frame';

/** How much larger than the window a canvas is, on every side, as a share of the window. */
const margin = 0.22;

/** Canvases are the layers of the picture: fills and borders, outlines, words. */
export class Canvases {
  readonly ground: HTMLCanvasElement;
  readonly outline: HTMLCanvasElement;
  readonly words: HTMLCanvasElement;
  /** where the top left corner is, in world units, and at which zoom the picture was drawn. Not a latitude: the corner may lie beyond the end of the world, where Mercator's latitudes are cut off. */
  private corner = L.point(0, 0);
  zoom = 0;

  constructor(private readonly map: L.Map) {
    const make = (name: string, pane: string) => {
      const canvas = document.createElement('canvas');
      canvas.className = `canvas canvas-${name} leaflet-zoom-animated`;
      canvas.setAttribute('aria-hidden', 'true');
      map.getPane(pane)?.append(canvas);
      return canvas;
    };
    this.ground = make('ground', 'tilePane');
    this.outline = make('outline', 'tilePane');
    this.words = make('words', 'words');
  }

  private all(): HTMLCanvasElement[] {
    return [this.ground, this.outline, this.words];
  }

  remove() {
    for (const canvas of this.all()) canvas.remove();
  }

  /** layout puts the canvases over the window, and gives the frame of the ground; paper: everything is to be drawn on that one. */
  layout(tokens: Tokens, paper: boolean): Frame {
    const { map } = this;
    const size = map.getSize();
    const ratio = paper ? 3 : Math.min(2, window.devicePixelRatio || 1);
    const pad = L.point(Math.round(size.x * margin), Math.round(size.y * margin));
    const width = size.x + 2 * pad.x;
    const height = size.y + 2 * pad.y;
    const topLeft = map.containerPointToLayerPoint(L.point(-pad.x, -pad.y)).round();
    this.zoom = map.getZoom();
    this.corner = map.getPixelOrigin().add(topLeft).divideBy(2 ** this.zoom);
    for (const canvas of this.all()) {
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      L.DomUtil.setTransform(canvas, topLeft, 1);
    }
    const ctx = this.ground.getContext('2d') as CanvasRenderingContext2D;
    return { ctx, paper, width, height, margin: [pad.x, pad.y], ratio, zoom: this.zoom, scale: 2 ** this.zoom, origin: [this.corner.x, this.corner.y], tokens };
  }

  /** short: the window shows ground beyond the canvases. */
  short(frame: Frame): boolean {
    const offset = this.map.layerPointToContainerPoint(this.topLeft());
    const size = this.map.getSize();
    return offset.x > 0 || offset.y > 0 || offset.x + frame.width < size.x || offset.y + frame.height < size.y;
  }

  /** topLeft is where the corner is on the map's pane now. */
  topLeft(): L.Point {
    return this.corner.multiplyBy(2 ** this.map.getZoom()).subtract(this.map.getPixelOrigin());
  }

  /** stretch moves and scales the picture with the map while it zooms. */
  stretch(center: L.LatLng, zoom: number) {
    const map = this.map as L.Map & { _getNewPixelOrigin(center: L.LatLng, zoom: number): L.Point };
    const scale = map.getZoomScale(zoom, this.zoom);
    const topLeft = this.corner.multiplyBy(2 ** zoom).subtract(map._getNewPixelOrigin(center, zoom));
    for (const canvas of this.all()) L.DomUtil.setTransform(canvas, topLeft, scale);
  }
}
