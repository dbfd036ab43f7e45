/**
 * The words beside the switches: what somebody agrees to. A changed meaning needs a new TEXT_VERSION
 * (api/notifications/preferences.py), which every consent is kept with.
 */
export const preferences = {
  textVersion: '2026-11' as const,
  title: 'Nhận tin gì, qua đâu',
  consent: 'Đánh dấu là đồng ý nhận. Bỏ dấu lúc nào cũng được và có hiệu lực ngay. Mọi tin luôn còn ở mục Thông báo trong ứng dụng.',
  generic: 'Thư, tin nhắn chỉ nói có tin mới và đường dẫn; không có tên, số giấy tờ hay tên thủ tục.',
  saved: 'Đã lưu.',
  purposes: {
    action: { title: 'Việc cần làm và kết quả', hint: 'Cần bổ sung, nộp phí, có kết quả, bị từ chối, xin lỗi vì trễ hẹn.' },
    progress: { title: 'Hồ sơ qua từng bước', hint: 'Đã nộp, đã tiếp nhận, đang xử lý.' },
    rating: { title: 'Mời đánh giá', hint: 'Một lần sau khi trả kết quả và một lần nhắc.' },
    announcements: { title: 'Thông báo của cơ quan', hint: 'Chỉ của nơi ông/bà chọn theo dõi.' },
  },
  channels: {
    push: 'Thông báo trên máy',
    email: 'Thư điện tử',
    sms: 'Tin nhắn SMS, nếu sau 4 giờ chưa máy nào nhận được thông báo',
    zalo: 'Zalo, nếu sau 4 giờ chưa máy nào nhận được thông báo',
  },
  urgent: 'Gấp: rung cả ban đêm',
  night: 'Ban đêm, từ 21 giờ đến 7 giờ',
  nights: {
    silent: ['Không rung', 'Tin nằm sẵn trên máy. Tin nhắn SMS và Zalo để đến sáng.'],
    hold: ['Để đến 7 giờ sáng', 'Đêm không có tin nào.'],
    ring: ['Như ban ngày', 'Rung cả ban đêm.'],
  },
  email: {
    title: 'Địa chỉ thư điện tử',
    none: 'Chưa có. Muốn nhận thư, xin thêm địa chỉ.',
    label: 'Địa chỉ',
    hint: 'Chúng tôi gửi mã 6 chữ số đến đó để chắc là của ông/bà.',
    send: 'Gửi mã',
    sending: 'Đang gửi…',
    sentTo: (address: string) => `Đã gửi mã đến ${address}. Không thấy? Xin xem cả hộp thư rác.`,
    code: 'Mã trong thư',
    confirm: 'Xác nhận',
    confirming: 'Đang kiểm tra…',
    other: 'Dùng địa chỉ khác',
    confirmed: 'Đã xác nhận.',
    forget: 'Xóa địa chỉ',
    forgetting: 'Đang xóa…',
    needed: 'cần thêm địa chỉ ở dưới',
  },
};
