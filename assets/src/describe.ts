// Words for an incident, made from its columns: the same sentences in the list, on the card, in tooltips and in the table.
import { type Count, counted } from './figures';
import { day, hourIn, hours, moment, num, t, weekday, word } from './i18n';
import { type Model, nameOf } from './model';
import { dateOf, type Incident } from './records';

/** what says what happened: "One UAV shot down", "Damage reported". */
export function what(row: Incident): string {
  const count: Count = { min: row.count_min, best: row.count_best, max: row.count_max, qualifier: row.count_qualifier ?? 'not_given' };
  const n = row.count_best ?? row.count_min ?? row.count_max ?? 1;
  const weapon = (number: number) => t(`weapon.${row.weapon_class || 'unknown'}` as 'weapon.uav', { n: number });
  const shot = count.qualifier === 'not_given' ? t('what.interception.unknown', { weapon: weapon(5) })
    : count.qualifier === 'exact' ? t('what.interception', { n, weapon: weapon(n) })
    : t('what.interception.about', { count: counted(count), weapon: weapon(Math.max(5, n)) });
  if (row.is_interception && row.is_damage) return t('what.both', { shot });
  if (row.is_interception) return shot;
  if ((row.killed_min ?? 0) > 0 || (row.injured_min ?? 0) > 0) return harm(row);
  return row.damaged_objects_min ? t('what.damage.objects', { n: row.damaged_objects_min }) : t('what.damage');
}

function harm(row: Incident): string {
  const parts = [];
  if ((row.killed_min ?? 0) > 0) parts.push(t('what.killed', { n: row.killed_min ?? 0 }));
  if ((row.injured_min ?? 0) > 0) parts.push(t('what.injured', { n: row.injured_min ?? 0 }));
  return t('what.damage.harm', { harm: parts.join(', ') });
}

/** where names the place as far as it is known, finest first. */
export function where(model: Model, row: Incident): string {
  const names = [row.district_id, row.region_id].filter((id, i, all): id is string => !!id && all.indexOf(id) === i).map((id) => placeName(model, row, id));
  if (!names.length) return row.country ? nameOf(model, row.country) : t('where.unknown');
  if (row.place_level === 'border_between') return t('where.border', { place: names.join(', ') });
  return names.join(', ');
}

/** placeName names a region of an incident: as the page knows it, else as the row does. */
export function placeName(model: Model, row: Incident, id: string): string {
  const known = nameOf(model, id);
  return known !== id ? known : ((id === row.district_id ? row.district_name : id === row.region_id ? row.region_name : null) ?? id);
}

/** title is the first line of a card. */
export function title(model: Model, row: Incident): string {
  const said = what(row);
  return `${said.charAt(0).toLocaleUpperCase()}${said.slice(1)}, ${where(model, row)}`;
}

/** when writes the time with its precision in words; an unknown hour is never midnight. */
export function when(row: Incident): string {
  const date = dateOf(row);
  const zone = row.time_zone || 'UTC';
  switch (row.time_precision) {
    case 'night': return date ? t('when.night', { date: day(date) }) : t('when.unknown');
    case 'day': return date ? t('when.day', { date: day(date) }) : t('when.unknown');
    case 'part_of_day': return date ? t('when.part', { date: day(date), part: partOfDay(row) }) : t('when.unknown');
    case 'exact':
    case 'approximate': return row.time_start ? t(row.time_precision === 'exact' ? 'when.exact' : 'when.approximate', { moment: moment(row.time_start, zone) }) : t('when.unknown');
    case 'window': return row.time_start && row.time_end ? t('when.window', { hours: hours(row.time_start, row.time_end, zone) }) : t('when.unknown');
    case 'first_reported': { // by then it had happened: without a time of its own it has that of the first publication
      const by = row.time_start ?? row.time_end;
      return by ? t('when.first', { moment: moment(by, zone) }) : t('when.unknown');
    }
    default: return date ? t('when.about', { date: day(date) }) : t('when.unknown');
  }
}

function partOfDay(row: Incident): string {
  if (!row.time_start) return '';
  const hour = hourIn(row.time_start, row.time_zone || 'UTC');
  return t(hour < 12 ? 'part.morning' : hour < 18 ? 'part.afternoon' : 'part.evening');
}

/** precision says in words how finely the place is known. */
export function precision(row: Incident): string {
  return word('level', row.place_level === 'district' && !row.district_id ? 'region' : row.place_level);
}

/** label is the accessible name of a mark that stands for one incident. */
export function label(model: Model, row: Incident): string {
  const date = dateOf(row);
  return `${title(model, row)}. ${when(row)}${date ? ` (${weekday(date)})` : ''}. ${word('grade', row.grade)}.`;
}

/** countText is the number of an incident as a table shows it. */
export function countText(row: Incident): string {
  if (!row.is_interception) return row.damaged_objects_min === null ? '' : num(row.damaged_objects_min);
  return counted({ min: row.count_min, best: row.count_best, max: row.count_max, qualifier: row.count_qualifier ?? 'not_given' });
}
