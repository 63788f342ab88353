"""Syllables, streets and bodies of which petitions are made. Every combination is invented."""

from typing import NamedTuple

# Family names with their weights in a thousand, roughly as common as they are.
FAMILY_NAMES: tuple[tuple[str, int], ...] = (
    ("Nguyễn", 380), ("Trần", 120), ("Lê", 95), ("Phạm", 70), ("Huỳnh", 50), ("Võ", 45),
    ("Phan", 45), ("Đặng", 30), ("Bùi", 30), ("Đỗ", 25), ("Hồ", 20), ("Ngô", 20), ("Dương", 20),
    ("Lý", 12), ("Đinh", 10), ("Trương", 10), ("Lâm", 8), ("Mai", 5), ("Thái", 3), ("Tạ", 2),
)
MIDDLE_NAMES_MALE: tuple[str, ...] = (
    "Văn", "Hữu", "Đức", "Minh", "Quốc", "Công", "Thanh", "Hoàng", "Xuân", "Đình", "Tấn", "Anh",
)
MIDDLE_NAMES_FEMALE: tuple[str, ...] = (
    "Thị", "Thị Mỹ", "Thị Kim", "Ngọc", "Thị Thu", "Thị Bích", "Thùy", "Thị Ngọc", "Thanh",
    "Thị Hồng", "Kim", "Thị Mai",
)
GIVEN_NAMES_MALE: tuple[str, ...] = (
    "Hùng", "Dũng", "Sơn", "Tuấn", "Hải", "Long", "Phúc", "Thành", "Nghĩa", "Đạt", "Khánh",
    "Tâm", "Bảo", "Lộc", "Vinh", "Quang", "Trí", "Hòa", "Phong", "Thịnh", "Cường", "Nam", "Tài",
    "Lâm", "Kiệt", "Nhân", "Đông", "Thắng", "Hiếu", "Khoa",
)
GIVEN_NAMES_FEMALE: tuple[str, ...] = (
    "Lan", "Hoa", "Hương", "Hạnh", "Thảo", "Phượng", "Nga", "Dung", "Yến", "Trang", "Liên",
    "Thủy", "Loan", "Tuyết", "Hằng", "Nhung", "Oanh", "Vân", "Xuân", "Đào", "Cúc", "Mỹ", "Châu",
    "Ngân", "Nhi", "Trâm", "Diễm", "Phương", "Thơ", "Quyên",
)
STREETS: tuple[str, ...] = (
    "Nguyễn Trãi", "Lê Lợi", "Trần Hưng Đạo", "Cách Mạng Tháng Tám", "Điện Biên Phủ",
    "Lý Thường Kiệt", "Hai Bà Trưng", "Phan Đình Phùng", "Nguyễn Huệ", "Hoàng Hoa Thám",
    "Quang Trung", "Lê Văn Việt", "Tô Hiến Thành", "Phan Văn Trị", "Nguyễn Thị Minh Khai",
    "Nguyễn Văn Linh", "Lê Trọng Tấn", "Âu Cơ", "Lạc Long Quân", "Bạch Đằng", "Đồng Khởi",
    "Hùng Vương", "Tỉnh lộ 8", "Quốc lộ 1", "Quốc lộ 13", "số 7", "số 12", "số 41",
)
# Names of streets that a generated person may not bear.
NAMES_OF_STREETS = frozenset(STREETS)
ORGANISATIONS: tuple[str, ...] = (
    "Ban quản trị chung cư lô {letter}", "Tổ dân phố {number}", "Hợp tác xã vận tải số {number}",
    "Tập thể hộ tiểu thương chợ khu {letter}", "Tổ hợp tác nuôi trồng số {number}",
    "Hội phụ huynh lớp {number}{letter}",
)
PROJECTS: tuple[str, ...] = (
    "mở rộng đường liên phường", "nâng cấp kênh thoát nước", "xây dựng trường tiểu học",
    "xây dựng cầu và đường dẫn", "khu tái định cư tập trung", "cải tạo rạch và kè bảo vệ",
    "xây dựng trạm y tế", "tuyến đường vành đai", "công viên cây xanh", "khu công nghiệp mở rộng",
)
POSITIONS: tuple[str, ...] = (
    "công chức địa chính – xây dựng", "Phó Chủ tịch UBND", "Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
    "công chức tư pháp – hộ tịch", "Giám đốc Ban Quản lý dự án", "chuyên viên Văn phòng",
    "Hiệu trưởng trường tiểu học", "kế toán", "cán bộ thuế phụ trách địa bàn",
)


class Source(NamedTuple):
    """A way in which petitions come in."""

    code: str
    weight: int
    forwarders: tuple[str, ...]


# Shares are an assumption: no figures are published.
SOURCES: tuple[Source, ...] = (
    Source("POST", 450, ()),
    Source("HAND", 150, ()),
    Source("RECEPTION", 120, ()),
    Source("PORTAL", 100, ()),
    Source("AGENCY", 80, ("Thanh tra Chính phủ", "Ban Tiếp công dân Trung ương",
                          "Văn phòng Chính phủ", "Thanh tra Thành phố")),
    Source("BOX", 30, ()),
    Source("LEADER", 30, ()),
    Source("DEPUTY", 20, ("Văn phòng Đoàn ĐBQH và HĐND Thành phố",)),
    Source("PRESS", 10, ("Tòa soạn báo của Thành phố",)),
    Source("FRONT", 10, ("Ủy ban MTTQ Việt Nam Thành phố",)),
)

# What a letter writes in full at times and short at others, longest first.
ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("giấy chứng nhận quyền sử dụng đất", "GCNQSDĐ"),
    ("quyền sử dụng đất", "QSDĐ"),
    ("giải phóng mặt bằng", "GPMB"),
    ("Ủy ban nhân dân", "UBND"),
    ("Thành phố Hồ Chí Minh", "TP.HCM"),
    ("bảo hiểm xã hội", "BHXH"),
    ("vi phạm hành chính", "VPHC"),
    ("quyết định số", "QĐ số"),
)
# Where the tone mark stands in the older and in the newer spelling.
TONE_PLACES: tuple[tuple[str, str], ...] = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ủy", "uỷ"), ("Ủy", "Uỷ"), ("úy", "uý"),
    ("ùy", "uỳ"), ("òe", "oè"),
)
