/** What the desk and oversight call the same in the posting register, in both languages: they are few. */
import type { Schemas } from '../api/client.ts';
import { language } from './index.ts';

type Row = Schemas['PostingComplianceRow'];

interface PostingTerms {
  /** Parts that a procedure must have, as api/catalogue/mandatory_parts.py has them. */
  parts: Record<Row['missing_parts'][number], string>;
  steps: { office: string; electronic: string; withdrawn: string };
  ways: { office: string; electronic: string };
  history: string;
  decidedBy: (number: string, day: string) => string;
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
};

/** The mean of indicator 6: 1.3 → '1,3'. */
export function formatPoints(points: number): string {
  return new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(points);
}
