/** The longest words that real data bring, and a problem of each kind. */
import { Problem } from '../../api/problem.ts';
import type { Resource } from '../../app/useResource.ts';

/** 300 letters, like the longest official titles. */
export const LONG_TITLE =
  'Thủ tục đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp giải quyết tranh ' +
  'chấp, khiếu nại, tố cáo về đất đai; xử lý hợp đồng thế chấp, góp vốn; kê biên, đấu giá quyền sử dụng đất, tài sản gắn liền ' +
  'với đất để thi hành án; chia, tách, hợp nhất, sáp nhập tổ chức';

/** One word without a place to break. */
export const LONG_NAME = 'Nguyễn'.repeat(50);

export const PROBLEM = new Problem({
  code: 'too_many_requests',
  detail: 'Ông/bà đã xin mã quá nhiều lần. Xin chờ 10 phút rồi thử lại.',
  status: 429,
  retryable: true,
});
export const OFFLINE = new Problem({
  code: 'offline',
  detail: 'Máy không có mạng. Xin bật Wi-Fi hoặc dữ liệu di động rồi thử lại.',
  retryable: true,
});
const SIGN_IN = new Problem({ code: 'sign_in_required', detail: 'Xin đăng nhập.', status: 401 });

const resting: Resource<string> = {
  data: undefined,
  asOf: undefined,
  problem: undefined,
  loading: false,
  reload: async () => {},
  replace: () => {},
};

/** What a page's data can be like. */
export const RESOURCES: Record<string, Resource<string>> = {
  'đang tải lần đầu': { ...resting, loading: true },
  'xem lại khi mất mạng': { ...resting, data: 'Nội dung đã lưu', asOf: Date.now() - 3_600_000, problem: OFFLINE },
  'có nội dung, cập nhật bị từ chối': { ...resting, data: 'Nội dung đã lưu', problem: PROBLEM },
  'chưa từng mở, mất mạng': { ...resting, problem: OFFLINE },
  'chưa từng mở, đang thử lại': { ...resting, problem: OFFLINE, loading: true },
  'cần đăng nhập': { ...resting, problem: SIGN_IN },
};
