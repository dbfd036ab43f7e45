export const push = {
  title: 'Bật thông báo?',
  reason: 'Bật thông báo để biết ngay khi hồ sơ có kết quả hoặc cần bổ sung giấy tờ.',
  lockScreen: 'Màn hình khóa không hiện tên, số giấy tờ hay tên thủ tục.',
  turnOn: 'Bật thông báo',
  turningOn: 'Đang bật…',
  turnOff: 'Tắt trên máy này',
  turningOff: 'Đang tắt…',
  later: 'Để sau',
  laterHint: 'Muốn bật lúc khác, xin vào Cài đặt.',
  on: 'Máy này đang nhận thông báo.',
  off: 'Máy này chưa nhận thông báo.',
  denied: 'Trình duyệt đang chặn thông báo của Một Cửa.',
  allowInBrowser: 'Muốn cho phép: chạm biểu tượng bên trái địa chỉ trang, chọn “Quyền”, bật “Thông báo”, rồi tải lại trang.',
  allowInPhone: 'Muốn cho phép: mở Cài đặt của điện thoại, tìm ứng dụng Một Cửa, bật “Thông báo”, rồi mở lại ứng dụng.',
  iosTitle: 'Thêm Một Cửa vào màn hình chính',
  iosWhy: 'iPhone và iPad chỉ nhận thông báo sau khi thêm.',
  iosSteps: [
    'Chạm nút Chia sẻ (ô vuông có mũi tên đi lên).',
    'Chọn “Thêm vào MH chính”.',
    'Mở Một Cửa từ màn hình chính, vào Cài đặt và bật thông báo.',
  ],
  none: 'Trình duyệt này không nhận được thông báo. Tin vẫn đến mục Thông báo trong ứng dụng.',
  failed: 'Trình duyệt chưa đăng ký được thông báo. Xin thử lại sau; tin vẫn đến mục Thông báo trong ứng dụng.',
  tested: {
    arrived: {
      title: () => 'Tin thử đã đến máy này.',
      todo: ['Không thấy trên màn hình? Xin tắt “Không làm phiền” và cho phép trình duyệt hiện thông báo trong Cài đặt của điện thoại.'],
    },
    notSent: {
      title: () => 'Máy chủ chưa gửi được tin thử.',
      todo: ['Xin thử lại sau vài phút. Tin về hồ sơ vẫn đến mục Thông báo trong ứng dụng.'],
    },
    forgotten: {
      title: () => 'Trình duyệt đã hủy đăng ký nhận thông báo.',
      todo: ['Xin bật lại thông báo trên máy này rồi gửi thử lần nữa.'],
    },
    notArrived: {
      title: () => 'Đã gửi đi, nhưng máy này chưa nhận.',
      todo: [
        'Kiểm tra máy có mạng.',
        'Tắt chế độ tiết kiệm pin cho trình duyệt, không buộc dừng ứng dụng.',
        'Vẫn không được: tắt thông báo trên máy này rồi bật lại.',
      ],
    },
    elsewhere: {
      title: (count: number) => `Đã gửi thử đến ${count} máy khác.`,
      todo: ['Máy này đang tắt thông báo.'],
    },
  },
};
