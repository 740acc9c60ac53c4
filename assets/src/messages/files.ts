// The message files. The bundler turns each import into the address of the file, so that a reader loads one language; to the
// type checker it is the file itself, so that a key that is missing from a language does not compile.
import en from './en.messages.json';
import ru from './ru.messages.json';
import uk from './uk.messages.json';
import type { Lang } from '../state';

export type MessageKey = keyof typeof en;

/** Messages: a text, or its plural forms by the names of Intl.PluralRules; `other` stands in for a form that is not there. */
export type Messages = Record<MessageKey, string | Readonly<Record<string, string>>>;

const files: Record<Lang, Messages> = { en, ru, uk };

/** messageFiles are the addresses to fetch. */
export const messageFiles = files as unknown as Record<Lang, string>;
