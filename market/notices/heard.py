"""What is told when somebody writes: about an order, or under a good."""

from market.language import Sentence

HEARD: dict[str, Sentence] = {
    "message_for_buyer": Sentence(
        "Chợ Phiên: nhà bán nhắn bạn về đơn {number}. Xem và trả lời: {link}",
        en="Cho Phien: the shop has written to you about order {number}. Read and answer: {link}",
    ),
    "message_for_household": Sentence(
        "Chợ Phiên: khách nhắn bạn về đơn {number}. Xem và trả lời: {link}",
        en="Cho Phien: the buyer has written to you about order {number}. Read and answer: {link}",
    ),
    "message_waits_for_team": Sentence(
        "Chợ Phiên: khách nhắn về đơn {number}, nhà bán chưa xem. Xin giúp trả lời: {link}",
        en="Cho Phien: order {number}: the shop has not read what the buyer wrote. Please help: {link}",
    ),
}
