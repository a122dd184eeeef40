# Phối hợp, tiến độ, ghi chú nội bộ, gia hạn.
official-do-support = Đơn vị phối hợp
official-do-progress = Cập nhật tiến độ
official-do-note = Ghi chú nội bộ
official-do-extend = Xin gia hạn
official-extend_yes = Đồng ý gia hạn
official-extend_no = Không gia hạn
official-unsupport = Thôi phối hợp: { $name }
official-later = { $day } (thêm { $n } ngày làm việc)
card-item-choose_support = { $code } · Chọn đơn vị phối hợp với đơn vị chủ trì
card-item-support = Phối hợp: { $agencies }
card-item-progress = Tiến độ ({ $office }, { $at }): { $text }
card-item-note = Ghi chú nội bộ ({ $office }, { $at }): { $text }
card-item-extension = Xin gia hạn đến { $day } ({ $reason }): “{ $words }”
card-item-extension_declined = Không gia hạn: “{ $answer }”
card-item-since = Người gửi đã bổ sung sau khi câu trả lời được trình ({ $n }).

official-ask-note = Ông/Bà ghi cho đồng nghiệp cùng xử lý. Người dân không đọc được.
official-ask-progress = Việc làm đến đâu? Ông/Bà ghi một câu hoặc số phần trăm. Người dân không đọc được.
official-ask-later = Hạn hiện nay: { $due }. Ông/Bà chọn hoặc gõ hạn mới.
official-ask-later_why = Ông/Bà chọn lý do gia hạn. Người dân đọc được lý do này.
official-ask-later_press = Ông/Bà chọn một lý do trong danh sách.
official-ask-later_words = Ông/Bà ghi rõ để người duyệt quyết định. Người dân không đọc được.
official-ask-extend_no = Vì sao không gia hạn? Ông/Bà ghi để người xin biết.

extension-reason-weather = Thời tiết, thiên tai
extension-reason-survey = Cần khảo sát, xác minh thêm
extension-reason-agreement = Chờ thống nhất với các hộ dân liên quan
extension-reason-funds = Chờ bố trí kinh phí
extension-reason-season = Chờ thời vụ
extension-reason-other_agency = Chờ cơ quan khác có ý kiến

notice-support = Đơn vị của Ông/Bà được đề nghị phối hợp. Đơn vị chủ trì trả lời người dân.
notice-no_support = { $code } đã đề nghị { $agency } phối hợp, nhưng nơi này chưa có cán bộ đăng ký. Xin Ông/Bà báo trực tiếp.
notice-progress = { $code }: vừa cập nhật tiến độ.
notice-extension = Đề nghị gia hạn chờ Ông/Bà quyết định.
notice-extension_granted = Đã đồng ý gia hạn.
notice-extension_declined = Không được gia hạn.
notice-extended = Hạn giải quyết ý kiến { $code } của Ông/Bà được lùi đến { $day }.
notice-extended-why = Lý do: { $why }.
timeline-extend = { $at }: lùi hạn giải quyết

broken-supports_already = Đơn vị này đang chủ trì hoặc đã phối hợp.
broken-extension_waits = Đã có một đề nghị gia hạn đang chờ quyết định.
broken-extension_often = Ý kiến này đã được gia hạn { $limit } lần, không gia hạn thêm được.
broken-extension_early = Hạn mới phải sau hạn hiện nay và không trước hôm nay.
broken-extension_far = Mỗi lần gia hạn nhiều nhất { $limit } ngày làm việc.

official-sample = Mẫu trả lời
official-own_words = Tự soạn
official-ask-sample = Ông/Bà chọn một mẫu; sửa được trước khi trình duyệt.
official-no_sample = Chưa có mẫu cho kết quả này.
card-review-sample = “{ $text }”
official-ask-fill = Ông/Bà gõ { $hole ->
    [noi_dung] nội dung đã làm, đã kiểm tra hoặc cần giải đáp
    [ly_do] lý do
    [co_quan] tên cơ quan có thẩm quyền
   *[other] { $hole }
 }; chương trình điền vào chỗ trống.
official-release_sure = Vẫn duyệt, gửi
card-item-release_since =
    { $code } · Người gửi đã bổ sung sau khi câu trả lời được trình ({ $n }):
    { $additions }
broken-placeholder = Câu trả lời còn chỗ trống: { $hole ->
    [so_van_ban] số văn bản. Ông/Bà chọn Sửa ảnh, văn bản
    [ngay_hen] ngày hẹn. Ông/Bà chọn Sửa kết quả
    [noi_dung] nội dung. Ông/Bà chọn Sửa nội dung
    [ly_do] lý do. Ông/Bà chọn Sửa nội dung
    [co_quan] tên cơ quan có thẩm quyền. Ông/Bà chọn Sửa nội dung
    [linh_vuc] lĩnh vực. Ông/Bà chọn Sửa nội dung
   *[other] { $hole }. Ông/Bà chọn Sửa nội dung
 } để điền.
broken-added_since = Người gửi vừa bổ sung. Ông/Bà xem nội dung bổ sung rồi duyệt.

notice-taken_away = { $code } đã được giao cho { $agency }. Đơn vị của Ông/Bà không còn phụ trách ý kiến này.
broken-same_agency = Đơn vị này đang giải quyết. Muốn thêm thời gian, xin gia hạn.
