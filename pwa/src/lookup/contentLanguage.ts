/** The catalogue is Vietnamese in every language of the app: screen readers have to know. */
import { language } from '../words/index.ts';

export function contentLanguage(): string | undefined {
  return language === 'vi' ? undefined : 'vi';
}
