// Short forms of region names for the map: the type word is on the map already, as a border.
import type { Lang } from '../state';
import type { Names } from '../i18n';
import { named } from '../i18n';

const rules: Record<Lang, [RegExp, string][]> = {
  en: [
    [/^(?:Republic|City) of (?:the )?/i, ''],
    [/\s+(?:Autonomous )?(?:Oblast|Region|Republic|Krai|Territory|Voivodeship|Province|Voblast)$/i, ''],
    [/\s+(?:Autonomous Okrug|Autonomous Area)$/i, ''],
    [/\s+(?:District|Raion|Rayon|Urban Okrug|Municipal Okrug|Okrug)$/i, ''],
  ],
  ru: [
    [/^Республика\s+/i, ''],
    [/\s+автономный округ(?:\s+—.*)?$/i, ' АО'],
    [/\s+автономная область$/i, ' АО'],
    [/\s+область$/i, ' обл.'],
    [/\s+(?:муниципальный |городской )?(?:район|округ)$/i, ''],
    [/\s+воеводство$/i, ''],
  ],
  uk: [
    [/^(?:Республіка|Автономна Республіка)\s+/i, ''],
    [/\s+автономний округ(?:\s+—.*)?$/i, ' АО'],
    [/\s+область$/i, ' обл.'],
    [/\s+(?:муніципальний |міський )?(?:район|округ)$/i, ''],
    [/\s+воєводство$/i, ''],
  ],
};

/** shortName is a name without the words that say what kind of unit it is; Moscow and Kyiv regions keep them, beside their cities. */
export function shortName(names: Names, lang: Lang): string {
  const full = named(names);
  if (/^(?:Moscow|Kyiv|Kiev|Minsk) (?:Oblast|Region|Province)/i.test(full)) return full.replace(/\s+(?:Oblast|Region|Province)/i, ' reg.');
  let short = full;
  for (const [pattern, instead] of rules[lang]) short = short.replace(pattern, instead);
  return short || full;
}

/** briefName drops even the abbreviated type word, where there is no room for it. */
export function briefName(short: string): string {
  return short.replace(/ (?:обл\.|край|АО|reg\.)$/, '');
}
