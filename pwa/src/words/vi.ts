/** Every word on screen, in Vietnamese. `en.ts` has the same keys: a missing one does not compile. */
export const vi = {
  appName: 'Một Cửa',
  pageTitle: 'Tình trạng hệ thống · Một Cửa',

  loadingTitle: 'Đang kiểm tra hệ thống',
  loadingText: 'Xin đợi trong giây lát.',

  readyTitle: 'Hệ thống đang hoạt động',
  readyText: 'Máy chủ đã sẵn sàng.',
  catalogueTitle: 'Danh mục thủ tục',
  catalogueCount: (count: string) => `${count} thủ tục trong danh mục`,
  catalogueExamples: 'Một vài thủ tục trong danh mục:',
  catalogueEmpty: 'Danh mục chưa có thủ tục nào. Người quản trị nạp danh mục bằng lệnh sau trong cửa sổ dòng lệnh:',
  catalogueUnreadable: 'Chưa đọc được danh mục thủ tục. Xin bấm “Thử lại”; nếu vẫn chưa được, báo cho người quản trị.',
  levels: {
    xã: 'Cấp xã',
    tỉnh: 'Cấp tỉnh',
    'trung ương': 'Cấp trung ương',
    khác: 'Cơ quan khác',
  } as Record<string, string>,

  startingTitle: 'Hệ thống đang khởi động',
  startingText: 'Thường xong trong chưa đến một phút. Trang này tự kiểm tra lại, ông/bà chỉ cần đợi.',
  startingChecks: 'Nếu quá một phút vẫn chưa xong, báo cho người quản trị. Phần chưa sẵn sàng:',

  degradedTitle: 'Hệ thống đang gặp trục trặc',
  degradedText: 'Lỗi ở phía máy chủ, không phải ở máy của ông/bà. Xin đợi vài phút rồi bấm “Thử lại”.',
  degradedChecks: 'Nếu vẫn chưa được, báo cho người quản trị. Phần chưa hoạt động:',
  checks: {
    database: 'Cơ sở dữ liệu',
    data_directory: 'Thư mục dữ liệu',
  } as Record<string, string>,

  offlineTitle: 'Máy này đang mất mạng',
  offlineText: 'Xin bật Wi-Fi hoặc dữ liệu di động rồi bấm “Thử lại”.',
  unreachableTitle: 'Chưa kết nối được với hệ thống',
  unreachableText:
    'Máy chủ không trả lời. Xin đợi một phút rồi bấm “Thử lại”. Nếu đang chạy thử trên máy mình, xem cửa sổ dòng lệnh có còn chạy lệnh sau không:',

  retry: 'Thử lại',
  retrying: 'Đang thử lại…',

  newcomerTitle: 'Dành cho người mới',
  newcomerOpenApi: 'Tài liệu giao diện lập trình (OpenAPI)',
  newcomerSignIn: 'Tên đăng nhập và mật khẩu dùng thử được in trong cửa sổ dòng lệnh, lúc khởi động bằng lệnh',
};
