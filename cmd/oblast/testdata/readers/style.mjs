// Validates styles by MapLibre's own specification: addresses are the arguments; prints what is wrong, as JSON by address.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';

const said = {};
for (const address of process.argv.slice(2)) {
  const answer = await fetch(address);
  said[address] = answer.ok ? validateStyleMin(await answer.json()).map((e) => e.message) : [`status ${answer.status}: ${await answer.text()}`];
}
console.log(JSON.stringify(said));
