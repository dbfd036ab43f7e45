/** A link to a file that the service refused. */
export const openFile = {
  title: 'Mở tệp',
  opening: 'Đang mở tệp…',
  opened: 'Tệp đang mở hoặc đã tải về máy.',
  again: 'Mở lại',
  addressWrong: 'Đường dẫn này không phải của một tệp trong hồ sơ.',
  toDossier: 'Về hồ sơ',
  toQueues: 'Danh sách hồ sơ',
};
