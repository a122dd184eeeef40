# Câu của bộ máy hội thoại, không thuộc phần việc nào.
button-unknown = Nút này không dùng được. Mời Ông/Bà gõ /start để mở bảng chọn.
button-old = Nút này đã cũ, không còn tác dụng.
typed-unread = Ông/Bà gõ khi câu trả lời của chúng tôi chưa tới, nên chưa có gì được làm theo. Mời Ông/Bà xem tin vừa tới rồi chọn lại.
typed-which = Vừa có thêm tin khác. Ông/Bà gõ “{ $text }” là muốn chọn:
typed-of = { $label } ({ $of })
typed-at = { $label } (tin gửi { $at })
flow-restarted = Xin lỗi Ông/Bà, phần đang làm dở phải bắt đầu lại vì chương trình vừa được nâng cấp.
apology = Xin lỗi Ông/Bà, tin vừa rồi chưa xử lý được. Cán bộ quản trị đã được báo; mời Ông/Bà gửi lại.
media-refused = Tệp vừa gửi không nhận được (quá { $limit } MB, bị hỏng hoặc sai loại). Mời Ông/Bà gửi tệp khác.
asks-location = Gửi vị trí của tôi
asks-contact = Gửi số điện thoại của tôi
alarm-poison = Cảnh báo: một tin nhắn không xử lý được, đã để riêng ({ $detail }).
alarm-auth = Cảnh báo: kênh { $detail } từ chối mã truy cập (token). Kênh này đang tạm dừng.{ $detail ->
    [zalo_oa] { " " }Xin cấp quyền lại trong trang quản trị Zalo, đặt DOITHOAI_ZALO_OA_REFRESH_TOKEN mới rồi khởi động lại.
   *[other] { "" }
 }
alarm-old = Cảnh báo: đã hơn 60 ngày kênh { $detail } không đổi được mã truy cập. Sau 90 ngày mã mất hiệu lực: xin cấp quyền lại trong trang quản trị Zalo, đặt DOITHOAI_ZALO_OA_REFRESH_TOKEN mới rồi khởi động lại.
alarm-official = Cảnh báo: một cán bộ đã chặn hoặc rời kênh nhắn tin ({ $detail }).
alarm-official_silent = Cảnh báo: kênh của một cán bộ hiện không nhận được tin (lâu không nhắn, hoặc kênh đã tắt); có tin đang chờ họ ({ $detail }).
alarm-quota = Cảnh báo: kênh { $detail } đã hết lượt gửi tin. Tin vẫn được giữ và gửi lại mỗi giờ; xin kiểm tra gói dịch vụ.
alarm-undelivered = Cảnh báo: có tin không gửi được và đã bị bỏ ({ $detail }).
alarm-backlog = Cảnh báo: tin chờ gửi quá 15 phút ({ $detail } tin).
alarm-overdue = Cảnh báo: việc theo lịch đến hạn quá 15 phút chưa chạy ({ $detail } việc).
alarm-clock = Cảnh báo: đồng hồ máy chủ nhảy { $detail } giây.
broken-not_found = Không tìm thấy.
broken-not_yours = Ông/Bà không còn quyền thực hiện việc này.

knock-head = Có tin mới cho Ông/Bà
knock-text_opinion = Có tin mới về ý kiến này. Xin Ông/Bà nhắn một chữ bất kỳ vào đây để nhận.
knock-text_notice = Có tin đang chờ. Xin Ông/Bà nhắn một chữ bất kỳ vào đây để nhận.
knock-label_opinion = Mã ý kiến
knock-label_notice = Mã thông báo
