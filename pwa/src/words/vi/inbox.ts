export const inbox = {
  title: 'Thông báo',
  signInFirst: 'Đăng nhập để xem tin về hồ sơ của ông/bà.',
  emptyTitle: 'Chưa có thông báo',
  emptyText: 'Khi hồ sơ có bước mới, tin sẽ hiện ở đây.',
  unread: 'Chưa đọc.',
  readAll: 'Đánh dấu đã đọc tất cả',
  earlier: (count: number) => `${count} tin trước`,
  loadingMore: 'Đang tải thêm…',
  ofTheApp: 'Tin của ứng dụng',
  aDossier: 'Hồ sơ',
};
