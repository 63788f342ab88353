"""What petitions are about: for each type and field, several wordings of the same matter.

Placeholders: {place} commune, {body} issuing body, {parcel} {sheet} {area} land,
{number} {day} of a decision, {project}, {money} in million đồng, {position}, {since} year.
"""

from typing import NamedTuple


class Subject(NamedTuple):
    """One kind of matter. Summaries and accounts of the same place say the same thing."""

    field: str
    weight: int
    title: str
    summaries: tuple[str, ...]
    accounts: tuple[str, ...]
    demand: str


COMPLAINTS: tuple[Subject, ...] = (
    Subject(
        "HC.DD", 30, "bồi thường, hỗ trợ khi Nhà nước thu hồi đất",
        ("Khiếu nại quyết định số {number} ngày {day} của {body} về bồi thường, hỗ trợ khi thu hồi "
         "{area} m² đất thuộc thửa {parcel}, tờ bản đồ số {sheet}, {place} (dự án {project}); cho "
         "rằng đơn giá quá thấp.",
         "Không đồng ý giá bồi thường {area} m² đất (thửa {parcel}, tờ {sheet}) tại {place} trong "
         "dự án {project} theo quyết định số {number}; yêu cầu tính lại theo giá thị trường.",
         "Đề nghị hủy quyết định số {number} của {body}: phần đất {area} m² ở {place} bị thu hồi "
         "làm dự án {project} nhưng bồi thường không đúng loại đất, bỏ sót tài sản gắn liền."),
        ("Gia đình sử dụng ổn định thửa đất số {parcel}, tờ bản đồ số {sheet}, diện tích {area} m², "
         "tại {place} từ năm {since}, có đóng thuế hằng năm. Ngày {day}, {body} ban hành quyết "
         "định số {number} thu hồi đất để thực hiện dự án {project}, áp giá bồi thường theo đất "
         "nông nghiệp dù trên đất có nhà ở kiên cố.",
         "Thực hiện dự án {project}, {body} có quyết định số {number} ngày {day} thu hồi toàn bộ "
         "{area} m² đất (thửa {parcel}, tờ {sheet}, {place}). Phương án chỉ tính {money} triệu "
         "đồng, không bồi thường cây trồng và vật kiến trúc đã kiểm đếm.",
         "Phần đất {area} m² tại {place} là nguồn sống của cả nhà từ năm {since}. Khi giải phóng "
         "mặt bằng làm dự án {project}, Hội đồng bồi thường đo thiếu diện tích; quyết định số "
         "{number} của {body} không ghi nhận phần chênh lệch."),
        "xem xét lại đơn giá, diện tích bồi thường và bố trí tái định cư cho gia đình"),
    Subject(
        "HC.DD", 22, "cấp giấy chứng nhận quyền sử dụng đất",
        ("Khiếu nại việc {body} không cấp giấy chứng nhận quyền sử dụng đất cho thửa {parcel}, tờ "
         "bản đồ {sheet}, diện tích {area} m², {place}.",
         "Hồ sơ xin cấp GCNQSDĐ đối với {area} m² đất tại {place} (thửa {parcel}, tờ {sheet}) bị "
         "{body} trả lại bằng văn bản số {number} mà không nêu rõ lý do; đề nghị xem xét.",
         "Không đồng ý văn bản số {number} ngày {day} của {body} từ chối công nhận QSDĐ thửa "
         "{parcel}, {place}, trong khi đất được sử dụng ổn định từ năm {since}."),
        ("Gia đình nhận chuyển nhượng thửa {parcel}, tờ bản đồ số {sheet}, {area} m² tại {place} "
         "bằng giấy tay năm {since}, sử dụng ổn định, không tranh chấp. Hồ sơ xin cấp giấy chứng "
         "nhận quyền sử dụng đất nộp đầy đủ nhưng ngày {day} {body} có văn bản số {number} trả hồ "
         "sơ.",
         "Từ năm {since} đến nay gia đình ở trên thửa {parcel} (tờ {sheet}, {place}), có kê khai "
         "đăng ký. {body} cho rằng {area} m² này là đất công nên không cấp giấy chứng nhận quyền sử "
         "dụng đất, song không đưa ra được tài liệu chứng minh.",
         "Các hộ liền kề tại {place} đều đã có giấy chứng nhận quyền sử dụng đất, riêng thửa "
         "{parcel} diện tích {area} m² thì {body} từ chối bằng văn bản số {number} ngày {day}."),
        "chỉ đạo cấp giấy chứng nhận quyền sử dụng đất theo đúng quy định"),
    Subject(
        "HC.DD", 13, "cưỡng chế tháo dỡ công trình",
        ("Khiếu nại quyết định cưỡng chế số {number} ngày {day} của {body} buộc tháo dỡ công trình "
         "{area} m² tại thửa {parcel}, {place}.",
         "Đề nghị thu hồi quyết định số {number} về cưỡng chế tháo dỡ căn nhà {area} m² ở {place}; "
         "cho rằng công trình có trước quy hoạch (từ năm {since}).",
         "Không chấp nhận việc {body} buộc tháo dỡ nhà trên thửa {parcel}, {place} theo quyết định "
         "số {number} vì không lập biên bản vi phạm đúng trình tự."),
        ("Căn nhà trên thửa {parcel}, {place} được xây năm {since}. Ngày {day}, {body} ra quyết "
         "định số {number} cưỡng chế tháo dỡ phần {area} m² với lý do xây dựng không phép.",
         "{body} không lập biên bản vi phạm hành chính mà ban hành ngay quyết định số {number} ngày "
         "{day}, buộc tháo dỡ {area} m² nhà ở tại {place}.",
         "Trước khi sửa nhà tại thửa {parcel}, {place}, gia đình có đơn xin phép và được trả lời "
         "miệng là đồng ý; nay {body} lại cưỡng chế theo quyết định số {number}."),
        "tạm dừng cưỡng chế và hủy quyết định nêu trên"),
    Subject(
        "HC.CS", 15, "chế độ trợ cấp",
        ("Khiếu nại việc {body} cắt trợ cấp hằng tháng từ ngày {day} tại {place}.",
         "Đề nghị xem xét lại văn bản số {number} của {body} về ngừng chi trả trợ cấp xã hội ở "
         "{place}.",
         "Không đồng ý kết luận không đủ điều kiện hưởng chế độ người có công theo văn bản số "
         "{number} ngày {day} của {body}."),
        ("Từ năm {since}, gia đình được hưởng trợ cấp hằng tháng tại {place}. Ngày {day}, {body} có "
         "văn bản số {number} ngừng chi trả mà không giải thích.",
         "Hồ sơ hưởng chế độ đã nộp đủ giấy tờ gốc, có người làm chứng ở {place}, nhưng {body} trả "
         "lời bằng văn bản số {number} rằng không đủ điều kiện.",
         "Mẹ già bệnh nặng sống nhờ khoản trợ cấp, nay bị cắt theo văn bản số {number} ngày {day} "
         "của {body}."),
        "khôi phục chế độ và truy lĩnh phần chưa được nhận"),
    Subject(
        "HC.KHAC", 14, "xử phạt vi phạm hành chính",
        ("Khiếu nại quyết định xử phạt số {number} ngày {day} của {body}, mức phạt {money} triệu "
         "đồng, tại {place}.",
         "Không đồng ý bị phạt {money} triệu đồng theo quyết định số {number}; cho rằng {body} xác "
         "định sai hành vi.",
         "Đề nghị hủy quyết định xử phạt vi phạm hành chính số {number} của {body} đối với hộ kinh "
         "doanh ở {place}."),
        ("Ngày {day}, {body} ban hành quyết định số {number} xử phạt vi phạm hành chính {money} "
         "triệu đồng đối với hộ kinh doanh tại {place}. Biên bản được lập khi chủ hộ vắng mặt.",
         "Đoàn kiểm tra đến cơ sở ở {place} không xuất trình quyết định kiểm tra, sau đó {body} gửi "
         "quyết định số {number} phạt {money} triệu đồng.",
         "Hành vi nêu trong quyết định số {number} ngày {day} do người thuê mặt bằng trước gây ra "
         "tại {place}, không phải của người bị phạt."),
        "hủy quyết định xử phạt và hoàn trả số tiền đã nộp"),
    Subject(
        "TP", 4, "chậm thi hành án",
        ("Khiếu nại việc chậm thi hành bản án số {number} đã có hiệu lực, tài sản ở {place}.",
         "Bản án số {number} ngày {day} chưa được thi hành; đề nghị đôn đốc.",
         "Đề nghị xem xét trách nhiệm của cơ quan thi hành án trong vụ số {number}, {place}."),
        ("Bản án số {number} có hiệu lực từ ngày {day} buộc bên phải thi hành trả {money} triệu "
         "đồng, đến nay cơ quan thi hành án chưa xử lý tài sản tại {place}.",
         "Đã nhiều lần nộp đơn yêu cầu thi hành bản án số {number} nhưng chỉ nhận được giấy hẹn; "
         "tài sản ở {place} có dấu hiệu bị tẩu tán.",
         "Chấp hành viên cho rằng chưa đủ điều kiện thi hành bản án số {number}, trong khi nhà đất "
         "tại {place} vẫn đang cho thuê."),
        "đôn đốc thi hành dứt điểm bản án"),
    Subject(
        "DT", 1, "kỷ luật trong tổ chức đoàn thể",
        ("Khiếu nại quyết định kỷ luật số {number} ngày {day} của một tổ chức đoàn thể ở {place}.",
         "Không đồng ý hình thức kỷ luật theo quyết định số {number}; đề nghị xem xét lại.",
         "Đề nghị phúc tra việc kỷ luật tại đoàn thể {place} theo quyết định số {number}."),
        ("Quyết định số {number} ngày {day} thi hành kỷ luật dựa trên đơn không có căn cứ ở {place}.",
         "Khi họp xét kỷ luật tại {place}, người bị kỷ luật không được trình bày ý kiến.",
         "Hình thức kỷ luật theo quyết định số {number} quá nặng so với sai sót."),
        "xem xét lại hình thức kỷ luật"),
    Subject(
        "KH", 1, "dịch vụ công ích",
        ("Khiếu nại về hợp đồng dịch vụ công ích tại {place}, số tiền {money} triệu đồng.",
         "Không đồng ý cách tính phí dịch vụ ({money} triệu đồng) của đơn vị cung cấp ở {place}.",
         "Đề nghị giải quyết việc thu phí {money} triệu đồng trái hợp đồng ở {place}."),
        ("Đơn vị cung cấp dịch vụ tại {place} tự ý nâng mức phí, truy thu {money} triệu đồng.",
         "Hợp đồng ký năm {since} không có khoản phụ thu {money} triệu đồng mà nay bị đòi.",
         "Nhiều lần làm việc với đơn vị ở {place} về khoản {money} triệu đồng đều không kết quả."),
        "kiểm tra, buộc đơn vị tính đúng hợp đồng"),
)

