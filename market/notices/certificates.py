"""What a household is told of a certificate that it has declared."""

from market.language import Sentence

CERTIFICATES: dict[str, Sentence] = {
    "certificate_verified": Sentence(
        "Chợ Phiên: giấy OCOP của “{name}” đã được xác nhận, sao hiện trên chợ từ nay.",
        en="Cho Phien: the OCOP certificate of “{name}” is verified; its stars are shown from now on.",
    ),
    "certificate_refused": Sentence(
        "Chợ Phiên: giấy OCOP của “{name}” không được xác nhận, bạn có thể khai lại. Lý do: {reason}",
        en="Cho Phien: the OCOP certificate of “{name}” is refused; you may declare it again. Reason: {reason}",
    ),
}
