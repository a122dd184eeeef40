# Nhiều kênh liên lạc của một người: mã liên kết, kênh nhận tin, ngừng liên kết.

button-link = Kênh liên lạc
button-link-code = Lấy mã liên kết
button-link-type = Nhập mã liên kết
button-link-prefer = Chọn kênh nhận tin
button-link-part = Ngừng liên kết { $channel }
button-link-channel = { $channel }
button-link-last = Nơi nhắn gần nhất
link-here = Ông/Bà đang dùng: { $channel }
link-other = Đã liên kết: { $channel }
link-prefers = Nhận tin tại: { $channel }
link-code = Mã liên kết: { $code } (dùng một lần, đến { $ends }).
link-how = Ở kênh kia, xin gõ /lienket rồi nhập mã này. Không đưa mã cho người khác.
link-ask = Xin nhập mã liên kết gồm 6 chữ số.
link-done = Đã liên kết. Từ nay hai kênh là một; mỗi tin chỉ gửi một nơi.
link-parted = Đã ngừng liên kết.
link-preferred = Đã ghi nhận kênh nhận tin.
link-where = Ông/Bà muốn nhận tin ở đâu?
notice-linked = Một kênh vừa được liên kết với Ông/Bà lúc { $at }: { $channel }. Nếu không phải Ông/Bà làm, xin bấm Ngừng liên kết.
notice-unlinked = Kênh này đã ngừng liên kết lúc { $at }.

broken-link_wrong = Mã liên kết không đúng hoặc đã hết hạn. Xin lấy mã mới.
broken-link_locked = Ông/Bà đã nhập sai nhiều lần. Xin thử lại sau một giờ.
broken-link_own = Đây là mã của chính kênh này. Xin nhập ở kênh kia.
broken-link_busy = Kênh này đã có ý kiến hoặc thông tin riêng. Xin lấy mã ở đây rồi nhập ở kênh kia.
broken-link_paused = Việc liên kết đang tạm dừng. Xin thử lại sau một giờ.
alarm-links = Cảnh báo: { $detail } mã liên kết sai trong một giờ, có thể có người dò mã. Việc liên kết kênh tạm dừng một giờ.
