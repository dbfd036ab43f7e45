/** Words of what holds at an office; both languages are small enough to come together. */
import { language } from '../words/index.ts';

const vi = {
  at: (office: string) => `Tại ${office}`,
  kinds: { fee: 'Phí, lệ phí', place: 'Nơi nộp', contact: 'Liên hệ', hours: 'Giờ tiếp dân', feedback: 'Phản ánh, kiến nghị' },
  of: (decision: string, day: string) => `${decision} ngày ${day}`,
  since: (day: string) => `áp dụng từ ${day}`,
  until: (day: string) => ` đến hết ${day}`,
};

const en: typeof vi = {
  at: (office) => `At ${office}`,
  kinds: { fee: 'Fee', place: 'Where to hand in', contact: 'Contact', hours: 'Opening hours', feedback: 'Feedback' },
  of: (decision, day) => `${decision} of ${day}`,
  since: (day) => `in force from ${day}`,
  until: (day) => ` until the end of ${day}`,
};

export function localWords(): typeof vi {
  return language === 'en' ? en : vi;
}
