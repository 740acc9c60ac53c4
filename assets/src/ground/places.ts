// Towns to find one's way by: capitals and large cities of the world at once, those of a region when it is looked at closely.
import { getJSON } from '../fetch';
import type { Names } from '../i18n';
import { type Box, worldX, worldY } from './mercator';

export interface City {
  names: Names;
  x: number;
  y: number;
  population: number;
  /** 0 for a capital of a country; the higher, the less it matters */
  rank: number;
}

interface Answer {
  places: { name: Names; lon: number; lat: number; population: number; rank: number }[];
}

/** least is the population from which a town is shown; capitals show earlier. */
function least(zoom: number): number {
  if (zoom < 5.2) return 4_500_000;
  if (zoom < 5.8) return 1_000_000;
  if (zoom < 6.4) return 400_000;
  if (zoom < 7.2) return 90_000;
  if (zoom < 8.2) return 30_000;
  if (zoom < 9.2) return 8_000;
  return 1_000;
}

/** Places loads lists of towns and picks those that suit a view. */
export class Places {
  private readonly cities = new Map<string, City>();
  private readonly asked = new Set<string>();

  constructor(
    private readonly version: string,
    private readonly changed: () => void,
  ) {}

  /** ask loads a list once. Towns are an ornament: when a list does not come, the map goes without. */
  ask(name: string) {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    getJSON<Answer>(`/boundaries/${this.version}/places/${name}.json`).then(
      (answer) => {
        for (const p of answer.places) {
          this.cities.set(`${p.lon.toFixed(2)},${p.lat.toFixed(2)}`, { names: p.name, x: worldX(p.lon), y: worldY(p.lat), population: p.population, rank: p.rank });
        }
        this.changed();
      },
      () => undefined,
    );
  }

  /** pick lists the towns of a view that its zoom has room for, the most important first. */
  pick(view: Box, zoom: number): City[] {
    const from = least(zoom);
    const found: City[] = [];
    for (const city of this.cities.values()) {
      const fits = city.population >= from || (city.rank === 0 && zoom >= 3.8);
      if (fits && city.x >= view[0] && city.x <= view[2] && city.y >= view[1] && city.y <= view[3]) found.push(city);
    }
    found.sort((a, b) => Number(b.rank === 0) - Number(a.rank === 0) || b.population - a.population);
    return found.slice(0, 160);
  }
}
