// Colours and sizes as the style sheet has them: styles/tokens.css is the only place that names a colour.

const names = [
  'water', 'land', 'none', 'zero', 'coast', 'border-country', 'border-region', 'border-uncovered', 'border-zero', 'border-district', 'select',
  'q1', 'q2', 'q3', 'q4', 'q5', 'hatch', 'hatch-ground', 'cross', 'interception', 'damage', 'water-mark', 'halo', 'badge',
  'label', 'label-strong', 'label-quiet', 'label-sea', 'label-halo', 'label-halo-land', 'label-halo-sea', 'on-dark', 'paper', 'ink',
] as const;

export type Token = (typeof names)[number];

export interface Tokens {
  colour: Record<Token, string>;
  /** the ramp that a number of classes uses, palest first */
  ramp(classes: number): string[];
  font: string;
  width: { district: number; region: number; country: number; coast: number; select: number; halo: number };
  dark: boolean;
}

/** readTokens asks the style sheet; call again when the theme or the contrast changes. */
export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue('--' + name).trim();
  const colour = {} as Record<Token, string>;
  for (const name of names) colour[name] = value(name);
  const px = (name: string) => parseFloat(value(name)) || 1;
  const five = [colour.q1, colour.q2, colour.q3, colour.q4, colour.q5];
  return {
    colour,
    ramp: (classes) => Array.from({ length: classes }, (_, i) => mix(five, classes <= 1 ? 0.5 : i / (classes - 1))),
    font: value('sans'),
    width: { district: px('lw-district'), region: px('lw-region'), country: px('lw-country'), coast: px('lw-coast'), select: px('lw-select'), halo: px('lw-halo') },
    dark: luminance(colour.paper) < 0.2,
  };
}

/** rampStyle is a step of the ramp for a style sheet: it follows the theme, and paper, without being drawn anew. */
export function rampStyle(classes: number, i: number): string {
  const at = classes <= 1 ? 2 : (4 * i) / (classes - 1);
  const part = Math.round(100 * (at % 1));
  return part ? `color-mix(in srgb,var(--q${Math.floor(at) + 2}) ${part}%,var(--q${Math.floor(at) + 1}))` : `var(--q${at + 1})`;
}

/** mix picks the colour at t in [0, 1] along a ramp; the steps of a five-class ramp are its own colours. */
function mix(ramp: string[], t: number): string {
  const at = t * (ramp.length - 1);
  const i = Math.min(ramp.length - 2, Math.floor(at));
  const f = at - i;
  if (f < 1e-6) return ramp[i];
  if (f > 1 - 1e-6) return ramp[i + 1];
  const a = channels(ramp[i]);
  const b = channels(ramp[i + 1]);
  return '#' + a.map((v, k) => Math.round(v + (b[k] - v) * f).toString(16).padStart(2, '0')).join('');
}

export function channels(hex: string): [number, number, number] {
  const n = parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

/** luminance is WCAG's relative luminance, 0 to 1. */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((v) => {
    const s = v / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** inkOn picks the words' colour with the higher contrast on a ground. */
export function inkOn(ground: string, tokens: Tokens): string {
  const contrast = (a: string, b: string) => {
    const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (hi + 0.05) / (lo + 0.05);
  };
  const strong = tokens.colour['label-strong'];
  const other = tokens.colour['on-dark'];
  return contrast(strong, ground) >= contrast(other, ground) ? strong : other;
}
