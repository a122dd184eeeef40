# Biểu thống kê đối thoại trong năm (/baocao).

command-baocao = Thống kê đối thoại trong năm
card-figures = Thống kê đối thoại năm { $year } · { $unit }
card-figures-none = Chưa có hội nghị nào đã diễn ra.
card-figures-held = { $n } cuộc ({ $periodic } định kỳ, { $special } chuyên đề, đột xuất), { $people } lượt người dự
card-figures-opinions = { $opinions } lượt ý kiến ({ $merged } sau khi gộp); đã giải quyết { $resolved }, { $rate }; còn lại { $remaining }, quá hạn { $overdue }
card-figures-level = { $level ->
    [province] Cấp tỉnh
    [district] Cấp huyện
   *[commune] Cấp xã
  }: { $dialogues } cuộc, { $people } lượt người; giải quyết { $resolved }/{ $opinions } ý kiến, { $rate }; còn { $remaining }, quá hạn { $overdue }
card-figures-apart = Ngoài biểu: { $refused } không tiếp nhận, { $withdrawn } đã rút, { $diverted } đã hướng dẫn khiếu nại, tố cáo
card-figures-meaning = Đã giải quyết: đã trả lời xong; lời hẹn thì khi đã được xác nhận.
figures-rate = { $whole },{ $part } %
figures-no_rate = chưa có tỷ lệ
figures-year = Năm { $year }
figures-file = Tệp Excel
figures-sheet = Biểu thống kê năm { $year } · { $unit }
