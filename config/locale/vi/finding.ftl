# Tìm kiếm, lọc danh sách, nhật ký xử lý.
official-search = Ông/Bà gõ /tim và mã tra cứu, hoặc những chữ cần tìm, có dấu hay không dấu. Ví dụ: /tim cầu treo
card-found = Tìm thấy:
official-filter = Lọc
official-filter_by = { $by }
official-filter_clear = Bỏ lọc
card-filter-which = Lọc danh sách theo:
card-filter-value = Lọc theo { $by }:
card-filter = { $by }: { $value }
filter-by = { $by ->
    [field] Lĩnh vực
    [status] Trạng thái
    [unit] Xã, phường
    [lead] Đơn vị chủ trì
    [sent] Thời gian gửi
   *[other] { $by }
 }
filter-days = { $n } ngày gần đây

official-do-journal = Nhật ký xử lý
card-timeline = { $code } · Nhật ký xử lý
timeline-line = { $at } · { $what }
timeline-with = { $at } · { $what }: { $detail }
timeline-added = { $at } · Người gửi bổ sung: “{ $text }”
timeline-answered = { $at } · Trả lời người dân: “{ $text }”
timeline-verdict = { $at } · Người gửi đánh giá: { $verdict ->
    [satisfied] Hài lòng
    [dissatisfied] Chưa hài lòng
    [not_done] Chưa thực hiện
   *[other] { $verdict }
 }
timeline-progress = { $at } · Tiến độ: “{ $text }”
timeline-reported = { $at } · { $what }
timeline-raised = quá thời gian quy định
timeline-verb = { $verb ->
    [send] Đã gửi
    [accept] Tiếp nhận
    [classify] Phân loại
    [recommune] Sửa xã, phường
    [resettle] Chuyển nơi tiếp nhận
    [transcribe] Ghi lại lời từ ghi âm
    [title] Đặt tiêu đề
    [assign] Chuyển đơn vị
    [take_on] Nhận việc
    [return] Đơn vị trả lại
    [draft] Soạn câu trả lời
    [send_back] Trả lại để sửa
    [release] Duyệt, gửi
    [undo_release] Thu lại câu trả lời
    [refuse] Không tiếp nhận
    [undo_refuse] Thu lại việc không tiếp nhận
    [undo_refuse_new] Thu lại việc không tiếp nhận
    [withdraw] Người gửi rút ý kiến
    [stand_down] Người đồng tình rút
    [divert] Hướng dẫn khiếu nại, tố cáo
    [reopen] Mở lại
    [reconsider] Mặt trận đề nghị xem xét lại
    [silence] Hoàn thành, không có phản hồi
    [adopted] Đưa vào kỳ đối thoại vừa công bố
    [agenda] Đưa vào chương trình đối thoại
    [mark] Ghi tại hội nghị đối thoại
    [conclude] Theo kết luận đối thoại
    [topic] Thành chủ đề của chương trình
    [untopic] Bỏ khỏi chủ đề của chương trình
    [beside] Xếp cùng chủ đề, giữ câu trả lời riêng
    [apart] Tách khỏi chủ đề
    [escalate] Báo cấp trên
    [go_on_sent] Tiếp tục giải quyết
    [go_on_accepted] Tiếp tục giải quyết
    [go_on_assigned] Tiếp tục giải quyết
    [go_on_in_progress] Tiếp tục giải quyết
    [go_on_reopened] Tiếp tục giải quyết
    [transfer] Chuyển cơ quan có thẩm quyền
    [transfer_late] Quá hạn tiếp nhận nơi chuyển đến
    [take_over] Nơi nhận tiếp nhận
    [hand_back] Nơi nhận trả lại
    [join] Gộp, giải quyết chung
    [leave] Tách khỏi nhóm
    [lead] Đứng đầu nhóm
    [follow] Theo ý kiến đứng đầu nhóm mới
    [decide] Cấp trên quyết định
    [recount] Tính lại hạn theo lịch làm việc
    [refuse_ask] Đề nghị không tiếp nhận
    [refuse_back] Không đồng ý việc không tiếp nhận
    [split] Tách một phần thành ý kiến riêng
    [split_off] Tách ra từ ý kiến khác
    [unsplit] Nhập lại vào ý kiến gốc
    [unsplit_back] Nhập lại phần đã tách
    [cut] Bỏ phần không thuộc phạm vi tiếp nhận
    [promise] Hẹn thực hiện
    [slip] Cấp phiếu nhập hộ
    [claim] Xác nhận ý kiến nhập hộ là của mình
    [extension_ask] Xin gia hạn
    [extend] Gia hạn
    [extension_decline] Không đồng ý gia hạn
    [extension_withdraw] Rút đề nghị gia hạn
    [support] Thêm đơn vị phối hợp
    [unsupport] Bỏ đơn vị phối hợp
    [note] Ghi chú nội bộ
    [promise_postponed] Duyệt hẹn lại
    [promise_reported] Duyệt báo cáo đã thực hiện
    [promise_undo] Thu lại việc duyệt báo cáo
    [promise_back] Trả lại báo cáo để sửa
    [promise_broken] Không thực hiện đúng hẹn
    [promise_confirmed] Xác nhận đã thực hiện
    [progress] Cập nhật tiến độ
    [hand_over] Chuyển người phụ trách
    [phone] Người gửi để lại số điện thoại
    [phone_read] Xem số điện thoại
    [remark_late] Quá hạn trả lời Mặt trận
   *[other] Cập nhật
 }
