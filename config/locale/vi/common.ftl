# Nút, trạng thái và bảng chọn dùng chung.

button-send = Gửi
button-more = Thêm
button-edit = Sửa
button-cancel = Hủy
button-back = Quay lại
button-skip = Bỏ qua
button-menu = Về đầu
button-before = Trang trước
button-after = Xem tiếp
button-review = Ý kiến đang viết
button-other = Xã khác
button-right = Đúng
button-open = Xem ý kiến

menu-write = Gửi ý kiến
menu-opinions = Ý kiến của tôi
menu-track = Tra cứu
menu-schedule = Lịch đối thoại
menu-results = Kết quả giải quyết
menu-data = Dữ liệu của tôi
menu-office = Gặp cán bộ
menu-new = Ý kiến mới
menu-mine = Việc được giao
menu-overdue = Quá hạn
menu-summary = Tổng hợp ý kiến trước đối thoại
menu-ask = Mời Ông/Bà chọn việc cần làm.
menu-cancelled = Đã dừng. Mời Ông/Bà chọn việc cần làm.
menu-draft = Ông/Bà còn một ý kiến đang viết, chưa gửi.
menu-hello = Kính chào Ông/Bà. Đây là kênh tiếp nhận ý kiến của { $body }, do chương trình tự động trả lời.
    Mời Ông/Bà viết, chụp ảnh hoặc nói ngay tại đây, hoặc chọn việc cần làm.

card-help = Ông/Bà viết, chụp ảnh hoặc ghi âm ý kiến rồi gửi ngay tại đây; chương trình sẽ hỏi tên xã, phường.
    /guiykien: gửi ý kiến · /ykien: ý kiến của tôi · /tracuu: tra cứu theo mã
    /lich: lịch đối thoại · /ketqua: kết quả giải quyết · /xa: chọn xã, phường
    /dulieu: xem, xóa dữ liệu của tôi · /ngonngu: đổi ngôn ngữ · /huy: dừng việc đang làm · /gapcanbo: gặp cán bộ
    Có thể bấm nút, gõ số thứ tự hoặc gõ tên nút, có dấu hay không dấu đều được.
office-at = { $body }, { $address }, điện thoại { $phone }.
office-reception = Tiếp công dân: { $place }, { $days }.

status-sent = Đã gửi
status-more_asked = Cần bổ sung thông tin
status-accepted = Đã tiếp nhận
status-transferred = Đã chuyển cơ quan có thẩm quyền
status-assigned = Đã chuyển đơn vị
status-in_progress = Đang giải quyết
status-reopened = Mở lại
status-answered = Đã trả lời
status-closed = Hoàn thành
status-refused = Không tiếp nhận
status-withdrawn = Đã rút
status-diverted = Đã hướng dẫn khiếu nại, tố cáo

outcome-done = Đã thực hiện xong
outcome-explained = Đã giải trình, cung cấp thông tin
outcome-scheduled = Có lộ trình
outcome-not_ours = Không thuộc thẩm quyền
outcome-unfounded = Không có cơ sở xem xét

number-wrong = Không có lựa chọn mang số này. Xin Ông/Bà chọn lại, hoặc gõ 0 để về đầu.
command-unknown = Không có lệnh này. Ông/Bà gõ /trogiup để xem các lệnh.
unsupported = Tin này chưa đọc được ở đây. Mời Ông/Bà gõ chữ không kèm đường dẫn, gửi ảnh hoặc ghi âm.
unsupported-elsewhere = Không tiện thì mời Ông/Bà gọi { $phone }, hoặc đến { $address }.
unsupported-web = Ông/Bà cũng có thể gửi tại { $url }.
