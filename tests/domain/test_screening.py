"""What kind of message a sentence is, as people write it, with tones and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.province import Province
from bot.domain.screening import Kind, Screening, Sign, phrases, screen

OPINION = [
    "Đề nghị sửa đoạn đường vào thôn Nà Làng bị hỏng nặng",
    "De nghi sua doan duong vao thon Na Lang bi hong nang",
    "Đường sạt lở từ năm ngoái đến nay chưa ai sửa",
    "duong sat lo tu nam ngoai den nay chua ai sua",
    "Đề nghị tăng cường phòng chống cháy rừng mùa khô",
    "de nghi tang cuong phong chong chay rung mua kho",
    "Xã nên tổ chức tập huấn phòng cháy, chữa cháy cho bà con",
    "Kiến nghị xây kè chống sạt lở bờ suối",
    "Kênh mương bị vùi lấp sau mưa lớn, đề nghị xã nạo vét",
    "Mỗi khi mưa to đường lại ngập, đi lại đang rất khó khăn",
    "Gia đình tôi thuộc hộ nghèo, chưa nhận tiền đền bù đất làm đường",
    "gia dinh toi chua nhan tien den bu dat lam duong",
    "Khi nào bà con được nhận tiền hỗ trợ lợn bị dịch tả?",
    "Ông tôi chưa nhận được tiền trợ cấp người cao tuổi, nhờ cán bộ xã kiểm tra",
    "Anh cán bộ xã bảo chúng tôi lên nhận tiền hỗ trợ nhà ở",
    "Tôi không đồng ý với phương án thu hồi đất đang lấy ý kiến",
    "Bà con không nhất trí với kế hoạch làm bãi rác gần thôn, chưa có quyết định nào",
    "Đề nghị xã giải quyết khiếu nại, tố cáo đúng hạn",
    "Cho tôi hỏi thủ tục khiếu nại gồm những giấy tờ gì",
    "Đề nghị công khai kết quả phòng, chống tham nhũng, lãng phí, tiêu cực",
    "Đề nghị hỗ trợ hội cựu chiến binh xã kinh phí hoạt động",
    "de nghi ho tro hoi cuu chien binh xa kinh phi hoat dong",
    "Bà con mong được nghiên cứu đưa giống ngô mới vào trồng",
    "Trạm y tế xã thiếu xe cấp cứu, đề nghị bổ sung",
    "Nước sinh hoạt bị đục, đề nghị kiểm tra",
    "Cột điện to cao trước nhà ông Bình bị nghiêng",
    "Chất lượng chợ xuống cấp, mái dột, giá thuê ki ốt cao",
    "Đề nghị cắm biển cảnh báo đuối nước ở hồ Ba Bể",
    "Nhà tôi ở vùng sạt lở, mong được tái định cư sớm",
    "Sau lũ, nhiều hộ chưa được hỗ trợ gạo",
    "Tôi khen ngợi cán bộ một cửa phục vụ nhiệt tình",
    "Tôi chạy xe qua cầu thấy lan can gãy",
    "Toi chay xe qua cau thay lan can gay",
    "Công an xã cần tuần tra vì hay có trộm chó",
    "Đề nghị công an xử lý các trang cá cược lừa người dân",
    "Ủy ban đang đánh giá hộ nghèo nhưng chưa công khai",
    "Lưu lượng nước mương thấp, lúa đang thiếu nước",
    "Xin hỏi bao giờ có quyết định thu hồi đất làm đường",
    "Đề nghị làm lại cầu treo bị lũ cuốn trôi năm ngoái",
    "Sóng điện thoại yếu, đang họp cũng bị mất",
    "Bà con đang lo sạt lở vào mùa mưa này",
    "dang chay xe thi gap o ga",
    "nuoc lu lam hong duong, de nghi sua gap",
    "Đường sạt lở cần sửa gấp để các cháu đi học",
    "Đường bị sạt lở, đang rất khó đi",
    "Điện giật chết trâu, gia đình đang đề nghị bồi thường",
    "Nhà văn hóa thôn sập mái, mong sửa gấp trước Tết",
    "Bác sĩ trạm y tế không có mặt khi cấp cứu",
    "Đề nghị hỗ trợ gạo cứu đói cho bà con",
    "Ông Nam trưởng thôn rất nhiệt tình, đề nghị khen thưởng",
    "",
    "...",
]
URGENT = [
    "Đang sạt lở, cứu với",
    "dang sat lo cuu voi",
    "Cứu với! Nhà tôi đang cháy",
    "cuu voi nha toi dang chay",
    "Lũ đang dâng cao, nhiều hộ bị cô lập, cần giúp gấp",
    "lu dang dang cao nhieu ho bi co lap can giup gap",
    "Có người bị vùi lấp do sạt núi ở thôn Khuổi Slẳng",
    "Cháy rừng ở thôn Bản Cạu, đang lan rất nhanh",
    "chay rung o thon ban cau dang lan rat nhanh",
    "Hai cháu bé bị đuối nước ngoài suối",
    "Cả nhà bị ngộ độc nấm, xin giúp",
    "ca nha bi ngo doc nam xin giup",
    "Có nhóm thanh niên đang đánh nhau trước cổng trường",
    "Dây điện đứt rơi xuống đường, nguy hiểm, đề nghị cắt điện gấp",
    "Đường tỉnh đang bị sạt lở, xe khách mắc kẹt",
    "Ai cứu mẹ tôi với, bị rắn cắn",
    "Có cháy ở chợ Bắc Kạn",
    "Nước sông dâng cao vào nhà rồi",
    "nha sap roi co nguoi bi ket ben trong",
    "Lũ quét vừa xảy ra ở bản Nà Lẹng",
    "Chồng tôi đang đánh tôi, cứu tôi với",
]
DENUNCIATION = [
    "Tôi tố cáo ông Nguyễn Văn A, cán bộ địa chính xã, lấy đất của dân",
    "toi to cao ong Nguyen Van A can bo dia chinh xa lay dat cua dan",
    "Cán bộ xã nhận tiền của dân rồi không làm giấy tờ",
    "can bo xa nhan tien cua dan roi khong lam giay to",
    "Trưởng thôn khai khống danh sách hộ nghèo",
    "truong thon khai khong danh sach ho ngheo",
    "Công an xã bao che cho nhóm khai thác cát lậu",
    "Chủ tịch xã nhận hối lộ của nhà thầu",
    "Kế toán trường ăn chặn tiền ăn của học sinh",
    "ke toan truong an chan tien an cua hoc sinh",
    "Đơn tố cáo hành vi phá rừng của một số đối tượng",
    "Cán bộ tư pháp vòi vĩnh khi tôi làm khai sinh",
    "Tôi muốn tố cáo",
    "Anh cán bộ đòi tiền mới làm sổ đỏ cho tôi",
]
COMPLAINT = [
    "Tôi khiếu nại quyết định thu hồi đất số 15 của UBND xã",
    "toi khieu nai quyet dinh thu hoi dat so 15 cua ubnd xa",
    "Tôi không đồng ý quyết định số 123/QĐ-UBND",
    "toi khong dong y quyet dinh so 123",
    "Đề nghị hủy quyết định xử phạt gia đình tôi",
    "Tôi bị xử phạt sai, mong xem xét",
    "toi bi xu phat sai mong xem xet",
    "Tôi làm đơn khiếu nại về việc cấp sổ đỏ chồng lấn",
    "Quyết định không đúng với đất nhà tôi, tôi không chấp nhận",
]
SPAM = [
    "Cho vay nhanh không thế chấp, giải ngân trong ngày",
    "cho vay nhanh khong the chap giai ngan trong ngay",
    "Kiếm tiền online việc nhẹ lương cao, inbox zalo",
    "Nhà cái uy tín, nổ hũ liền tay",
]
TABLE: list[tuple[str, Kind]] = [
    *((text, "opinion") for text in OPINION),
    *((text, "urgent") for text in URGENT),
    *((text, "denunciation") for text in DENUNCIATION),
    *((text, "complaint") for text in COMPLAINT),
    *((text, "spam") for text in SPAM),
]


@pytest.mark.parametrize(("text", "kind"), TABLE)
def test_the_kind_of_a_sentence(thai_nguyen: Province, text: str, kind: Kind) -> None:
    verdict = screen(text, thai_nguyen.screening)
    assert verdict.kind == kind, verdict.matched
    assert bool(verdict.matched) == (kind != "opinion")


def test_capitals_and_punctuation_do_not_matter(thai_nguyen: Province) -> None:
    assert screen("ĐANG SẠT LỞ!!! CỨU VỚI...", thai_nguyen.screening).kind == "urgent"
    assert screen("Phòng, chống cháy - nổ: đang làm tốt", thai_nguyen.screening).kind == "opinion"


def sign(**lists: tuple[str, ...]) -> Screening:
    named = {name: phrases(lists.get(name, ())) for name in ("any", "also", "unless", "ignore")}
    return Screening(signs=(Sign(kind="urgent", **named),))


def test_how_a_sign_is_read() -> None:
    assert screen("a b c", sign(any=("b",))).matched == ("b",)
    assert screen("abc", sign(any=("b",))).kind == "opinion"
    assert screen("a b c", sign(any=("b",), also=("d",))).kind == "opinion"
    assert screen("a b d", sign(any=("b",), also=("d",))).matched == ("b", "d")
    assert screen("a b d", sign(any=("b",), unless=("d",))).kind == "opinion"
    assert screen("a b d", sign(any=("b",), ignore=("b d",))).kind == "opinion"
    assert screen("b d b", sign(any=("b",), ignore=("b d",))).kind == "urgent"


def test_a_phrase_may_need_its_tones() -> None:
    only = sign(any=("=lũ",))
    assert screen("lũ về", only).kind == "urgent"
    assert screen("cai lu hoa", only).kind == "opinion"
    assert screen("lũ trẻ", sign(any=("lú",))).kind == "opinion"


@given(st.text(max_size=500))
def test_any_text_has_a_kind(thai_nguyen: Province, text: str) -> None:
    assert screen(text, thai_nguyen.screening).kind in {"opinion", "urgent", "denunciation", "complaint", "spam"}
