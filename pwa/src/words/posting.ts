/** What the desk and oversight call the same in the posting register, in both languages: they are few. */
import type { Schemas } from '../api/client.ts';
import { formatShortDate } from './format.ts';
import { language } from './index.ts';

type Row = Schemas['PostingComplianceRow'];

interface PostingTerms {
  /** Parts that a procedure must have, as api/catalogue/mandatory_parts.py has them. */
  parts: Record<Row['missing_parts'][number], string>;
  steps: { office: string; electronic: string; withdrawn: string };
  ways: { office: string; electronic: string };
  history: string;
  decidedBy: (number: string, day: string) => string;
  /** Behind a day that was entered only after the last one. */
  enteredOn: (day: string) => string;
}

export const vi: PostingTerms = {
  parts: {
    name: 'tên thủ tục',
    steps: 'trình tự thực hiện',
    channels: 'cách thức thực hiện',
    papers: 'thành phần, số lượng hồ sơ',
    time_limit: 'thời hạn giải quyết',
    target: 'đối tượng thực hiện',
    agency: 'cơ quan giải quyết',
    result: 'kết quả thực hiện',
    legal_basis: 'căn cứ pháp lý',
  },
  steps: { office: 'Niêm yết tại cơ quan', electronic: 'Công khai điện tử', withdrawn: 'Gỡ bản niêm yết' },
  ways: { office: 'Tại cơ quan', electronic: 'Điện tử' },
  history: 'Các lần ghi sổ',
  decidedBy: (number, day) => `Quyết định ${number}, ${day}`,
  enteredOn: (day) => `ghi sổ ${day}`,
};

export const en: PostingTerms = {
  parts: {
    name: 'name',
    steps: 'steps',
    channels: 'ways of doing it',
    papers: 'papers and their number',
    time_limit: 'time limit',
    target: 'who it is for',
    agency: 'agency',
    result: 'result',
    legal_basis: 'legal basis',
  },
  steps: { office: 'Posted at the office', electronic: 'Published electronically', withdrawn: 'Sheet taken down' },
  ways: { office: 'At the office', electronic: 'Electronic' },
  history: 'Lines of the register',
  decidedBy: (number, day) => `Decision ${number}, ${day}`,
  enteredOn: (day) => `entered ${day}`,
};

/** '04/11/2026', or '04/11/2026 (ghi sổ 23/11/2026)' where the register heard of it only after the last day. */
export function formatDoneOn(on: string, recordedOn: string | null, publishBy: string): string {
  const day = formatShortDate(on);
  return recordedOn && on <= publishBy && recordedOn > publishBy ? `${day} (${terms().enteredOn(formatShortDate(recordedOn))})` : day;
}

const terms = () => (language === 'en' ? en : vi);

/** The mean of indicator 6: 1.3 → '1,3'. */
export function formatPoints(points: number): string {
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(points);
}
