# Giấy mời, thông báo: bài đọc trên loa và giấy mời bằng văn bản.

menu-invite = Giấy mời, thông báo
loud-head = Bài đọc trên loa. Xin Ông/Bà đọc chậm, đọc hai lần:
loud-moved = Lịch đối thoại đã đổi. Bài đọc trên loa, xin Ông/Bà đọc chậm, đọc hai lần:
loud-body = { $track ->
    [party] { $level ->
        [province] Tỉnh ủy
       *[other] Đảng ủy { $unit }
      }
   *[other] Ủy ban nhân dân { $unit }
  }
loud-call = Kính thưa bà con. { $body } kính mời bà con đến dự hội nghị đối thoại { $kind } giữa lãnh đạo { $unit } với Nhân dân.
loud-moved-call = Kính thưa bà con. { $body } xin báo: hội nghị đối thoại { $kind } giữa lãnh đạo { $unit } với Nhân dân đổi sang lịch mới.
loud-when = Hội nghị bắt đầu lúc { $hour }, { $day }, tại { $place }.
loud-chair = Chủ trì hội nghị: { $chair }.
loud-write = Bà con có thể gửi ý kiến trước qua điện thoại đến { $hour }, { $day }, hoặc phát biểu trực tiếp tại hội nghị.
loud-again = Xin nhắc lại: { $hour }, { $day }, tại { $place }.
loud-end = Kính mong bà con đến dự đông đủ. Xin trân trọng cảm ơn.
invite-paper = Giấy mời để ký và gửi. Số, ngày và người nhận ghi khi phát hành.
paper-invitation = GIẤY MỜI
paper-invitation-usual = Hội nghị đối thoại { $kind } giữa lãnh đạo { $unit } với Nhân dân
paper-invitation-about = Dự { $what }
paper-invitation-whom = { $body } trân trọng kính mời: ............................................................
paper-invitation-what = Đến dự: { $what }
paper-invitation-end = Rất mong đại biểu đến dự đầy đủ, đúng giờ.
paper-invitation-recipients = { $layout ->
    [party] Như trên
    Lưu Văn phòng
   *[other] Như trên
    Lưu: VT
  }
