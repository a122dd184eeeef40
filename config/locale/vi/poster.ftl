# Áp phích mã QR của một hội nghị đối thoại, và trang mà mã ấy mở ra.

poster-body = { $track ->
    [party] { $level ->
        [province] Tỉnh ủy { $short }
       *[commune] Đảng ủy { $unit }
    }
   *[government] Ủy ban nhân dân { $unit }
}
poster-invites = Trân trọng kính mời bà con tham dự
poster-title =
    Hội nghị đối thoại { $kind }
    của { $unit }
poster-when-label = Thời gian
poster-where-label = Địa điểm
poster-chair-label = Chủ trì
poster-who-label = Thành phần
poster-where = { $place } ({ $format })
poster-heading = Gửi ý kiến tại đây
poster-step-scan = Mở máy ảnh, quét mã bên cạnh.
poster-step-channel = Chọn cách gửi hiện trên màn hình.
poster-step-start = Bấm “Bắt đầu” hoặc “Start”.
poster-step-send = Viết, chụp ảnh hoặc ghi âm, rồi chọn Gửi.
poster-code-label = Không quét được, nhắn mã:
poster-code-zalo = Dùng Zalo hoặc không quét được, nhắn mã:
poster-zalo = Zalo: { $link }
poster-step-code = Nhắn mã in dưới hình.
poster-closes = Nhận ý kiến đến { $closes }.
poster-opens = Nhận ý kiến từ { $opens } đến { $closes }.
poster-speak = Bà con cũng có thể phát biểu trực tiếp tại hội nghị.
poster-speak-only = Đã hết thời gian gửi ý kiến trước. Bà con phát biểu trực tiếp tại hội nghị.
poster-office = { $body }. Địa chỉ: { $address }. Điện thoại: { $phone }.
poster-machine = Chương trình máy tính tự động trả lời; cán bộ giải quyết ý kiến.
poster-hangs = Nơi dán: { $unit }.
poster-door = Quét mã để điểm danh
poster-door-scan = Mở máy ảnh, quét mã này.
poster-door-press = Bấm theo hướng dẫn trên màn hình.
poster-door-help = Không có điện thoại: mời bà con báo thư ký.

door-way = { $channel ->
    [telegram] Gửi qua Telegram
    [webchat] Gửi trên trang web này
   *[other] Gửi qua Zalo
}
door-type = rồi nhắn mã { $code }
door-choose = Mời Ông/Bà chọn một cách:
door-code = Hoặc nhắn mã { $code } cho chúng tôi qua một trong các cách trên.
door-off = { $phase ->
    [postponed] Hội nghị này tạm hoãn, ngày mới sẽ thông báo sau. Ông/Bà vẫn có thể gửi ý kiến.
   *[cancelled] Hội nghị này không tổ chức nữa. Ông/Bà vẫn có thể gửi ý kiến.
}
door-over = Hội nghị đã diễn ra. Ông/Bà vẫn có thể gửi ý kiến.
button-calendar = Thêm vào lịch
broken-poster_early = Hội nghị chưa được công bố nên chưa in được áp phích.
broken-poster_elsewhere = Hội nghị này không có áp phích cho nơi ấy.

# Trên thẻ của hội nghị: mã QR và số lượt.
conference-do-qr = Mã QR
qr-none = Chưa in áp phích mã QR cho hội nghị này.
qr-total = Mã QR: đã mở { $opened } lượt, gửi { $written } ý kiến; { $attended ->
    [none] chưa có số người dự.
   *[some] { $attended } người dự.
}
qr-line = • { $unit } (mã { $code }): mở { $opened }, gửi { $written }
qr-rest = Và { $n } nơi khác.
qr-print = In áp phích
qr-print-door = In giấy điểm danh
qr-printed = { $kind ->
    [door] Giấy điểm danh để dán ở cửa hội trường
   *[invite] Áp phích để dán tại xã, phường
}: { $n } trang A4.
