# Thẻ của một cuộc đối thoại, dành cho người tổ chức (thư ký hội nghị, công chức, lãnh đạo).

button-conference = { $unit }, { $starts }
conference-do-more = Việc khác
conference-do-announce = Công bố
conference-do-begin = Bắt đầu hội nghị
conference-do-end = Kết thúc hội nghị
conference-do-postpone = Hoãn
conference-do-cancel = Hủy cuộc này
conference-phase = { $phase ->
    [planned] Dự kiến
    [announced] Đã công bố
    [intake] Đang nhận ý kiến
    [closed] Hết hạn nhận ý kiến
    [frozen] Đã khóa sổ
    [session] Đang diễn ra
    [awaiting] Chờ kết luận
    [concluded] Đã kết luận
    [followed] Đang theo dõi
    [settled] Đã tất toán
    [postponed] Tạm hoãn
   *[cancelled] Đã hủy
  }
card-dialogues-running = Đang chuẩn bị, theo dõi
card-dialogue-running = { $title }, { $starts }
    { conference-phase }
card-conference-title = { $title }
    { conference-phase }
card-conference-when = { $starts }; chủ trì: { $chair }
card-conference-where = Địa điểm: { $place }
card-conference-no_place = Địa điểm: chưa có
card-conference-no_chair = chưa có
card-conference-opinions = { $n } ý kiến, { $loose } chưa xếp nhóm
card-conference-taking = { $n } ý kiến, { $loose } chưa xếp nhóm; nhận đến { $closes }
conference-short_notice = Chỉ còn { $days } ngày; phải thông báo trước ít nhất { $least } ngày ({ $source }).
conference-heir = Ý kiến đã gửi được chuyển đến { $title }, { $starts }.
conference-sure = { $verb ->
    [announce] Công bố { $title }, { $starts }? Mọi người được báo ngay.
    [begin] { $title } bắt đầu ngay bây giờ?
    [end] { $title } đã kết thúc?
    [unplan] Hủy { $title }, { $starts }? Cuộc này chưa công bố nên không báo cho ai.
    [postpone] Hoãn { $title }, { $starts }? Mọi người được báo; ý kiến đã gửi được giữ lại.
   *[cancel] Hủy { $title }, { $starts }? Mọi người được báo; ý kiến chuyển sang kỳ sau.
  }

broken-dialogue_moved = Cuộc đối thoại này vừa thay đổi. Xin xem lại:
