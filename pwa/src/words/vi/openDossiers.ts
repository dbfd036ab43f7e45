/** My open dossiers on the home page. */
export const openDossiers = {
  noOpenDossiers: 'Ông/bà không có hồ sơ nào đang chờ.',
  yourTurn: 'Đến lượt ông/bà',
  officesTurn: 'Cơ quan đang làm, ông/bà không phải làm gì',
  dueOn: (day: string) => `hẹn trả ${day}`,
  /** By the national status. */
  next: {
    1: 'Chờ cơ quan tiếp nhận',
    2: 'Đã tiếp nhận, sắp được giải quyết',
    4: 'Đang được giải quyết',
    5: 'Cần bổ sung giấy tờ',
    6: 'Cần nộp tiền',
    9: 'Đã có kết quả, mời đến nhận',
  } as Record<number, string>,
  supplemented: 'Đã gửi giấy tờ bổ sung, chờ cơ quan xem',
  late: 'quá hẹn',
  supplement: 'Xem cần bổ sung gì',
  collect: 'Xem nơi nhận',
  pay: 'Xem cách nộp tiền',
};
