# Văn bản in ra giấy: phần đầu, phần ký của cơ quan; Báo cáo tổng hợp ý kiến, kiến nghị trước đối thoại.

paper-issuer-state =
    Ủy ban nhân dân
    { $unit }
paper-issuer-party = { $level ->
    [province] Tỉnh ủy { $name }
   *[other] Đảng ủy { $unit }
  }
paper-above = Đảng bộ { $unit }
paper-sign-state = { $kind }-UBND
paper-sign-party = { $level ->
    [province] { $kind }/TU
   *[other] { $kind }/ĐU
  }
paper-behalf-state = TM. ỦY BAN NHÂN DÂN
paper-behalf-party = T/M BAN THƯỜNG VỤ
paper-signer-state = CHỦ TỊCH
paper-signer-party = BÍ THƯ
paper-report = BÁO CÁO

paper-book-about =
    Tổng hợp ý kiến, kiến nghị của Nhân dân
    trước hội nghị đối thoại { $kind } ngày { $day }
paper-book-opening = Phục vụ { $title } ({ $starts }, tại { $place }), ý kiến, kiến nghị của Nhân dân gửi trước hội nghị được tổng hợp như sau ({ $final ->
    [yes] bản số { $no }, chốt ngày { $at }
   *[no] bản số { $no }, lập ngày { $at }
  }).
paper-book-agency = Bản này gồm các nội dung dự kiến do { $agency } trả lời.
paper-book-part-all = I. TÌNH HÌNH CHUNG
paper-book-part-owed = VIỆC ĐÃ HỨA, ĐÃ GIAO TẠI KỲ ĐỐI THOẠI TRƯỚC
paper-book-owed = { $nth }. { $content } ({ $agency }): { $state ->
    [done] đã giải quyết
    [scheduled] có lộ trình, hẹn { $day }
    [overdue] quá hạn { $day }
    [rejected] người dân chưa đồng ý, đang giải quyết lại
   *[working] đang giải quyết, hạn { $day }
  }
paper-book-part-topics = II. NỘI DUNG Ý KIẾN, KIẾN NGHỊ
paper-book-part-addendum = PHỤ LỤC BỔ SUNG (so với bản số { $no })
paper-book-part-waiting = Ý KIẾN GHI ÂM CHỜ GHI LẠI LỜI
paper-book-total = Tổng số { $n } lượt ý kiến, kiến nghị; sau khi gộp còn { $rows } nội dung, thuộc { $fields } lĩnh vực.
paper-book-second = Kiến nghị lần 2: { $n } nội dung.
paper-book-recurring = Kiến nghị nhiều kỳ: { $n } nội dung.
paper-book-loose = Chưa xếp nhóm: { $n } ý kiến, mỗi ý kiến đứng riêng một mục.
paper-book-out = Không đưa vào bản tổng hợp (đã rút, không tiếp nhận, hướng dẫn theo thủ tục khác): { $n } ý kiến.
paper-book-moved = Nội dung số { $numbers } có thay đổi, xem Phụ lục bổ sung.
paper-book-gone = Không còn trong bản tổng hợp: nội dung số { $numbers }.
paper-book-waiting = Còn { $n } ý kiến gửi bằng ghi âm chưa ghi lại lời, mã: { $codes }.
paper-book-group = { $field } ({ $rows } nội dung, { $n } lượt)
paper-book-unsorted = Chưa phân loại
paper-book-power = { $level ->
    [province] Tỉnh
    [district] Huyện
   *[commune] Xã
  }
paper-book-owner =
    { $agency }
    ({ $owner })
paper-book-wiped = (Nội dung đã xóa theo quy định)
paper-book-wordless = (Không có chữ; gửi bằng ảnh, tệp)
paper-book-note-change = { $change ->
    [new] Mới.
    [words] Nội dung thay đổi.
    [voices] Số lượt thay đổi.
    [field] Lĩnh vực thay đổi.
    [agency] Đơn vị trả lời thay đổi.
    [draft] Có dự thảo trả lời mới.
   *[answered] Tình trạng trả lời thay đổi.
  }
paper-book-note-behind = { $supporters ->
    [0] Gồm { $n } ý kiến.
   *[other] Gồm { $n } ý kiến, { $supporters } lượt cùng đề nghị.
  }
paper-book-note-second = Kiến nghị lần 2.
paper-book-note-recurring = Kiến nghị nhiều kỳ.
paper-book-note-spoken = Ghi lại từ ghi âm.
paper-book-note-loose = Chưa xếp nhóm.
paper-book-note-heard = Đã nêu tại đối thoại ngày { $days }.
paper-book-note-answered = Đã trả lời ngày { $day }.
paper-book-note-draft = Dự thảo trả lời: { $text }
paper-book-recipients =
    Thường trực Đảng ủy, HĐND, UBND
    Ủy ban MTTQ Việt Nam cùng cấp
    Các đơn vị có tên tại báo cáo
    Lưu: VT
