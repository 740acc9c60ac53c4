// The full record as the server sends it, and how to ask for it.
import { getJSON } from '../fetch';
import type { Count } from '../figures';
import type { Names } from '../i18n';
import type { Tally } from '../ledger';
import type { Grade } from '../state';
import type { Check, Finding, Reach } from './checks';

export interface Statement {
  id: string;
  document: string;
  speaker: string | null;
  speaker_role: string;
  channel: string | null;
  quote: string;
  quote_lang: string | null;
  summary: string | null;
  preliminary: boolean;
  supersedes: string | null;
  checks: Check[];
}

export interface Document {
  id: string;
  title: string | null;
  url: string | null;
  publisher: string | null;
  publisher_role: string;
  language: string | null;
  published_at: string | null;
  archive_url: string | null;
  derived_from: string[];
}

export interface Effect {
  subject: string;
  part: string | null;
  state: string;
  count: Count | null;
  cause: string;
  statement: string | null;
  preliminary: boolean;
}

export interface Place {
  level: string;
  region_ids: string[];
  name: string | null;
  verbatim: string | null;
  point: [number, number] | null;
  uncertainty_m: number | null;
  method: string;
  resolution: {
    query: string | null;
    answer: string[];
    suggested: string[];
    rejected: { id: string; reason: string }[];
    decided_by: string | null;
    decided_at: string | null;
    reason: string | null;
  } | null;
  generalised: string | null;
}

export interface FullIncident {
  id: string;
  is_interception: boolean;
  is_damage: boolean;
  weapon_class: string;
  count: Count | null;
  when: { start: string | null; end: string | null; zone: string; precision: string; night_of: string | null };
  place: Place;
  effects: Effect[];
  response: string;
  attribution: { attributed_to: string | null; attributed_by: string | null; other_side_stance: string; statement: string | null } | null;
  statements: string[];
  grade: Grade;
  grade_reason: string | null;
  tags: string[];
}

export interface Revision {
  seq: number;
  rev: number;
  change: string;
  recorded_at: string;
  author: string;
  reason: string | null;
}

export interface FullRecord {
  record: FullIncident;
  /** the grade, and the rule or the reviewer's reason behind it */
  grading: { grade: Grade; reason: string; rule: Grade; rule_reason: string; overridden: boolean } | null;
  statements: Statement[];
  /** what the documents say besides, on which no record rests */
  remarks: Statement[];
  documents: Document[];
  /** what is contradicted in the statements, remarks and tallies, recorded and computed */
  checks: Finding[];
  sources: Reach | null;
  /** of the units spoken of, by id */
  names: Record<string, Names>;
  tallies: (Tally & Reach)[];
  link: { relation: string | null; tests?: Record<string, string> } | null;
  revisions: Revision[];
}

const kept = new Map<string, Promise<FullRecord>>();

/** loadRecord asks once an id and version of the data; a failure is forgotten, so that it can be tried again. */
export function loadRecord(id: string, version: string, asOf: string | null): Promise<FullRecord> {
  const key = `${version}|${asOf ?? ''}|${id}`;
  let promise = kept.get(key);
  if (!promise) {
    promise = getJSON<FullRecord>(`/records/${encodeURIComponent(id)}${asOf ? `?as_of=${encodeURIComponent(asOf)}` : ''}`);
    promise.catch(() => kept.delete(key));
    kept.set(key, promise);
  }
  return promise;
}
