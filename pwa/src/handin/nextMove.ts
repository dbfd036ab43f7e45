/**
 * What to do after an answer of the service, or after none: the one place that decides whether to try again.
 *
 * Whatever may be better later is tried again; only what the citizen has to mend makes a draft stuck.
 */
export interface Answer {
  /** 0: none came. */
  status: number;
  code: string;
  detail: string;
  retryable?: boolean;
  errors?: { code?: string; detail?: string; upload_id?: string }[];
}

export type Move = 'go_on' | 'retry' | 'sign_in' | 'stuck';

const ABOUT_TIMING = [0, 408, 423, 425, 429];

export function moveAfter({ status, retryable }: Answer): Move {
  if (status >= 200 && status < 300) return 'go_on';
  if (status === 401) return 'sign_in';
  return ABOUT_TIMING.includes(status) || status >= 500 || retryable ? 'retry' : 'stuck';
}

/** An upload that the service does not know begins anew, one that stands elsewhere than we thought is asked for. */
export function moveAfterUpload(answer: Answer): Move | 'create_anew' | 'ask_offset' {
  if (answer.status === 404 || answer.status === 410) return 'create_anew';
  return answer.status === 409 ? 'ask_offset' : moveAfter(answer);
}

/** The uploads to send again after the list of files was refused; none when sending again cannot help. */
export function uploadsToMend({ code, errors = [] }: Answer): Map<string, 'create_anew' | 'ask_offset'> {
  const mended = new Map<string, 'create_anew' | 'ask_offset'>();
  if (code !== 'files_missing_or_different') return mended;
  for (const { code: fault, upload_id: upload } of errors) {
    if (!upload || fault === 'unknown_requirement') return new Map();
    mended.set(upload, fault === 'upload_incomplete' ? 'ask_offset' : 'create_anew');
  }
  return mended;
}
