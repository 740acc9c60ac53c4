// The map on paper: drawn anew for a sheet's width, in light colours and finer than a screen, and put back afterwards. The
// style sheet lays out the page for paper; here is what it cannot do to a canvas.
import type { Map } from 'leaflet';
import type { Ground } from './ground/ground';

/** printable makes ready for paper whatever asks for a print. */
export function printable({ map, ground }: { map: Map; ground: Ground }) {
  const root = document.documentElement;
  let back: (() => void) | null = null;
  addEventListener('beforeprint', () => {
    const [bounds, centre, zoom, { theme }] = [map.getBounds(), map.getCenter(), map.getZoom(), root.dataset];
    back ??= () => {
      root.classList.remove('printing');
      if (theme) root.dataset.theme = theme;
      else delete root.dataset.theme;
      map.invalidateSize({ animate: false, pan: false });
      map.setView(centre, zoom, { animate: false });
      ground.retheme();
    };
    root.classList.add('printing');
    root.dataset.theme = 'light';
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false });
    ground.retheme();
    ground.draw(true);
  });
  addEventListener('afterprint', () => {
    back?.();
    back = null;
  });
}
