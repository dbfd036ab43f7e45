/** Reading a receipt's QR code. */
export const scanner = {
  scanHint: 'Đưa mã QR trên giấy tiếp nhận vào khung hình.',
  notOurCode: 'Mã này không phải của giấy tiếp nhận. Xin thử mã khác.',
  cameraRefused: 'Ứng dụng chưa được dùng máy ảnh. Xin cho phép máy ảnh trong cài đặt của trình duyệt, hoặc gõ mã hồ sơ.',
  cameraMissing: 'Không mở được máy ảnh của máy này. Xin gõ mã hồ sơ.',
};
