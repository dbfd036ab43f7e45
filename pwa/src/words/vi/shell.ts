export const shell = {
  appName: 'Một Cửa',
  skipToContent: 'Đến nội dung chính',
  mainMenu: 'Trình đơn chính',
  home: 'Trang chủ',
  lookUp: 'Tra cứu',
  dossiers: 'Hồ sơ',
  inbox: 'Thông báo',
  unread: (count: number) => `${count} chưa đọc`,
  settings: 'Cài đặt',
  back: 'Quay lại',
  close: 'Đóng',
  cancel: 'Thôi',
  retry: 'Thử lại',
  retrying: 'Đang thử lại…',
  loading: 'Đang tải…',
  more: 'Xem thêm',
  seeAll: 'Xem tất cả',
  edit: 'Sửa',
  goHome: 'Về trang chủ',
  optional: '(không bắt buộc)',
  errorSummary: 'Có chỗ cần sửa',

  offline: 'Không có mạng. Ông/bà vẫn xem được những gì đã mở.',
  unreachable: 'Máy chủ chưa trả lời. Ứng dụng sẽ tự thử lại.',
  asOf: (time: string) => `Như lúc ${time}. Chưa cập nhật được.`,

  pageNotKept: 'Chưa mở được trang này',
  notFoundTitle: 'Không có trang này',
  notFoundText: 'Đường dẫn có thể đã cũ hoặc bị gõ nhầm.',

  crashTitle: 'Trang này gặp lỗi',
  crashText: 'Lỗi ở ứng dụng, không phải ở ông/bà. Hồ sơ đang soạn vẫn nằm trong máy. Xin tải lại bản mới nhất.',
  reload: 'Tải lại',

  updateReady: 'Có bản mới của ứng dụng.',
  updateNow: 'Dùng bản mới',

  problemOffline: 'Máy không có mạng. Xin bật Wi‑Fi hoặc dữ liệu di động rồi thử lại.',
  problemUnreachable: 'Máy chủ chưa trả lời. Xin chờ một phút rồi thử lại.',
  problemUnexpected: 'Máy chủ trả lời không như ứng dụng mong đợi. Xin tải lại trang để dùng bản mới nhất.',
  problemNotSeen: 'Trang này chưa từng được mở trên máy khi có mạng, nên chưa xem được lúc này.',

  signInFirst: 'Xin đăng nhập để xem trang này.',
  signIn: 'Đăng nhập',

  today: 'hôm nay',
  yesterday: 'hôm qua',
};
