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
    "question_asked": Sentence(
        "Chợ Phiên: khách hỏi về {name}. Trả lời ở {link}", en="Cho Phien: somebody asks about {name}. Answer: {link}"
    ),
    "question_answered": Sentence(
        "Chợ Phiên: nhà bán đã trả lời bạn về {name}: {link}",
        en="Cho Phien: the household has answered you about {name}: {link}",
    ),
    "question_waits_for_team": Sentence(
        "Chợ Phiên: có câu hỏi về {name} chưa ai trả lời. Xin giúp: {link}",
        en="Cho Phien: nobody has answered a question about {name}. Please help: {link}",
    ),
    "message_waits_for_team": Sentence(
        "Chợ Phiên: khách nhắn về đơn {number}, nhà bán chưa xem. Xin giúp trả lời: {link}",
        en="Cho Phien: order {number}: the shop has not read what the buyer wrote. Please help: {link}",
    ),
}
