"""The text of a letter and the officer's summary of it."""

from datetime import date
from random import Random

import vocabulary
from matters import Matter
from people import Person, fold, pick

TITLES = {
    "KN": ("ĐƠN KHIẾU NẠI", "ĐƠN KHIẾU NẠI (lần đầu)", "ĐƠN KÊU CỨU"),
    "TC": ("ĐƠN TỐ CÁO", "ĐƠN TỐ GIÁC", "ĐƠN TỐ CÁO"),
    "PA": ("ĐƠN KIẾN NGHỊ", "ĐƠN PHẢN ÁNH", "ĐƠN ĐỀ NGHỊ"),
    "MX": ("ĐƠN KHIẾU NẠI VÀ TỐ CÁO", "ĐƠN TRÌNH BÀY", "ĐƠN KHIẾU NẠI, KIẾN NGHỊ"),
}
RECIPIENTS = (
    "Chủ tịch Ủy ban nhân dân Thành phố Hồ Chí Minh", "Thanh tra Thành phố Hồ Chí Minh",
    "Ban Tiếp công dân Thành phố", "Chủ tịch {body}", "{body}",
)
OPENINGS = (
    "Nay {we} làm đơn này kính trình quý cơ quan việc sau đây:",
    "{We} xin trình bày sự việc như sau:",
    "Kính mong quý cơ quan dành thời gian xem xét nội dung sau:",
    "Sự việc cụ thể:",
)
DETAILS = (
    "{We} đã nhiều lần đến làm việc, có giấy hẹn, nhưng chưa được trả lời bằng văn bản.",
    "Kèm theo đơn là bản sao các giấy tờ, hình ảnh liên quan.",
    "Sự việc kéo dài làm cuộc sống bị đảo lộn, thiệt hại ước tính {money} triệu đồng.",
    "Đơn lần trước gửi qua bưu điện, có báo phát, mà không nhận được giấy biên nhận.",
    "Cùng cảnh ngộ còn có nhiều hộ trong khu vực {place}.",
    "Tại buổi tiếp công dân gần đây, cán bộ hứa sẽ trả lời trong 15 ngày.",
)
CLOSINGS = (
    "{We} cam đoan những điều trên là đúng sự thật và chịu trách nhiệm trước pháp luật.",
    "Kính mong quý cơ quan quan tâm giải quyết. {We} chân thành cảm ơn.",
    "Rất mong sớm nhận được văn bản trả lời. Xin trân trọng cảm ơn!",
)


def summarise(matter: Matter, wording: int, names: list[str]) -> str:
    """The officer's summary. It names no sender: where a place or a word would read like a
    sender's name, even without marks, the plain title of the matter stands in its stead."""
    parts = [subject.summaries[wording % len(subject.summaries)].format_map(matter.facts)
             for _, subject in matter.parts]
    text = parts[0] if len(parts) == 1 else " ".join(
        f"{place}) {part}" for place, part in enumerate(parts, start=1))
    text = sentence(text.replace("Ủy ban nhân dân", "UBND"))
    folded = fold(text)
    if any(fold(name) in folded for name in names):
        return sentence("; ".join(subject.title for _, subject in matter.parts) + ".")
    return text


def write_letter(rng: Random, matter: Matter, wording: int, signers: list[Person],
                 organisation: str | None, address: str | None, written_on: date | None,
                 signed: bool) -> str:
    """The letter in full, with the names of those who sign."""
    many = len(signers) > 1 or organisation is not None or not signers
    words = {**matter.facts, "we": "chúng tôi" if many else "tôi",
             "We": "Chúng tôi" if many else "Tôi"}
    body = spell(rng, letter_body(rng, matter, wording, words))
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"]
    if written_on is not None:
        lines.append(f"TP. Hồ Chí Minh, ngày {written_on.day} tháng {written_on.month} "
                     f"năm {written_on.year}")
    lines += ["", TITLES[matter.type][wording % 3],
              f"(V/v {'; '.join(subject.title for _, subject in matter.parts)})",
              f"Kính gửi: {pick(rng, RECIPIENTS).format_map(words)}"]
    lines += presentation(signers, organisation, address, words["We"])
    lines += body
    lines += ["", "Người làm đơn" if not many else "Những người làm đơn"]
    lines += [f"(đã ký) {person.full_name}" if signed else person.full_name for person in signers]
    return "\n".join(lines)


def letter_body(rng: Random, matter: Matter, wording: int, words: dict[str, str]) -> list[str]:
    """The paragraphs between presentation and signature."""
    lines = [pick(rng, OPENINGS).format_map(words)]
    for place, (_, subject) in enumerate(matter.parts, start=1):
        account = sentence(subject.accounts[wording % len(subject.accounts)].format_map(words))
        lines.append(account if len(matter.parts) == 1 else f"{place}. {account}")
    first = int(rng.random() * len(DETAILS))
    for step in range(1 + int(rng.random() * 3)):
        lines.append(DETAILS[(first + step) % len(DETAILS)].format_map(words))
    lines += [f"Đề nghị {subject.demand}." for _, subject in matter.parts]
    lines.append(pick(rng, CLOSINGS).format_map(words))
    return lines


def presentation(signers: list[Person], organisation: str | None, address: str | None,
                 we: str) -> list[str]:
    """Who writes: nothing of it in an anonymous letter."""
    if organisation is not None:
        lines = [f"{we} là: {organisation}, đại diện: {signers[0].full_name}"]
    elif not signers:
        return ["Chúng tôi là người dân tại địa phương, xin được giấu tên."]
    elif len(signers) == 1:
        person = signers[0]
        lines = [f"Tôi tên: {person.full_name}, sinh năm {person.birth_year}, "
                 f"CCCD số {person.id_number}, điện thoại {person.phone}"]
    else:
        lines = [f"{we} gồm:"]
        lines += [f"{place}. {person.full_name}, sinh năm {person.birth_year}, "
                  f"CCCD số {person.id_number}" for place, person in enumerate(signers, start=1)]
    if address is not None:
        lines.append(f"Địa chỉ: {address}")
    return lines


def spell(rng: Random, lines: list[str]) -> list[str]:
    """The lines as somebody would type them: some abbreviate, some set tone marks the new way."""
    text = "\n".join(lines)
    for full, short in vocabulary.ABBREVIATIONS:
        if rng.random() < 0.5:
            text = text.replace(full, short)
    if rng.random() < 0.3:
        text = text.replace("phường ", "P. ")
    if rng.random() < 0.15:
        for old, new in vocabulary.TONE_PLACES:
            text = text.replace(old, new)
    return text.split("\n")


def sentence(text: str) -> str:
    """The text with a capital first letter, and forms of address capital after a full stop."""
    text = text.replace(". ông ", ". Ông ").replace(". bà ", ". Bà ")
    return text[0].upper() + text[1:]