DENUNCIATIONS: tuple[Subject, ...] = (
    Subject(
        "HC.DD", 30, "hành vi sai phạm trong quản lý đất đai",
        ("Tố cáo một {position} tại {place} làm sai lệch hồ sơ thửa {parcel}, tờ bản đồ {sheet} để "
         "cấp giấy chứng nhận cho người khác.",
         "Phản ánh hành vi hợp thức hóa {area} m² đất công ở {place} của một {position}.",
         "Tố cáo việc xác nhận nguồn gốc đất không đúng sự thật đối với thửa {parcel}, {place}."),
        ("{accused}, {position} tại {place}, đã sửa chữa sổ mục kê thửa {parcel}, tờ bản đồ {sheet}, "
         "giúp người ngoài được cấp giấy chứng nhận quyền sử dụng đất.",
         "Năm {since}, {area} m² đất công ở {place} bị san lấp, phân lô. {accused}, {position}, biết "
         "rõ nhưng vẫn ký xác nhận không tranh chấp.",
         "Hồ sơ thửa {parcel} tại {place} có chữ ký giả của các hộ giáp ranh; {accused}, "
         "{position}, là người lập hồ sơ."),
        "thanh tra làm rõ và xử lý nghiêm người vi phạm"),
    Subject(
        "HC.CV", 28, "nhũng nhiễu trong thi hành công vụ",
        ("Tố cáo một {position} ở {place} gây khó khăn, đòi tiền khi giải quyết hồ sơ số {number}.",
         "Hồ sơ số {number} tại {place} bị ngâm nhiều tháng; tố cáo hành vi nhũng nhiễu của công "
         "chức phụ trách.",
         "Tố cáo thái độ hách dịch, vòi vĩnh {money} triệu đồng của một {position} tại {place}."),
        ("Khi nộp hồ sơ số {number} ngày {day} tại {place}, {accused}, {position}, yêu cầu bổ sung "
         "giấy tờ nhiều lần ngoài quy định và gợi ý đưa {money} triệu đồng.",
         "{accused}, {position} tại {place}, cố tình kéo dài hồ sơ số {number}, chỉ giải quyết cho "
         "người quen.",
         "Nhiều người dân ở {place} chứng kiến {accused}, {position}, quát mắng và hẹn trả hồ sơ số "
         "{number} hết lần này đến lần khác."),
        "xác minh, xử lý kỷ luật và giải quyết hồ sơ đúng hạn"),
    Subject(
        "TN", 18, "tham nhũng",
        ("Tố cáo hành vi nhận {money} triệu đồng để bỏ qua công trình trái phép tại {place}.",
         "Tố cáo một {position} kê khống khối lượng dự án {project} ở {place}, khoảng {money} triệu "
         "đồng.",
         "Tố cáo việc chiếm đoạt {money} triệu đồng tiền hỗ trợ người dân tại {place}."),
        ("{accused}, {position} tại {place}, nhận {money} triệu đồng của chủ công trình trái phép và "
         "không lập biên bản.",
         "Trong dự án {project}, {accused}, {position}, lập khống bảng khối lượng, rút {money} triệu "
         "đồng; chứng từ mang số {number}.",
         "Danh sách nhận hỗ trợ năm {since} ở {place} có người đã mất; {accused}, {position}, ký "
         "nhận thay, tổng cộng {money} triệu đồng."),
        "chuyển cơ quan có thẩm quyền làm rõ, thu hồi tài sản"),
    Subject(
        "HC.CS", 10, "sai phạm trong thực hiện chính sách",
        ("Tố cáo việc xét hộ nghèo không đúng đối tượng tại {place}.",
         "Tố cáo một {position} ở {place} đưa người thân vào danh sách hưởng trợ cấp.",
         "Tố cáo chi sai {money} triệu đồng tiền chính sách ở {place}."),
        ("Việc bình xét hộ nghèo tại {place} do {accused}, {position}, tự lập, không họp dân.",
         "{accused}, {position} ở {place}, đưa ba người thân không đủ điều kiện vào danh sách trợ "
         "cấp từ năm {since}.",
         "Khoản {money} triệu đồng hỗ trợ theo văn bản số {number} không đến tay người dân {place}; "
         "{accused}, {position}, giữ danh sách."),
        "kiểm tra danh sách và thu hồi khoản chi sai"),
    Subject(
        "HC.KHAC", 8, "sai phạm trong quản lý trường học, cơ sở y tế",
        ("Tố cáo thu các khoản ngoài quy định, tổng {money} triệu đồng, tại một trường ở {place}.",
         "Tố cáo sai phạm trong mua sắm thiết bị ({money} triệu đồng) tại {place}.",
         "Tố cáo lạm thu và không công khai tài chính ở đơn vị thuộc {place}."),
        ("Năm học vừa qua, {accused}, {position} tại {place}, thu của phụ huynh {money} triệu đồng "
         "không có biên lai.",
         "{accused}, {position}, mua thiết bị giá {money} triệu đồng, cao gấp đôi thị trường, theo "
         "hợp đồng số {number}.",
         "Đơn vị tại {place} không họp công khai tài chính từ năm {since}; {accused}, {position}, "
         "tự quyết các khoản chi."),
        "thanh tra tài chính của đơn vị"),
    Subject(
        "TP", 3, "vi phạm của người tiến hành tố tụng",
        ("Tố cáo vi phạm thủ tục trong vụ án số {number} liên quan {place}.",
         "Tố cáo hành vi làm sai lệch hồ sơ vụ số {number}.",
         "Tố cáo người tiến hành tố tụng thiếu khách quan trong vụ số {number}, {place}."),
        ("Trong vụ số {number}, {accused} không đưa vào hồ sơ lời khai của người làm chứng ở {place}.",
         "{accused} được giao giải quyết vụ số {number} ngày {day} nhưng có quan hệ với một bên.",
         "Biên bản ngày {day} của vụ số {number} bị sửa; {accused} là người lập."),
        "xem xét trách nhiệm theo quy định"),
    Subject(
        "DG", 2, "vi phạm kỷ luật Đảng",
        ("Tố cáo đảng viên giữ chức vụ {position} ở {place} vi phạm điều đảng viên không được làm.",
         "Tố cáo kê khai tài sản không trung thực của một {position} tại {place}.",
         "Tố cáo vi phạm nguyên tắc tập trung dân chủ tại chi bộ ở {place}."),
        ("{accused}, đảng viên, {position} tại {place}, kê khai tài sản thiếu {area} m² đất.",
         "{accused}, {position}, tự ý quyết định việc của chi bộ {place} từ năm {since}.",
         "{accused}, {position} tại {place}, bao che người thân vi phạm xây dựng."),
        "chuyển Ủy ban Kiểm tra xem xét"),
    Subject(
        "KH", 1, "hành vi lừa dối",
        ("Tố cáo việc huy động {money} triệu đồng rồi không trả ở {place}.",
         "Tố cáo hành vi bán căn hộ không đủ pháp lý tại {place}.",
         "Tố cáo hành vi chiếm giữ {money} triệu đồng tiền góp của cư dân {place}."),
        ("{accused} huy động {money} triệu đồng của nhiều hộ ở {place} rồi né tránh.",
         "{accused} bán căn hộ tại {place} khi dự án chưa đủ điều kiện, thu {money} triệu đồng.",
         "{accused} giữ {money} triệu đồng tiền góp của cư dân {place} từ năm {since}."),
        "chuyển cơ quan điều tra"),
)
